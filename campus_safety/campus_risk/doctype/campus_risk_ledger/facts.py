"""Plan, attempt, diagnosis and factors of one ledger: typed into fields of their own, kept as one encrypted text.

The fields are empty again before the first event of a save: what is in force stands in `danger_facts` alone. What is typed is
added; taking something out is a correction (`propose`), and of a plan or an attempt it waits for two signatures.
"""

import frappe
from frappe import _
from frappe.utils import cint, getdate

from campus_safety.access.secrets import decrypt
from campus_safety.domain.risk.facts import Facts, dump, inherit, is_danger, load, strengthened, weakens
from campus_safety.exceptions import RiskLevelError
from campus_safety.services.risk import risk_ledger as cases

FIELD, PROPOSED, WAITS = "danger_facts", "proposed_facts", "correction_waits"
EMPTY = {"has_plan": 0, "attempt_date": None, "diagnosis": 0, "risk_factors": []}


def get(ledger) -> Facts:
	"""What is in force."""
	return load(decrypt(ledger.get(FIELD)))


def get_attempt_factors() -> frozenset[str]:
	return frozenset(frappe.get_all("Campus Risk Factor", filters={"is_attempt_history": 1}, pluck="name"))


def fold(ledger) -> None:
	"""Take what was typed out of its fields, before anything else sees the save. May be called again within it."""
	before, flags = ledger.get_doc_before_save(), ledger.flags
	if not flags.facts_folded:  # nobody hands in what is encrypted
		for field in (FIELD, PROPOSED, WAITS):
			ledger.set(field, before.get(field) if before else None)
	known = get(ledger)
	wanted = flags.new_facts or strengthened(known, _typed(ledger))
	if before and before.status == "Nominated" and _is_being_filed(ledger):
		wanted = _inherit(ledger, wanted)
	if wanted != known or not ledger.get(FIELD):
		ledger.set(FIELD, dump(wanted))
		ledger.update({PROPOSED: None, WAITS: 0})
	if flags.proposed_facts and not flags.facts_folded:
		ledger.update({PROPOSED: dump(flags.proposed_facts), WAITS: 1})
	ledger.update(EMPTY)
	flags.facts_folded = True


def forget_save(ledger) -> None:
	"""`on_update`: the next save of this document begins anew."""
	ledger.flags.update({"facts_folded": False, "new_facts": None, "proposed_facts": None})


def _typed(ledger) -> Facts:
	return Facts(
		bool(cint(ledger.has_plan)),
		getdate(ledger.attempt_date) if ledger.attempt_date else None,
		bool(cint(ledger.diagnosis)),
		tuple(dict.fromkeys(row.risk_factor for row in ledger.risk_factors or [] if row.risk_factor)),
	)


def _is_being_filed(ledger) -> bool:
	return bool(ledger.meta.get_workflow()) and ledger._status_of_state() == "Filed"


def _inherit(ledger, facts: Facts) -> Facts:
	"""An attempt is not forgotten because a new ledger begins."""
	attempts = get_attempt_factors()
	for row in cases.get_earlier(ledger, FIELD):
		facts = inherit(facts, load(decrypt(row[FIELD])), attempts, row.status == "Closed")
	return facts


def validate_factors(ledger, wanted: Facts) -> None:
	"""They are links, though no framework checks them here. Errors: LinkValidationError."""
	known = set(frappe.get_all("Campus Risk Factor", {"name": ("in", wanted.factors or ("",))}, pluck="name"))
	if unknown := [name for name in wanted.factors if name not in known]:
		frappe.throw(_("There is no risk factor {0}.").format(", ".join(unknown)), frappe.LinkValidationError)


def propose(ledger, wanted: Facts) -> bool:
	"""Correct the facts, for the caller to save: at once, or, where danger is taken out, waiting for two signatures (False)."""
	validate_factors(ledger, wanted)
	known = get(ledger)
	if not weakens(known, wanted, get_attempt_factors()):
		ledger.flags.new_facts = wanted
		return True
	ledger.flags.proposed_facts = wanted
	return False


def put_in_force(ledger) -> None:
	"""The proposal that both have signed, for the caller to save."""
	ledger.flags.new_facts = load(decrypt(ledger.get(PROPOSED)))


def validate_there_are_factors(ledger) -> None:
	if not get(ledger).factors:
		frappe.throw(
			_("{0} is empty.").format(_(ledger.meta.get_label("risk_factors"), context=ledger.doctype)),
			frappe.MandatoryError,
		)


def validate_may_decline(ledger) -> None:
	"""A plan or an attempt does not leave by the back door. Errors: RiskLevelError."""
	if ledger.status == "Declined" != ledger.status_before() and is_danger(
		get(ledger), get_attempt_factors()
	):
		frappe.throw(
			_(
				"A nomination that names a plan or an attempt is not declined. File it, or correct these facts with both signatures first."
			),
			RiskLevelError,
		)
