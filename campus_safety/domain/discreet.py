"""What a log keeps of a fault in which somebody's record was open: where it happened and its kind, none of the values.

A traceback with variables is the whole narrative; so is a form that is logged beside it, and a query with its literals.
"""

import json
import re
from collections.abc import Iterable

STRUCK = "…"
FRAME = re.compile(r'^\s*File "[^"\n]+", line \d+')
KIND = re.compile(r"^[A-Za-z_][\w.]*(?=:|$)")
QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`")
UNCLOSED = re.compile(r"['\"`].*", re.DOTALL)
LITERAL = re.compile(r"'(?:[^'\\]|\\.|'')*'")
# words of another language than the code's, and numbers of people
WORDS, NUMBERS = re.compile(r"[^\x00-\x7f]+"), re.compile(r"\d{5,}")
# kinds whose messages speak of code; those of all others speak of what it had in hand
OF_CODE = frozenset(
	(
		"TypeError",
		"AttributeError",
		"NameError",
		"UnboundLocalError",
		"ImportError",
		"ModuleNotFoundError",
		"IndexError",
		"ZeroDivisionError",
		"RecursionError",
		"NotImplementedError",
	)
)
DATABASE_NUMBER = re.compile(r"^: \(\d{4}, ")
SHORTEST = 3  # characters: what is shorter says nothing, and stands in every message
KEPT = frozenset(("cmd", "doctype", "dt", "method", "action"))


def without_values(fault: str, given: Iterable[str] = ()) -> str:
	"""A traceback's files, lines and code, and its kind; nothing of the variables, and a message only where it is of code.

	given: texts of the request, which go wherever they stand.
	"""
	lines, kept, last = (fault or "").split("\n"), [], 0
	for number, line in enumerate(lines):
		if FRAME.match(line):
			kept += [line, *lines[number + 1 : number + 2]]
			last = number + 2
	if not kept:
		return without_quotes(fault or "", given)
	for number in range(last, len(lines)):
		if kind := KIND.match(lines[number]):
			return "\n".join((*kept, _kind_and_message(kind, lines[number:], given)))
	return "\n".join(kept)


def _kind_and_message(kind: re.Match, lines: list[str], given: Iterable[str]) -> str:
	message = "\n".join(lines)[kind.end() :]
	if kind.group().rpartition(".")[2] in OF_CODE:
		return kind.group() + without_quotes(message, given)
	number = DATABASE_NUMBER.match(message)
	return kind.group() + (f"{number.group()}{STRUCK})" if number else f": {STRUCK}" if message else "")


def without_quotes(message: str, given: Iterable[str] = ()) -> str:
	"""What a message says, without what it quotes: quoted parts, words of other languages, long numbers."""
	for text in sorted(set(given), key=len, reverse=True):
		if len(text) >= SHORTEST and text in message:
			message = message.replace(text, STRUCK)
	message = UNCLOSED.sub(STRUCK, QUOTED.sub(STRUCK, message))
	return NUMBERS.sub(STRUCK, WORDS.sub(STRUCK, message))


def without_literals(query: str) -> str:
	"""SQL with a question mark for each text in it; from a text that does not end, nothing."""
	return UNCLOSED.sub("?", LITERAL.sub("?", query).replace("`", "\x00")).replace("\x00", "`")


def texts_of(values) -> set[str]:
	"""Every text in what a request carries, inside JSON as well."""
	if isinstance(values, dict):
		return set().union(*map(texts_of, values.values()), set())
	if isinstance(values, list | tuple):
		return set().union(*map(texts_of, values), set())
	if not isinstance(values, str):
		return set()
	if values[:1] in "[{":
		try:
			return {values} | texts_of(json.loads(values))
		except ValueError:
			pass
	return {values}


def struck(values: dict) -> dict:
	"""Of a form its keys, and of each value its kind and length."""
	return {_key(key): value if key in KEPT else _outline(value) for key, value in values.items()}


def _key(key) -> str:
	return key if isinstance(key, str) and key.isascii() and key.isidentifier() else STRUCK


def _outline(value) -> str:
	length = f" of {len(value)}" if hasattr(value, "__len__") else ""
	return f"{STRUCK} ({type(value).__name__}{length})"
