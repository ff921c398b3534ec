"""Who sees which rows 保密级别 (domain §0), as values: no database, no session.

A `Reach` is what one user may see of one DocType: everything, nothing, or the union of a few `Match`es.
The same value answers both questions the framework asks (which rows belong in the list, may this document
be opened), so the two can never disagree.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum


class Level(str, Enum):
	"""Confidentiality level 保密级别 of a DocType."""

	L1 = "L1"  # school or department
	L2 = "L2"  # 学工敏感
	L3 = "L3"  # 心理机密
	L4 = "L4"  # counselling notes, reporters' identity

	@property
	def is_protected(self) -> bool:
		"""L3 and L4: encrypted narrative, no share, no comment, no export but our own."""
		return self in (Level.L3, Level.L4)


@dataclass(frozen=True)
class Match:
	"""One way to reach a row: every named field holds one of its values."""

	fields: tuple[tuple[str, frozenset[str]], ...]

	@classmethod
	def on(cls, **fields: Iterable[str | int]) -> "Match":
		"""`Match.on(unit={"A", "B"}, is_covert={0})`. Values are compared as text, as the database holds them."""
		return cls(tuple((field, frozenset(map(str, values))) for field, values in fields.items()))

	@property
	def is_possible(self) -> bool:
		return all(values for _field, values in self.fields)

	def covers(self, row: Mapping) -> bool:
		return all(
			row.get(field) is not None and str(row.get(field)) in values for field, values in self.fields
		)

	def sql(self, table: str, escape: Callable[[str], str]) -> str:
		return " and ".join(
			f"{table}.`{field}` in ({', '.join(escape(value) for value in sorted(values))})"
			for field, values in self.fields
		)


@dataclass(frozen=True)
class Reach:
	"""Everything, or the union of matches; no match at all is nothing: it fails closed."""

	everything: bool = False
	matches: tuple[Match, ...] = ()

	@classmethod
	def of(cls, *matches: Match) -> "Reach":
		return cls(matches=tuple(match for match in matches if match.is_possible))

	def __or__(self, other: "Reach") -> "Reach":
		if self.everything or other.everything:
			return EVERYTHING
		return Reach(matches=self.matches + other.matches)

	def covers(self, row: Mapping) -> bool:
		return self.everything or any(match.covers(row) for match in self.matches)

	def sql(self, table: str, escape: Callable[[str], str]) -> str:
		"""The list condition: "" for everything, "1=0" for nothing."""
		if self.everything:
			return ""
		if not self.matches:
			return "1=0"
		return "(" + " or ".join(f"({match.sql(table, escape)})" for match in self.matches) + ")"


EVERYTHING = Reach(everything=True)
NOTHING = Reach()
