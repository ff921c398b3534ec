"""Impact assessments 个人信息保护影响评估 (PIPL 55–56): how long they are kept."""

from datetime import date

LEAST_YEARS = 3  # PIPL 56: three years at least, no setting
DRAFT, APPROVED, REPLACED = "Draft", "Approved", "Replaced"
GATE_DATA = "Gate Data"
SCREENING = "Screening"


def keep_until(approved: date, wished: date | None) -> date:
	"""Three years after the approval, or later where the school has said so."""
	try:
		least = approved.replace(year=approved.year + LEAST_YEARS)
	except ValueError:  # the 29th of February
		least = approved.replace(year=approved.year + LEAST_YEARS, month=3, day=1)
	return max(least, wished) if wished else least
