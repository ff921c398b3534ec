"""Opinion items 舆情: the fingerprint of what was saved, and who hears of a serious one."""

import hashlib
from datetime import datetime

import frappe
from frappe import _

from campus_safety.domain import roles as r
from campus_safety.domain.defence.opinion import SERIOUS
from campus_safety.engines.messages.telling import tell
from campus_safety.records.changes import has_changed
from campus_safety.records.posts import get_users_with_role

OFFICES = (r.PUBLICITY, r.SCHOOL_OFFICE, r.SECURITY_OFFICE)


def fingerprint_of(url: str | None, item: str) -> str:
	"""SHA-256 of the stored file that whoever saves has put there, or that hangs on this item; "" where there is none."""
	whose = [["owner", "=", frappe.session.user], ["attached_to_name", "=", item]]
	name = url and next(
		iter(frappe.get_all("File", filters={"file_url": url}, or_filters=whose, pluck="name", limit=1)), None
	)
	if not name:
		return ""
	content = frappe.get_doc("File", name).get_content()
	return hashlib.sha256(content if isinstance(content, bytes) else content.encode()).hexdigest()


def tell_offices(item, now: datetime) -> None:
	"""A serious one is told at once, by its number alone."""
	if item.grade != SERIOUS or not has_changed(item, "grade"):
		return
	users = {user for role in OFFICES for user in get_users_with_role(role)}
	tell(
		users,
		lambda: _("Opinion item {0} is serious: read it now").format(item.name),
		f"opinion|{item.name}|serious",
		item,
		now=now,
	)
