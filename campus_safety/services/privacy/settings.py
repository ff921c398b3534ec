"""What the school has decided about requests of the persons concerned."""

from campus_safety.access.settings import get_number


def get_answer_days() -> int:
	"""Within so many days a request about personal information is answered (domain §0: 15)."""
	return get_number("data_request_days")
