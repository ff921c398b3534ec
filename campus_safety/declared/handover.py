"""Handovers of files: the workflow, what waits for whom, indexes."""

from campus_safety.domain import roles as r
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.domain.indexes import Index
from campus_safety.domain.seal.evidence import Evidence
from campus_safety.domain.state_tables import State, StateTable, Transition
from campus_safety.domain.waiting import Waiting

OUTSIDE = "Campus Outside Handover"
_PEOPLE = (
	r.COUNSELLOR,
	r.CLASS_ADVISER,
	r.COLLEGE_LEAD,
	r.PSYCH_TEACHER,
	r.PSYCH_HEAD,
	r.STUDENT_AFFAIRS,  # they and the School Leader may stand for a case as its lead
	r.SCHOOL_LEADER,
)

FILE_HANDOVER_WORKFLOW = StateTable(
	"Campus File Handover",
	states=(
		State("Draft", _PEOPLE, ""),
		State("Signed", _PEOPLE, "Primary"),
		State("Received", _PEOPLE, "Warning"),
		State("Effective", (r.PSYCH_HEAD,), "Success"),
		State("Cancelled", (r.PSYCH_HEAD,), "Inverse"),
	),
	transitions=(
		Transition("Draft", "Sign the Handover", "Signed", _PEOPLE),
		Transition("Draft", "Cancel the Handover", "Cancelled", _PEOPLE),
		Transition("Signed", "Confirm the Receipt", "Received", _PEOPLE),
		Transition("Signed", "Back to the Draft", "Draft", _PEOPLE),
		Transition("Received", "Witness the Handover", "Effective", (r.COLLEGE_LEAD, r.PSYCH_HEAD)),
		Transition("Received", "Back to the Draft", "Draft", _PEOPLE),
	),
)

_SEALERS = (r.PSYCH_HEAD, r.COLLEGE_LEAD)

OUTSIDE_WORKFLOW = StateTable(
	OUTSIDE,
	states=(
		State("Draft", (*r.PSYCH_STAFF, r.COLLEGE_LEAD), ""),
		State("Sealed", r.PSYCH_STAFF, "Primary"),
		State("Handed Over", r.PSYCH_STAFF, "Warning"),
		State("Receipt In", (r.PSYCH_HEAD,), "Success"),
		State("Cancelled", (r.PSYCH_HEAD,), "Inverse"),
	),
	transitions=(
		Transition("Draft", "Seal the Packet", "Sealed", _SEALERS),
		Transition("Draft", "Cancel the Packet", "Cancelled", r.PSYCH_STAFF),
		Transition("Sealed", "Hand Over the Packet", "Handed Over", r.PSYCH_STAFF),
		Transition("Sealed", "Cancel the Packet", "Cancelled", r.PSYCH_STAFF),
		Transition("Handed Over", "File the Receipt", "Receipt In", r.PSYCH_STAFF),
	),
	keys={"Sealed": _SEALERS},
)

WORKFLOWS = (FILE_HANDOVER_WORKFLOW, OUTSIDE_WORKFLOW)

ALERTS = tuple(
	AlertSource(
		kind,
		"Campus File Handover",
		waits=None,  # by the day, not by a save
		first="campus_safety.services.risk.handover_deadlines.get_first",
		sender="",
		listed=True,
	)
	for kind in ("Handover Overdue", "First Talk Overdue")
)

WAITING = (
	Waiting(
		"Requests for students who changed class",
		"Campus Case Request",
		lambda user, today: {"status": "Requested", "recorded_by": ("!=", user)},
		when="creation",
		since=True,
		title=("student_name", "unit"),
	),
	Waiting(
		"Handovers to sign",
		"Campus File Handover",
		lambda user, today: {"status": "Draft", "from_user": user},
		when="due_on",
		due=True,
		title=("from_name",),
	),
	Waiting(
		"Handovers to take over",
		"Campus File Handover",
		lambda user, today: {"status": "Signed", "to_user": user},
		when="due_on",
		due=True,
		title=("from_name",),
	),
	Waiting(
		"Handovers to witness",
		"Campus File Handover",
		lambda user, today: {"status": "Received", "to_user": ("!=", user)},
		when="due_on",
		due=True,
		title=("from_name", "to_name"),
		roles=(r.COLLEGE_LEAD, r.PSYCH_HEAD),
	),
	Waiting(
		"Handovers under way in the college",
		"Campus File Handover",
		lambda user, today: {"status": ("in", ("Draft", "Signed")), "from_user": ("!=", user)},
		when="due_on",
		due=True,
		title=("from_name",),
		roles=(r.COLLEGE_LEAD,),
	),
	Waiting(
		"Packets to another school to seal",
		OUTSIDE,
		lambda user, today: {"status": "Draft"},
		when="occurred_on",
		since=True,
		roles=_SEALERS,
	),
	Waiting(
		"Packets sealed and not handed over",
		OUTSIDE,
		lambda user, today: {"status": "Sealed"},
		when="sealed_at",
		since=True,
		roles=r.PSYCH_STAFF,
	),
	Waiting(
		"Receipts from other schools",
		OUTSIDE,
		lambda user, today: {"status": "Handed Over"},
		when="receipt_due",
		due=True,
		roles=r.PSYCH_STAFF,
	),
	Waiting(
		"First talks after a handover",
		"Campus File Handover",
		lambda user, today: {"status": "Effective", "to_user": user, "next_talk_due": ("is", "set")},
		when="next_talk_due",
		due=True,
		title=("from_name",),
	),
)

AWAITED = (
	Waiting(
		"Students you have asked for",
		"Campus Case Request",
		lambda user, today: {"status": "Requested", "recorded_by": user},
		when="creation",
		since=True,
		title=("student_name",),
	),
)

INDEXES = (
	Index("Campus Case Request", ("unit", "occurred_on")),
	Index("Campus Case Request", ("college", "occurred_on")),
	Index("Campus Case Request", ("student", "status")),
	Index(OUTSIDE, ("student",)),
	Index(OUTSIDE, ("unit", "occurred_on")),
	Index(OUTSIDE, ("college", "occurred_on")),
	Index("Campus File Handover", ("unit", "occurred_on")),
	Index("Campus File Handover", ("college", "occurred_on")),
	Index("Campus File Handover", ("to_user", "status")),
	Index("Campus File Handover", ("from_user", "status")),
	Index("Campus File Handover Item", ("answers", "kind")),
)

EVIDENCE = (Evidence("Campus File Handover"), Evidence("Campus Case Request"), Evidence(OUTSIDE))
