"""What a line of `rules` says about one DocType."""

from collections.abc import Callable
from dataclasses import dataclass, field

from campus_safety.access import scopes
from campus_safety.domain.visibility import Level, Reach


@dataclass(frozen=True)
class Rule:
	"""Access to one DocType.

	secrets: fields stored as ciphertext and shown only by `reveal` (L3, L4).
	child_secrets: the same for child tables, {table field: (fields,)}.
	countable: of a protected DocType the only fields that a duty rule may name ("field" or "table.field"): when and how
	far, never what is the matter. Whoever writes rules learns from their counts.
	worded: of secret fields that are no prose, {field: what gives its (label, values) in English source}.
	parent: for a child table, the DocType it belongs to; its rows are reached only through that.
	glass: of an L3 record, whether an emergency opens it; not what is the student's own, or of no one student.
	signed: not protected, and signed by several: who opens it is logged, for nobody signs what they have not opened.
	"""

	level: Level
	reach: Callable[[str, str], Reach]
	secrets: tuple[str, ...] = ()
	child_secrets: dict[str, tuple[str, ...]] = field(default_factory=dict)
	countable: tuple[str, ...] = ()
	parent: str | None = None
	worded: dict[str, Callable[[str], tuple]] = field(default_factory=dict)
	signed: bool = False
	glass: bool = True

	@property
	def opens_in_emergency(self) -> bool:
		"""To somebody who looks after the student, for some hours."""
		return self.level is Level.L3 and self.glass and not self.parent

	@property
	def restricts_rows(self) -> bool:
		return self.reach is not scopes.anyone


def make_child(parent: str, level: Level) -> Rule:
	"""Of a child table: its rows are reached through their record alone."""
	return Rule(level, scopes.nobody, parent=parent)
