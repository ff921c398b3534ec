"""A dispute that was settled and footage that was looked at long ago: they call nobody."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.world.subject import Subject, of

DISPUTE, REVIEW = "Campus Dispute Case", "Campus CCTV Review"
LONG_AGO = "2018-03-01"
CAUSE, SAYS, CAMERA = "CANARY-dispute-cause", "CANARY-dispute-says", "CANARY-cctv-camera"


def build(world) -> None:
	"""Nothing that other rooms ask for."""


def subjects(world) -> tuple[Subject, ...]:
	settlers = of(world.by_role, r.SAFETY_OFFICE, r.STUDENT_AFFAIRS, r.SECURITY_OFFICE, r.SCHOOL_LEADER)
	guarding = of(world.by_role, r.SECURITY_OFFICE, r.SAFETY_OFFICE, r.SCHOOL_LEADER)
	return (
		Subject(DISPUTE, _dispute(), "cause", CAUSE, (CAUSE, SAYS), settlers),
		Subject(REVIEW, _review(), "camera", CAMERA, (CAMERA, "CANARY-cctv-findings"), guarding),
	)


def _dispute() -> str:
	if found := frappe.db.get_value(DISPUTE, {"cause": CAUSE}):
		return found
	dispute = _row(
		DISPUTE,
		cause=CAUSE,
		dispute_type="Labour",
		grade="General",
		found_at=f"{LONG_AGO} 08:00:00",
		status="Closed",
		workflow_state="Closed",
		revisit_result="Kept",
	)
	row = dispute.append("parties", {"side": "First Side", "who": "某公司", "says": SAYS})
	row.set_new_name()
	row.db_insert()
	return dispute.name


def _review() -> str:
	if found := frappe.db.get_value(REVIEW, {"camera": CAMERA}):
		return found
	return _row(
		REVIEW,
		camera=CAMERA,
		findings="CANARY-cctv-findings",
		reason="Weekly Review",
		area=frappe.get_all("Campus Safety Area", limit=1, pluck="name")[0],
		view_from=f"{LONG_AGO} 08:00:00",
		view_to=f"{LONG_AGO} 09:00:00",
		footage="There",
		result="Nothing",
	).name


def _row(doctype: str, **values):
	"""As a row: it calls nobody."""
	unit = make.make_unit("接诊保卫科", "Department")
	common = {"unit": unit, "recorded_by": "Administrator", "occurred_on": LONG_AGO}
	document = frappe.get_doc({"doctype": doctype, **common, **values})
	document.set_new_name()
	document.db_insert()
	return document
