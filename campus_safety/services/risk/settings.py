"""What the school has decided about handovers."""

from campus_safety.access.settings import get_number


def get_handover_work_days() -> int:
	return get_number("handover_work_days")


def get_leave_days() -> int:
	"""A member of staff who is away for longer hands over."""
	return get_number("handover_leave_days")


def get_receipt_days() -> int:
	"""Until the receipt of another school is asked after."""
	return get_number("outside_receipt_days")


def get_first_talk_days() -> int:
	return get_number("handover_first_talk_days")
