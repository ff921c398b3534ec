"""Notices to the police: workflow, what waits, indexes, what is sealed. In no ledger and no timeline: it is printed for its receiver alone."""

from campus_safety.domain import roles as r
from campus_safety.domain.incidents.police import APPROVALS, CLEARED, DRAFTED
from campus_safety.domain.indexes import Index
from campus_safety.domain.seal.evidence import Evidence
from campus_safety.domain.state_tables import State, StateTable, Transition
from campus_safety.domain.waiting import Waiting

PUSH = "Campus Police Push"
_WRITERS = (r.COLLEGE_LEAD, r.STUDENT_AFFAIRS)
_RETURN = "Return the Push"

POLICE_PUSH_WORKFLOW = StateTable(
	PUSH,
	states=(
		State(DRAFTED, _WRITERS, "Warning"),
		State("College Approved", (r.PSYCH_HEAD,), "Primary"),
		State("Centre Approved", (r.SECURITY_OFFICE,), "Primary"),
		State("Security Approved", (r.SCHOOL_LEADER,), "Primary"),
		State("Approved", (r.SECURITY_OFFICE,), "Info"),
		State("Sent", (r.SECURITY_OFFICE,), "Success"),
		State("Received", (r.SECURITY_OFFICE,), "Success"),
		State("Recalled", (r.SECURITY_OFFICE,), "Danger"),
		State(CLEARED, (r.SECURITY_OFFICE,), "Inverse"),
	),
	transitions=(
		Transition(DRAFTED, "Approve for the College", "College Approved", (r.COLLEGE_LEAD,)),
		Transition("College Approved", "Approve for the Centre", "Centre Approved", (r.PSYCH_HEAD,)),
		Transition("Centre Approved", "Approve for Security", "Security Approved", (r.SECURITY_OFFICE,)),
		Transition("Security Approved", "Approve the Push", "Approved", (r.SCHOOL_LEADER,)),
		Transition("College Approved", _RETURN, DRAFTED, (r.PSYCH_HEAD,)),
		Transition("Centre Approved", _RETURN, DRAFTED, (r.SECURITY_OFFICE,)),
		Transition("Security Approved", _RETURN, DRAFTED, (r.SCHOOL_LEADER,)),
		Transition("Approved", "Record as Sent", "Sent", (r.SECURITY_OFFICE,)),
		Transition("Sent", "Enter the Receipt", "Received", (r.SECURITY_OFFICE,)),
		Transition("Sent", "Recall the Push", "Recalled", (r.SECURITY_OFFICE,)),
		Transition("Received", "Recall the Push", "Recalled", (r.SECURITY_OFFICE,)),
	),
	by_app=(CLEARED,),
	approvals=tuple(APPROVALS),
	approved_words=("for_college", "nil_return", "nil_review", "legal_basis", "school_contact", "rows"),
)
WORKFLOWS = (POLICE_PUSH_WORKFLOW,)


def _waits(label: str, status: str, role: str) -> Waiting:
	return Waiting(
		label,
		PUSH,
		lambda user, today: {"status": status},
		when="creation",
		since=True,
		roles=(role,),
		title=("for_college",),
	)


WAITING = (
	_waits("Notices to the police to approve for the college", DRAFTED, r.COLLEGE_LEAD),
	_waits("Notices to the police to approve for the centre", "College Approved", r.PSYCH_HEAD),
	_waits("Notices to the police to approve for security", "Centre Approved", r.SECURITY_OFFICE),
	_waits("Notices to the police to approve", "Security Approved", r.SCHOOL_LEADER),
	_waits("Notices to the police to send", "Approved", r.SECURITY_OFFICE),
)

INDEXES = (
	Index(PUSH, ("college", "creation")),
	Index(PUSH, ("unit", "creation")),
	Index(PUSH, ("creation",)),
	Index(PUSH, ("status", "creation")),
)
EVIDENCE = (Evidence(PUSH),)
