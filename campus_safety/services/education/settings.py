"""What the school has set about hours of education."""

from campus_safety.access.settings import get_number
from campus_safety.domain.education.hours import Hours


def get_owed() -> Hours:
	"""Hours a student needs [R]."""
	return Hours(get_number("education_safety_hours"), get_number("education_mind_hours"))
