"""Who reaches early warnings, and the rules that make them."""

from campus_safety.access import scopes
from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import warning
from campus_safety.domain.visibility import Level

L1, L2 = Level.L1, Level.L2

RULES: dict[str, Rule] = {
	# early warning: what is counted everybody on the staff may know, who was warned of only who looks after them
	"Campus Warning Rule": Rule(L1, scopes.anyone),
	"Campus Warning Rule Signal": make_child("Campus Warning Rule", L1),
	"Campus Early Warning": Rule(L2, warning.warnings),
	"Campus Early Warning Signal": make_child("Campus Early Warning", L2),
	"Campus Warning Run": Rule(L1, scopes.anyone),
	"Campus Warning Run Rule": make_child("Campus Warning Run", L1),
}
