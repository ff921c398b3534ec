"""Emergency incidents, drills, reviews, who answers: one line per DocType, part of the table."""

from campus_safety.access import scopes
from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import incidents
from campus_safety.domain.visibility import Level

L1, L2, L3 = Level.L1, Level.L2, Level.L3
CASE = "Campus Accountability Case"
INCIDENT, REVIEW, DRILL = "Campus Emergency Incident", "Campus Incident Review", "Campus Emergency Drill"

RULES: dict[str, Rule] = {
	"Campus Incident Type": Rule(L1, scopes.anyone),
	"Campus Incident Clock": Rule(L1, scopes.anyone),
	"Campus Emergency Plan": Rule(L1, scopes.anyone),
	"Campus Plan Group": make_child("Campus Emergency Plan", L1),
	INCIDENT: Rule(L2, incidents.emergencies),
	"Campus Incident Person": make_child(INCIDENT, L2),
	"Campus Incident Notification": make_child(INCIDENT, L2),
	"Campus Incident Report": make_child(INCIDENT, L2),
	"Campus Incident Log Entry": make_child(INCIDENT, L2),
	CASE: Rule(
		L3,
		incidents.accountability_cases,
		secrets=("clue", "hearing_note", "decision_note", "drop_reason"),
		child_secrets={
			"persons": (
				"duty",
				"statement",
				"no_statement",
				"finding_reason",
				"appeal",
				"appeal_decision",
			)
		},
		glass=False,
		countable=("unit", "term", "status", "occurred_on", "creation"),
	),
	"Campus Case Person": make_child(CASE, L3),
	"Campus Case Evidence": make_child(CASE, L3),
	DRILL: Rule(L2, incidents.drills),
	"Campus Drill Check": make_child(DRILL, L2),
	"Campus Drill Problem": make_child(DRILL, L2),
	"Campus Drill Warden": make_child(DRILL, L2),
	"Campus Muster Mark": Rule(L2, incidents.muster_marks),
	REVIEW: Rule(L2, incidents.reviews),
	"Campus Review Moment": make_child(REVIEW, L2),
	"Campus Review Duty": make_child(REVIEW, L2),
	"Campus Review Action": make_child(REVIEW, L2),
}
