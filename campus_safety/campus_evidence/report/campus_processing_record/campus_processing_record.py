"""Record of processing personal information 个人信息处理活动记录 (PIPL 55–56): from the declared purposes and the site's own rights."""

import frappe
from frappe import _
from frappe.permissions import get_doctype_roles
from frappe.utils import nowdate

from campus_safety.access.arguments import report_filters
from campus_safety.access.purposes import PURPOSES
from campus_safety.access.rules import RULES
from campus_safety.access.settings import get_number
from campus_safety.domain.privacy.processing import Processing
from campus_safety.engines import period_words


def execute(filters: dict | None = None):
	level = report_filters(filters).get("level")
	rows = [
		get_row(doctype, processing)
		for doctype, processing in PURPOSES.items()
		if level in (None, "", RULES[doctype].level.value)
	]
	return get_columns(), rows


def get_shown_period(filters) -> str:
	return period_words.as_of(nowdate())


def get_columns() -> list[dict]:
	labels = (
		("record", _("Record", context="Report"), 160),
		("level", _("Confidentiality"), 90),
		("purpose", _("Purpose"), 260),
		("people", _("Whose Data"), 140),
		("categories", _("Which Data"), 300),
		("basis", _("Why It Is Lawful"), 240),
		("readers", _("Who Reads"), 300),
		("rows", _("Which Rows"), 150),
		("retention", _("How Long It Is Kept"), 220),
		("place", _("Where", context="Report"), 220),
		("given_to", _("Given To"), 180),
	)
	return [
		{"fieldname": name, "label": label, "fieldtype": "Data", "width": width}
		for name, label, width in labels
	]


def get_row(doctype: str, processing: Processing) -> dict:
	rule, kept = RULES[doctype], _(processing.retention)
	return {
		"record": _(doctype),
		"level": rule.level.value,
		"purpose": _(processing.purpose),
		"people": _(processing.people),
		"categories": _(processing.categories),
		"basis": _(processing.basis),
		"readers": get_readers(doctype),
		"rows": _("Those within their reach") if rule.restricts_rows else _("Every row"),
		"retention": kept.format(get_number(processing.setting)) if processing.setting else kept,
		"place": get_place(doctype),
		"given_to": _(processing.given_to) if processing.given_to else _("Nobody"),
	}


def get_readers(doctype: str) -> str:
	"""Roles that may read it on this site, what the school has changed included."""
	roles = sorted(set(get_doctype_roles(doctype, "read")) - {"Administrator"})
	return "、".join(_(role) for role in roles) or _("Nobody")


def get_place(doctype: str) -> str:
	parts = [_("Database of this server")]
	if RULES[doctype].secrets:
		parts.append(_("narrative encrypted"))
	if frappe.get_meta(doctype).get("fields", {"fieldtype": ("in", ("Attach", "Attach Image"))}):
		parts.append(_("private files of this server"))
	return "、".join(parts)
