"""Endpoints of hazards and inspections beyond the framework's own: what is done with one tap."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate, now_datetime

from campus_safety.access.checks import get_permitted
from campus_safety.services.hazards import inspections, mistaken, second_looks, supervision

HAZARD, CAMPAIGN = "Campus Safety Hazard", "Campus Inspection Campaign"


@frappe.whitelist(methods=["POST"])
def take_under_supervision(hazard: str) -> str | None:
	"""One of the two keys of listed supervision; see services.hazards.supervision."""
	frappe.has_permission(HAZARD, "write", throw=True)
	return supervision.take_under_supervision(_hazard(hazard), frappe.session.user, now_datetime())


@frappe.whitelist(methods=["POST"])
def close_as_mistaken(hazard: str, reason: str) -> None:
	"""It was no hazard; see services.hazards.mistaken."""
	frappe.has_permission(HAZARD, "write", throw=True)
	mistaken.close_as_mistaken(_hazard(hazard), reason, frappe.session.user, now_datetime())


@frappe.whitelist(methods=["POST"])
def look_again(hazard: str, result: str, note: str) -> str | None:
	"""What the second look saw; see services.hazards.second_looks."""
	frappe.has_permission(HAZARD, "write", throw=True)
	return second_looks.look(_hazard(hazard), result, note, frappe.session.user, now_datetime())


@frappe.whitelist(methods=["POST"])
def start_round(title: str, due: str, colleges: bool = True, departments: bool = True) -> list:
	"""An inspection for every unit; see services.hazards.inspections. For who supervises all."""
	frappe.has_permission(CAMPAIGN, "create", throw=True)
	return inspections.start_round(
		title.strip(), getdate(due), inspections.get_units(cint(colleges), cint(departments)), now_datetime()
	)


@frappe.whitelist(methods=["POST"])
def answer(
	campaign: str, row: str, answer: str, finding: str = "", correction: str = "", photo: str | None = None
) -> None:
	"""What was seen at one row; see services.hazards.inspections."""
	frappe.has_permission(CAMPAIGN, "write", throw=True)
	said = {"answer": answer, "finding": finding, "correction": correction}
	if photo is not None:
		said["photo"] = photo
	inspections.answer(_campaign(campaign), row, said)


@frappe.whitelist(methods=["POST"])
def open_hazard(campaign: str, row: str, area: str, grade: str = "General", interim_measure: str = "") -> str:
	"""A hazard out of a row; see services.hazards.inspections."""
	frappe.has_permission(HAZARD, "create", throw=True)
	return inspections.open_hazard(_campaign(campaign), row, area, grade, interim_measure, now_datetime())


@frappe.whitelist(methods=["POST"])
def finish(campaign: str) -> None:
	"""Every row is looked at; see services.hazards.inspections."""
	frappe.has_permission(CAMPAIGN, "write", throw=True)
	inspections.finish(_campaign(campaign), now_datetime())


def _hazard(name: str) -> Document:
	return get_permitted(HAZARD, name, "write", _("You may not open this record."))


def _campaign(name: str) -> Document:
	return get_permitted(CAMPAIGN, name, "write", _("You may not open this record."))
