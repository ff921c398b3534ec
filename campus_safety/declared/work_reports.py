"""Work reports: ledger, what waits, indexes, what is sealed."""

from campus_safety.domain import roles as r
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Serial, Value
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.waiting import Waiting

REPORT, ROUND, NOTICE = "Campus Implementation Report", "Campus Report Round", "Campus Notice"
_WRITERS = (
	r.COLLEGE_LEAD,
	r.STUDENT_AFFAIRS,
	r.SECURITY_OFFICE,
	r.PUBLICITY,
	r.ACADEMIC_AFFAIRS,
	r.LOGISTICS,
	r.EMPLOYMENT_OFFICE,
	r.IT_CENTRE,
	r.HR_OFFICE,
	r.DISCIPLINE_OFFICE,
	r.PSYCH_HEAD,
)
_OFFICES = (r.SAFETY_OFFICE, r.SCHOOL_OFFICE)

REPORT_LEDGER = Layout(
	REPORT,
	"Work Report Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Unit", Value("unit"), 18),
		Column("Report Round", Value("round"), 16),
		Column("Deadline", Value("deadline"), 16),
		Column("Electronic Report Arrived At", Value("approved_at"), 16),
		Column("Approved By", Value("approved_by"), 10),
		Column("Paper Arrived At", Value("paper_received_at"), 16),
		Column("Paper Signed By", Value("paper_signed_by"), 10),
		Column("Late", Value("late"), 7),
		Column("Current Status", Value("status"), 9),
	),
	order_by=("deadline", "unit", "name"),
)
LEDGERS = (REPORT_LEDGER,)

WAITING = (
	Waiting(
		"Work reports to write and send",
		REPORT,
		lambda user, today: {"status": "Drafted"},
		when="deadline",
		due=True,
		roles=_WRITERS,
		title=("unit", "round"),
	),
	Waiting(
		"Work reports whose paper is missing",
		REPORT,
		lambda user, today: {"status": "Sent"},
		when="deadline",
		due=True,
		roles=_OFFICES,
		title=("unit", "round"),
	),
	Waiting(
		"Work reports to freeze",
		REPORT,
		lambda user, today: {"status": "Complete"},
		when="paper_received_at",
		since=True,
		roles=_OFFICES,
		title=("unit", "round"),
	),
)
INDEXES = (
	Index(REPORT, ("round", "unit")),
	Index(REPORT, ("unit", "occurred_on")),
	Index(REPORT, ("college", "occurred_on")),
	Index(REPORT, ("status", "deadline")),
)
EVIDENCE = (Evidence(REPORT), Evidence(ROUND))
UNSEALED = (Unsealed(NOTICE, "a paper of the school's: reports keep what it asked for"),)
