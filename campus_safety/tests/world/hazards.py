"""A hazard and an inspection of a department, found and made by nobody of the world; closed long ago, so they call nobody."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.world.subject import Subject, of

HAZARD, CAMPAIGN = "Campus Safety Hazard", "Campus Inspection Campaign"


def build(world) -> None:
	"""Nothing that other rooms ask for."""


def subjects(world) -> tuple[Subject, ...]:
	insiders = of(world.by_role, r.SAFETY_OFFICE, r.SECURITY_OFFICE, r.SCHOOL_LEADER)
	return (
		Subject(
			HAZARD,
			_hazard(),
			"spot",
			"CANARY-hazard-spot",
			("CANARY-hazard-spot", "CANARY-hazard-what"),
			insiders,
		),
		Subject(
			CAMPAIGN,
			_campaign(),
			"title",
			"CANARY-inspection-title",
			("CANARY-inspection-title", "CANARY-inspection-finding"),
			insiders,
		),
	)


def _hazard() -> str:
	"""As a row: it calls nobody."""
	if found := frappe.db.get_value(HAZARD, {"spot": "CANARY-hazard-spot"}):
		return found
	hazard = frappe.get_doc(
		{
			"doctype": HAZARD,
			"found_at": "2018-03-01 08:00:00",
			"occurred_on": "2018-03-01",
			"area": frappe.get_all("Campus Safety Area", limit=1, pluck="name")[0],
			"category": frappe.get_all("Campus Hazard Category", limit=1, pluck="name")[0],
			"spot": "CANARY-hazard-spot",
			"description": "CANARY-hazard-what",
			"grade": "General",
			"status": "Closed",
			"workflow_state": "Closed",
			"considered_on": "2018-03-20",
			"closed_at": "2018-03-20 08:00:00",
			"unit": make.make_unit("接诊保卫科", "Department"),
			"recorded_by": "Administrator",
		}
	)
	hazard.set_new_name()
	hazard.db_insert()
	return hazard.name


def _campaign() -> str:
	if found := frappe.db.get_value(CAMPAIGN, {"title": "CANARY-inspection-title"}):
		return found
	campaign = frappe.get_doc(
		{
			"doctype": CAMPAIGN,
			"title": "CANARY-inspection-title",
			"unit": make.make_unit("接诊保卫科", "Department"),
			"due": "2018-03-20",
			"occurred_on": "2018-03-20",
			"status": "Done",
			"recorded_by": "Administrator",
		}
	)
	campaign.set_new_name()
	campaign.db_insert()
	row = campaign.append(
		"rows", {"answer": "Problem", "finding": "CANARY-inspection-finding", "item_text": "一项"}
	)
	row.set_new_name()
	row.db_insert()
	return campaign.name
