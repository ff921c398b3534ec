"""One line per DocType of this app: how confidential it is and who reaches which rows.

Everything else about access is derived from this table: the list condition, the document check, the search
query, the encryption of narrative, the refusal of shares and comments, and the suite that tries all of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from campus_safety.access import scopes
from campus_safety.access.scopes import (
	care,
	counselling,
	crisis,
	duties,
	evidence,
	gate,
	governance,
	leave,
	people,
	presence,
	privacy,
	psychology,
	risk,
)
from campus_safety.domain.counselling import notes
from campus_safety.domain.risk import facts
from campus_safety.domain.visibility import Level, Reach


@dataclass(frozen=True)
class Rule:
	"""Access to one DocType.

	secrets: fields stored as ciphertext and shown only by `reveal` (L3, L4).
	child_secrets: the same for child tables, {table field: (fields,)}.
	countable: of a protected DocType the only fields that a duty rule may name ("field" or "table.field"): when and how
	far, never what is the matter. Whoever writes rules learns from their counts.
	worded: of secret fields that are no prose, {field: what gives its (label, values) in English source}.
	parent: for a child table, the DocType it belongs to; its rows are reached only through that.
	glass: of an L3 record, whether an emergency opens it; not what is the student's own, or of no one student.
	signed: not protected, and signed by several: who opens it is logged, for nobody signs what they have not opened.
	"""

	level: Level
	reach: Callable[[str, str], Reach]
	secrets: tuple[str, ...] = ()
	child_secrets: dict[str, tuple[str, ...]] = field(default_factory=dict)
	countable: tuple[str, ...] = ()
	parent: str | None = None
	worded: dict[str, Callable[[str], tuple]] = field(default_factory=dict)
	signed: bool = False
	glass: bool = True

	@property
	def opens_in_emergency(self) -> bool:
		"""To somebody who looks after the student, for some hours."""
		return self.level is Level.L3 and self.glass and not self.parent

	@property
	def restricts_rows(self) -> bool:
		return self.reach is not scopes.anyone


def _child(parent: str, level: Level) -> Rule:
	return Rule(level, scopes.nobody, parent=parent)


L1, L2, L3, L4 = Level.L1, Level.L2, Level.L3, Level.L4

RULES: dict[str, Rule] = {
	# organisation, people, calendar
	"Campus Unit": Rule(L1, scopes.anyone),
	"Campus Dormitory": Rule(L1, scopes.anyone),
	"Campus Term": Rule(L1, scopes.anyone),
	"Campus Term Holiday": _child("Campus Term", L1),
	"Campus Day": Rule(L1, scopes.anyone),
	"Campus Public Holiday": Rule(L1, scopes.anyone),
	"Campus Safety Settings": Rule(L1, scopes.anyone),
	"Campus Student": Rule(L2, people.students),
	"Campus Student Guardian": _child("Campus Student", L2),
	"Campus Network Assignment": Rule(L2, people.assignments),
	"Campus Network Position": Rule(L1, scopes.anyone),
	"Campus Role Choice": _child("Campus Safety Settings", L1),
	"Campus Duty Roster": Rule(L1, scopes.anyone),
	"Campus Position Appointer": _child("Campus Network Position", L1),
	"Campus Staff Qualification": Rule(L2, people.qualifications),
	"Campus Training Record": Rule(L2, people.trainings),
	"Campus Staff Import": Rule(L2, scopes.machine_managed),
	"Campus Staff Import Column": _child("Campus Staff Import", L2),
	"Campus Staff Import Issue": _child("Campus Staff Import", L2),
	"Campus Student Import": Rule(L2, scopes.administered),
	"Campus Student Import Column": _child("Campus Student Import", L2),
	"Campus Student Import Issue": _child("Campus Student Import", L2),
	# home and school
	"Campus Home Visit": Rule(L2, care.home_visits),
	"Campus Home Visit Visitor": _child("Campus Home Visit", L2),
	"Campus Home Visit Photo": _child("Campus Home Visit", L2),
	"Campus Parent Contact": Rule(L2, scopes.unit_records),
	"Campus Parent Meeting": Rule(L2, care.parent_meetings),
	"Campus Parent Meeting Unit": _child("Campus Parent Meeting", L2),
	"Campus Spot Check": Rule(L2, care.spot_checks),
	"Campus Spot Check Row": _child("Campus Spot Check", L2),
	"Campus Parent Meeting Absence": _child("Campus Parent Meeting", L2),
	# daily care
	"Campus Heart Talk": Rule(L2, care.heart_talks),
	"Campus Dorm Visit": Rule(L2, care.dorm_visits),
	"Campus Dorm Visit Room": _child("Campus Dorm Visit", L2),
	# leave, and living off campus
	"Campus Leave Ladder Step": _child("Campus Safety Settings", L1),
	"Campus Leave Permit": Rule(L2, leave.leave_permits),
	"Campus Leave Confirmation": Rule(L2, scopes.unit_records),
	"Campus Return Point": Rule(L1, scopes.anyone),
	"Campus Off Campus Residence": Rule(L2, scopes.unit_records),
	"Campus Off Campus Visit": _child("Campus Off Campus Residence", L2),
	# gates and missing traces
	"Campus Gate Device": Rule(L1, scopes.anyone),
	"Campus Gate Device Column": _child("Campus Gate Device", L1),
	"Campus Gate Event": Rule(L2, gate.gate_events),
	"Campus Gate Import": Rule(L2, gate.gate_imports),
	"Campus Gate Import Column": _child("Campus Gate Import", L2),
	"Campus Gate Import Issue": _child("Campus Gate Import", L2),
	"Campus Class Absence": Rule(L2, gate.class_absences),
	"Campus Trace Exclusion": Rule(L2, scopes.unit_records),
	# the night: who is in, who is missing
	"Campus Night Roll Call": Rule(L2, presence.night_rolls),
	"Campus Night Roll Call Row": _child("Campus Night Roll Call", L2),
	"Campus Night Roll Correction": _child("Campus Night Roll Call", L2),
	"Campus Night Run": Rule(L1, scopes.anyone),
	"Campus Stay Registration": Rule(L2, presence.stay_registrations),
	"Campus Absence Case": Rule(L2, presence.absence_cases),
	"Campus Absence Contact": _child("Campus Absence Case", L2),
	"Campus Absence Event": _child("Campus Absence Case", L2),
	"Campus Absence Step": _child("Campus Safety Settings", L1),
	# risk
	"Campus Risk Level": Rule(L1, scopes.anyone),
	"Campus Risk Factor": Rule(L1, scopes.anyone),
	"Campus Risk Status": Rule(L2, scopes.unit_records),
	"Campus Risk Ledger": Rule(
		L3,
		risk.ledger_circle,
		secrets=(
			"danger_facts",
			"proposed_facts",
			"factor_detail",
			"family_situation",
			"medication",
			"hospital",
			"close_reason",
			"close_evidence",
			"decline_reason",
		),
		worded={"danger_facts": facts.describe, "proposed_facts": facts.describe},
		child_secrets={"measures": ("measure", "result"), "dispatches": ("situation", "decision")},
		countable=(
			"student",
			"unit",
			"college",
			"term",
			"status",
			"occurred_on",
			"filed_on",
			"closed_on",
			"creation",
			"dispatches.date",
			"dispatches.recorded_at",
			"dispatches.late_entry",
			"dispatches.counts",
			"dispatches.lead_took_part",
		),
	),
	"Campus Risk Ledger Factor": _child("Campus Risk Ledger", L3),
	"Campus Risk Ledger Member": _child("Campus Risk Ledger", L3),
	"Campus Risk Ledger Measure": _child("Campus Risk Ledger", L3),
	"Campus Risk Ledger Dispatch": _child("Campus Risk Ledger", L3),
	# handover: what changes hands, and who answers from when
	"Campus File Handover": Rule(
		L3,
		risk.file_handovers,
		secrets=("cancel_reason",),
		child_secrets={"items": ("summary", "student_told", "rejected_reason")},
		countable=("unit", "college", "term", "status", "occurred_on", "effective_at", "creation"),
	),
	"Campus File Handover Item": _child("Campus File Handover", L3),
	"Campus File Handover Unit": _child("Campus File Handover", L3),
	"Campus Case Request": Rule(L2, risk.case_requests),
	# classified care
	"Campus Care Category": Rule(L1, scopes.anyone),
	"Campus Care Action Template": Rule(L1, scopes.anyone),
	"Campus Care Plan": Rule(L2, risk.care_plans),
	"Campus Care Plan Category": _child("Campus Care Plan", L2),
	"Campus Care Action": _child("Campus Care Plan", L2),
	"Campus Care Review": _child("Campus Care Plan", L2),
	# crises
	"Campus Crisis Action Template": Rule(L1, scopes.anyone),
	"Campus Crisis Case": Rule(
		L3,
		crisis.circle,
		secrets=("basis", "danger_facts", "close_reason"),
		child_secrets={
			"actions": ("evidence",),
			"guardian_contacts": ("note",),
			"supervision_shifts": ("incidents",),
		},
		countable=(
			"student",
			"unit",
			"college",
			"term",
			"occurred_on",
			"found_at",
			"closed_at",
			"creation",
			"actions.done_at",
			"guardian_contacts.recorded_at",
		),
	),
	"Campus Crisis Action": _child("Campus Crisis Case", L3),
	"Campus Guardian Contact": _child("Campus Crisis Case", L3),
	"Campus Supervision Shift": _child("Campus Crisis Case", L3),
	"Campus Parent Risk Notice": Rule(
		L3,
		crisis.circle,
		secrets=("facts", "risk", "advice", "parent_opinion", "refusal_reason"),
		countable=("student", "unit", "college", "term", "occurred_on", "creation"),
	),
	"Campus Responsibility Transfer": Rule(
		L3,
		crisis.circle,
		secrets=("condition", "belongings", "duties", "return_conditions"),
		countable=("student", "unit", "college", "term", "occurred_on", "creation"),
	),
	# suspension and the way back
	"Campus Study Suspension": Rule(
		L3,
		crisis.suspensions,
		secrets=("reason", "return_conditions", "heard_note", "decision_note", "appeal_answer"),
		child_secrets={"contacts": ("note",)},
		countable=(
			"student",
			"unit",
			"college",
			"term",
			"status",
			"occurred_on",
			"creation",
			"contacts.contact_on",
			"contacts.recorded_at",
			"contacts.late_entry",
		),
	),
	"Campus Suspension Contact": _child("Campus Study Suspension", L3),
	"Campus Resumption Assessment": Rule(
		L3,
		crisis.resumptions,
		secrets=("hospital_note", "psych_evaluation", "commitment", "support_after", "missing"),
		child_secrets={"panel": ("opinion_note",)},
		countable=("student", "unit", "college", "term", "status", "occurred_on", "creation"),
	),
	"Campus Resumption Panelist": _child("Campus Resumption Assessment", L3),
	"Campus Safety Plan": Rule(
		L3,
		psychology.centre_records,
		secrets=("warning_signs", "own_steps", "places", "people", "professionals", "surroundings"),
		glass=False,
	),
	"Campus Postvention": Rule(
		L3,
		crisis.postventions,
		secrets=("facts", "close_reason"),
		child_secrets={"people": ("note",)},
		glass=False,
		countable=("unit", "college", "term", "status", "occurred_on", "creation"),
	),
	"Campus Postvention Person": _child("Campus Postvention", L3),
	# counselling: L4, nothing of it reaches class, college or dormitory by any road
	"Campus Counselling Shift": Rule(L1, scopes.anyone),
	"Campus Counselling Appointment": Rule(
		L4, counselling.appointments, secrets=("topic", "contact", "message", "contact_note")
	),
	"Campus Counselling Concern": Rule(L1, scopes.anyone),
	"Campus Session Note": Rule(
		L4,
		counselling.session_notes,
		secrets=("checked", "note", "plan"),
		worded={"checked": notes.describe},
		child_secrets={"participants": ("remark",), "disclosures": ("to_whom", "what", "student_told")},
	),
	"Campus Session Concern": _child("Campus Session Note", L4),
	"Campus Session Participant": _child("Campus Session Note", L4),
	"Campus Session Disclosure": _child("Campus Session Note", L4),
	"Campus Session Note Template": Rule(L1, scopes.anyone),
	"Campus Student Referral": Rule(
		L3, counselling.referrals, secrets=("reason", "basis", "hospital", "result")
	),
	"Campus Key Feedback": Rule(L3, counselling.key_feedback, secrets=("basis", "college_reply")),
	"Campus Key Feedback Point": _child("Campus Key Feedback", L3),
	"Campus Feedback Phrase": Rule(L1, scopes.anyone),
	"Campus Psych Analysis Report": Rule(L2, counselling.analyses),
	"Campus Psych Analysis Row": _child("Campus Psych Analysis Report", L2),
	# psychological screening: level and advice for the counsellor, everything else for the centre alone
	"Campus Screening Scale": Rule(L1, scopes.anyone),
	"Campus Screening Item": _child("Campus Screening Scale", L1),
	"Campus Screening Option": _child("Campus Screening Scale", L1),
	"Campus Screening Factor": _child("Campus Screening Scale", L1),
	"Campus Screening Rule": _child("Campus Screening Scale", L1),
	"Campus Screening Grade": _child("Campus Screening Scale", L1),
	"Campus Screening Contradiction": _child("Campus Screening Scale", L1),
	"Campus Screening Column": _child("Campus Screening Scale", L1),
	"Campus Screening Campaign": Rule(L1, scopes.anyone),
	"Campus Screening Campaign Scale": _child("Campus Screening Campaign", L1),
	"Campus Screening Campaign Unit": _child("Campus Screening Campaign", L1),
	"Campus Screening Campaign Wave": _child("Campus Screening Campaign", L1),
	"Campus Screening Consent": Rule(L3, psychology.centre_records),
	"Campus Screening Result": Rule(
		L3,
		psychology.centre_records,
		secrets=("sheet_identity", "excuse"),
		child_secrets={"scores": ("total", "factors", "grade", "answers")},
		countable=(
			"student",
			"unit",
			"college",
			"term",
			"status",
			"validity",
			"taken_at",
			"settled_at",
			"creation",
		),
	),
	"Campus Screening Score": _child("Campus Screening Result", L3),
	"Campus Screening Interview": Rule(
		L3,
		psychology.centre_records,
		secrets=("inquiry", "means_access", "protective_factors", "advice", "todo"),
		countable=("student", "unit", "college", "term", "status", "due", "held_at", "creation"),
	),
	"Campus Psych File": Rule(L3, psychology.files, secrets=("baseline",)),
	"Campus File Access Request": Rule(L2, psychology.access_requests),
	"Campus Data Incident": Rule(L2, psychology.incidents),
	"Campus Screening Advice": Rule(L2, psychology.advice),
	"Campus Screening Import": Rule(L2, psychology.centre_records),
	"Campus Screening Import Column": _child("Campus Screening Import", L2),
	"Campus Screening Import Issue": _child("Campus Screening Import", L2),
	# duties: the notice, what is owed, how it is assessed
	"Campus Notice Clause": Rule(L1, scopes.anyone),
	"Campus Notice Clause Unit": _child("Campus Notice Clause", L1),
	"Campus Mentor List": Rule(L2, governance.mentor_lists, signed=True),
	"Campus Mentor List Student": _child("Campus Mentor List", L2),
	"Campus Mentor List Duty": _child("Campus Mentor List", L2),
	"Campus Duty Rule": Rule(L1, scopes.anyone),
	"Campus Duty Escalation": _child("Campus Duty Rule", L1),
	"Campus Duty Obligation": Rule(L2, duties.obligations),
	"Campus Duty Exemption": Rule(L2, duties.exemptions),
	"Campus Coverage Run": Rule(L1, scopes.anyone),
	"Campus Coverage Run Rule": _child("Campus Coverage Run", L1),
	"Campus Alert": Rule(L2, duties.alerts),
	"Campus Alert Recipient": _child("Campus Alert", L2),
	"Campus Alert Event": _child("Campus Alert", L2),
	"Campus Alert Kind": Rule(L1, scopes.anyone),
	"Campus Alert Step": _child("Campus Alert Kind", L1),
	"Campus Message Channel": Rule(L1, scopes.anyone),
	"Campus Message Address": Rule(L1, scopes.anyone),
	"Campus Message Outbox": Rule(L1, scopes.anyone),
	"Campus Clause Task": Rule(L1, governance.clause_tasks),
	"Campus Accountability Assessment": Rule(L2, governance.assessments),
	"Campus Accountability Item": _child("Campus Accountability Assessment", L2),
	"Campus Accountability Deduction": _child("Campus Accountability Assessment", L2),
	"Campus Accountability Exemption": _child("Campus Accountability Assessment", L2),
	# who signed and who opened what
	"Campus Signature": _child("Campus Risk Ledger", L3),
	"Campus Ledger Layout": Rule(L1, scopes.anyone),
	"Campus Ledger Column": _child("Campus Ledger Layout", L1),
	"Campus Access Log": Rule(L2, evidence.access_log),
	"Campus Emergency Access": Rule(L2, evidence.access_log),
	# what the personal information law asks
	"Campus Data Request": Rule(L2, privacy.data_requests),
	"Campus Legal Hold": Rule(L2, privacy.legal_holds),
	"Campus Impact Assessment": Rule(L1, scopes.anyone),
	# the seal: its entries are reached through the check alone, which names records and nothing of their content
	"Campus Seal Leaf": Rule(L2, scopes.nobody),
	"Campus Seal Tree": Rule(L1, scopes.anyone),
	"Campus Seal Checkpoint": Rule(L1, scopes.anyone),
	"Campus Seal Check": Rule(L2, evidence.seal_checks),
}

# whose openings are lines of the access log
LOGGED = frozenset(
	name for name, rule in RULES.items() if not rule.parent and (rule.level.is_protected or rule.signed)
)
PROTECTED = frozenset(doctype for doctype, rule in RULES.items() if rule.level.is_protected)
ROW_RESTRICTED = frozenset(doctype for doctype, rule in RULES.items() if rule.restricts_rows)
# whose files are private and follow the record (access/files.py)
GUARDED_FILES = frozenset(
	doctype
	for doctype, rule in RULES.items()
	if rule.level is not Level.L1 or (rule.restricts_rows and not rule.parent)
)
