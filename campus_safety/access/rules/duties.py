"""Who reaches the notice, what is owed and how it is assessed."""

from campus_safety.access import scopes
from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import duties, governance
from campus_safety.domain.visibility import Level

L1, L2 = Level.L1, Level.L2

RULES: dict[str, Rule] = {
	# duties: the notice, what is owed, how it is assessed
	"Campus Notice Clause": Rule(L1, scopes.anyone),
	"Campus Notice Clause Unit": make_child("Campus Notice Clause", L1),
	"Campus Mentor List": Rule(L2, governance.mentor_lists, signed=True),
	"Campus Mentor List Student": make_child("Campus Mentor List", L2),
	"Campus Mentor List Duty": make_child("Campus Mentor List", L2),
	"Campus Duty Rule": Rule(L1, scopes.anyone),
	"Campus Duty Escalation": make_child("Campus Duty Rule", L1),
	"Campus Duty Obligation": Rule(L2, duties.obligations),
	"Campus Duty Exemption": Rule(L2, duties.exemptions),
	"Campus Coverage Run": Rule(L1, scopes.anyone),
	"Campus Coverage Run Rule": make_child("Campus Coverage Run", L1),
	"Campus Alert": Rule(L2, duties.alerts),
	"Campus Alert Recipient": make_child("Campus Alert", L2),
	"Campus Alert Event": make_child("Campus Alert", L2),
	"Campus Alert Kind": Rule(L1, scopes.anyone),
	"Campus Alert Step": make_child("Campus Alert Kind", L1),
	"Campus Message Channel": Rule(L1, scopes.anyone),
	"Campus Message Address": Rule(L1, scopes.anyone),
	"Campus Message Outbox": Rule(L1, duties.messages),
	"Campus Clause Task": Rule(L1, governance.clause_tasks),
	"Campus Accountability Assessment": Rule(L2, governance.assessments),
	"Campus Accountability Item": make_child("Campus Accountability Assessment", L2),
	"Campus Accountability Deduction": make_child("Campus Accountability Assessment", L2),
	"Campus Accountability Exemption": make_child("Campus Accountability Assessment", L2),
}
