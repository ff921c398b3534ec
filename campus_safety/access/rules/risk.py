"""Who reaches the risk ledger, what changes hands, classified care, treatment."""

from campus_safety.access import scopes
from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import risk
from campus_safety.domain.risk import facts
from campus_safety.domain.visibility import Level

L1, L2, L3 = Level.L1, Level.L2, Level.L3

RULES: dict[str, Rule] = {
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
}
