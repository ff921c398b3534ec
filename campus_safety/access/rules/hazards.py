"""Who reaches hazards and inspections."""

from campus_safety.access import scopes
from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import hazards
from campus_safety.domain.visibility import Level

L1, L2 = Level.L1, Level.L2

RULES: dict[str, Rule] = {
	# hazards and inspections
	"Campus Safety Area": Rule(L1, scopes.anyone),
	"Campus Hazard Category": Rule(L1, scopes.anyone),
	"Campus Inspection Item": Rule(L1, scopes.anyone),
	"Campus Safety Hazard": Rule(L2, hazards.hazards),
	"Campus Hazard Event": make_child("Campus Safety Hazard", L2),
	"Campus Inspection Campaign": Rule(L2, hazards.inspections),
	"Campus Inspection Row": make_child("Campus Inspection Campaign", L2),
}
