"""Heart-to-heart talk 谈心谈话 (domain §3): what a text is compared by, and when the same text is too often the same."""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

ONLINE = "Online"
INTERNSHIP = "Internship"
ABNORMAL = "Abnormal"
NO_STEP = ("", "None", None)

_MARKUP = re.compile(r"<[^>]*>")
_NO_WORD = re.compile(r"[\W_\d]+")


def normalise(text: str | None, own_words: Iterable[str] = ()) -> str:
	"""The text without markup, spaces, punctuation, digits, letter case, and without the student's own name or number.

	Two texts that differ only in those were copied.
	"""
	plain = unicodedata.normalize("NFKC", _MARKUP.sub("", text or "")).casefold()
	for word in own_words:
		if word:
			plain = plain.replace(unicodedata.normalize("NFKC", word).casefold(), "")
	return _NO_WORD.sub("", plain)


def fingerprint(text: str | None, own_words: Iterable[str] = ()) -> str | None:
	"""A hash of the normalised text; nothing for a text without words."""
	plain = normalise(text, own_words)
	return hashlib.sha256(plain.encode()).hexdigest() if plain else None


def says_something(text: str | None, fewest: int) -> bool:
	"""So many letters or characters at least, punctuation, digits and spaces aside."""
	return len(normalise(text)) >= max(fewest, 1)


@dataclass(frozen=True)
class Copy:
	"""One talk among those of one author with one fingerprint."""

	name: str
	student: str
	talked_on: date
	written_on: date


def suspected_batch(copies: Iterable[Copy], limit: int) -> frozenset[str]:
	"""Names of the talks whose text stands for more than `limit` students of one day: talked on it, or written on it."""
	copies = list(copies)
	students: dict[tuple[str, date], set[str]] = defaultdict(set)
	for copy in copies:
		students["talked", copy.talked_on].add(copy.student)
		students["written", copy.written_on].add(copy.student)
	too_many = {key for key, found in students.items() if len(found) > limit}
	return frozenset(
		copy.name for copy in copies if too_many & {("talked", copy.talked_on), ("written", copy.written_on)}
	)


def needs_online_reason(mode: str | None, student_status: str | None) -> bool:
	"""[P] Online is allowed on internship; otherwise the reason is asked for."""
	return mode == ONLINE and student_status != INTERNSHIP


def lacks_escalation(mental_state: str | None, escalate_to: str | None) -> bool:
	"""Abnormal requires a next step."""
	return mental_state == ABNORMAL and escalate_to in NO_STEP
