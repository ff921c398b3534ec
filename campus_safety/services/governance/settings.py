"""What the school has decided about late duties, key students and grades."""

from campus_safety.access.settings import get_number
from campus_safety.domain.governance.accountability import Scheme


def get_scheme() -> Scheme:
	return Scheme(
		late_credit=get_number("late_credit") / 100,
		risk_half=get_number("risk_half_duties"),
		grades=(
			(get_number("grade_excellent"), "Excellent"),
			(get_number("grade_good"), "Good"),
			(get_number("grade_qualified"), "Qualified"),
			(0, "Not Qualified"),
		),
	)
