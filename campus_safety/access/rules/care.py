"""Who reaches home and school, and daily care."""

from campus_safety.access import scopes
from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import care
from campus_safety.domain.visibility import Level

L2 = Level.L2

RULES: dict[str, Rule] = {
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
}
