"""The plan as documents: every account and post passes its own rules, its log and its messages, as by hand."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import frappe
from frappe.utils import get_system_timezone

from campus_safety.access.circle import innermost_roles
from campus_safety.engines.messages.telling import SCHOOL_LANGUAGE
from campus_safety.engines.opening import accounts
from campus_safety.records.posts import ASSIGNMENT
from campus_safety.services.people.staff_import import passwords
from campus_safety.services.people.staff_import.plan import NewPost, Person, RowPlan

NO_PICTURE = "/assets/campus_safety/images/campus-safety.svg"
PROFILE = "Campus Staff"  # the module profile that leaves only this app in the sidebar


def write_rows(rows: Sequence[RowPlan]) -> list[str]:
	"""Accounts that were made. With the rights of whoever imports; the caller decides about the transaction."""
	made = []
	with many_accounts(), accounts.told_together():
		for row in rows:
			person = row.person
			if row.makes_account and not frappe.db.exists("User", person.address):
				_make(person)
				made.append(person.address)
			elif row.roles or row.fills:
				_add(row)
			for post in row.posts:
				_assign(person.address, post)
	return made


@contextmanager
def many_accounts() -> Iterator[None]:
	"""The framework allows sixty new accounts an hour, but for imports."""
	before = frappe.flags.in_import
	frappe.flags.in_import = True
	try:
		yield
	finally:
		frappe.flags.in_import = before


def _make(person: Person) -> None:
	user = frappe.new_doc("User")
	user.update(
		{
			"email": person.address,
			"first_name": person.name,
			"username": person.staff_no or None,
			"mobile_no": person.mobile or None,
			"language": frappe.db.get_single_value("System Settings", "language") or SCHOOL_LANGUAGE,
			"time_zone": get_system_timezone(),
			"send_welcome_email": 0,
			"module_profile": PROFILE if frappe.db.exists("Module Profile", PROFILE) else None,
		}
	)
	user.set("roles", [{"role": role} for role in sorted(person.roles)])
	user.flags.no_welcome_mail = True
	with _without_picture(user):
		user.insert()


def _add(row: RowPlan) -> None:
	"""Only what is not there: an account keeps its name, address, telephone, password and other roles."""
	user = frappe.get_doc("User", row.person.address, for_update=True)
	held = {each.role for each in user.roles}
	for role in sorted(row.roles - held):
		user.append("roles", {"role": role})
	for field, value in row.fills.items():
		if not user.get(field):
			user.set(field, value)
	with _without_picture(user):
		user.save()
	if row.roles & innermost_roles():
		passwords.take_back(user.name)


@contextmanager
def _without_picture(user) -> Iterator[None]:
	"""An account that has one is not looked for: the framework would ask a server abroad, by the address, in a job for each.

	Without the Internet each such job waits for seconds, and what calls at night waits behind them.
	"""
	none = not user.user_image
	if none:
		user.user_image = NO_PICTURE
	yield
	if none:
		user.db_set("user_image", None, update_modified=False)


def _assign(account: str, post: NewPost) -> None:
	there = {
		"position": post.position,
		"holder_user": account,
		post.scope.field: post.scope.node,
		"status": ("!=", "Ended"),
	}
	if frappe.db.exists(ASSIGNMENT, there):
		return
	frappe.get_doc(
		{
			"doctype": ASSIGNMENT,
			"level": post.scope.level,
			"position": post.position,
			"holder_user": account,
			post.scope.field: post.scope.node,
			"from_date": post.from_date,
		}
	).insert()
