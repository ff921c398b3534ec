"""Leave, and living off campus: workflows, ledgers, timeline, what waits."""

from campus_safety.domain import roles as r
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.domain.counted import Counted
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Rows, Serial, Value
from campus_safety.domain.privacy.trust import TrustCase, TrustForm
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.state_tables import State, StateTable, Transition
from campus_safety.domain.timeline import Moment, Source
from campus_safety.domain.waiting import Waiting

_LEAVE_STAFF = (r.COUNSELLOR, r.CLASS_ADVISER, r.COLLEGE_LEAD)

LEAVE_DECIDERS = (
	*_LEAVE_STAFF,
	r.STUDENT_AFFAIRS,
	r.SCHOOL_LEADER,
)  # which of them: the ladder of the settings

LEAVE_PERMIT_WORKFLOW = StateTable(
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
	approvals=("Approved",),
	approved_words=("student", "leave_type", "from_time", "to_time", "destination", "reason", "companion"),
)

_RESIDENCE_REVIEWERS = (r.COLLEGE_LEAD, r.STUDENT_AFFAIRS)

OFF_CAMPUS_RESIDENCE_WORKFLOW = StateTable(
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
	approvals=("Active",),
	approved_words=("student", "from_date", "to_date", "address", "reason", "cohabitants"),
)

LEAVE_PERMIT_LEDGER = Layout(
	"Campus Leave Permit",
	"Leave Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Class", Value("unit"), 14),
		Column("Name", Value("student_name"), 10),
		Column("Leave Type", Value("leave_type"), 8),
		Column("From", Value("from_time"), 16),
		Column("To", Value("to_time"), 16),
		Column("Destination", Value("destination"), 28),
		Column("Parents Informed", Value("parent_confirmed_by"), 12),
		Column("Approved by", Value("approved_by"), 10),
		Column("Returned At", Value("actual_return"), 16),
		Column("Status", Value("status"), 9),
	),
	order_by=("college", "unit", "from_time", "name"),
	form="Campus Leave Permit Form",
	left_out=frozenset(("Draft", "Cancelled")),
)

OFF_CAMPUS_RESIDENCE_LEDGER = Layout(
	"Campus Off Campus Residence",
	"Ledger of Students Living off Campus",
	(
		Column("No.", Serial(), 5),
		Column("College", Value("college"), 14),
		Column("Class", Value("unit"), 14),
		Column("Name", Value("student_name"), 10),
		Column("From", Value("from_date"), 11),
		Column("To", Value("to_date"), 11),
		Column("Address", Value("address"), 28),
		Column("Reason", Value("reason"), 20),
		Column("Guardian Consents", Value("guardian_consent"), 10),
		Column("Approved by", Value("approved_by"), 10),
		Column("Visits", Rows("visits", ("visit_date", "visitor", "result", "findings")), 34),
		Column("Status", Value("status"), 9),
	),
	order_by=("college", "unit", "from_date", "name"),
	form="Campus Off Campus Residence Form",
	left_out=frozenset(("Draft",)),
)

WORKFLOWS = (
	LEAVE_PERMIT_WORKFLOW,
	OFF_CAMPUS_RESIDENCE_WORKFLOW,
)

LEDGERS = (
	LEAVE_PERMIT_LEDGER,
	OFF_CAMPUS_RESIDENCE_LEDGER,
)

TIMELINE = (
	Source(
		"Campus Leave Permit",
		(Moment("from_time", "Went on Leave"), Moment("actual_return", "Came Back from Leave")),
		("leave_type", "status", "came_back_late", "late_entry"),
		"calendar",
	),
	Source(
		"Campus Off Campus Residence",
		(Moment("from_date", "Lives off Campus"), Moment("ended_on", "Living off Campus Ended")),
		("status", "late_entry"),
		"permission",
	),
)

ALERTS = (
	AlertSource(
		"Leave to Decide",
		"Campus Leave Permit",
		waits="campus_safety.services.leave.follow.is_to_decide",
		first="campus_safety.services.leave.follow.get_its_deciders",
		words="campus_safety.services.leave.follow.words_for_deciders",
		listed=True,
	),
)

WAITING = (
	*(
		Waiting(
			"Leave to decide",
			"Campus Leave Permit",
			lambda user, today, role=role: {
				"status": "Pending",
				"approver_role": role,
				"owner": ("!=", user),
			},
			when="from_time",
			roles=(role,),
			due=True,
			details=(
				"leave_type",
				"from_time",
				"to_time",
				"destination",
				"parent_needed",
				"parent_confirmed_by",
				"parent_refused_reason",
			),
		)
		for role in LEAVE_DECIDERS
	),
	Waiting(
		"Leave overdue: look for the student",
		"Campus Leave Permit",
		lambda user, today: {"status": "Overdue", "found_at": ("is", "not set")},
		when="to_time",
		roles=(*r.CLASS_STAFF, r.COLLEGE_LEAD),
		since=True,
		urgent=True,
	),
	Waiting(
		"Leave overdue, student found: record the return",
		"Campus Leave Permit",
		lambda user, today: {"status": "Overdue", "found_at": ("is", "set")},
		when="found_at",
		roles=(*r.CLASS_STAFF, r.COLLEGE_LEAD),
		since=True,
	),
	Waiting(
		"Returns to verify",
		"Campus Leave Permit",
		lambda user, today: {"status": "Returned"},
		when="actual_return",
		roles=r.CLASS_STAFF,
	),
	*(
		Waiting(
			"Living off campus to decide",
			"Campus Off Campus Residence",
			lambda user, today, status=status: {"status": status},
			when="from_date",
			roles=(role,),
			due=True,
		)
		for status, role in (
			("Counsellor Review", r.COUNSELLOR),
			("College Review", r.COLLEGE_LEAD),
			("Affairs Review", r.STUDENT_AFFAIRS),
		)
	),
)

COUNTED = (Counted("Campus Leave Permit", "Campus Leave Statistics"),)

INDEXES = (
	Index("Campus Leave Confirmation", ("unit", "expires_at")),
	Index("Campus Leave Confirmation", ("college", "expires_at")),
	Index("Campus Leave Confirmation", ("student", "expires_at")),
	Index("Campus Leave Permit", ("unit", "from_time")),
	Index("Campus Leave Permit", ("college", "from_time")),
	Index("Campus Leave Permit", ("student", "from_time")),
	Index("Campus Leave Permit", ("status", "to_time")),
	Index("Campus Leave Permit", ("late_entry", "creation")),
	Index("Campus Leave Permit", ("approver_role", "from_time")),
	Index("Campus Leave Permit", ("extends",)),
	Index("Campus Off Campus Residence", ("unit", "from_date")),
	Index("Campus Off Campus Residence", ("college", "from_date")),
	Index("Campus Off Campus Residence", ("student", "from_date")),
	Index("Campus Off Campus Residence", ("status", "to_date")),
)

TRUST = (
	TrustForm(
		"Campus Leave Permit",
		"When you ask for leave",
		(
			TrustCase("", {}),
			TrustCase("A long one that the school's leaders decide", {"approver_role": r.SCHOOL_LEADER}),
		),
		told=(
			"Overnight, or if you are under age, a parent is asked to confirm: they read the times and where you go, and not your reason.",
			"If you are not back and cannot be reached, your roommates, your parents and in the end the police are called.",
		),
	),
	TrustForm(
		"Campus Off Campus Residence",
		"When you apply to live off campus",
		(TrustCase("", {}),),
		told=("Your parents are called: without their consent it is not approved.",),
	),
)

EVIDENCE = (
	Evidence("Campus Leave Permit"),
	Evidence("Campus Leave Confirmation"),
	Evidence("Campus Off Campus Residence"),
)

UNSEALED = (Unsealed("Campus Return Point", "a code at a door"),)
