"""An emergency plan 应急预案 (domain §18): for which incidents, who commands, which groups do what, when it is reviewed."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_fullname, getdate, now_datetime

from campus_safety.access.checks import administers
from campus_safety.domain.roles import SAFETY_OFFICE, SECURITY_OFFICE
from campus_safety.engines.messages.telling import tell
from campus_safety.records.named import may_be_named
from campus_safety.records.posts import get_users_with_role


class CampusEmergencyPlan(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_incidents.doctype.campus_plan_group.campus_plan_group import CampusPlanGroup

		commander: DF.Link
		deputy: DF.Link | None
		disabled: DF.Check
		groups: DF.Table[CampusPlanGroup]
		incident_type: DF.Link
		plan_name: DF.Data
		review_due: DF.Date
		steps: DF.Text | None
		valid_from: DF.Date | None
		version: DF.Data
	# end: auto-generated types

	def validate(self) -> None:
		self.validate_people()
		self.validate_days()

	def on_update(self) -> None:
		self.tell_of_administrator()

	def on_trash(self) -> None:
		self.tell_of_administrator()

	def tell_of_administrator(self) -> None:
		"""Who is called first in an emergency is the offices' to say: they hear when an account of the machine's changes it."""
		user = frappe.session.user
		if not administers(user) or frappe.flags.in_install or frappe.flags.in_migrate:
			return
		now = now_datetime()
		told = {
			self.commander,
			*(each for role in (SAFETY_OFFICE, SECURITY_OFFICE) for each in get_users_with_role(role)),
		}
		tell(
			told - {user, None},
			lambda: _(
				"Emergency plan {0} was changed by an administrator of the system: look through it"
			).format(self.plan_name),
			f"plan|{self.name}|{now:%Y%m%d%H%M%S}",
			self if frappe.db.exists(self.doctype, self.name) else None,
			now=now,
		)

	def validate_people(self) -> None:
		"""Whoever is named can be called, and is of the staff. Errors: ValidationError."""
		named = [("commander", self.commander), ("deputy", self.deputy)]
		named += [("groups.head", row.head) for row in self.groups]
		for field, user in named:
			if user and not may_be_named(self.doctype, field, user):
				frappe.throw(
					_("{0} is not an account of the staff, or cannot sign in: name somebody else.").format(
						get_fullname(user)
					)
				)
		if self.deputy and self.deputy == self.commander:
			frappe.throw(_("The deputy is another person than the commander."))

	def validate_days(self) -> None:
		if self.valid_from and getdate(self.review_due) <= getdate(self.valid_from):
			frappe.throw(_("The review comes after the plan is in force."))
