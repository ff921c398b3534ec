"""Values the school may change (decision 6): seeded where missing, never overwritten."""

import frappe

from campus_safety.setup import seeded
from campus_safety.setup.absence_ladder import create_missing_absence_ladder
from campus_safety.setup.alert_kinds import create_missing_alert_kinds
from campus_safety.setup.care import create_missing_care_lists
from campus_safety.setup.counselling import create_missing_lists
from campus_safety.setup.crisis import create_missing_crisis_actions
from campus_safety.setup.defence import create_missing_defence_lists
from campus_safety.setup.desk import create_missing_parts
from campus_safety.setup.duty_rules import create_missing_approvers, create_missing_rules
from campus_safety.setup.emergencies import create_missing_emergency_lists
from campus_safety.setup.governance import create_missing_causes
from campus_safety.setup.hazards import create_missing_hazard_lists
from campus_safety.setup.host import create_missing_mappings
from campus_safety.setup.incidents import create_missing_report_clocks
from campus_safety.setup.leave import create_missing_ladder
from campus_safety.setup.ledger_layouts import create_missing_layouts
from campus_safety.setup.notice import create_missing_clauses, create_missing_notice
from campus_safety.setup.positions import create_missing_positions
from campus_safety.setup.psychology import create_missing_scales
from campus_safety.setup.risk import RISK_FACTORS, RISK_LEVELS
from campus_safety.setup.warning_rules import create_missing_warning_rules


def create_missing_defaults() -> None:
	for doctype, rows in (("Campus Risk Level", RISK_LEVELS), ("Campus Risk Factor", RISK_FACTORS)):
		for row in rows:
			create_if_missing(doctype, row)
	create_missing_settings("Campus Safety Settings")
	create_missing_ladder()
	create_missing_absence_ladder()
	create_missing_positions()
	create_missing_alert_kinds()
	create_missing_care_lists()
	create_missing_crisis_actions()
	create_missing_hazard_lists()
	create_missing_causes()
	create_missing_defence_lists()
	create_missing_report_clocks()
	create_missing_emergency_lists()
	create_missing_lists()
	create_missing_scales()
	create_missing_clauses()
	create_missing_notice()
	create_missing_rules()
	create_missing_approvers()
	create_missing_warning_rules()
	create_missing_layouts()
	create_missing_parts()
	create_missing_mappings()


def create_missing_settings(single: str) -> None:
	"""Every setting that has no value yet gets its default; an unsaved Single reads as zeros otherwise."""
	present = frappe.db.get_singles_dict(single)
	for field in frappe.get_meta(single).fields:
		if field.default and (field.fieldname not in present or _is_moment_of_install(field, present)):
			frappe.db.set_single_value(single, field.fieldname, field.default, update_modified=False)


def _is_moment_of_install(field, present: dict) -> bool:
	"""The framework fills every Time of a new Single with the present moment, to the microsecond, over its default."""
	return field.fieldtype == "Time" and "." in str(present[field.fieldname])


def create_if_missing(doctype: str, row: dict) -> None:
	"""`row["name"]` decides: a record the school edited is left alone, one that it deleted stays so."""
	if seeded.is_new(doctype, row["name"], bool(frappe.db.exists(doctype, row["name"]))):
		values = {key: value for key, value in row.items() if key != "name"}
		frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True, set_name=row["name"])
