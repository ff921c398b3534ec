"""States and transitions of every workflow (domain.md), as tables that setup turns into Workflow documents.

A state's `status` is what the app's logic reads; a school may add states of its own to the Workflow on the Desk and map
them to one of these. `keys` name the roles that must all sign before a status is reached, whatever the Workflow says.
"""

from dataclasses import dataclass, field

from campus_safety.domain import roles as r


@dataclass(frozen=True)
class State:
	"""One state: who may edit the document while it is in it, and how it is shown."""

	name: str
	editors: tuple[str, ...]
	style: str = ""  # Primary, Info, Success, Warning, Danger, Inverse

	@property
	def status(self) -> str:
		return self.name


@dataclass(frozen=True)
class Transition:
	"""`action` takes a document from one state to the next; any one of `roles` may do it."""

	source: str
	action: str
	target: str
	roles: tuple[str, ...]
	self_approval: bool = True
	condition: str = ""


@dataclass(frozen=True)
class StateTable:
	"""The workflow of one DocType.

	keys: {status: roles that must each sign before it is reached}.
	extra_keys: {status: (Check field, role)}: one more signature while the field is set.
	"""

	document_type: str
	states: tuple[State, ...]
	transitions: tuple[Transition, ...]
	keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
	extra_keys: dict[str, tuple[str, str]] = field(default_factory=dict)

	@property
	def workflow_name(self) -> str:
		return f"{self.document_type} Workflow"

	@property
	def first_status(self) -> str:
		return self.states[0].status

	def keys_for(self, status: str, row) -> tuple[str, ...]:
		"""Roles whose signature reaching `status` needs, given the document's fields."""
		roles = self.keys.get(status, ())
		check, role = self.extra_keys.get(status, ("", ""))
		return (*roles, role) if role and row.get(check) else roles


_LEDGER_EDITORS = (r.COUNSELLOR, r.CLASS_ADVISER, r.COLLEGE_LEAD, r.PSYCH_TEACHER, r.PSYCH_HEAD)
_CARERS = (r.COUNSELLOR, r.CLASS_ADVISER, r.COLLEGE_LEAD)

RISK_LEDGER = StateTable(
	"Campus Risk Ledger",
	states=(
		State("Nominated", _LEDGER_EDITORS, "Warning"),
		State("Filed", _LEDGER_EDITORS, "Primary"),
		State("Supporting", _LEDGER_EDITORS, "Info"),
		State("Close Proposed", (r.COLLEGE_LEAD, r.PSYCH_HEAD), "Warning"),
		State("Closed", (r.PSYCH_HEAD,), "Success"),
		State("Transferred", (r.COLLEGE_LEAD,), "Inverse"),
		State("Declined", (r.COLLEGE_LEAD,), ""),
	),
	transitions=(
		Transition("Nominated", "File Ledger", "Filed", (r.COLLEGE_LEAD,)),
		Transition("Nominated", "Decline", "Declined", (r.COLLEGE_LEAD,)),
		Transition("Filed", "Start Support", "Supporting", _CARERS),
		Transition("Supporting", "Propose Closing", "Close Proposed", _CARERS),
		Transition(
			"Close Proposed", "Sign Closing", "Closed", (r.COLLEGE_LEAD, r.PSYCH_HEAD, r.STUDENT_AFFAIRS)
		),
		Transition("Close Proposed", "Continue Support", "Supporting", (r.COLLEGE_LEAD, r.PSYCH_HEAD)),
		Transition("Filed", "Hand Over", "Transferred", (r.COLLEGE_LEAD,)),
		Transition("Supporting", "Hand Over", "Transferred", (r.COLLEGE_LEAD,)),
		Transition("Closed", "Reopen", "Supporting", (r.COLLEGE_LEAD, r.PSYCH_HEAD)),
		Transition("Declined", "Nominate Again", "Nominated", _CARERS),
	),
	keys={"Closed": (r.COLLEGE_LEAD, r.PSYCH_HEAD)},
	extra_keys={"Closed": ("needs_student_affairs", r.STUDENT_AFFAIRS)},
)

_VISIT_EDITORS = (r.COUNSELLOR, r.CLASS_ADVISER, r.MENTOR, r.COLLEGE_LEAD)
_VISITORS = (r.COUNSELLOR, r.CLASS_ADVISER, r.MENTOR)

HOME_VISIT = StateTable(
	"Campus Home Visit",
	states=(
		State("Planned", _VISIT_EDITORS, "Warning"),
		State("Approved", _VISIT_EDITORS, "Primary"),
		State("Visited", _VISIT_EDITORS, "Info"),
		State("Archived", (r.COLLEGE_LEAD,), "Success"),
		State("Cancelled", (r.COLLEGE_LEAD,), ""),
	),
	transitions=(
		Transition("Planned", "Approve", "Approved", (r.COLLEGE_LEAD,), self_approval=False),
		Transition("Planned", "Cancel Plan", "Cancelled", (*_VISITORS, r.COLLEGE_LEAD)),
		Transition("Approved", "Change Plan", "Planned", (*_VISITORS, r.COLLEGE_LEAD)),
		Transition("Approved", "Cancel Plan", "Cancelled", (r.COLLEGE_LEAD,)),
		Transition("Approved", "Record Visit", "Visited", (*_VISITORS, r.COLLEGE_LEAD)),
		Transition("Visited", "Archive", "Archived", (r.COLLEGE_LEAD,), self_approval=False),
		Transition("Visited", "Send Back", "Approved", (r.COLLEGE_LEAD,)),
	),
)

_LEAVE_STAFF = (r.COUNSELLOR, r.CLASS_ADVISER, r.COLLEGE_LEAD)
LEAVE_DECIDERS = (
	*_LEAVE_STAFF,
	r.STUDENT_AFFAIRS,
	r.SCHOOL_LEADER,
)  # which of them: the ladder of the settings

LEAVE_PERMIT = StateTable(
	"Campus Leave Permit",
	states=(
		State("Draft", _LEAVE_STAFF, "Warning"),
		State("Pending", LEAVE_DECIDERS, "Warning"),
		State("Approved", _LEAVE_STAFF, "Primary"),
		State("Rejected", _LEAVE_STAFF, ""),
		State("On Leave", _LEAVE_STAFF, "Info"),
		State("Overdue", _LEAVE_STAFF, "Danger"),
		State("Returned", _LEAVE_STAFF, "Primary"),
		State("Verified", (r.COLLEGE_LEAD,), "Success"),
		State("Cancelled", (r.COLLEGE_LEAD,), ""),
	),
	transitions=(
		Transition("Draft", "Request Leave", "Pending", _LEAVE_STAFF),
		Transition("Draft", "Cancel Leave", "Cancelled", _LEAVE_STAFF),
		Transition("Pending", "Approve", "Approved", LEAVE_DECIDERS, self_approval=False),
		Transition("Pending", "Reject", "Rejected", LEAVE_DECIDERS),
		Transition("Pending", "Cancel Leave", "Cancelled", _LEAVE_STAFF),
		Transition("Approved", "Start Leave", "On Leave", _LEAVE_STAFF),
		Transition("Approved", "Cancel Leave", "Cancelled", _LEAVE_STAFF),
		Transition("On Leave", "Report Overdue", "Overdue", _LEAVE_STAFF),
		Transition("On Leave", "Record Return", "Returned", _LEAVE_STAFF),
		Transition("Overdue", "Record Return", "Returned", _LEAVE_STAFF),
		Transition("Returned", "Verify Return", "Verified", _LEAVE_STAFF),
		Transition("Returned", "Not Back Yet", "On Leave", _LEAVE_STAFF),
	),
)

_RESIDENCE_REVIEWERS = (r.COLLEGE_LEAD, r.STUDENT_AFFAIRS)

OFF_CAMPUS_RESIDENCE = StateTable(
	"Campus Off Campus Residence",
	states=(
		State("Draft", _LEAVE_STAFF, "Warning"),
		State("Counsellor Review", _LEAVE_STAFF, "Warning"),
		State("College Review", (r.COLLEGE_LEAD,), "Warning"),
		State("Affairs Review", (r.STUDENT_AFFAIRS,), "Warning"),
		State("Active", (*_LEAVE_STAFF, r.STUDENT_AFFAIRS), "Success"),
		State("Expired", _RESIDENCE_REVIEWERS, "Inverse"),
		State("Revoked", _RESIDENCE_REVIEWERS, "Danger"),
		State("Rejected", _RESIDENCE_REVIEWERS, ""),
	),
	transitions=(
		Transition("Draft", "Submit Application", "Counsellor Review", _LEAVE_STAFF),
		Transition("Counsellor Review", "Pass to College", "College Review", _LEAVE_STAFF),
		Transition("Counsellor Review", "Reject", "Rejected", _LEAVE_STAFF),
		Transition("College Review", "Pass to Student Affairs", "Affairs Review", (r.COLLEGE_LEAD,)),
		Transition("College Review", "Send Back", "Counsellor Review", (r.COLLEGE_LEAD,)),
		Transition("College Review", "Reject", "Rejected", (r.COLLEGE_LEAD,)),
		Transition("Affairs Review", "Approve", "Active", (r.STUDENT_AFFAIRS,), self_approval=False),
		Transition("Affairs Review", "Send Back", "Counsellor Review", (r.STUDENT_AFFAIRS,)),
		Transition("Affairs Review", "Reject", "Rejected", (r.STUDENT_AFFAIRS,)),
		Transition("Active", "End Residence", "Expired", _RESIDENCE_REVIEWERS),
		Transition("Active", "Revoke Residence", "Revoked", _RESIDENCE_REVIEWERS),
	),
)

_ASSESSORS = (r.QUALITY_OFFICE, r.HR_OFFICE)
_ASSESSED = (r.COLLEGE_LEAD, r.COUNSELLOR, r.CLASS_ADVISER, r.MENTOR, r.DORM_MANAGER)

ACCOUNTABILITY_ASSESSMENT = StateTable(
	"Campus Accountability Assessment",
	states=(
		State("Draft", _ASSESSORS, "Warning"),
		State("Submitted", (*_ASSESSORS, r.DISCIPLINE_OFFICE), "Primary"),
		State("Reviewed", (r.DISCIPLINE_OFFICE, r.SCHOOL_LEADER), "Info"),
		State("Approved", (r.SCHOOL_LEADER, *_ASSESSED), "Success"),
		State("Appealed", (r.DISCIPLINE_OFFICE, *_ASSESSED), "Warning"),
		State("Archived", (r.SCHOOL_LEADER,), "Inverse"),
	),
	transitions=(
		Transition("Draft", "Submit Assessment", "Submitted", _ASSESSORS),
		Transition("Submitted", "Review Assessment", "Reviewed", (r.DISCIPLINE_OFFICE,), self_approval=False),
		Transition("Submitted", "Return to Draft", "Draft", (r.DISCIPLINE_OFFICE,)),
		Transition("Reviewed", "Approve", "Approved", (r.SCHOOL_LEADER,), self_approval=False),
		Transition("Approved", "Appeal", "Appealed", _ASSESSED),
		Transition("Appealed", "Decide Appeal", "Reviewed", (r.DISCIPLINE_OFFICE,), self_approval=False),
		Transition("Approved", "Archive", "Archived", (*_ASSESSORS, r.SCHOOL_LEADER)),
	),
)

_SEARCHERS = (
	r.COUNSELLOR,
	r.CLASS_ADVISER,
	r.DORM_MANAGER,
	r.COLLEGE_LEAD,
	r.STUDENT_AFFAIRS,
	r.SECURITY_OFFICE,
)

ABSENCE_CASE = StateTable(
	"Campus Absence Case",
	states=(
		State("Pending", _SEARCHERS, "Danger"),
		State("Checking", _SEARCHERS, "Warning"),
		State("Located", _SEARCHERS, "Primary"),
		State("Cleared", (r.COLLEGE_LEAD, r.STUDENT_AFFAIRS), "Info"),
		State("Closed", (r.COLLEGE_LEAD,), "Success"),
	),
	transitions=(
		Transition("Pending", "Start Checking", "Checking", _SEARCHERS),
		Transition("Checking", "Record as Located", "Located", _SEARCHERS),
		Transition("Located", "Hazard Is Cleared", "Cleared", _SEARCHERS),
		Transition("Located", "Search Again", "Checking", _SEARCHERS),
		Transition("Cleared", "Close Case", "Closed", (r.COLLEGE_LEAD,)),
		Transition("Cleared", "Send Back to Check", "Checking", (r.COLLEGE_LEAD,)),
	),
)

TABLES: dict[str, StateTable] = {
	table.document_type: table
	for table in (
		RISK_LEDGER,
		HOME_VISIT,
		LEAVE_PERMIT,
		OFF_CAMPUS_RESIDENCE,
		ACCOUNTABILITY_ASSESSMENT,
		ABSENCE_CASE,
	)
}
