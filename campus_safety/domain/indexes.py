"""Which columns the database keeps an index on: the framework puts none on links (frappe-facts)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Index:
	"""`columns` from the left, the last one perhaps a sort. unique: the database refuses a second row of the same values."""

	doctype: str
	columns: tuple[str, ...]
	unique: bool = False
	name: str | None = None
