"""The access log 访问日志: who opened, changed, signed or exported a protected record, when and why.

Append-only. Each entry is sealed like every other record (engines/seal), in its own transaction and without a lock: nobody
who opens a record waits for somebody else who does. Entries from before the seal carry a chain of hashes (engines/seal/old_chain).
"""

import frappe
from frappe.utils import cstr, now_datetime

DOCTYPE = "Campus Access Log"


def record(
	action: str,
	reference_doctype: str,
	reference_name: str,
	student: str | None = None,
	reason: str | None = None,
	user: str | None = None,
	version: str | None = None,
) -> str:
	"""Append one entry and return its name.

	version: of a record that was shown whole, or its whole text, which version that was (`records.opened`).
	"""
	entry = frappe.new_doc(DOCTYPE)
	entry.update(
		{
			"at": now_datetime().replace(microsecond=0),
			"user": user or frappe.session.user,
			"action": action,
			"reference_doctype": reference_doctype,
			"reference_name": reference_name,
			"student": student,
			"reason": reason,
			"version": version,
			"ip": cstr(getattr(frappe.local, "request_ip", None)),
		}
	)
	entry.flags.ignore_links = True  # a log outlives what it tells of
	with entry.as_app():
		entry.insert(ignore_permissions=True)  # the log is written for people who may not write to it
	return entry.name
