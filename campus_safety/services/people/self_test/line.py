"""What one line of the self-test says."""

from typing import NamedTuple

WELL, LOOK, ALARM = "Well", "Look", "Alarm"
GRAVITY = (WELL, LOOK, ALARM)


class Line(NamedTuple):
	"""state: Well; Look, it works and somebody should look at it; Alarm, of tonight somebody may hear nothing."""

	part: str
	state: str
	said: str


def worst(states) -> str:
	return max(states, key=GRAVITY.index, default=WELL)


def names(found, most: int = 5) -> str:
	"""The first of them, and how many more."""
	found = list(found)
	more = len(found) - most
	shown = "、".join(map(str, found[:most]))
	return f"{shown} … (+{more})" if more > 0 else shown
