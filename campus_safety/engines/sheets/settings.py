"""What the school has decided about uploaded lists."""

from datetime import timedelta

from campus_safety.access.settings import get_number


def get_keep_time() -> timedelta:
	"""So long after the last change the files of an import are kept."""
	return timedelta(days=get_number("import_keep_days"))
