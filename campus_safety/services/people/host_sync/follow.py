"""What the import did with a list that was read from a host."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint, now_datetime

from campus_safety.services.people.host_sync import run
from campus_safety.services.people.host_sync.mapping import MAPPING

ENDED = {"Completed": run.COMPLETED, "Failed": run.FAILED, "Cancelled": run.FAILED}
OPEN = (run.PREVIEWED, run.WRITING)
FIELDS = ["status", "created", "changed", "unchanged", "error", "ended_at"]


def follow_import(doc, method: str | None = None) -> None:
	"""`on_update` of the imports."""
	if doc.host_sync and doc.status in ENDED:
		_end(doc.host_sync, doc.status, doc)


def follow_deletion(doc, method: str | None = None) -> None:
	"""`on_trash` of the imports: a list that nobody has started goes, and its sync says so and holds it no longer."""
	if doc.host_sync and frappe.db.get_value(run.SYNC, doc.host_sync, "status") in OPEN:
		frappe.db.set_value(run.SYNC, doc.host_sync, {"import_doctype": None, "import_name": None})
		run.give_up(doc.host_sync, _deleted(), now_datetime())


def _deleted() -> str:
	return _("The list was deleted before it was started. Read again.")


def follow_broken_off(now: datetime) -> list[str]:
	"""Lists whose import failed, was cancelled, or was taken away past its rules: that leaves no event. Returns the syncs."""
	ended = []
	for row in frappe.get_all(
		run.SYNC,
		filters={"status": ("in", OPEN), "import_name": ("is", "set")},
		fields=["name", "import_doctype", "import_name"],
	):
		found = frappe.db.get_value(row.import_doctype, row.import_name, FIELDS, as_dict=True)
		if not found:
			run.give_up(row.name, _deleted(), now)
			ended.append(row.name)
		elif found.status in ENDED:
			_end(row.name, found.status, found)
			ended.append(row.name)
	return ended


def _end(sync: str, status: str, found) -> None:
	if not frappe.db.exists(run.SYNC, sync):
		return
	values = {"status": ENDED[status], "ended_at": found.ended_at, "error": found.error}
	values |= {field: cint(found.get(field)) for field in ("created", "changed", "unchanged")}
	frappe.db.set_value(run.SYNC, sync, values)
	if status == "Completed":
		key, mapping = frappe.db.get_value(run.SYNC, sync, ["mapping_key", "mapping"])
		frappe.db.set_value(MAPPING, mapping, "confirmed_key", key, update_modified=False)
