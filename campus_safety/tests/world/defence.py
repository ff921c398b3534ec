"""A facility, a check, a patrol, a visit and a thing that was taken away, all long over: they call nobody."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.world.subject import Subject, of

LONG_AGO = "2018-03-01 08:00:00"
GUARDING = (r.SECURITY_GUARD, r.SECURITY_OFFICE, r.SAFETY_OFFICE)


def build(world) -> None:
	"""Nothing that other rooms ask for."""


def subjects(world) -> tuple[Subject, ...]:
	guarding = of(world.by_role, *GUARDING, r.SCHOOL_LEADER)
	unit = make.make_unit("接诊保卫科", "Department")
	common = {"unit": unit, "recorded_by": "Administrator", "occurred_on": LONG_AGO}
	return (
		_subject(
			"Campus Defence Facility",
			"facility_name",
			guarding,
			kind="Human",
			area=frappe.get_all("Campus Safety Area", limit=1, pluck="name")[0],
			state="Works",
			next_test="2099-01-01",
		),
		_subject("Campus Equipment Check", "post", guarding, **common),
		_subject("Campus Patrol Log", "findings", guarding, status="Done", starts_at=LONG_AGO, **common),
		_subject(
			"Campus Gate Visit",
			"visitor",
			of(world.by_role, *GUARDING),
			status="Left",
			host="Administrator",
			reason="CANARY-visit-reason",
			**common,
		),
		_subject(
			"Campus Prohibited Item",
			"item",
			of(world.by_role, r.SECURITY_OFFICE, r.SAFETY_OFFICE, r.STUDENT_AFFAIRS),
			status="Settled",
			found_at=LONG_AGO,
			**common,
		),
		_subject(
			"Campus Opinion Item",
			"gist",
			of(
				world.by_role,
				r.PUBLICITY,
				r.SCHOOL_OFFICE,
				r.SECURITY_OFFICE,
				r.SAFETY_OFFICE,
				r.STUDENT_AFFAIRS,
				r.SCHOOL_LEADER,
			),
			platform="接诊平台",
			status="Closed",
			grade="General",
			found_at=LONG_AGO,
			**common,
		),
	)


def _subject(doctype: str, field: str, insiders: frozenset[str], **values) -> Subject:
	"""As a row: it calls nobody."""
	canary = f"CANARY-{doctype.lower().replace(' ', '-')}"
	name = frappe.db.get_value(doctype, {field: canary})
	if not name:
		document = frappe.get_doc({"doctype": doctype, field: canary, **values})
		document.set_new_name()
		document.db_insert()
		name = document.name
	return Subject(doctype, name, field, canary, (canary,), insiders)
