"""What a person has to do 待我办理 and what they wait for from others 等待他人: declarations, read by engines.workbench.workbench.

Each kind of waiting work is one line of WAITING, each kind of waiting for others one of AWAITED.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from campus_safety.domain import roles as r
from campus_safety.domain.state_tables import LEAVE_DECIDERS
from campus_safety.engines.duties import exempt

OPEN = ("Open", "Overdue")


@dataclass(frozen=True)
class Waiting:
	"""One kind of work.

	label: what the person has to do, in English source.
	filters: from (user, today) to list filters.
	roles: who does this work; empty when the filters name the person.
	unsigned: leave out what the person has signed already.
	when: the date by which it should be done, or since when it waits.
	due: `when` is a date to keep, so a past one is late.
	note: a field shown under the title, for what is decided on the spot.
	"""

	label: str
	doctype: str
	filters: Callable[[str, date], dict]
	when: str
	roles: tuple[str, ...] = ()
	due: bool = False
	unsigned: bool = False
	title: tuple[str, ...] = field(default=("student",))
	note: str = ""


WAITING = (
	Waiting(
		"Missing students nobody has taken",
		"Campus Absence Case",
		lambda user, today: {"status": ("in", ("Pending", "Checking")), "taken_by": ("is", "not set")},
		when="detected_at",
		roles=(*r.CLASS_STAFF, r.DORM_MANAGER, r.COLLEGE_LEAD, r.STUDENT_AFFAIRS, r.SECURITY_OFFICE),
	),
	Waiting(
		"Absence cases I have taken",
		"Campus Absence Case",
		lambda user, today: {"status": ("in", ("Pending", "Checking", "Located")), "taken_by": user},
		when="detected_at",
	),
	Waiting(
		"Absence cases to close",
		"Campus Absence Case",
		lambda user, today: {"status": "Cleared"},
		when="detected_at",
		roles=(r.COLLEGE_LEAD,),
	),
	Waiting(
		"Roll calls to report",
		"Campus Night Roll Call",
		lambda user, today: {"status": "Open"},
		when="roll_date",
		roles=(r.DORM_MANAGER,),
		due=True,
		title=("dormitory",),
	),
	Waiting(
		"Nominations to decide",
		"Campus Risk Ledger",
		lambda user, today: {"status": "Nominated"},
		when="occurred_on",
		roles=(r.COLLEGE_LEAD,),
	),
	Waiting(
		"Support to start",
		"Campus Risk Ledger",
		lambda user, today: {"status": "Filed", "responsible_person": user},
		when="filed_on",
	),
	Waiting(
		"Dispatches due",
		"Campus Risk Ledger",
		lambda user, today: {
			"status": "Supporting",
			"responsible_person": user,
			"next_dispatch_due": ("<=", today),
		},
		when="next_dispatch_due",
		due=True,
	),
	Waiting(
		"Dispatches overdue in the college",
		"Campus Risk Ledger",
		lambda user, today: {
			"status": "Supporting",
			"responsible_person": ("!=", user),
			"next_dispatch_due": ("<", today),
		},
		when="next_dispatch_due",
		roles=(r.COLLEGE_LEAD,),
		due=True,
	),
	Waiting(
		"Lower levels to sign",
		"Campus Risk Ledger",
		lambda user, today: {"proposed_level": ("is", "set")},
		when="occurred_on",
		roles=(r.COLLEGE_LEAD, r.PSYCH_HEAD),
		unsigned=True,
	),
	Waiting(
		"Closings to sign",
		"Campus Risk Ledger",
		lambda user, today: {"status": "Close Proposed"},
		when="occurred_on",
		roles=(r.COLLEGE_LEAD, r.PSYCH_HEAD, r.STUDENT_AFFAIRS),
		unsigned=True,
	),
	Waiting(
		"Home visits to approve",
		"Campus Home Visit",
		lambda user, today: {"status": "Planned", "owner": ("!=", user)},
		when="visit_date",
		roles=(r.COLLEGE_LEAD,),
		due=True,
	),
	Waiting(
		"Home visits to make or record",
		"Campus Home Visit",
		lambda user, today: {"status": "Approved", "recorded_by": user},
		when="visit_date",
		due=True,
	),
	Waiting(
		"Home visits to archive",
		"Campus Home Visit",
		lambda user, today: {"status": "Visited", "owner": ("!=", user)},
		when="visit_date",
		roles=(r.COLLEGE_LEAD,),
	),
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
		)
		for role in LEAVE_DECIDERS
	),
	Waiting(
		"Leave overdue: look for the student",
		"Campus Leave Permit",
		lambda user, today: {"status": "Overdue"},
		when="to_time",
		roles=(*r.CLASS_STAFF, r.COLLEGE_LEAD),
		due=True,
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
	Waiting(
		"Exemptions to decide",
		"Campus Duty Obligation",
		lambda user, today: {"name": ("in", exempt.get_asked(user) or ["-"])},
		when="due_date",
		roles=(r.COLLEGE_LEAD, r.STUDENT_AFFAIRS),
		title=("rule", "student", "subject"),
		note="exempt_reason",
	),
	Waiting(
		"Emergency accesses to review",
		"Campus Emergency Access",
		lambda user, today: {"review": "Pending"},
		when="granted_at",
		roles=(r.PSYCH_HEAD,),
	),
	Waiting(
		"Mentor lists to sign",
		"Campus Mentor List",
		lambda user, today: {"mentor": user, "signed_at": ("is", "not set")},
		when="creation",
		roles=(r.MENTOR,),
		unsigned=True,
		title=("mentor_name", "year"),
	),
	Waiting(
		"Mentor lists to sign for the HR Office",
		"Campus Mentor List",
		lambda user, today: {"mentor": ("!=", user), "signed_at": ("is", "not set")},
		when="creation",
		roles=(r.HR_OFFICE,),
		unsigned=True,
		title=("mentor_name", "year"),
	),
	Waiting(
		"Assessments to review",
		"Campus Accountability Assessment",
		lambda user, today: {"status": "Submitted"},
		when="period_to",
		roles=(r.DISCIPLINE_OFFICE,),
		title=("person_name", "unit"),
	),
	Waiting(
		"Appeals to decide",
		"Campus Accountability Assessment",
		lambda user, today: {"status": "Appealed"},
		when="period_to",
		roles=(r.DISCIPLINE_OFFICE,),
		title=("person_name", "unit"),
	),
	Waiting(
		"Assessments to approve",
		"Campus Accountability Assessment",
		lambda user, today: {"status": "Reviewed"},
		when="period_to",
		roles=(r.SCHOOL_LEADER,),
		title=("person_name", "unit"),
	),
	Waiting(
		"Handovers that block an ending",
		"Campus Network Assignment",
		lambda user, today: {"end_blocked": ("is", "set")},
		when="to_date",
		roles=(r.COLLEGE_LEAD, r.STUDENT_AFFAIRS),
		due=True,
		title=("holder_name", "unit"),
	),
	Waiting(
		"Gate devices that send nothing",
		"Campus Gate Device",
		lambda user, today: {"enabled": 1, "last_seen": ("<", today)},
		when="last_seen",
		roles=(r.IT_CENTRE, r.SECURITY_OFFICE),
		title=("device_name",),
	),
)

# what others have to do before the person's own record is settled
AWAITED = (
	Waiting(
		"Exemptions asked for",
		"Campus Duty Obligation",
		lambda user, today: {"exempt_requested_by": user, "state": ("in", OPEN)},
		when="due_date",
		title=("rule", "student", "subject"),
	),
	Waiting(
		"Nominations not decided yet",
		"Campus Risk Ledger",
		lambda user, today: {"status": "Nominated", "owner": user},
		when="occurred_on",
	),
	Waiting(
		"Home visits waiting for approval",
		"Campus Home Visit",
		lambda user, today: {"status": "Planned", "owner": user},
		when="visit_date",
	),
	Waiting(
		"Home visits waiting to be archived",
		"Campus Home Visit",
		lambda user, today: {"status": "Visited", "owner": user},
		when="visit_date",
	),
)
