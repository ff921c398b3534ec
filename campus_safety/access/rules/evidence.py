"""Who reaches signatures, openings, the information law and the seal."""

from campus_safety.access import scopes
from campus_safety.access.rule import Rule, make_child
from campus_safety.access.scopes import evidence, privacy
from campus_safety.domain.visibility import Level

L1, L2, L3 = Level.L1, Level.L2, Level.L3

RULES: dict[str, Rule] = {
	# who signed and who opened what
	"Campus Signature": make_child("Campus Risk Ledger", L3),
	"Campus Ledger Layout": Rule(L1, scopes.anyone),
	"Campus Ledger Column": make_child("Campus Ledger Layout", L1),
	"Campus Access Log": Rule(L2, evidence.access_log),
	"Campus Emergency Access": Rule(L2, evidence.access_log),
	# what the personal information law asks
	"Campus Data Request": Rule(L2, privacy.data_requests),
	"Campus Legal Hold": Rule(L2, privacy.legal_holds),
	"Campus Impact Assessment": Rule(L1, scopes.anyone),
	# the seal: its entries are reached through the check alone, which names records and nothing of their content
	"Campus Seal Leaf": Rule(L2, scopes.nobody),
	"Campus Seal Tree": Rule(L1, scopes.anyone),
	"Campus Seal Checkpoint": Rule(L1, scopes.anyone),
	"Campus Seal Check": Rule(L2, evidence.seal_checks),
}
