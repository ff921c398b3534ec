"""Who sees which rows of educations, five-management checks and recommendations."""

from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import education
from campus_safety.domain.visibility import Level

L1, L2 = Level.L1, Level.L2

RULES: dict[str, Rule] = {
	"Campus Safety Education": Rule(L2, education.educations),
	"Campus Education Unit": make_child("Campus Safety Education", L2),
	"Campus Education Absence": make_child("Campus Safety Education", L2),
	"Campus Five Management": Rule(L2, education.unit_records),
	"Campus Five Management Row": make_child("Campus Five Management", L2),
	"Campus Cultural Recommendation": Rule(L1, education.anyone),
}
