"""Who reaches crises, suspension and the way back."""

from campus_safety.access import scopes
from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import crisis, psychology
from campus_safety.domain.visibility import Level

L1, L3 = Level.L1, Level.L3

RULES: dict[str, Rule] = {
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
}
