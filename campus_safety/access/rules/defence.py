"""Who sees which rows of guards, patrols, visitors and what was taken away."""

from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import defence
from campus_safety.domain.visibility import Level

L1, L2 = Level.L1, Level.L2

RULES: dict[str, Rule] = {
	"Campus Defence Facility": Rule(L2, defence.facilities),
	"Campus Equipment Item": Rule(L1, defence.anyone),
	"Campus Equipment Check": Rule(L2, defence.guarding),
	"Campus Equipment Line": make_child("Campus Equipment Check", L2),
	"Campus Patrol Point": Rule(L1, defence.anyone),
	"Campus Patrol Slot": Rule(L1, defence.anyone),
	"Campus Patrol Slot Point": make_child("Campus Patrol Slot", L1),
	"Campus Patrol Log": Rule(L2, defence.guarding),
	"Campus Patrol Scan": make_child("Campus Patrol Log", L2),
	"Campus Gate Visit": Rule(L2, defence.visits),
	"Campus Prohibited Item": Rule(L2, defence.prohibited_items),
	"Campus Opinion Item": Rule(L2, defence.opinions),
	"Campus Opinion Evidence": make_child("Campus Opinion Item", L2),
}
