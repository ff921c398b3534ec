"""Who is told, and when: the ladder of open cases, the lost contact, buildings that stay silent."""

from collections.abc import Sequence
from datetime import datetime


def call_emergency(case) -> None:
	"""Lost contact (domain §18): to be filled."""


def climb(names: Sequence[str] | None, now: datetime) -> dict[str, int]:
	return {}
