"""Which state of the school's own workflow stands for a status of the app (decision 3)."""

import frappe
from frappe import _
from frappe.model.workflow import get_workflow

from campus_safety.declared import WORKFLOWS


def state_of(doctype: str, status: str) -> str:
	"""The first state mapped to the status; the status itself where the workflow is switched off."""
	if not frappe.get_meta(doctype).get_workflow():
		return status
	for row in get_workflow(doctype).states:
		if row.update_field == "status" and row.update_value == status:
			return row.state
	return status


def put(doc, status: str) -> None:
	"""State and status together, past the buttons of the Desk: to be saved `with doc.as_app()`."""
	doc.workflow_state, doc.status = state_of(doc.doctype, status), status


def word_step(comment, method: str | None = None) -> None:
	"""`Comment.before_insert`: the framework notes a step of a workflow by the state's word, without its DocType."""
	doctype = comment.reference_doctype
	if comment.comment_type != "Workflow" or doctype not in WORKFLOWS:
		return
	state = frappe.db.get_value(doctype, comment.reference_name, "workflow_state")
	if state and comment.content == _(state):
		comment.content = _(state, context=doctype)
