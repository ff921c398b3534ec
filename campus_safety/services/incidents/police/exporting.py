"""A notice on paper for the police: minimum fields, a number and a watermark on each print, a line in the access log."""

import frappe
from frappe import _

from campus_safety.access.checks import administers
from campus_safety.access.scopes import has_any_role
from campus_safety.domain import roles as r
from campus_safety.domain.incidents.police import APPROVED, SENT
from campus_safety.engines.ledgers.export import TEMPLATES, get_signature_line
from campus_safety.engines.ledgers.sheet import Caption
from campus_safety.engines.ledgers.wording import title_of
from campus_safety.engines.messages.telling import in_school_language
from campus_safety.engines.opening import access_log
from campus_safety.engines.opening.reveal import validate_reason
from campus_safety.engines.seal import checkpoints
from campus_safety.exceptions import PolicePushError
from campus_safety.records import numbers
from campus_safety.records.school import get_school_name
from campus_safety.services.incidents.police.deciding import PUSH

EXPORTERS = (r.SECURITY_OFFICE,)
WIDTHS = (5, 12, 16, 20, 24, 28, 16)  # characters


def print_push(name: str, reason: str) -> str:
	"""An HTML page for the printer. Errors: PermissionError; PolicePushError before the leader has approved, without a receiver, and for a nil return."""
	user = frappe.session.user
	may = has_any_role(user, EXPORTERS) and not administers(user) and frappe.db.exists(PUSH, name)
	if not may or not frappe.has_permission(PUSH, "read", doc=name):
		raise frappe.PermissionError
	push = frappe.get_doc(PUSH, name, for_update=True)
	if push.status not in (APPROVED, SENT) or push.nil_return:
		frappe.throw(_("Only what a school leader has approved is printed for the police."), PolicePushError)
	if not push.receiver:
		frappe.throw(_("Enter who receives it first: the print names them."), PolicePushError)
	validate_reason(reason)
	number = numbers.take(numbers.EXPORT)
	access_log.record("Export", PUSH, name, reason=f"{number} {reason.strip()}")
	if push.status == APPROVED:  # what was sent keeps the number under which it went
		push.export_number = number
		with push.as_app():
			push.save(ignore_permissions=True)  # whoever sends it need not write all of it
	with in_school_language():
		return _page(push, number)


def _page(push, number: str) -> str:
	names = [row.student for row in push.rows]
	students = {
		row.name: row
		for row in frappe.get_all(
			"Campus Student", filters={"name": ("in", names)}, fields=["name", "student_name", "unit"]
		)
	}
	words = (
		_("No.", context="Ledger"),
		_("Name", context="Police Push"),
		_("Number", context="Police Push"),
		_("Class", context="Police Push"),
		_("Area", context="Campus Police Push Row"),
		_("Contact at School", context=PUSH),
		_("Risk Category", context="Campus Police Push Row"),
	)
	rows = [
		[
			at,
			students[row.student].student_name,
			row.student,
			title_of("Campus Unit", students[row.student].unit),
			row.area or "",
			push.school_contact,
			_(row.risk_category, context="Campus Police Push Row"),
		]
		for at, row in enumerate(push.rows, 1)
	]
	subtitle = _("Legal basis: {0}    {1}    No. {2}").format(push.legal_basis, get_signature_line(), number)
	title = _("Notice to the Police")
	caption = Caption(
		title, subtitle, number, _("Confidential: for the receiving unit only"), get_school_name()
	)
	return frappe.render_template(
		f"{TEMPLATES}/police_push.html",
		{
			"caption": caption,
			"headings": list(zip(words, WIDTHS, strict=True)),
			"rows": rows,
			"watermark": f"{number} {push.receiver or ''}",
			"seal": checkpoints.for_print(),
		},
	)
