"""What must not happen to protected records, whoever asks (frappe-facts, need-to-know points 2 and 7)."""

import frappe
from frappe import _

from campus_safety.access.rules import PROTECTED, RULES
from campus_safety.domain.visibility import Level


def refuse_share(doc, method: str | None = None) -> None:
	"""`DocShare.validate`: a share beats every permission hook, so L2 and above are never shared."""
	rule = RULES.get(doc.share_doctype)
	if rule and rule.level is not Level.L1:
		frappe.throw(
			_("{0} cannot be shared. Access comes from the network assignment or from being named in the record.").format(
				_(doc.share_doctype)
			),
			frappe.PermissionError,
		)


def refuse_comment(doc, method: str | None = None) -> None:
	"""`Comment.validate`: free text about a protected record would lie outside its encryption and be mailed."""
	if doc.reference_doctype in PROTECTED and doc.comment_type == "Comment":
		frappe.throw(
			_("Comments are not kept on {0}. Write it into the record itself.").format(_(doc.reference_doctype)),
			frappe.PermissionError,
		)


def refuse_tag(doc, method: str | None = None) -> None:
	"""`Tag Link.validate`: tags are searchable by everybody."""
	if doc.document_type in PROTECTED:
		frappe.throw(_("{0} cannot be tagged.").format(_(doc.document_type)), frappe.PermissionError)


def validate_private_file(doc, fieldname: str) -> None:
	"""An attachment of a protected record is private, and this record's own or uploaded by whoever saves.

	Somebody else's file, named here, would be attached by the framework and so opened to the circle of this record.
	"""
	url, before = doc.get(fieldname), doc.get_doc_before_save()
	if not url or (before and before.get(fieldname) == url):
		return
	files = frappe.get_all("File", filters={"file_url": url}, fields=["owner", "attached_to_doctype", "attached_to_name"])
	is_own = any(
		file.owner == frappe.session.user
		or (file.attached_to_doctype == doc.doctype and file.attached_to_name == doc.name)
		for file in files
	)
	if not (is_own and url.startswith("/private/files/")):
		frappe.throw(
			_("{0}: upload the file here yourself, as a private file.").format(_(doc.meta.get_label(fieldname))),
			frappe.PermissionError,
		)
