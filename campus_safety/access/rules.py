"""One line per DocType of this app: how confidential it is and who reaches which rows.

Everything else about access is derived from this table: the list condition, the document check, the search
query, the encryption of narrative, the refusal of shares and comments, and the suite that tries all of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from campus_safety.access import scopes
from campus_safety.access.scopes import (
	care,
	duties,
	evidence,
	gate,
	governance,
	leave,
	people,
	presence,
	privacy,
	risk,
)
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
	"""

	level: Level
	reach: Callable[[str, str], Reach]
	secrets: tuple[str, ...] = ()
	child_secrets: dict[str, tuple[str, ...]] = field(default_factory=dict)
	countable: tuple[str, ...] = ()
	parent: str | None = None
	worded: dict[str, Callable[[str], tuple]] = field(default_factory=dict)

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
	# duties: the notice, what is owed, how it is assessed
	"Campus Notice Clause": Rule(L1, scopes.anyone),
	"Campus Notice Clause Unit": _child("Campus Notice Clause", L1),
	"Campus Mentor List": Rule(L2, governance.mentor_lists),
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

PROTECTED = frozenset(doctype for doctype, rule in RULES.items() if rule.level.is_protected)
ROW_RESTRICTED = frozenset(doctype for doctype, rule in RULES.items() if rule.restricts_rows)
# whose files are private and follow the record (access/files.py)
GUARDED_FILES = frozenset(
	doctype
	for doctype, rule in RULES.items()
	if rule.level is not Level.L1 or (rule.restricts_rows and not rule.parent)
)
