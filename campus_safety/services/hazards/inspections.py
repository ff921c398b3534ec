"""Inspections 排查 (domain §17): a round for many units, answers with one tap, a hazard out of a row."""

from collections.abc import Iterable
from datetime import date, datetime

import frappe
from frappe import _

from campus_safety.domain.hazards import inspection
from campus_safety.engines.messages.telling import tell
from campus_safety.exceptions import InspectionError
from campus_safety.records.posts import get_newest_holder, get_only_user_with_role
from campus_safety.services.hazards import steps
from campus_safety.services.hazards.settings import get_item_seconds

CAMPAIGN, ITEM, HAZARD = "Campus Inspection Campaign", "Campus Inspection Item", "Campus Safety Hazard"
OF_UNIT = {"College": "Colleges", "Department": "Departments"}
SAID = ("answer", "finding", "correction", "photo")


def make_rows(unit: str) -> list[dict]:
	"""The checklist as it stands now: a round that is under way keeps it, whatever is edited later."""
	unit_type = frappe.db.get_value("Campus Unit", unit, "unit_type")
	items = frappe.get_all(
		ITEM,
		filters={"enabled": 1, "for_units": ("in", ["Every Unit", OF_UNIT.get(unit_type, "Every Unit")])},
		fields=["name", "item", "topic", "category", "needs_photo", "needs_hazard", "guide"],
		order_by="place asc, creation asc",
	)
	return [
		{
			"item": row.name,
			"item_text": row.item,
			"unit": unit,
			**{field: row[field] for field in ("topic", "category", "needs_photo", "needs_hazard", "guide")},
		}
		for row in items
	]


def get_inspector(unit: str) -> str | None:
	"""Who answers for the unit: the college's lead, the office's only account."""
	role = frappe.db.get_value("Campus Unit", unit, "office_role")
	return get_only_user_with_role(role) if role else get_newest_holder("College Lead", unit)


def start_round(title: str, due: date, units: Iterable[str], now: datetime) -> list[str]:
	"""One inspection for each unit that has none of this title yet; run again, it makes nothing twice.

	Errors: PermissionError for whoever does not supervise all units.
	"""
	if not steps.supervises(frappe.session.user):
		frappe.throw(_("A round for every unit is started by the Safety Office."), frappe.PermissionError)
	made = []
	for unit in units:
		if frappe.db.exists(CAMPAIGN, {"title": title, "unit": unit}):
			continue
		campaign = frappe.get_doc({"doctype": CAMPAIGN, "title": title, "unit": unit, "due": due}).insert()
		made.append(campaign.name)
		tell(
			[campaign.inspector],
			lambda campaign=campaign: _("Inspection {0} is yours to make, by {1}").format(
				campaign.name, frappe.format(due, {"fieldtype": "Date"})
			),
			f"inspection|{campaign.name}|made",
			campaign,
			now=now,
		)
	return made


def get_units(colleges: bool, departments: bool) -> list[str]:
	wanted = [kind for kind, asked in (("College", colleges), ("Department", departments)) if asked]
	return frappe.get_all(
		"Campus Unit",
		filters={"unit_type": ("in", wanted or [""]), "disabled": 0},
		pluck="name",
		order_by="lft asc",
	)


def answer(campaign, row_name: str, values: dict) -> None:
	"""What was seen at one row. Errors: InspectionError."""
	row = get_row(campaign, row_name)
	row.update({field: values[field] for field in SAID if field in values})
	campaign.save()


def finish(campaign, now: datetime) -> None:
	"""Every row looked at, every answer with what it asks for. Errors: InspectionError naming the rows."""
	if campaign.status == "Done":
		return
	faults = [row for row in campaign.rows if inspection.wanting(row.as_dict())]
	if faults or not campaign.rows:
		lines = [_("Row {0}: {1}").format(row.idx, row.item_text) for row in faults[:10]]
		frappe.throw(
			_("Still missing in {0} rows: an answer, a finding, a photo or a hazard.").format(len(faults))
			+ "<br>"
			+ "<br>".join(map(frappe.utils.escape_html, lines)),
			InspectionError,
			title=_("Not finished"),
		)
	if inspection.count_missing(row.as_dict() for row in campaign.rows) == len(campaign.rows):
		frappe.throw(_("Nothing has been looked at yet."), InspectionError)
	campaign.finished_at, campaign.finished_by = now.replace(microsecond=0), frappe.session.user
	campaign.started_at = campaign.started_at or campaign.finished_at
	campaign.status, campaign.occurred_on = "Done", now.date()
	campaign.quick = int(
		inspection.is_quick(
			frappe.utils.get_datetime(campaign.started_at),
			campaign.finished_at,
			len(campaign.rows),
			get_item_seconds(),
		)
	)
	with campaign.as_app():
		campaign.save()


def open_hazard(campaign, row_name: str, area: str, grade: str, interim_measure: str, now: datetime) -> str:
	"""A hazard out of a row, with its finding and a copy of its photo; once. Its number. Errors: InspectionError."""
	row = get_row(campaign, row_name)
	if row.hazard:
		return row.hazard
	if not (row.finding or "").strip() or not row.category:
		frappe.throw(_("Write under Finding what was found, then open the hazard."), InspectionError)
	hazard = frappe.get_doc(
		{
			"doctype": HAZARD,
			"area": area,
			"category": row.category,
			"grade": grade,
			"interim_measure": interim_measure,
			"description": row.finding,
			"responsible_unit": campaign.unit,
			"found_at": now,
			"campaign": campaign.name,
			"photo_before": _copy_of(row.photo) if row.photo else None,
		}
	)
	with hazard.as_app():
		hazard.insert()
	row.hazard = hazard.name
	with campaign.as_app():
		campaign.save()
	return hazard.name


def get_row(campaign, row_name: str):
	row = next((row for row in campaign.rows if row.name == row_name), None)
	if not row:
		frappe.throw(_("This row is not part of the inspection. Reload the page."), InspectionError)
	return row


def _copy_of(url: str) -> str:
	"""The photo of the inspection stays with the inspection."""
	file = frappe.get_doc("File", {"file_url": url})
	copy = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": file.file_name,
			"attached_to_doctype": HAZARD,
			"attached_to_field": "photo_before",
			"is_private": 1,
			"content": file.get_content(),
		}
	)
	return copy.insert(ignore_permissions=True).file_url  # who may open one from the row was asked before
