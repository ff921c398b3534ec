"""The rules of `declared.duty_rules` as records of the school's own.

One whose evidence DocType is not there yet is seeded switched off; when a later version brings the DocType it is switched on
once, unless somebody has touched it meanwhile.
"""

import json

import frappe
from frappe.utils import nowdate

from campus_safety.declared.duty_rules import RULES
from campus_safety.domain.roles import COLLEGE_LEAD, SAFETY_OFFICE, STUDENT_AFFAIRS
from campus_safety.engines.duties import rules
from campus_safety.setup import seeded

RULE = "Campus Duty Rule"
SETTINGS, CHOICE = "Campus Safety Settings", "Campus Role Choice"
APPROVERS = (COLLEGE_LEAD, STUDENT_AFFAIRS, SAFETY_OFFICE)
LIST_FIELDS = ("subject_filter", "evidence_filter")


def create_missing_rules() -> None:
	"""Seeded by key: a rule the school renamed, changed or switched off is left alone, one that it deleted stays so."""
	for key, (name, clause, values) in RULES.items():
		exists = frappe.db.exists(RULE, {"seed_key": key}) or frappe.db.exists(RULE, name)
		if seeded.is_new(RULE, key, bool(exists)):
			_create(key, name, clause, dict(values))
	switch_on_arrived()


def _create(key: str, name: str, clause: str, values: dict) -> None:
	ladder = values.pop("ladder", ())
	for field in LIST_FIELDS:
		if field in values:
			values[field] = json.dumps(values[field], ensure_ascii=False)
	document = frappe.get_doc(
		{
			"doctype": RULE,
			"rule_name": name,
			"seed_key": key,
			"clause": clause,
			"min_count": 1,
			"weight": 1,
			"effective_from": nowdate(),
			**values,
			"escalation": [{"after_days": days, "to_role": role} for days, role in ladder],
		}
	)
	document.enabled = int(rules.fits(document))
	document.flags.ignore_links = not document.enabled  # the DocType may come with a later version
	document.insert(ignore_permissions=True)  # install and migrate run without a person


def switch_on_arrived() -> list[str]:
	"""Shipped rules that waited for their DocType, which is there now; only those nobody has changed since."""
	switched = []
	for row in frappe.get_all(
		RULE,
		filters={"waits_for_evidence": 1, "seed_key": ("is", "set")},
		fields=["name", "creation", "modified", "evidence_doctype"],
	):
		if not frappe.db.exists("DocType", row.evidence_doctype):
			continue
		document = frappe.get_doc(RULE, row.name)
		document.enabled = int(row.creation == row.modified and rules.fits(document))
		document.flags.ignore_links = not document.enabled
		document.save(ignore_permissions=True)
		if document.enabled:
			switched.append(row.name)
	return switched


def create_missing_approvers() -> None:
	"""Who decides on exemptions (domain §23), only where the school has named nobody yet."""
	place = {"parent": SETTINGS, "parenttype": SETTINGS, "parentfield": "exemption_approvers"}
	if frappe.db.exists(CHOICE, place):
		return
	for number, role in enumerate(APPROVERS, start=1):
		row = frappe.get_doc({"doctype": CHOICE, **place, "idx": number, "role": role})
		row.db_insert()  # beside the settings, which a person may be editing
	frappe.clear_document_cache(SETTINGS, SETTINGS)
