"""How much a message weighs: which of a school's channels carry it, and whether it may wake somebody."""

from enum import Enum


class Weight(Enum):
	URGENT = "Urgent"  # life and limb: at any hour, over every channel but those for digests
	PERSONAL = "Personal"  # somebody has to act: waits until quiet hours are over
	DIGEST = "Digest"  # what a day has brought


# {option of `carries`: the weights that a channel takes}
CARRIED = {
	"Everything": frozenset(Weight),
	"Urgent": frozenset((Weight.URGENT,)),
	"Personal and Urgent": frozenset((Weight.URGENT, Weight.PERSONAL)),
	"Digests": frozenset((Weight.DIGEST,)),
}


def carries(option: str | None, weight: Weight) -> bool:
	"""A channel about which nothing is said carries everything."""
	return weight in CARRIED.get(option or "Everything", CARRIED["Everything"])
