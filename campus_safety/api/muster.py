"""Endpoints of the muster page: a student's own check-in by the code, and the wardens' list and marks."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, now_datetime

from campus_safety.access.arguments import a_list
from campus_safety.api.student import own_student
from campus_safety.exceptions import DrillStepError
from campus_safety.records.students import NOT_LEFT
from campus_safety.services.incidents.drills import board, muster, steps


@frappe.whitelist(methods=["POST"])
def check_in(code: str) -> str:
	"""The session's own student has come to the assembly point; its name."""
	return muster.check_in(code, own_student(NOT_LEFT), now_datetime())


@frappe.whitelist(methods=["GET"])
def get_running() -> list:
	"""Musters that run now and in which the session's account marks."""
	user = frappe.session.user
	rows = frappe.get_all(
		muster.DRILL,
		filters={"status": steps.RUNNING},
		fields=["name", "assembly_point", "building", "drilled_unit"],
		order_by="started_at desc",
	)
	return [row for row in rows if board.may_mark(user, frappe.get_doc(muster.DRILL, row.name))]


@frappe.whitelist(methods=["GET"])
def get_list(drill: str, group: str = "") -> dict:
	"""Who is expected and who has come; see services.incidents.drills.muster."""
	return muster.get_list(_markable(drill), group, now_datetime())


@frappe.whitelist(methods=["POST"])
def mark(drill: str, names: str | list, is_here: int = 1) -> dict:
	"""A person or a whole group has come, or not. Sent twice it counts once."""
	document, now = _markable(drill), now_datetime()
	if document.status != steps.RUNNING:
		frappe.throw(_("This muster is over."), DrillStepError)
	muster.mark(document.name, [str(name) for name in a_list(names, "names")], bool(cint(is_here)), now)
	return muster.count(document.name).__dict__


def _markable(name: str) -> Document:
	"""Nothing tells an outsider whether it exists. Errors: PermissionError."""
	if frappe.db.exists(muster.DRILL, name):
		document = frappe.get_doc(muster.DRILL, name)
		if board.may_mark(frappe.session.user, document):
			return document
	frappe.throw(_("You may not open this record."), frappe.PermissionError)
