"""Shipped rules named risk levels; now a level's own rhythm drives its duties, and the gravest level is marked so."""

import frappe

RULE, LEVEL = "Campus Duty Rule", "Campus Risk Level"
# what somebody has changed stays as it is, beside the new ones
REPLACED = ("talk_weekly", "dispatch_weekly", "dispatch_fortnightly", "dispatch_monthly")


def execute() -> None:
	"""Harmless when repeated."""
	_mark_gravest()
	_name_leads()
	for rule in _untouched(REPLACED):
		_retire(rule)
	for rule in _untouched(("home_visit",)):
		frappe.db.set_value(RULE, rule, "subject_filter", "", update_modified=False)


def _untouched(keys: tuple[str, ...]) -> list[str]:
	rows = frappe.get_all(RULE, filters={"seed_key": ("in", keys)}, fields=["name", "creation", "modified"])
	return [row.name for row in rows if row.creation == row.modified]


def _mark_gravest() -> None:
	if frappe.db.exists(LEVEL, {"is_gravest": 1}):
		return
	highest = frappe.get_all(
		LEVEL, filters={"disabled": 0}, pluck="name", order_by="`tabCampus Risk Level`.`rank` desc", limit=1
	)
	for name in highest:
		frappe.db.set_value(LEVEL, name, "is_gravest", 1, update_modified=False)


def _name_leads() -> None:
	"""Who is in charge stands in the status, too: a duty of theirs is made from it."""
	status, ledger = frappe.qb.DocType("Campus Risk Status"), frappe.qb.DocType("Campus Risk Ledger")
	(
		frappe.qb.update(status)
		.join(ledger)
		.on(ledger.active_key == status.student)
		.set(status.lead, ledger.lead)
		.where((status.status == "Active") & status.lead.isnull())
		.run()
	)


def _retire(name: str) -> None:
	"""Its duties stay as history; what is open is owed through the rules that replace it."""
	document = frappe.get_doc(RULE, name)
	document.enabled, document.seed_key = 0, None
	document.save(ignore_permissions=True)  # migrate runs without a person
