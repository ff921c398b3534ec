"""Who sees which rows of complaints, policies and the work report."""

from campus_safety.access import scopes
from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import appeals, governance
from campus_safety.domain.visibility import Level

L1, L2, L4 = Level.L1, Level.L2, Level.L4

RULES: dict[str, Rule] = {
	# complaints: what is asked for, and apart from it who asks
	"Campus Appeal Ticket": Rule(L2, appeals.tickets),
	"Campus Appeal Question": make_child("Campus Appeal Ticket", L2),
	"Campus Appeal Cause": Rule(L1, scopes.anyone),
	# what is assessed before it is issued
	"Campus Policy Assessment": Rule(L1, governance.policies),
	"Campus Policy Consultation": make_child("Campus Policy Assessment", L1),
	"Campus Policy Risk": make_child("Campus Policy Assessment", L1),
	# the notice, its rounds, and what units report
	"Campus Notice": Rule(L1, scopes.anyone),
	"Campus Notice Part": make_child("Campus Notice", L1),
	"Campus Report Round": Rule(L1, scopes.anyone),
	"Campus Report Round Unit": make_child("Campus Report Round", L1),
	"Campus Implementation Report": Rule(L1, governance.work_reports),
	"Campus Report Clause": make_child("Campus Implementation Report", L1),
	"Campus Appeal Sender": Rule(L4, appeals.senders, secrets=("appellant", "contact")),
}
