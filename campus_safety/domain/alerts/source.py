"""What calls somebody: the shape of a line of ALERTS in declared/. `engines.alerts` follows the records it names.

Paths lead to functions of the room's services, as hooks do: this floor knows no records.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class AlertSource:
	"""One DocType that calls for one kind of alert while its record waits for somebody.

	kind: name of the Campus Alert Kind, which a school edits: who is told and when.
	waits: path of (record) → whether somebody has to take it; None where the room raises and ends it by itself.
	rows: table of the record whose every row calls by itself, raised by a job of the room. The paths then are of (record, row), and
	`waits` says whether the row, once it called, is still to be done.
	first: path of (record) → accounts told at once, before the kind's own steps.
	words: path of (record) → what they are told; the kind and the record's number without it.
	sender: field with the account that hears the answer.
	never: path of (record) → accounts that it concerns: they are not called about it, and do not take it.
	takes: path of (record, user, now): taking the alert is the record's own step, where this user may do it; there are no two.
	settled_by_answer: an answer is the end of it; else only the record's own next state is.
	grave: about a life: a school edits who is told, and never switches it off.
	nameless: the alert says nothing of whom it concerns, whoever is called.
	listed: the record has a line of its own in WAITING, so that the alert is not shown a second time.
	"""

	kind: str
	doctype: str
	waits: str | None = None
	rows: str = ""
	first: str = ""
	words: str = ""
	sender: str = "recorded_by"
	never: str = ""
	takes: str = ""
	settled_by_answer: bool = False
	listed: bool = False
	grave: bool = False
	nameless: bool = False
