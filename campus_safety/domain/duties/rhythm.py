"""How often a key student is owed something: a risk level's "every so many days" as a period and a number (domain §7).

Every level of the school is read so, its own ones included; no rule names a level.
"""

from enum import Enum

from campus_safety.domain.duties.obligation import Period

LONGEST_DAYS = 31  # a key student is owed each thing once a month at least
DAYS_OF = {Period.DAY: range(1, 2), Period.WEEK: range(2, 14), Period.MONTH: range(14, LONGEST_DAYS + 1)}
_LENGTH = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 30}


class Rhythm(str, Enum):
	"""What a level asks for; the value stands in the duty rule."""

	CONTACT = "Contact"
	TALK = "Talk"
	DISPATCH = "Dispatch"

	@property
	def field(self) -> str:
		"""Of the risk level."""
		return f"{self.value.lower()}_every_days"

	@property
	def goes_on_while_suspended(self) -> bool:
		"""By telephone, and among those who answer; a talk waits until the student is back."""
		return self is not Rhythm.TALK


def needed(period: Period, every_days: int) -> int | None:
	"""How many are owed in a day, week or month at this rhythm; None where the rhythm belongs to another period."""
	if every_days not in DAYS_OF.get(period, ()):
		return None
	return max(1, _LENGTH[period] // every_days)
