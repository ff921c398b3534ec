"""Who reaches abnormal reports and incidents."""

from campus_safety.access import scopes
from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import incidents
from campus_safety.domain.visibility import Level

L1, L3, L4 = Level.L1, Level.L3, Level.L4

RULES: dict[str, Rule] = {
	# abnormal reports: what was noticed, and apart from it who said so
	"Campus Abnormal Report": Rule(
		L3,
		incidents.reports,
		secrets=("about", "facts", "first_action", "parents_why_not", "conclusion"),
		child_secrets={"questions": ("question", "choices", "answer")},
		glass=False,
		countable=("student", "unit", "college", "term", "status", "occurred_on", "closed_at", "creation"),
	),
	"Campus Report Sign": make_child("Campus Abnormal Report", L3),
	"Campus Report Question": make_child("Campus Abnormal Report", L3),
	"Campus Report Deadline": make_child("Campus Abnormal Report", L3),
	"Campus Report Clock": Rule(L1, scopes.anyone),
	"Campus Report Sender": Rule(L4, incidents.senders, secrets=("reporter", "contact")),
}
