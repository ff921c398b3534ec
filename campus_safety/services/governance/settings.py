"""What the school has decided about late duties, key students and grades."""

from campus_safety.access.settings import get_number
from campus_safety.domain.governance.accountability import Scheme


def get_task_weight() -> int:
	"""Of the clause tasks of one clause beside the duty rules, whose weights stand on them."""
	return get_number("clause_task_weight")


def get_appeal_days() -> int:
	"""After the approval, within which those who are assessed may appeal."""
	return get_number("appeal_days")


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
