"""What one step of the first day says."""

from dataclasses import dataclass
from enum import Enum

from campus_safety.domain.roles import STUDENT_AFFAIRS, SYSTEM_MANAGER

DAY = "First Day"  # the context of words that others use, too
OFFICES = (SYSTEM_MANAGER, STUDENT_AFFAIRS)


class State(str, Enum):
	"""LOOK: it works, and somebody should look at it. LATER: nothing to do yet, an earlier step comes first."""

	DONE = "done"
	TODO = "todo"
	LOOK = "look"
	LATER = "later"


@dataclass(frozen=True)
class Step:
	"""said: one sentence, worked out. who: the roles that can do it. button: its words; it leads to `route`, or does `action`.

	optional: the day is over without it.
	"""

	key: str
	title: str
	state: State
	said: str
	who: tuple[str, ...] = OFFICES
	button: str = ""
	route: tuple[str, ...] = ()
	action: str = ""
	optional: bool = False

	def as_dict(self, roles: set[str]) -> dict:
		may = bool(roles.intersection(self.who))
		return {
			"key": self.key,
			"title": self.title,
			"state": self.state.value,
			"said": self.said,
			"who": list(self.who),
			"optional": self.optional,
			"button": self.button if may else "",
			"route": list(self.route),
			"action": self.action if may else "",
		}
