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


def in_order(findings: list[Finding]) -> list[Finding]:
	"""The first entry that is wrong first; records without any at the end."""
	return sorted(findings, key=lambda found: (not found.sequence, found.sequence, found.doctype, found.name))
