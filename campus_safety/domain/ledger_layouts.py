"""The paper ledgers 台账 as the school keeps them: which columns, in which order, from which fields.

One declaration per ledger; `engines.ledgers` makes the xlsx and the printed page from it. Labels are
English source strings, translated with the context "Ledger".
"""

from dataclasses import dataclass

CONTEXT = "Ledger"  # of the labels' translations: 姓名 here, not 名称 as elsewhere


@dataclass(frozen=True)
class Serial:
	"""序号: the row's number on this sheet."""


@dataclass(frozen=True)
class Value:
	"""One field, shown as on the form: options translated, links by their title, dates as dates."""

	field: str


@dataclass(frozen=True)
class Fact:
	"""One of the facts in a secret field that is no prose (`access.rules.Rule.worded`), by its name there."""

	field: str
	fact: str


@dataclass(frozen=True)
class Rows:
	"""A child table in one cell: of each row the named fields, one after the other."""

	table: str
	fields: tuple[str, ...]
	joined_by: str = "\n"
	between: str = "，"


@dataclass(frozen=True)
class Related:
	"""Records of another DocType that name this one in `by`: of each the named fields, those the reader may see."""

	doctype: str
	by: str
	fields: tuple[str, ...]
	joined_by: str = "\n"
	between: str = "，"


@dataclass(frozen=True)
class Signed:
	"""A signature: that it is there, else the reason why not."""

	field: str
	reason: str


@dataclass(frozen=True)
class First:
	"""The first of several fields that is filled."""

	fields: tuple[str, ...]


@dataclass(frozen=True)
class Span:
	"""From one day to another, or until further notice."""

	first: str
	last: str


Source = Serial | Value | Fact | Rows | Related | Signed | First | Span


@dataclass(frozen=True)
class Column:
	"""`label` English source; `width` in characters of the sheet."""

	label: str
	source: Source
	width: int


@dataclass(frozen=True)
class Layout:
	"""One ledger. `order_by`: fields the rows are sorted by; `form`: the Print Format of a single record, if there is one;
	`left_out`: statuses that do not stand in it; `never`: a flag of records that no paper shows, whoever may read them;
	`signed_by`: what stands below the table to be filled in by hand, None for what is usual."""

	doctype: str
	title: str
	columns: tuple[Column, ...]
	order_by: tuple[str, ...]
	form: str = ""
	left_out: frozenset[str] = frozenset()
	never: str = ""
	signed_by: tuple[str, ...] | None = None

	@property
	def fields(self) -> tuple[str, ...]:
		"""Fields of the record itself that the columns need."""
		needed = []
		for column in self.columns:
			match column.source:
				case Value(field) | Fact(field):
					needed.append(field)
				case Signed(field, reason):
					needed += [field, reason]
				case First(fields):
					needed += fields
				case Span(first, last):
					needed += [first, last]
		return tuple(dict.fromkeys(needed))

	@property
	def related(self) -> tuple[Related, ...]:
		"""One per DocType, with all fields that any column needs."""
		found: dict[tuple[str, str], list[str]] = {}
		for column in self.columns:
			if isinstance(column.source, Related):
				found.setdefault((column.source.doctype, column.source.by), []).extend(column.source.fields)
		return tuple(
			Related(doctype, by, tuple(dict.fromkeys(fields))) for (doctype, by), fields in found.items()
		)

	@property
	def tables(self) -> tuple[str, ...]:
		return tuple(
			dict.fromkeys(column.source.table for column in self.columns if isinstance(column.source, Rows))
		)
