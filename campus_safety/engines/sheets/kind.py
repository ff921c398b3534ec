"""What one kind of list has to say, so that `run` can preview and import it.

The columns are a Vocabulary. `read` checks the cells without the database, `plan` compares with the database and writes
nothing, `write` writes a part of the plan. See CONTRIBUTING, "Adding an import".
"""

from collections.abc import Sequence
from typing import Any, Protocol

from campus_safety.domain.sheets.sheet_header import Header, Problem, Vocabulary, shown
from campus_safety.engines.sheets.file_check import Limits
from campus_safety.engines.sheets.messages import file_texts


class SheetPlan(Protocol):
	"""created, changed, unchanged: rows. problems: why rows are refused, by row. notes: what the person should know of others.
	to_write: what differs from the database, in the order in which it is written."""

	created: int
	changed: int
	unchanged: int
	problems: list[Problem]
	notes: list[Problem]
	to_write: Sequence[Any]

	def created_among(self, part: Sequence[Any]) -> int:
		"""How many of these are new; the rest are changes."""


class ImportKind:
	"""One kind of list. A controller holds it as `import_kind`."""

	vocabulary: Vocabulary
	write_chunk = 1000  # rows to a statement and a commit
	template: tuple[tuple[str, ...], ...] = ()  # (header, an example, …) of the empty list that is handed out

	# what every kind says

	def get_limits(self) -> Limits:
		raise NotImplementedError

	def who_may(self) -> str:
		"""The sentence for whoever may not import such lists."""
		raise NotImplementedError

	def read(self, document, rows: Sequence[Sequence[str | None]], header: Header) -> Any:
		"""The rows as far as they can be judged without the database, with their problems."""
		raise NotImplementedError

	def plan(self, document, reading: Any, header: Header) -> SheetPlan:
		raise NotImplementedError

	def empty_plan(self) -> SheetPlan:
		raise NotImplementedError

	def write(self, document, part: Sequence[Any], plan: SheetPlan) -> None:
		"""Set-based, and harmless when some of it was written before. The caller decides about the transaction."""
		raise NotImplementedError

	def describe(self, plan: SheetPlan) -> dict:
		"""What the plan would do, for the form."""
		raise NotImplementedError

	def problem_text(self, code: str, args: tuple = ()) -> str:
		raise NotImplementedError

	# what a kind may say

	def choices(self, document) -> tuple:
		"""Values beside the file and its columns that decide what a run writes: another one asks for a new preview."""
		return ()

	def read_with(self, document) -> tuple:
		"""Values that decide what `read` finds: settings, the day."""
		return ()

	def still_holds(self, document, reading: Any) -> bool:
		"""Whether what was read some time ago would be read so now."""
		return True

	def find_header(self, document, rows: Sequence[Sequence[str]]) -> Header | None:
		return self.vocabulary.find_header(rows)

	def lack(self, document, targets: frozenset[str]) -> str | None:
		"""Code of what the columns lack; None when the rows can be read."""
		return None

	def shown(self, target: str | None, raw: str) -> str:
		"""A cell as the document may show it."""
		return shown(raw)

	def file_texts(self) -> dict[str, str]:
		return file_texts()

	def make_missing(self, document, plan: SheetPlan) -> bool:
		"""What the rows refer to and is to be made first. Returns whether the plan must be made anew."""
		return False

	def after(self, document, plan: SheetPlan) -> None:
		"""When all is written."""
