"""One line per DocType of this app: how confidential it is and who reaches which rows.

Everything else about access is derived from this table: the list condition, the document check, the search
query, the encryption of narrative, the refusal of shares and comments, and the suite that tries all of it.
"""

from campus_safety.access import scopes
from campus_safety.access.rule import Rule, make_child
from campus_safety.access.rules_of_handover import OUTSIDE
from campus_safety.access.rules_of_emergencies import EMERGENCIES
from campus_safety.access.rules_of_defence import OF_DEFENCE
from campus_safety.access.rules_of_governance import OF_GOVERNANCE
from campus_safety.access.scopes import (
	care,
	counselling,
	crisis,
	duties,
	evidence,
	gate,
	governance,
	hazards,
	incidents,
	leave,
	people,
	presence,
	privacy,
	psychology,
	risk,
)
from campus_safety.domain.counselling import notes
from campus_safety.domain.risk import facts
from campus_safety.domain.visibility import Level

L1, L2, L3, L4 = Level.L1, Level.L2, Level.L3, Level.L4

RULES: dict[str, Rule] = {
	# organisation, people, calendar
	"Campus Unit": Rule(L1, scopes.anyone),
	"Campus Dormitory": Rule(L1, scopes.anyone),
	"Campus Term": Rule(L1, scopes.anyone),
	"Campus Term Holiday": make_child("Campus Term", L1),
	"Campus Day": Rule(L1, scopes.anyone),
	"Campus Public Holiday": Rule(L1, scopes.anyone),
	"Campus Safety Settings": Rule(L1, scopes.anyone),
	"Campus Student": Rule(L2, people.students),
	"Campus Student Guardian": make_child("Campus Student", L2),
	"Campus Self Test": Rule(L1, scopes.anyone),
	"Campus Self Test Line": make_child("Campus Self Test", L1),
	"Campus Network Assignment": Rule(L2, people.assignments),
	"Campus Hidden Officer": Rule(
		L4, people.hidden_officers, secrets=("officer", "looks_at", "phone", "notes")
	),
	"Campus Network Position": Rule(L1, scopes.anyone),
	"Campus Role Choice": make_child("Campus Safety Settings", L1),
	"Campus Duty Roster": Rule(L1, scopes.anyone),
	"Campus Position Appointer": make_child("Campus Network Position", L1),
	"Campus Staff Qualification": Rule(L2, people.qualifications),
	"Campus Training Record": Rule(L2, people.trainings),
	"Campus Staff Import": Rule(L2, scopes.machine_managed),
	"Campus Staff Import Column": make_child("Campus Staff Import", L2),
	"Campus Staff Import Issue": make_child("Campus Staff Import", L2),
	"Campus Student Import": Rule(L2, scopes.administered),
	"Campus Student Import Column": make_child("Campus Student Import", L2),
	"Campus Student Import Issue": make_child("Campus Student Import", L2),
	# home and school
	"Campus Home Visit": Rule(L2, care.home_visits),
	"Campus Home Visit Visitor": make_child("Campus Home Visit", L2),
	"Campus Home Visit Photo": make_child("Campus Home Visit", L2),
	"Campus Parent Contact": Rule(L2, scopes.unit_records),
	"Campus Parent Meeting": Rule(L2, care.parent_meetings),
	"Campus Parent Meeting Unit": make_child("Campus Parent Meeting", L2),
	"Campus Spot Check": Rule(L2, care.spot_checks),
	"Campus Spot Check Row": make_child("Campus Spot Check", L2),
	"Campus Parent Meeting Absence": make_child("Campus Parent Meeting", L2),
	# daily care
	"Campus Heart Talk": Rule(L2, care.heart_talks),
	"Campus Dorm Visit": Rule(L2, care.dorm_visits),
	"Campus Dorm Visit Room": make_child("Campus Dorm Visit", L2),
	# leave, and living off campus
	"Campus Leave Ladder Step": make_child("Campus Safety Settings", L1),
	"Campus Leave Permit": Rule(L2, leave.leave_permits),
	"Campus Leave Confirmation": Rule(L2, scopes.unit_records),
	"Campus Return Point": Rule(L1, scopes.anyone),
	"Campus Off Campus Residence": Rule(L2, scopes.unit_records),
	"Campus Off Campus Visit": make_child("Campus Off Campus Residence", L2),
	# gates and missing traces
	"Campus Gate Device": Rule(L1, scopes.anyone),
	"Campus Gate Device Column": make_child("Campus Gate Device", L1),
	"Campus Gate Event": Rule(L2, gate.gate_events),
	"Campus Gate Import": Rule(L2, gate.gate_imports),
	"Campus Gate Import Column": make_child("Campus Gate Import", L2),
	"Campus Gate Import Issue": make_child("Campus Gate Import", L2),
	"Campus Class Absence": Rule(L2, gate.class_absences),
	"Campus Trace Exclusion": Rule(L2, scopes.unit_records),
	# the night: who is in, who is missing
	"Campus Night Roll Call": Rule(L2, presence.night_rolls),
	"Campus Night Roll Call Row": make_child("Campus Night Roll Call", L2),
	"Campus Night Roll Correction": make_child("Campus Night Roll Call", L2),
	"Campus Night Run": Rule(L1, scopes.anyone),
	"Campus Stay Registration": Rule(L2, presence.stay_registrations),
	"Campus Absence Case": Rule(L2, presence.absence_cases),
	"Campus Absence Contact": make_child("Campus Absence Case", L2),
	"Campus Absence Event": make_child("Campus Absence Case", L2),
	"Campus Absence Step": make_child("Campus Safety Settings", L1),
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
	"Campus Risk Ledger Factor": make_child("Campus Risk Ledger", L3),
	"Campus Risk Ledger Member": make_child("Campus Risk Ledger", L3),
	"Campus Risk Ledger Measure": make_child("Campus Risk Ledger", L3),
	"Campus Risk Ledger Dispatch": make_child("Campus Risk Ledger", L3),
	# handover: what changes hands, and who answers from when
	"Campus File Handover": Rule(
		L3,
		risk.file_handovers,
		secrets=("cancel_reason",),
		child_secrets={"items": ("summary", "student_told", "rejected_reason")},
		countable=("unit", "college", "term", "status", "occurred_on", "effective_at", "creation"),
	),
	"Campus File Handover Item": make_child("Campus File Handover", L3),
	"Campus File Handover Unit": make_child("Campus File Handover", L3),
	**OUTSIDE,
	"Campus Case Request": Rule(L2, risk.case_requests),
	# classified care
	"Campus Care Category": Rule(L1, scopes.anyone),
	"Campus Care Action Template": Rule(L1, scopes.anyone),
	"Campus Care Plan": Rule(L2, risk.care_plans),
	"Campus Care Plan Category": make_child("Campus Care Plan", L2),
	"Campus Care Action": make_child("Campus Care Plan", L2),
	"Campus Care Review": make_child("Campus Care Plan", L2),
	# under treatment: the burden lightened, never which medicine
	"Campus Medical Support": Rule(
		L3,
		risk.medical_supports,
		secrets=("hospital", "treatment", "end_reason"),
		child_secrets={"follow_ups": ("outcome",)},
		countable=("student", "unit", "college", "term", "status", "occurred_on", "creation"),
	),
	"Campus Medical Follow Up": make_child("Campus Medical Support", L3),
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
	"Campus Crisis Action": make_child("Campus Crisis Case", L3),
	"Campus Guardian Contact": make_child("Campus Crisis Case", L3),
	"Campus Supervision Shift": make_child("Campus Crisis Case", L3),
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
			"contacts.result",
			"contacts.recorded_at",
			"contacts.late_entry",
		),
	),
	"Campus Suspension Contact": make_child("Campus Study Suspension", L3),
	"Campus Resumption Assessment": Rule(
		L3,
		crisis.resumptions,
		secrets=("hospital_note", "psych_evaluation", "commitment", "support_after", "missing"),
		child_secrets={"panel": ("opinion_note",)},
		countable=("student", "unit", "college", "term", "status", "occurred_on", "creation"),
	),
	"Campus Resumption Panelist": make_child("Campus Resumption Assessment", L3),
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
	"Campus Postvention Person": make_child("Campus Postvention", L3),
	# abnormal reports: what was noticed, and apart from it who said so
	"Campus Abnormal Report": Rule(
		L3,
		incidents.reports,
		secrets=("about", "facts", "first_action", "parents_why_not", "conclusion"),
		child_secrets={"questions": ("question", "choices", "answer")},
		glass=False,
		countable=("student", "unit", "college", "term", "status", "occurred_on", "closed_at", "creation"),
	),
	"Campus Report Sign": make_child("Campus Abnormal Report", L3),
	"Campus Report Question": make_child("Campus Abnormal Report", L3),
	"Campus Report Deadline": make_child("Campus Abnormal Report", L3),
	"Campus Report Clock": Rule(L1, scopes.anyone),
	"Campus Report Sender": Rule(L4, incidents.senders, secrets=("reporter", "contact")),
	**EMERGENCIES,
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
	"Campus Session Concern": make_child("Campus Session Note", L4),
	"Campus Session Participant": make_child("Campus Session Note", L4),
	"Campus Session Disclosure": make_child("Campus Session Note", L4),
	"Campus Session Note Template": Rule(L1, scopes.anyone),
	"Campus Student Referral": Rule(
		L3, counselling.referrals, secrets=("reason", "basis", "hospital", "result")
	),
	"Campus Key Feedback": Rule(L3, counselling.key_feedback, secrets=("basis", "college_reply")),
	"Campus Key Feedback Point": make_child("Campus Key Feedback", L3),
	"Campus Feedback Phrase": Rule(L1, scopes.anyone),
	"Campus Psych Analysis Report": Rule(L2, counselling.analyses),
	"Campus Psych Analysis Row": make_child("Campus Psych Analysis Report", L2),
	# psychological screening: level and advice for the counsellor, everything else for the centre alone
	"Campus Screening Scale": Rule(L1, scopes.anyone),
	"Campus Screening Item": make_child("Campus Screening Scale", L1),
	"Campus Screening Option": make_child("Campus Screening Scale", L1),
	"Campus Screening Factor": make_child("Campus Screening Scale", L1),
	"Campus Screening Rule": make_child("Campus Screening Scale", L1),
	"Campus Screening Grade": make_child("Campus Screening Scale", L1),
	"Campus Screening Contradiction": make_child("Campus Screening Scale", L1),
	"Campus Screening Column": make_child("Campus Screening Scale", L1),
	"Campus Screening Campaign": Rule(L1, scopes.anyone),
	"Campus Screening Campaign Scale": make_child("Campus Screening Campaign", L1),
	"Campus Screening Campaign Unit": make_child("Campus Screening Campaign", L1),
	"Campus Screening Campaign Wave": make_child("Campus Screening Campaign", L1),
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
	"Campus Screening Score": make_child("Campus Screening Result", L3),
	"Campus Screening Interview": Rule(
		L3,
		psychology.centre_records,
		secrets=("inquiry", "means_access", "protective_factors", "advice", "todo"),
		countable=("student", "unit", "college", "term", "status", "due", "held_at", "creation"),
	),
	"Campus Psych File": Rule(L3, psychology.files, secrets=("baseline",)),
	"Campus Counts Release": Rule(L2, psychology.centre_records),
	"Campus Destruction Record": Rule(L2, psychology.destructions, signed=True),
	"Campus Destruction Count": make_child("Campus Destruction Record", L2),
	"Campus File Access Request": Rule(L2, psychology.access_requests),
	"Campus Data Incident": Rule(L2, psychology.incidents),
	"Campus Screening Advice": Rule(L2, psychology.advice),
	"Campus Screening Import": Rule(L2, psychology.centre_records),
	"Campus Screening Import Column": make_child("Campus Screening Import", L2),
	"Campus Screening Import Issue": make_child("Campus Screening Import", L2),
	# duties: the notice, what is owed, how it is assessed
	"Campus Notice Clause": Rule(L1, scopes.anyone),
	"Campus Notice Clause Unit": make_child("Campus Notice Clause", L1),
	"Campus Mentor List": Rule(L2, governance.mentor_lists, signed=True),
	"Campus Mentor List Student": make_child("Campus Mentor List", L2),
	"Campus Mentor List Duty": make_child("Campus Mentor List", L2),
	"Campus Duty Rule": Rule(L1, scopes.anyone),
	"Campus Duty Escalation": make_child("Campus Duty Rule", L1),
	"Campus Duty Obligation": Rule(L2, duties.obligations),
	"Campus Duty Exemption": Rule(L2, duties.exemptions),
	"Campus Coverage Run": Rule(L1, scopes.anyone),
	"Campus Coverage Run Rule": make_child("Campus Coverage Run", L1),
	"Campus Alert": Rule(L2, duties.alerts),
	"Campus Alert Recipient": make_child("Campus Alert", L2),
	"Campus Alert Event": make_child("Campus Alert", L2),
	"Campus Alert Kind": Rule(L1, scopes.anyone),
	"Campus Alert Step": make_child("Campus Alert Kind", L1),
	"Campus Message Channel": Rule(L1, scopes.anyone),
	"Campus Message Address": Rule(L1, scopes.anyone),
	"Campus Message Outbox": Rule(L1, duties.messages),
	"Campus Clause Task": Rule(L1, governance.clause_tasks),
	"Campus Accountability Assessment": Rule(L2, governance.assessments),
	"Campus Accountability Item": make_child("Campus Accountability Assessment", L2),
	"Campus Accountability Deduction": make_child("Campus Accountability Assessment", L2),
	"Campus Accountability Exemption": make_child("Campus Accountability Assessment", L2),
	# hazards and inspections
	"Campus Safety Area": Rule(L1, scopes.anyone),
	"Campus Hazard Category": Rule(L1, scopes.anyone),
	"Campus Inspection Item": Rule(L1, scopes.anyone),
	"Campus Safety Hazard": Rule(L2, hazards.hazards),
	"Campus Hazard Event": make_child("Campus Safety Hazard", L2),
	"Campus Inspection Campaign": Rule(L2, hazards.inspections),
	"Campus Inspection Row": make_child("Campus Inspection Campaign", L2),
	**OF_DEFENCE,
	**OF_GOVERNANCE,
	# who signed and who opened what
	"Campus Signature": make_child("Campus Risk Ledger", L3),
	"Campus Ledger Layout": Rule(L1, scopes.anyone),
	"Campus Ledger Column": make_child("Campus Ledger Layout", L1),
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
