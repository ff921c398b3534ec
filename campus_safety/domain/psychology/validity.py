"""Validity before level 作答有效性: a doubtful sitting goes to a retest, never to a level; what it says of self-harm goes through.

Reasons are codes: they say that a sitting cannot be relied on and nothing of what was answered.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from campus_safety.domain.psychology.flags import Flag

FEWEST_FOR_STRAIGHT = 5  # a run of one answer says something from here on


class Validity(str, Enum):
	VALID = "Valid"
	DOUBTFUL = "Doubtful"
	INVALID = "Invalid"


class Reason(str, Enum):
	"""In the order in which they are shown."""

	TOO_FAST = "Too Fast"
	IDENTICAL = "Identical Answers"
	CONTRADICTION = "Contradicting Answers"
	NAME = "Another Name"
	CLASS = "Another Class"
	TWO_SITTINGS = "Two Sittings"
	NUMBER_TWICE = "Number Twice"
	PLATFORM = "Doubted by the Platform"
	INCOMPLETE = "Incomplete"


@dataclass(frozen=True)
class Limits:
	"""[P] seconds_per_item: faster than this on average is not read (anchors §2.1: about one second)."""

	seconds_per_item: float = 1.0


def careless(
	seconds: float | None,
	items: int,
	answers: Sequence[int | None] | None,
	contradictions: Iterable[tuple[int, int, int]],
	limits: Limits,
) -> set[Reason]:
	"""What the answers themselves say of how they were given. items: how many the sitting had; 0 where nobody knows."""
	found = set()
	if seconds is not None and items and seconds < items * limits.seconds_per_item:
		found.add(Reason.TOO_FAST)
	if not answers:
		return found
	given = [answer for answer in answers if answer is not None]
	if len(given) < len(answers):
		found.add(Reason.INCOMPLETE)
	# a healthy student may well answer "not at all" throughout; the same answer above the lowest is no answer
	if len(given) >= FEWEST_FOR_STRAIGHT and len(set(given)) == 1 and given[0] != 0:
		found.add(Reason.IDENTICAL)
	for first, second, apart in contradictions:
		pair = [answers[number - 1] for number in (first, second) if number <= len(answers)]
		if len(pair) == 2 and None not in pair and abs(pair[0] - pair[1]) >= apart:
			found.add(Reason.CONTRADICTION)
	return found


@dataclass(frozen=True)
class Claim:
	"""Whose sheet it is by what stands on it; empty where the platform does not say."""

	number: str
	name: str = ""
	unit: str = ""


@dataclass(frozen=True)
class Known:
	"""Who has that number at the school. namesakes: classes in which another student has the same name."""

	name: str
	unit: str
	namesakes: frozenset[str] = frozenset()


def misnamed(claim: Claim, known: Known) -> set[Reason]:
	"""Is it somebody else's sheet? A student who has moved since is not: unless a namesake sits in the class on the sheet."""
	if claim.name and plain_name(claim.name) != plain_name(known.name):
		return {Reason.NAME}
	if claim.unit and claim.unit != known.unit and claim.unit in known.namesakes:
		return {Reason.CLASS}
	return set()


def plain_name(name: str) -> str:
	return "".join(name.split()).replace("•", "·").replace("．", "·").casefold()


def judge(reasons: Iterable[Reason]) -> Validity:
	"""Without most of its answers there is no sitting at all; every other reason makes it doubtful."""
	found = set(reasons)
	if not found:
		return Validity.VALID
	return Validity.INVALID if found == {Reason.INCOMPLETE} else Validity.DOUBTFUL


def settled_flag(validity: Validity, flag: Flag, self_harm: Flag) -> Flag:
	"""What a sitting asks for once its validity is known: self-harm goes through whatever else is doubted."""
	return flag if validity is Validity.VALID else self_harm


def in_order(reasons: Iterable[Reason]) -> list[str]:
	found = set(reasons)
	return [reason.value for reason in Reason if reason in found]


def counts(validities: Iterable[str]) -> Mapping[str, int]:
	"""{validity: how many}."""
	found = dict.fromkeys((validity.value for validity in Validity), 0)
	for validity in validities:
		if validity in found:
			found[validity] += 1
	return found
