"""How the cases of one run are told: each by itself; many at once each in the Desk, and on the phone as one message.

After a standstill, or when a gate has lied, fifty cases climb in the same minute: fifty messages to one person are none.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from frappe import _

from campus_safety.domain.message_weight import Weight
from campus_safety.engines.messages.telling import About, tell

CASE = "Campus Absence Case"
MANY = 6  # cases of one run


class Voice:
	"""For one run over so many cases; whoever speaks through it closes it."""

	def __init__(self, cases: int):
		self.bundles, self.heard = cases >= MANY, Counter()

	def tell(self, users: Iterable[str], case: str, words: Callable[[str], tuple[str, str]], key: str) -> int:
		"""How many were told now."""
		told = tell(
			users,
			partial(words, case),
			f"night|{case}|{key}",
			About(CASE, case),
			Weight.URGENT,
			in_desk_only=self.bundles,
		)
		self.heard.update(told)
		return len(told)

	def close(self, now: datetime) -> None:
		"""What was held back from the phones, one message each."""
		for user, number in self.heard.items() if self.bundles else ():
			tell(
				[user],
				partial(_write, number),
				f"night|bundle|{now:%Y%m%d%H%M%S}",
				About(CASE),
				Weight.URGENT,
				now,
				on_channels_only=True,
			)


def _write(number: int) -> tuple[str, str]:
	return (
		_("{0} messages about absence cases at once").format(number),
		_(
			"Students have not been found. Open the list of absence cases in the Desk; each case says what to do."
		),
	)
