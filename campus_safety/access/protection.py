"""What must not happen to protected records, whoever asks (frappe-facts, need-to-know points 2 and 7)."""

import frappe
from frappe import _

from campus_safety.access.rules import PROTECTED, RULES
from campus_safety.domain.visibility import Level
from campus_safety.exceptions import ChildRowError


def refuse_share(doc, method: str | None = None) -> None:
	"""`DocShare.validate`: a share beats every permission hook, so L2 and above are never shared."""
	rule = RULES.get(doc.share_doctype)
	if rule and rule.level is not Level.L1:
		frappe.throw(
			_(
				"{0} cannot be shared. Access comes from the network assignment or from being named in the record."
			).format(_(doc.share_doctype)),
			frappe.PermissionError,
		)


def refuse_comment(doc, method: str | None = None) -> None:
	"""`Comment.validate`: free text about a protected record would lie outside its encryption and be mailed."""
	if doc.reference_doctype in PROTECTED and doc.comment_type == "Comment":
		frappe.throw(
			_("Comments are not kept on {0}. Write it into the record itself.").format(
				_(doc.reference_doctype)
			),
			frappe.PermissionError,
		)


def refuse_tag(doc, method: str | None = None) -> None:
	"""`Tag Link.validate`: tags are found by everybody, and the framework lets anybody set one on any document."""
	rule = RULES.get(doc.document_type)
	if not rule:
		return
	if rule.level.is_protected or not frappe.has_permission(
		doc.document_type, "write", doc=doc.document_name
	):
		frappe.throw(_("{0} cannot be tagged.").format(_(doc.document_type)), frappe.PermissionError)


def refuse_by_itself(doc, method: str | None = None, *names) -> None:
	"""Every write event of a child table: its rows are written, moved and deleted by the save of their record alone.

	The framework asks for the right to the parent and runs none of its rules: no validation, no encryption, no state, no
	log. Rows that a record saves have no events of their own, so whatever comes here came past it. Whoever asks.
	"""
	frappe.throw(
		_("Rows of {0} are changed in their {1}. Open it, change the row there and save.").format(
			_(doc.doctype), _(doc.get("parenttype") or RULES[doc.doctype].parent)
		),
		ChildRowError,
	)


def refuse_rows_of_others(doc, method: str | None = None) -> None:
	"""`before_validate` of every record with tables: the rows of a save are its own, or new.

	The framework writes a row by the name that the browser sends, its parent included: whoever knows the name of a row of
	another record would move it into this one, and none of that record's rules would see it. Errors: ChildRowError.
	"""
	before = doc.get_doc_before_save()
	if not before:
		return  # rows of a new record are inserted, and a name that is taken is none for them
	for table in doc.meta.get_table_fields():
		known = {row.name for row in before.get(table.fieldname)}
		for row in doc.get(table.fieldname):
			if row.name and not row.is_new() and row.name not in known:
				frappe.throw(
					_(
						"{0}, row {1}: this row is not of this record, or is gone. Reload, and enter it anew."
					).format(_(table.label, context=doc.doctype), row.idx),
					ChildRowError,
				)


def keep_marks_of_rows(doc, method: str | None = None) -> None:
	"""`before_validate` of every record with tables: who wrote a row, and when, is what the framework writes, not what is sent."""
	before = doc.get_doc_before_save()
	for table in doc.meta.get_table_fields():
		saved = {row.name: row for row in before.get(table.fieldname)} if before else {}
		for row in doc.get(table.fieldname):
			old = saved.get(row.name, doc)
			row.owner, row.creation = old.owner, old.creation


def validate_rename(doc, method: str | None = None, *names) -> None:
	"""`before_rename`: the framework asks for the role's right to write only, not for this row's."""
	frappe.has_permission(doc.doctype, "write", doc=doc, throw=True)
