"""What the school has decided about its papers."""

from campus_safety.access.settings import get_text


def get_template_url() -> str:
	"""Of the Word file whose look papers take over; "" for the standard's."""
	return get_text("paper_template")
