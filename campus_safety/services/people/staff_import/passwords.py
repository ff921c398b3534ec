"""First passwords 初始密码: made for accounts that have none, given out as one file, and kept nowhere.

Nothing is made a second time for an account that has a password, but where it is a first one and nobody has signed in
with it: a file that broke on its way is given out anew, and its passwords end. Whoever can open what is most protected
gets none at all: they set theirs themselves, by the mailed link of the page of sign-in.
"""

import io
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import frappe
import xlsxwriter
from frappe import _
from frappe.utils.password import update_password

from campus_safety.access.circle import innermost_roles
from campus_safety.domain.roles import SYSTEM_MANAGER
from campus_safety.engines.opening import accounts
from campus_safety.services.people.staff_import.accounts import MACHINES

# no 0 O 1 l I: they are read from paper and typed on a telephone
LETTERS, DIGITS = "abcdefghjkmnpqrstuvwxyz", "23456789"
GROUPS = ((LETTERS, 4), (DIGITS, 4), (LETTERS, 4))
SHEET = "First Passwords"
LONG_AGO = (
	"2000-01-01"  # where the site asks for new passwords now and then, the first one is asked for at once
)


@dataclass(frozen=True)
class Handed:
	account: str
	login: str
	name: str
	number: str
	where: str
	password: str


def without_password(users: Iterable[str]) -> list[str]:
	"""Those of them who get one, never signed in and have none, in the order of their names; else, of whom nobody has used
	the first one, these."""
	fresh = _never_signed_in(users)
	has_one = _with_password([row.name for row in fresh])
	none = [row.name for row in fresh if row.name not in has_one]
	return none or [row.name for row in fresh if _is_first(row)]


def by_mail(users: Iterable[str]) -> list[str]:
	"""Those of them who set their password themselves."""
	held = {"parenttype": "User", "parent": ("in", [*users] or [""]), "role": ("in", [*innermost_roles()])}
	return sorted(set(frappe.get_all("Has Role", filters=held, pluck="parent")))


def take_back(user: str) -> None:
	"""A first password nobody has signed in with yet: somebody else has read it."""
	row = frappe.db.get_value("User", user, ["name", "last_login", "last_password_reset_date"], as_dict=True)
	if not row.last_login and _is_first(row):
		auth = frappe.qb.Table("__Auth")
		here = (auth.doctype == "User") & (auth.name == user) & (auth.fieldname == "password")
		frappe.qb.from_(auth).delete().where(here & (auth.encrypted == 0)).run()
		frappe.db.set_value("User", user, "last_password_reset_date", None, update_modified=False)
		accounts.follow_password(user)


def _is_first(row) -> bool:
	return bool(row.last_password_reset_date) and str(row.last_password_reset_date) == LONG_AGO


def _with_password(users: Sequence[str]) -> set[str]:
	auth = frappe.qb.Table("__Auth")
	return {
		row[0]
		for row in frappe.qb.from_(auth)
		.select(auth.name)
		.where(
			(auth.doctype == "User")
			& (auth.fieldname == "password")
			& (auth.encrypted == 0)
			& auth.name.isin(users or [""])
		)
		.run()
	}


def _never_signed_in(users: Iterable[str]) -> list:
	"""Neither do they administer the machine, nor open what is most protected."""
	users = sorted(set(users) - set(MACHINES))
	managers = frappe.get_all(
		"Has Role",
		filters={"parenttype": "User", "role": SYSTEM_MANAGER, "parent": ("in", users or [""])},
		pluck="parent",
	)
	without = {*managers, *by_mail(users)}
	fresh = frappe.get_all(
		"User",
		filters={"name": ("in", users or [""]), "enabled": 1, "last_login": ("is", "not set")},
		fields=["name", "last_password_reset_date"],
		order_by="full_name asc, name asc",
		limit_page_length=0,
	)
	return [row for row in fresh if row.name not in without]


def hand_out(users: Sequence[str], where: dict[str, str]) -> list[Handed]:
	"""Sets a password for each and returns it, the only time it is seen. where: {account: class or unit} for sorting the paper."""
	by_number = frappe.db.get_single_value("System Settings", "allow_login_using_user_name")
	handed = []
	with accounts.told_together():
		for line in frappe.get_all(
			"User",
			filters={"name": ("in", list(users) or [""])},
			fields=["name", "full_name", "username"],
			order_by="full_name asc, name asc",
			limit_page_length=0,
		):
			password = make_password()
			update_password(line.name, password)
			frappe.db.set_value(
				"User", line.name, "last_password_reset_date", LONG_AGO, update_modified=False
			)
			accounts.follow_password(line.name)
			login = line.username if by_number and line.username else line.name
			handed.append(
				Handed(
					line.name, login, line.full_name, line.username or "", where.get(line.name, ""), password
				)
			)
	return handed


def make_password() -> str:
	"""About 50 bits, and a large letter for sites that want one: Kmpq-4729-wxyz."""
	groups = ["".join(secrets.choice(signs) for _place in range(length)) for signs, length in GROUPS]
	return "-".join([groups[0].capitalize(), *groups[1:]])


def make_file(handed: Sequence[Handed]) -> bytes:
	"""One line a person, sorted by where they are, to be cut apart and handed out."""
	buffer = io.BytesIO()
	options = {
		"in_memory": True,
		"strings_to_formulas": False,
		"strings_to_urls": False,
		"strings_to_numbers": False,
	}
	heads = (
		(_("Class or Unit"), 26, "where"),
		(_("Name", context=SHEET), 14, "name"),
		(_("Number", context=SHEET), 16, "number"),
		(_("Signs In As"), 34, "login"),
		(_("First Password"), 22, "password"),
	)
	with xlsxwriter.Workbook(buffer, options) as book:
		sheet = book.add_worksheet()
		head = book.add_format({"bold": True, "bg_color": "#D9E1F2", "border": 1})
		text = book.add_format({"num_format": "@", "border": 1})
		code = book.add_format({"num_format": "@", "border": 1, "font_name": "Consolas", "font_size": 12})
		for column, (title, width, _field) in enumerate(heads):
			sheet.set_column(column, column, width)
			sheet.write_string(0, column, title, head)
		for row, line in enumerate(sorted(handed, key=lambda each: (each.where, each.name)), start=1):
			for column, (_title, _width, field) in enumerate(heads):
				form = code if field in ("login", "password") else text
				sheet.write_string(row, column, getattr(line, field), form)
		sheet.freeze_panes(1, 0)
	return buffer.getvalue()
