"""Endpoints of drills: what the form shows on top, its steps, a problem that becomes a hazard."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from campus_safety.access.arguments import a_dict
from campus_safety.access.checks import get_permitted
from campus_safety.services.incidents.drills import board, steps

DRILL = steps.DRILL


@frappe.whitelist(methods=["GET"])
def get_board(drill: str) -> dict:
	"""Counts, red, the last drill of the place, the code; see services.incidents.drills.board."""
	frappe.has_permission(DRILL, "read", throw=True)
	return board.get_board(_drill(drill, "read"), now_datetime())


@frappe.whitelist(methods=["POST"])
def start(drill: str) -> None:
	"""It begins now: who is expected is written down."""
	frappe.has_permission(DRILL, "write", throw=True)
	steps.start(_drill(drill), now_datetime())


@frappe.whitelist(methods=["POST"])
def finish(drill: str) -> None:
	"""It is over: who has not come is missing."""
	frappe.has_permission(DRILL, "write", throw=True)
	steps.finish(_drill(drill), now_datetime())


@frappe.whitelist(methods=["POST"])
def cancel(drill: str) -> None:
	"""It is not held."""
	frappe.has_permission(DRILL, "write", throw=True)
	steps.cancel(_drill(drill), now_datetime())


@frappe.whitelist(methods=["POST"])
def raise_hazard(drill: str, row: str, hazard: str | dict) -> str:
	"""The number of the hazard that a problem has become."""
	frappe.has_permission(DRILL, "write", throw=True)
	frappe.has_permission(board.HAZARD, "create", throw=True)
	return board.raise_hazard(_drill(drill), row, a_dict(hazard, "hazard"), now_datetime())


def _drill(name: str, ptype: str = "write") -> Document:
	return get_permitted(DRILL, name, ptype, _("You may not open this record."))
