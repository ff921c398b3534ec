"""A notice as it is pasted: its chapters 一、 and clauses （一）, each with the units it names (domain §20)."""

import re
from typing import NamedTuple

DIGITS = "一二三四五六七八九十"
CHAPTER = re.compile(rf"^\s*([{DIGITS}]+)[、.．]\s*(.+)$")
CLAUSE = re.compile(rf"^\s*[（(]([{DIGITS}]+)[）)]\s*(.+)$")
UNITS = re.compile(
	r"[（(\[【]\s*(?:责任|牵头|落实|配合|承办)(?:单位|部门|处室)\s*[:：]\s*([^）)\]】]+)[）)\]】]"
)
BETWEEN = re.compile(r"[、，,;；]\s*")
LONGEST_TITLE = 60
MOST = 200  # clauses of one notice


class Part(NamedTuple):
	"""units: as the notice names them."""

	number: str
	title: str
	text: str
	units: tuple[str, ...]


def read_notice(text: str) -> list[Part]:
	"""Clauses in their order; a chapter without any is one itself. Whatever stands before the first chapter is no clause."""
	found: list[list] = []  # number, heading, lines
	chapter = None
	for line in (text or "").replace("\r", "").split("\n"):
		if match := CHAPTER.match(line):
			chapter = match[1]
			found.append([chapter, match[2], [], True])
		elif chapter and (match := CLAUSE.match(line)):
			if found and found[-1][0] == chapter and found[-1][3]:
				found.pop()  # the chapter has clauses: its heading is none
			found.append([f"{chapter}({match[1]})", match[2], [], False])
		elif found and line.strip():
			found[-1][2].append(line.strip())
	return [_part(number, heading, lines) for number, heading, lines, _chapter in found][:MOST]


def _part(number: str, heading: str, lines: list[str]) -> Part:
	whole = "\n".join([heading, *lines])
	units = [unit.strip() for group in UNITS.findall(whole) for unit in BETWEEN.split(group)]
	plain = UNITS.sub("", heading).strip()
	title, _dot, rest = plain.partition("。")
	text = "\n".join(
		part for part in (rest.strip(), *(UNITS.sub("", line).strip() for line in lines)) if part
	)
	return Part(number, title.strip()[:LONGEST_TITLE], text, tuple(dict.fromkeys(filter(None, units))))
