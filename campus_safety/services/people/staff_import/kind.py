"""The list of staff as a kind of import."""

import json
from collections.abc import Sequence
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.people.staff_columns import TEMPLATE, VOCABULARY
from campus_safety.domain.people.staff_sheet import IDENTIFYING, Reading, read_rows
from campus_safety.domain.roles import SYSTEM_MANAGER
from campus_safety.domain.sheets.sheet_header import Header
from campus_safety.engines.sheets import lifecycle
from campus_safety.engines.sheets.file_check import Limits
from campus_safety.engines.sheets.kind import ImportKind
from campus_safety.exceptions import ImportRefusedError
from campus_safety.records.posts import get_users_with_role
from campus_safety.services.people.settings import get_import_limits
from campus_safety.services.people.staff_import import told, write
from campus_safety.services.people.staff_import.describe import describe
from campus_safety.services.people.staff_import.messages import file_texts, problem_text
from campus_safety.services.people.staff_import.plan import Plan, Planner, RowPlan

DECIDING = ("mail_domain",)  # changing it asks for a new preview


class StaffImport(ImportKind):
	vocabulary = VOCABULARY
	template = TEMPLATE
	write_chunk = 20  # documents with their rules, a commit each

	def get_limits(self) -> Limits:
		return get_import_limits()

	def who_may(self) -> str:
		return _("Only system managers import accounts.")

	def choices(self, document) -> tuple[str]:
		return (document.mail_domain or "",)

	def read_with(self, document) -> tuple[str]:
		return (_today().isoformat(),)

	def lack(self, document, targets: frozenset[str]) -> str | None:
		if "staff_name" not in targets:
			return "no_staff_name"
		if "position" not in targets:
			return "no_position"
		if not targets.intersection(IDENTIFYING):
			return "no_identity"
		return None if "email" in targets or document.mail_domain else "no_domain"

	def file_texts(self) -> dict[str, str]:
		return file_texts()

	def problem_text(self, code: str, args: tuple = ()) -> str:
		return problem_text(code, args)

	def read(self, document, rows: Sequence[Sequence[str | None]], header: Header) -> Reading:
		return read_rows(rows, header, _today())

	def plan(self, document, reading: Reading, header: Header) -> Plan:
		validate_may_import(frappe.session.user)
		headers = {column.target: column.header for column in header.columns if column.target}
		planner = Planner(reading, headers, document.mail_domain, frappe.session.user, _today())
		plan = planner.make()
		plan.absent = told.absent(reading, planner.accounts)
		return plan

	def empty_plan(self) -> Plan:
		return Plan()

	def describe(self, plan: Plan) -> dict:
		return describe(plan)

	def write(self, document, part: Sequence[RowPlan], plan: Plan) -> None:
		made = write.write_rows(part)
		if made:
			document.accounts = json.dumps([*json.loads(document.accounts or "[]"), *made])
			lifecycle.tell(document, accounts=document.accounts)


def validate_may_import(user: str) -> None:
	"""Whoever may make accounts, whatever rights on the document a school has given to others.

	On a site whose only system manager is Administrator the framework would make the first new account another one.
	Errors: PermissionError, ImportRefusedError.
	"""
	if user != "Administrator" and not has_any_role(user, (SYSTEM_MANAGER,)):
		frappe.throw(_("Only system managers import accounts."), frappe.PermissionError)
	if not has_other_managers():
		frappe.throw(
			_(
				"First make an account of your own with the role System Manager, and sign in with it: the framework would make the first account of this list an administrator."
			),
			ImportRefusedError,
			title=_("Your own account first"),
		)


def has_other_managers() -> bool:
	"""Is anybody but Administrator a system manager?"""
	return bool({*get_users_with_role(SYSTEM_MANAGER)} - {"Administrator"})


def _today() -> date:
	return getdate()
