"""What a check of the seal may find, in the order of the tree."""

from enum import Enum
from typing import NamedTuple


class Fault(str, Enum):
	"""What is wrong. The words stand as the school reads them (engines/seal/wording.py)."""

	ENTRY_MISSING = "Entry Missing"
	ENTRY_CHANGED = "Entry Changed"
	ENTRY_FOREIGN = "Entry Not Written by the App"
	ENTRIES_CUT = "Entries Cut"
	REWRITTEN = "Rewritten"
	TREE_CHANGED = "Tree Changed"
	CHAIN_BROKEN = "Old Chain Broken"
	CHECKPOINT_CHANGED = "Checkpoint Changed"
	RECORD_CHANGED = "Record Changed"
	RECORD_DELETED = "Record Deleted"
	RECORD_UNSEALED = "Record Without Seal"
	SEALED_TOO_LATE = "Sealed Too Late"


class Finding(NamedTuple):
	"""sequence: the entry it was seen at, or the last one of a record; 0: it has none. last: of a whole run of entries."""

	fault: Fault
	sequence: int = 0
	doctype: str = ""
	name: str = ""
	at: str = ""
	writer: str = ""
	last: int = 0


OF_THE_TREE = frozenset(
	(Fault.ENTRY_MISSING, Fault.ENTRY_CHANGED, Fault.ENTRY_FOREIGN, Fault.ENTRIES_CUT, Fault.REWRITTEN)
)


def in_order(findings: list[Finding]) -> list[Finding]:
	"""What is wrong with the tree first, for records are looked at through it; each by its entry, those without one last."""

	def place(found: Finding) -> tuple:
		return (found.fault not in OF_THE_TREE, not found.sequence, found.sequence, found.doctype, found.name)

	return sorted(findings, key=place)
