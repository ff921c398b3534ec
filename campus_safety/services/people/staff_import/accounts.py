"""Whose account a row is about, and what that account has already; read in sets, nothing is written."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import frappe

from campus_safety.domain.people.network import Status
from campus_safety.domain.people.staff_sheet import StaffRow
from campus_safety.domain.roles import DESK_ROLES, GATE_DEVICE, STUDENT_USER, SYSTEM_MANAGER
from campus_safety.domain.sheets.sheet_values import BadValue
from campus_safety.records.posts import ASSIGNMENT

MACHINES = ("Administrator", "Guest")
FIELDS = ("name", "full_name", "username", "mobile_no", "enabled", "user_type")


@dataclass
class Account:
	"""One that exists, with its roles and the posts that have not ended: {(position, node): assignment}."""

	name: str
	full_name: str
	mobile: str
	username: str
	enabled: bool
	roles: set[str] = field(default_factory=set)
	posts: dict[tuple[str, str], dict] = field(default_factory=dict)


class Accounts:
	"""Those that the rows may be about. domain: of addresses for staff who have none."""

	def __init__(self, rows: Iterable[StaffRow], domain: str | None):
		self.domain = domain
		rows = list(rows)
		addresses = {address for row in rows if (address := self.address_of(row))}
		numbers = {row.fields["staff_no"] for row in rows if "staff_no" in row.fields}
		mobiles = {row.fields["mobile"] for row in rows if "mobile" in row.fields}
		found = {}
		for column, values in (("name", addresses), ("username", numbers), ("mobile_no", mobiles)):
			for line in frappe.get_all(
				"User", filters={column: ("in", sorted(values) or [""])}, fields=FIELDS, limit_page_length=0
			):
				found[line.name] = line
		self.by_name = {name.casefold(): _account(line) for name, line in found.items()}
		self.by_number = {
			line.username.casefold(): line.name.casefold() for line in found.values() if line.username
		}
		self.by_mobile = {line.mobile_no: line.name.casefold() for line in found.values() if line.mobile_no}
		self.students = set(
			frappe.get_all("Campus Student", filters={"user": ("in", list(found) or [""])}, pluck="user")
		)
		self.holders = _read_posts(self.by_name)
		_read_roles(self.by_name)

	def address_of(self, row: StaffRow) -> str | None:
		"""The account's name: the address of the row, else one made of the number."""
		if "email" in row.fields:
			return row.fields["email"]
		number = row.fields.get("staff_no") or row.fields.get("mobile")
		return f"{number}@{self.domain}".lower() if number and self.domain else None

	def find(self, row: StaffRow) -> Account | None:
		"""None for a new one. Errors: BadValue — accounts_differ, no_address, and those of `_refuse`."""
		address = self.address_of(row)
		names = {
			name
			for name in (
				address if address in self.by_name else None,
				self.by_number.get(str(row.fields.get("staff_no", "")).casefold()),
				self.by_mobile.get(row.fields.get("mobile")),
			)
			if name
		}
		if len(names) > 1:
			raise BadValue("accounts_differ", "、".join(sorted(names)))
		if not names:
			if not address:
				raise BadValue("no_address")
			return None
		account = self.by_name[names.pop()]
		self._refuse(account)
		return account

	def _refuse(self, account: Account) -> None:
		"""Accounts to which no list gives anything."""
		if account.name in MACHINES or SYSTEM_MANAGER in account.roles:
			raise BadValue("account_of_administrator", account.name)
		if account.name in self.students or {STUDENT_USER, GATE_DEVICE}.intersection(account.roles):
			raise BadValue("account_not_of_staff", account.name)
		if not account.enabled:
			raise BadValue("account_disabled", account.name)


def _account(line) -> Account:
	return Account(
		line.name, line.full_name or "", line.mobile_no or "", line.username or "", bool(line.enabled)
	)


def _read_roles(accounts: dict[str, Account]) -> None:
	for row in frappe.get_all(
		"Has Role",
		filters={
			"parenttype": "User",
			"parent": ("in", [account.name for account in accounts.values()] or [""]),
		},
		fields=["parent", "role"],
		limit_page_length=0,
	):
		accounts[row.parent.casefold()].roles.add(row.role)


def _read_posts(accounts: dict[str, Account]) -> dict[tuple[str, str], list]:
	"""Who holds what and will: {(position, node): assignments}, and the same at each account."""
	holders: dict[tuple[str, str], list] = {}
	for row in frappe.get_all(
		ASSIGNMENT,
		filters={"status": ("!=", Status.ENDED.value), "is_covert": 0},
		fields=[
			"name",
			"position",
			"holder_user",
			"holder_name",
			"unit",
			"dormitory",
			"from_date",
			"to_date",
		],
		limit_page_length=0,
	):
		node = row.unit or row.dormitory
		if not node:
			continue
		holders.setdefault((row.position, node), []).append(row)
		account = accounts.get((row.holder_user or "").casefold())
		if account:
			account.posts[row.position, node] = row
	return holders


def get_staff() -> dict[str, str]:
	"""{account: name} of all that are in use and have a role of the app, administrators of the machine aside."""
	holders = frappe.get_all(
		"Has Role",
		filters={"parenttype": "User", "role": ("in", DESK_ROLES), "parent": ("not in", MACHINES)},
		pluck="parent",
		distinct=True,
	)
	rows = frappe.get_all(
		"User",
		filters={"name": ("in", holders or [""]), "enabled": 1},
		fields=["name", "full_name"],
		order_by="full_name asc",
		limit_page_length=0,
		as_list=True,
	)
	return dict(rows)
