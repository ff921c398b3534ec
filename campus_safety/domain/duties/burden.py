"""Burden account 负担账: how much typing a duty costs, how much of a record the app fills, and whether anybody reads it.

Counted, not estimated: fields that hold something in records that were really written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# what holds nothing a person could have typed
LAYOUT = frozenset(
	(
		"Section Break",
		"Column Break",
		"Tab Break",
		"HTML",
		"Button",
		"Heading",
		"Fold",
		"Table",
		"Table MultiSelect",
	)
)
COMES_BY_ITSELF = ("Today", "Now", "__user", "user")


@dataclass(frozen=True)
class Fields:
	"""Filled fields of one record, or of several."""

	typed: float = 0
	by_app: float = 0

	def __add__(self, other: "Fields") -> "Fields":
		return Fields(self.typed + other.typed, self.by_app + other.by_app)

	def per(self, records: int) -> "Fields":
		return Fields(self.typed / records, self.by_app / records) if records else Fields()

	def times(self, factor: float) -> "Fields":
		return Fields(self.typed * factor, self.by_app * factor)

	@property
	def share(self) -> float | None:
		"""Percent that the app fills; None where nothing was written."""
		whole = self.typed + self.by_app
		return round(100 * self.by_app / whole, 1) if whole else None


def count_fields(fields: Iterable[Mapping], row: Mapping) -> Fields:
	"""fields: of the DocType (fieldname, fieldtype, read_only, hidden, fetch_from, default). row: what is stored."""
	typed = by_app = 0
	for field in fields:
		value = row.get(field["fieldname"])
		if field["fieldtype"] in LAYOUT or value in (None, "", 0, 0.0):
			continue
		if _is_by_app(field, value):
			by_app += 1
		else:
			typed += 1
	return Fields(typed, by_app)


def _is_by_app(field: Mapping, value) -> bool:
	if field.get("read_only") or field.get("hidden") or field.get("fetch_from"):
		return True
	default = field.get("default")
	return default not in (None, "") and (default in COMES_BY_ITSELF or str(default) == str(value))


@dataclass(frozen=True)
class Line:
	"""One duty rule in a term. records: None for so few key students that the number would be a name.

	readers: people who took its list or papers up and write none themselves; None where that is not known.
	fields: of one record; None where so few protected records were written that an average would speak of one.
	"""

	rule: str
	title: str
	clause: str
	post: str
	evidence: str
	fields: Fields | None
	people: int
	records: int | None
	readers: int | None

	@property
	def typed_per_person(self) -> float | None:
		"""Fields that one person types in the term."""
		if self.records is None or self.fields is None:
			return None
		return round(self.fields.typed * self.records / self.people, 1) if self.people else 0

	@property
	def is_unread(self) -> bool:
		return bool(self.records) and self.readers == 0


def by_post(lines: Iterable[Line]) -> list[tuple[str, float]]:
	"""(post, fields that one holder types in the term), the most first. A record that serves several rules is typed once."""
	most: dict[tuple[str, str], float] = {}
	for line in lines:
		key = line.post, line.evidence
		most[key] = max(most.get(key, 0), line.typed_per_person or 0)
	sums: dict[str, float] = {}
	for (post, _evidence), typed in most.items():
		sums[post] = round(sums.get(post, 0) + typed, 1)
	return sorted(sums.items(), key=lambda item: (-item[1], item[0]))
