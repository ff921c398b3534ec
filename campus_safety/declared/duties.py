"""What is owed: what waits."""

from campus_safety.domain import roles as r
from campus_safety.domain.indexes import Index
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.waiting import Waiting

WAITING = (
	Waiting(
		"Handed to me, nobody has it yet",
		"Campus Alert",
		lambda user, today: {"status": "Open"},
		when="raised_at",
		since=True,
		title=("student", "reference_name"),
		note="kind",
		named="alerts that call",
	),
	Waiting(
		"Taken over by me",
		"Campus Alert",
		lambda user, today: {"status": "Taken", "taken_by": user},
		when="taken_at",
		title=("student", "reference_name"),
		note="kind",
	),
	Waiting(
		"Exemptions to decide",
		"Campus Duty Obligation",
		lambda user, today: {},
		when="due_date",
		roles=(r.COLLEGE_LEAD, r.STUDENT_AFFAIRS),
		title=("rule", "student", "subject"),
		note="exempt_reason",
		named="exemptions asked for",
	),
)

AWAITED = (
	Waiting(
		"Passed on by me",
		"Campus Alert",
		lambda user, today: {"status": ("in", ("Open", "Taken")), "sender": user},
		when="raised_at",
		title=("student", "reference_name"),
		note="kind",
	),
	Waiting(
		"Exemptions asked for",
		"Campus Duty Obligation",
		lambda user, today: {"exempt_requested_by": user, "state": ("in", ("Open", "Overdue"))},
		when="due_date",
		title=("rule", "student", "subject"),
	),
)

INDEXES = (
	Index("Campus Alert", ("reference_doctype", "reference_name")),
	Index("Campus Alert", ("status", "next_step_at")),
	Index("Campus Alert Recipient", ("user", "creation")),
	Index("Campus Message Outbox", ("status", "next_try")),
	Index("Campus Duty Obligation", ("rule", "period_start", "subject"), unique=True, name="unique_duty"),
	Index("Campus Duty Obligation", ("subject_doctype", "subject", "due_date")),
	Index("Campus Duty Obligation", ("responsible_user", "state", "due_date")),
	Index("Campus Duty Obligation", ("unit", "due_date")),
	Index("Campus Duty Obligation", ("college", "due_date")),
	Index("Campus Duty Obligation", ("state", "due_date", "unit")),
	Index("Campus Duty Obligation", ("student", "due_date")),
	Index("Campus Duty Obligation", ("responsible_role", "due_date")),
	Index(
		"Campus Duty Obligation", ("names_student", "due_date")
	),  # of who sees all that are about no student
	# The list of the whole school is in this order. Of the indexes in a list's order the database takes the one of fewest columns: were
	# this one of due_date alone, the open duties of a class would be looked for among all that ever were due.
	Index(
		"Campus Duty Obligation",
		("due_date", "names_student", "is_risk", "docstatus"),
		name="due_date_in_order",
	),
	Index("Campus Duty Obligation", ("exempt_requested_by",)),
	Index("Campus Duty Obligation", ("taken_by",)),
	# figures of the whole school are counted in the index alone, in its order: the rows are ten times as much to read
	Index(
		"Campus Duty Obligation",
		(
			"rule",
			"is_risk",
			"period_start",
			"period_end",
			"college",
			"state",
			"unit",
			"responsible_user",
			"due_date",
			"done_count",
		),
		name="figures_by_rule",
	),
)

EVIDENCE = (Evidence("Campus Duty Exemption"), Evidence("Campus Alert"), Evidence("Campus Alert Kind"))

UNSEALED = (
	Unsealed("Campus Message Address", "settings"),
	Unsealed("Campus Duty Rule", "the school's own rules; its versions are kept by the framework"),
	Unsealed(
		"Campus Duty Obligation",
		"set by the duty engine, again each night, from the rules and from records that are sealed; exemptions, a person's decision, are sealed as Campus Duty Exemption",
	),
	Unsealed("Campus Coverage Run", "how a job went"),
	Unsealed("Campus Message Channel", "settings"),
	Unsealed(
		"Campus Message Outbox", "messages on their way; what was done about them is in the record they name"
	),
	Unsealed("Campus Notice Clause", "the notice's text, which everybody has"),
)
