"""Who reaches the organisation, its people, its calendar."""

from campus_safety.access import scopes
from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import people
from campus_safety.domain.visibility import Level

L1, L2, L4 = Level.L1, Level.L2, Level.L4

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
	"Campus Earlier Class": make_child("Campus Student", L2),
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
	"Campus Host Mapping": Rule(L1, scopes.machine_managed),
	"Campus Host Mapping Field": make_child("Campus Host Mapping", L1),
	"Campus Host Mapping Word": make_child("Campus Host Mapping", L1),
	"Campus Host Sync": Rule(L2, scopes.machine_managed),
	"Campus Host Sync Issue": make_child("Campus Host Sync", L2),
	"Campus Student Import": Rule(L2, scopes.administered),
	"Campus Student Import Column": make_child("Campus Student Import", L2),
	"Campus Student Import Issue": make_child("Campus Student Import", L2),
}
