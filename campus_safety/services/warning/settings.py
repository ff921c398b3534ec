"""What the school has decided about early warnings."""

from campus_safety.access.settings import get_number


def get_days_to_decide(level: str) -> int:
	"""A warning of this urgency is decided within so many days [P]."""
	return {
		"Urgent": get_number("warning_urgent_days"),
		"Pressing": get_number("warning_pressing_days"),
		"Attention": get_number("warning_attention_days"),
	}[level]
