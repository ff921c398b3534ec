"""Workflow documents from declared/, made only where the DocType has none.

Never fixtures: those are imported by force on every migrate and would switch off the school's own workflow.
"""

import frappe
from frappe import _

from campus_safety.declared import WORKFLOWS
from campus_safety.domain.state_tables import StateTable


def create_missing_workflows() -> None:
	"""After install and after migrate: a DocType that has any workflow, active or not, keeps what it has."""
	for table in WORKFLOWS.values():
		if not frappe.db.exists("Workflow", {"document_type": table.document_type}):
			create_workflow(table)


def restore_default_workflow(document_type: str) -> str:
	"""Put the shipped workflow back as the active one; the school's own is kept, switched off, under its name."""
	table = WORKFLOWS.get(document_type)
	if not table:
		frappe.throw(_("There is no shipped workflow for {0}.").format(_(document_type)))
	if frappe.db.exists("Workflow", table.workflow_name):
		kept = f"{table.workflow_name} {frappe.utils.now_datetime():%Y-%m-%d %H%M%S}"
		frappe.rename_doc("Workflow", table.workflow_name, kept, force=True)
	return create_workflow(table).name


def create_workflow(table: StateTable):
	_create_masters(table)
	workflow = frappe.new_doc("Workflow")
	workflow.update(
		{
			"workflow_name": table.workflow_name,
			"document_type": table.document_type,
			"workflow_state_field": "workflow_state",
			"is_active": 1,
			"send_email_alert": 0,
		}
	)
	for state in table.states:
		for role in state.editors:
			workflow.append(
				"states",
				{
					"state": state.name,
					"doc_status": "0",
					"allow_edit": role,
					"update_field": "status",
					"update_value": state.status,
				},
			)
	for transition in table.transitions:
		for role in transition.roles:
			workflow.append(
				"transitions",
				{
					"state": transition.source,
					"action": transition.action,
					"next_state": transition.target,
					"allowed": role,
					"allow_self_approval": int(transition.self_approval),
					"condition": transition.condition,
				},
			)
	return workflow.insert(ignore_permissions=True)  # install and migrate run without a person


def _create_masters(table: StateTable) -> None:
	"""Workflow State and Action records are shared by all apps: insert if missing, never overwrite."""
	for state in table.states:
		if not frappe.db.exists("Workflow State", state.name):
			frappe.get_doc(
				{"doctype": "Workflow State", "workflow_state_name": state.name, "style": state.style}
			).insert(ignore_permissions=True)
	for transition in table.transitions:
		if not frappe.db.exists("Workflow Action Master", transition.action):
			frappe.get_doc(
				{"doctype": "Workflow Action Master", "workflow_action_name": transition.action}
			).insert(ignore_permissions=True)
