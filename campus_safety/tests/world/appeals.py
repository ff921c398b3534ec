"""A complaint and whoever asked, long over: they call nobody; a policy that never got further than its draft."""

import frappe

from campus_safety.access.secrets import encrypt
from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.world.subject import Subject, of

TICKET, SENDER, POLICY = "Campus Appeal Ticket", "Campus Appeal Sender", "Campus Policy Assessment"
REPORT = "Campus Implementation Report"
LONG_AGO = "2018-03-01 08:00:00"
PLACE, CONDUCT = "CANARY-appeal-place", "CANARY-appeal-conduct"
SECRETS = ("CANARY-appeal-appellant", "CANARY-appeal-contact")


def build(world) -> None:
	"""Nothing that other rooms ask for."""


def subjects(world) -> tuple[Subject, ...]:
	ticket = _ticket()
	sender = _sender(ticket)
	return (
		Subject(
			TICKET,
			ticket,
			"place",
			PLACE,
			(PLACE, "CANARY-appeal-content"),
			of(world.by_role, r.SCHOOL_OFFICE, r.SCHOOL_LEADER),
		),
		Subject(
			TICKET,
			_ticket(CONDUCT, category="Ethics", personal=1),
			"place",
			CONDUCT,
			(CONDUCT,),
			of(world.by_role, r.SCHOOL_OFFICE, r.SCHOOL_LEADER, r.DISCIPLINE_OFFICE, r.HR_OFFICE),
		),
		Subject(
			POLICY,
			_policy(),
			"title",
			"CANARY-policy-title",
			("CANARY-policy-title", "CANARY-policy-draft"),
			of(world.by_role, r.SCHOOL_OFFICE, r.SCHOOL_LEADER, r.DISCIPLINE_OFFICE),
		),
		Subject(
			REPORT,
			_report(),
			"paper_signed_by",
			"CANARY-work-report",
			("CANARY-work-report", "CANARY-work-overview"),
			of(world.by_role, r.SCHOOL_OFFICE, r.SCHOOL_LEADER, r.SAFETY_OFFICE),
		),
		Subject(SENDER, sender, "ticket", ticket, SECRETS, of(world.by_role, r.SCHOOL_OFFICE)),
	)


def _ticket(place: str = PLACE, **values) -> str:
	"""As a row: it calls nobody."""
	if found := frappe.db.get_value(TICKET, {"place": place}):
		return found
	ticket = frappe.get_doc(
		{
			"doctype": TICKET,
			"source": "Portal",
			"category": "Logistics",
			"content": "CANARY-appeal-content",
			"place": place,
			"received_at": LONG_AGO,
			"occurred_on": LONG_AGO,
			"first_response_at": LONG_AGO,
			"replied_at": LONG_AGO,
			"closed_at": LONG_AGO,
			"status": "Closed",
			"workflow_state": "Closed",
			"outcome": "Solved",
			"unit": make.make_unit("接诊保卫科", "Department"),
			"recorded_by": "Administrator",
			**values,
		}
	)
	ticket.set_new_name()
	ticket.db_insert()
	return ticket.name


def _sender(ticket: str) -> str:
	if found := frappe.db.get_value(SENDER, {"ticket": ticket}):
		return found
	sender = frappe.get_doc(
		{"doctype": SENDER, "ticket": ticket, "kept_by": "School Office", "occurred_on": LONG_AGO}
	)
	sender.update(dict(zip(("appellant", "contact"), map(encrypt, SECRETS), strict=True)))
	sender.set_new_name()
	sender.db_insert()
	return sender.name


def _policy() -> str:
	if found := frappe.db.get_value(POLICY, {"title": "CANARY-policy-title"}):
		return found
	policy = frappe.get_doc(
		{
			"doctype": POLICY,
			"title": "CANARY-policy-title",
			"draft": "CANARY-policy-draft",
			"affected": "无",
			"status": "Drafted",
			"workflow_state": "Drafted",
			"occurred_on": "2018-03-01",
			"drafting_unit": make.make_unit("接诊保卫科", "Department"),
			"unit": make.make_unit("接诊保卫科", "Department"),
			"recorded_by": "Administrator",
		}
	)
	policy.set_new_name()
	policy.db_insert()
	return policy.name


def _report() -> str:
	if found := frappe.db.get_value(REPORT, {"paper_signed_by": "CANARY-work-report"}):
		return found
	report = frappe.get_doc(
		{
			"doctype": REPORT,
			"paper_signed_by": "CANARY-work-report",
			"overview": "CANARY-work-overview",
			"status": "Frozen",
			"deadline": LONG_AGO,
			"approved_at": LONG_AGO,
			"paper_received_at": LONG_AGO,
			"occurred_on": "2018-03-01",
			"unit": make.make_unit("接诊保卫科", "Department"),
			"recorded_by": "Administrator",
		}
	)
	report.set_new_name()
	report.db_insert()
	return report.name
