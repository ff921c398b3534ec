"""Words that ask for help 求助: they make a report urgent, whoever writes it (domain §13 [N])."""

import re
import unicodedata
from collections.abc import Iterable

SEPARATORS = re.compile(r"[、，,;；\n]+")
NOT_LETTERS = re.compile(r"[\W_]+")
# signs that are urgent by themselves
URGENT_SIGNS = frozenset(("Self-harm Words", "Farewell Acts", "Sexual Harm", "Violence Threat"))
HELP_SIGNS = frozenset(("Self-harm Words", "Farewell Acts"))
SEXUAL_HARM, BULLYING = "Sexual Harm", "Bullying"
HARM = frozenset((SEXUAL_HARM, BULLYING, "Violence Threat"))


def read_words(text: str) -> tuple[str, ...]:
	"""The school's list, as it is written in one line."""
	return tuple(word.strip() for word in SEPARATORS.split(text or "") if word.strip())


def find_word(text: str | None, words: Iterable[str]) -> str | None:
	"""The first of these words that a text holds; spaces and signs between the letters hide none."""
	plain = plain_of(text)
	return next((word for word in words if plain_of(word) and plain_of(word) in plain), None)


def asks_for_help(text: str | None, words: Iterable[str]) -> bool:
	return find_word(text, words) is not None


def plain_of(text: str | None) -> str:
	"""Letters and digits alone, in small and narrow: the same text typed a little otherwise is the same."""
	return NOT_LETTERS.sub("", unicodedata.normalize("NFKC", str(text or "")).casefold())
