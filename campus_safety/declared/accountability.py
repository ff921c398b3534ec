"""Accountability cases: the workflow, what waits, indexes, what is sealed. In no ledger, no calendar and no timeline."""

from campus_safety.domain import roles as r
from campus_safety.domain.indexes import Index
from campus_safety.domain.seal.evidence import Evidence
from campus_safety.domain.state_tables import State, StateTable, Transition
from campus_safety.domain.waiting import Waiting

CASE = "Campus Accountability Case"
_OFFICES = (r.DISCIPLINE_OFFICE, r.HR_OFFICE)
_ALL = (*_OFFICES, r.SCHOOL_LEADER)

ACCOUNTABILITY_CASE_WORKFLOW = StateTable(
	CASE,
	states=(
		State("Clue", _OFFICES, "Warning"),
		State("Verified", _OFFICES, "Primary"),
		State("Heard", _OFFICES, "Primary"),
		State("Found", _ALL, "Info"),
		State("Approved", _ALL, "Info"),
		State("Executed", _OFFICES, "Success"),
		State("Appealed", _OFFICES, "Warning"),
		State("Archived", (r.DISCIPLINE_OFFICE,), "Inverse"),
	),
	transitions=(
		Transition("Clue", "Verify the Clue", "Verified", _OFFICES),
		Transition("Clue", "Drop the Clue", "Archived", (r.DISCIPLINE_OFFICE,)),
		Transition("Verified", "Hear the Persons", "Heard", _OFFICES),
		Transition("Heard", "Propose the Findings", "Found", _OFFICES),
		Transition("Found", "Return the Findings", "Heard", (r.SCHOOL_LEADER,)),
		Transition("Found", "Approve the Findings", "Approved", (r.SCHOOL_LEADER,)),
		Transition("Approved", "Carry Out the Measures", "Executed", _OFFICES),
		Transition("Approved", "Enter an Appeal", "Appealed", _OFFICES),
		Transition("Executed", "Enter an Appeal", "Appealed", _OFFICES),
		Transition("Appealed", "Decide the Appeal", "Found", _OFFICES),
		Transition("Executed", "Archive the Case", "Archived", (r.DISCIPLINE_OFFICE,)),
	),
	approvals=("Approved",),
	approved_words=("clue", "persons"),
)

WORKFLOWS = (ACCOUNTABILITY_CASE_WORKFLOW,)

WAITING = (
	Waiting(
		"Accountability cases to go on with",
		CASE,
		lambda user, today: {"status": ("in", ("Clue", "Verified", "Heard", "Approved", "Appealed"))},
		when="creation",
		since=True,
		roles=(r.DISCIPLINE_OFFICE,),
		title=("incident",),
		details=("status",),
	),
	Waiting(
		"Findings to approve",
		CASE,
		lambda user, today: {"status": "Found"},
		when="creation",
		since=True,
		roles=(r.SCHOOL_LEADER,),
		title=("incident",),
	),
)

INDEXES = (
	Index(CASE, ("creation",)),
	Index(CASE, ("status", "creation")),
	Index("Campus Case Person", ("person",)),
	Index("Campus Case Person", ("assessed_unit",)),
)

EVIDENCE = (Evidence(CASE),)
