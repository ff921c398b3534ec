"""Code that an administrator writes into the site: scripts, templates, console commands; and where messages go.

No app can close these roads, for they are the framework's own; and each of them leads to L2 text and into the browser of
whoever may open more. So each step on one is a line in the access log, which its writer cannot take back, and what names
our records is told to Psych Head and School Leader.
"""

import frappe
from frappe import _

from campus_safety.access.discreet import APP
from campus_safety.access.rules import RULES
from campus_safety.access.settings import SETTINGS
from campus_safety.engines.messages.telling import About, tell
from campus_safety.engines.opening import access_log, accounts
from campus_safety.records.posts import get_users_with_role

ACTION = "Code Change"
# {DocType of the framework: its fields with code}; what runs as soon as it is there
ROADS = {
	"Client Script": ("dt", "script"),
	"Server Script": ("reference_doctype", "script"),
	"Console Log": ("script",),
	"Email Account": (
		"email_id",
		"smtp_server",
		"smtp_port",
		"login_id",
		"always_bcc",
		"append_emails_to_sent_folder",
	),
	"Email Domain": ("domain_name", "smtp_server", "smtp_port"),
	"Campus Message Channel": ("channel_type", "endpoint", "corp_id", "agent_id", "enabled", "carries"),
	"Campus Message Address": ("user", "channel", "address"),
	"Campus Alert Kind": ("kind_name", "enabled", "urgent", "repeat_minutes", "silence_minutes", "steps"),
	"Campus Incident Clock": (
		"target",
		"grade",
		"starts_with",
		"due_minutes",
		"repeat_minutes",
		"ends_with",
		"enabled",
	),
	"Campus Incident Type": ("type_name", "default_grade", "opened_by", "disabled"),
	"Campus Emergency Plan": ("incident_type", "commander", "deputy", "valid_from", "disabled"),
	"Custom HTML Block": ("html", "script"),
	SETTINGS: (
		*(
			"absence_ladder",
			"taken_silence_minutes",
			"ladder_repeat_minutes",
			"roll_call_time",
			"roll_lock_time",
		),
		*(
			"gate_closes_at",
			"gate_fills_roll",
			"gate_clock_minutes",
			"gate_new_key_hours",
			"truancy_sessions",
		),
		*("no_trace_enabled", "no_trace_hours", "no_trace_fault_percent", "trace_exclusion_days"),
		*("break_roll_mode", "holiday_roll_mode", "weekend_roll_mode", "leave_overdue_grace_minutes"),
		*("emergency_leave_hours", "emergency_undecided_hours", "break_glass_hours"),
		*("shortest_reason", "shortest_emergency_reason"),
	),
	"Notification": ("document_type", "subject", "message", "condition", "recipients"),
	"Webhook": ("webhook_doctype", "request_url", "webhook_json", "condition"),
	"Print Format": ("doc_type", "html", "raw_commands", "format_data"),
	"Email Template": ("subject", "response", "response_html"),
	"Auto Email Report": ("report", "email_to", "filters"),
	"Report": ("ref_doctype", "query", "report_script", "javascript"),
	"Web Page": ("main_section", "main_section_html", "javascript", "context_script"),
	"Web Template": ("template",),
	"Website Script": ("javascript",),
	"Dashboard Chart Source": ("source_name",),
	"Workflow": ("document_type", "transitions"),
	"Assignment Rule": ("document_type", "description", "assign_condition"),
	"Custom DocPerm": ("parent", "role", "read", "write", "create", "delete", "export", "report"),
	"Property Setter": ("doc_type", "property", "value"),
	"Custom Field": ("dt", "depends_on", "mandatory_depends_on", "read_only_depends_on", "options"),
}
# whoever sends the mails reads the keys to accounts in them
# and whoever says who is called, or where a message goes, reads and silences; so does who says when somebody is looked for
ALWAYS_TOLD = frozenset(
	(
		"Console Log",
		"Email Account",
		"Email Domain",
		"Campus Message Channel",
		"Campus Message Address",
		"Campus Alert Kind",
		"Campus Incident Clock",
		"Campus Incident Type",
		SETTINGS,
	)
)
# these two are made by every change of a form; of them only what a browser would run
# a report that somebody has put together in its form has none
CODE_OF = {"Report": ("query", "report_script", "javascript")}
RUN_ONLY_WITH = {"Property Setter": "eval:", "Custom Field": "eval:"}


def follow(doc, method: str | None = None) -> None:
	"""`after_insert`, `on_update` and `on_trash` of each of them."""
	flags = frappe.flags
	if flags.in_install or flags.in_migrate or flags.in_patch or flags.in_fixtures or flags.in_setup_wizard:
		return
	said, before = _code_of(doc), doc.get_doc_before_save()
	if method == "on_update" and (not before or _code_of(before) == said):
		return
	if RUN_ONLY_WITH.get(doc.doctype, "") not in said or not _has_code(doc):
		return
	line = access_log.record(ACTION, doc.doctype, str(doc.name)[:140], reason=_what(method))
	if doc.doctype in ALWAYS_TOLD or APP in said or any(name in said for name in RULES):
		_tell(doc, line)


def _has_code(doc) -> bool:
	return doc.doctype not in CODE_OF or any(doc.get(field) for field in CODE_OF[doc.doctype])


def _what(event: str) -> str:
	return {
		"after_insert": _("Code Written"),
		"on_update": _("Code Rewritten"),
		"on_trash": _("Code Deleted"),
	}[event]


def _code_of(doc) -> str:
	return "\n".join(_text(doc.get(field)) for field in ROADS[doc.doctype])


def _text(value) -> str:
	if not isinstance(value, list):
		return str(value or "")
	return "\n".join(str(row.get(field.fieldname) or "") for row in value for field in row.meta.fields)


def _tell(doc, line: str) -> None:
	actor, doctype, name = frappe.session.user, doc.doctype, doc.name
	tell(
		{person for role in accounts.TOLD for person in get_users_with_role(role)},
		lambda: (
			_subject(doctype).format(actor),
			_("{0} {1}. If you do not know why, ask today.").format(_(doctype), name),
		),
		f"code|{line}",
		About(access_log.DOCTYPE, line),
	)


def _subject(doctype: str) -> str:
	if doctype == SETTINGS:
		return _("{0} changed by which rules missing students are looked for, or records opened")
	if doctype in RULES:
		return _("{0} changed who is called, or where messages go")
	return _("{0} wrote code that concerns protected records")
