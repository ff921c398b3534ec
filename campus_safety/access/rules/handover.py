"""Papers that leave the school (see `rules`)."""

from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import risk
from campus_safety.domain.visibility import Level

L3 = Level.L3

RULES: dict[str, Rule] = {
	"Campus Outside Handover": Rule(
		L3,
		risk.outside_handovers,
		secrets=("student_told", "purpose", "cancel_reason"),
		child_secrets={"items": ("remark",)},
		glass=False,
	),
	"Campus Outside Handover Item": make_child("Campus Outside Handover", L3),
}
