"""Who reaches notices to the police."""

from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import police
from campus_safety.domain.visibility import Level

L3 = Level.L3
PUSH = "Campus Police Push"

RULES: dict[str, Rule] = {
	PUSH: Rule(
		L3,
		police.pushes,
		secrets=("feedback",),
		child_secrets={"rows": ("necessity", "why_not_informed")},
		glass=False,
		countable=("unit", "college", "term", "status", "occurred_on", "sent_at", "creation"),
	),
	"Campus Police Push Row": make_child(PUSH, L3),
}
