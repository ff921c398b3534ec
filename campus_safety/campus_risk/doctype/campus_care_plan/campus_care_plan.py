"""Classified care of a student 分类关爱 (notice 四(二), domain §11): what is hard, who does what by when, whether it helps."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from campus_safety.access.scopes import has_any_role, unit_records
from campus_safety.campus_risk.doctype.campus_care_plan import actions, reviews
from campus_safety.domain import roles as r
from campus_safety.domain.risk import care
from campus_safety.exceptions import CareStepError, SecondCarePlanError
from campus_safety.records.changes import has_changed
from campus_safety.records.content import content_of
from campus_safety.records.decided import Decided
from campus_safety.records.one_open import OneOpen
from campus_safety.records.posts import get_newest_holder
from campus_safety.records.record import CampusRecord
from campus_safety.services.risk import care_moves
from campus_safety.services.risk.unowned import Owned

OPEN = ("Filed", "Supporting")
PEOPLE = ("responsible_person", "lead")


class CampusCarePlan(Owned, OneOpen, Decided, CampusRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_risk.doctype.campus_care_action.campus_care_action import CampusCareAction
		from campus_safety.campus_risk.doctype.campus_care_plan_category.campus_care_plan_category import (
			CampusCarePlanCategory,
		)
		from campus_safety.campus_risk.doctype.campus_care_review.campus_care_review import CampusCareReview

		actions: DF.Table[CampusCareAction]
		advice_for_teachers: DF.SmallText | None
		categories: DF.TableMultiSelect[CampusCarePlanCategory]
		college: DF.Link | None
		condition: DF.SmallText | None
		effect: DF.Literal["", "Better", "Same", "Worse"]
		end_reason: DF.SmallText | None
		ended_on: DF.Date | None
		first_aid_plan: DF.SmallText | None
		for_teachers: DF.Check
		goal: DF.SmallText | None
		is_physical: DF.Check
		late_entry: DF.Check
		lead: DF.Link | None
		lead_unit: DF.Link
		next_due: DF.Date | None
		next_review_due: DF.Date | None
		no_owner: DF.Check
		occurred_on: DF.Date | None
		open_key: DF.Data | None
		parents_told_at: DF.Datetime | None
		parents_written_notice: DF.Attach | None
		recorded_by: DF.Link | None
		responsible_person: DF.Link | None
		restricted_activities: DF.SmallText | None
		reviews: DF.Table[CampusCareReview]
		situation: DF.SmallText
		started_on: DF.Date | None
		status: DF.Literal["Filed", "Supporting", "Ended", "Cancelled"]
		student: DF.Link
		student_name: DF.Data | None
		teachers_told_at: DF.Datetime | None
		term: DF.Link | None
		unit: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	needs_unit = True
	open_key_field = "open_key"
	second_error = SecondCarePlanError
	final = ("Ended", "Cancelled")
	keeps_row_times = ("reviews",)
	administrator_deletes = False
	app_owned = (
		"next_review_due",
		"effect",
		"next_due",
		"started_on",
		"ended_on",
		"for_teachers",
		"open_key",
	)

	def onload(self) -> None:
		self.set_onload("only_helps", self.only_helps(frappe.session.user))

	def validate(self) -> None:
		now = now_datetime().replace(microsecond=0)
		before = self.get_doc_before_save()
		self.occurred_on = before.occurred_on if before else now.date()
		self.validate_not_decided()
		self.keep_owner_mark()
		super().validate()
		self.validate_one_is_open()
		self.validate_categories()
		self.set_people()
		self.set_kinds()
		self.validate_people()
		self.validate_helper()
		self.set_days(now)
		self.validate_told(now)
		actions.follow(self, now.date())
		reviews.follow(self, now)
		self.validate_end()
		self.set_open_key()

	def on_update(self) -> None:
		self.follow_owner(now_datetime())

	@property
	def is_open(self) -> bool:
		return self.status in OPEN

	def get_categories(self) -> set[str]:
		return {row.category for row in self.categories}

	# who

	def set_people(self) -> None:
		"""At the beginning: the class's counsellor, else who files it; the college's lead."""
		if not self.is_new():
			return
		counsellor = get_newest_holder("Counsellor", self.unit)
		self.responsible_person = self.responsible_person or counsellor or frappe.session.user
		self.lead = self.lead or get_newest_holder("College Lead", self.college)
		self.lead_unit = self.lead_unit or self.college

	def set_kinds(self) -> None:
		"""What its categories say about it: may teachers who help read it, does it ask for restrictions."""
		found = frappe.get_all(
			"Campus Care Category",
			filters={"name": ("in", list(self.get_categories()) or [""])},
			fields=["for_teachers", "is_physical"],
		)
		before = self.get_doc_before_save()
		was_open = not before or before.for_teachers  # what was written while the reason was private stays so
		self.for_teachers = int(bool(was_open and found) and all(row.for_teachers for row in found))
		self.is_physical = int(any(row.is_physical for row in found))

	def validate_categories(self) -> None:
		"""Errors: MandatoryError; CareStepError for a category that is no longer offered and was not there before."""
		if not self.categories:
			frappe.throw(
				_("{0} is empty.").format(_(self.meta.get_label("categories"), context=self.doctype)),
				frappe.MandatoryError,
			)
		before = self.get_doc_before_save()
		new = self.get_categories() - (before.get_categories() if before else set())
		for name in frappe.get_all(
			"Campus Care Category", filters={"name": ("in", list(new) or [""]), "enabled": 0}, pluck="name"
		):
			frappe.throw(_("{0} is no longer offered. Choose another category.").format(name), CareStepError)

	def validate_people(self) -> None:
		"""Whoever is named must be able to open the plan. Errors: CareStepError naming the field."""
		before = self.get_doc_before_save()
		for field in PEOPLE:
			person = self.get(field)
			if person and not (before and before.get(field) == person) and not self.may_answer(person):
				self.refuse_person(_(self.meta.get_label(field), context=self.doctype), person)
		known = {row.action_owner for row in before.actions} if before else set()
		for row in self.actions:
			if row.action_owner and row.action_owner not in known and not self.may_help(row.action_owner):
				self.refuse_person(_("Action {0}").format(row.idx), row.action_owner)

	def may_answer(self, user: str | None) -> bool:
		"""An enabled account of the class's staff, that college, or Student Affairs."""
		if not user or not frappe.db.get_value("User", user, "enabled"):
			return False
		return care_moves.may_answer(user, self)

	def may_help(self, user: str) -> bool:
		"""Whoever may answer, and teachers where the reason is not private."""
		if self.may_answer(user):
			return True
		is_teacher = has_any_role(user, (r.MENTOR,)) and frappe.db.get_value("User", user, "enabled")
		return bool(self.for_teachers and is_teacher)

	def refuse_person(self, where: str, person: str) -> None:
		frappe.throw(
			_(
				"{0}: {1} cannot open this plan. Name somebody of the class or the college, and give teachers the printed hint."
			).format(where, frappe.bold(frappe.utils.get_fullname(person))),
			CareStepError,
			title=_("Cannot open the plan"),
		)

	def only_helps(self, user: str) -> bool:
		"""Neither of the class's staff nor of the college, whatever they are elsewhere."""
		return user != "Administrator" and not unit_records(user, self.doctype).covers(self)

	def validate_helper(self) -> None:
		"""Who only helps changes the own actions and nothing else. Errors: PermissionError."""
		user, before = frappe.session.user, self.get_doc_before_save()
		if not before or self.flags.app_write or not before.only_helps(user):
			return
		others = [field for field in self.changed_content(before) if field != "actions"]
		if others or has_changed(self, "status") or _of_others(self, user) != _of_others(before, user):
			frappe.throw(
				_("You help with an action of this plan: tick that one and write what was done."),
				frappe.PermissionError,
				title=_("Not your record"),
			)

	# how far it is

	def set_days(self, now: datetime) -> None:
		if self.status == "Supporting" and not self.started_on:
			self.started_on = now.date()
		if self.status in self.final and not self.ended_on:
			self.ended_on = now.date()

	def validate_told(self, now: datetime) -> None:
		"""Care for a special physique begins when the parents know what the student must not do. Errors: CareStepError."""
		for field in ("parents_told_at", "teachers_told_at"):
			if self.get(field) and get_datetime(self.get(field)).replace(microsecond=0) > now:
				frappe.throw(
					_("{0} lies in the future.").format(_(self.meta.get_label(field), context=self.doctype)),
					CareStepError,
				)
			if self.get(field) and has_changed(self, field):
				self.is_late_row(getdate(self.get(field)), now)
		if self.status != "Supporting" or not self.is_physical:
			return
		missing = [
			_(self.meta.get_label(field), context=self.doctype)
			for field in ("restricted_activities", "parents_told_at")
			if not self.get(field)
		]
		if missing:
			frappe.throw(
				_("Not complete yet: {0}.").format(", ".join(missing)),
				CareStepError,
				title=_("Special Physique"),
			)

	def validate_end(self) -> None:
		"""Errors: CareStepError with everything that is missing."""
		if self.flags.app_write or not has_changed(self, "status") or self.status not in self.final:
			return
		effects = [row.effect for row in reviews.in_order(self)]
		found = care.find_gaps(effects, self.end_reason or "")
		words = {
			care.Gap.NO_REVIEW: _("There is no review yet. Add one: did it help?"),
			care.Gap.WORSE: _("The last review says that it got worse."),
			care.Gap.NO_REASON: _("{0} is empty.").format(
				_(self.meta.get_label("end_reason"), context=self.doctype)
			),
		}
		asked = found if self.status == "Ended" else [gap for gap in found if gap is care.Gap.NO_REASON]
		gaps = [words[gap] for gap in asked]
		if self.status == "Ended":
			before = self.get_doc_before_save()
			gaps += [
				_("Action {0} ({1}) is not done.").format(row.idx, row.action)
				for row in actions.get_undone(before)
				if not _is_ticked(self, row.name)
			]
		if gaps:
			frappe.throw(gaps, CareStepError, title=_("The care cannot end yet"), as_list=True)

	def why_kept(self) -> str:
		return _("A plan is evidence and is not deleted. Cancel it, with the reason.")


def _of_others(plan, user: str) -> list:
	"""What of the actions is not this person's to write: rows of others, and of the own all but what came of them."""
	mine = {row.name for row in plan.actions if row.action_owner == user}
	kept = []
	for row in plan.actions:
		fields = (
			("action", "due", "action_owner") if row.name in mine else ("action", "due", *actions.OPEN_FIELDS)
		)
		kept.append((row.name, [content_of(row, field) for field in fields]))
	return kept


def _is_ticked(plan, name: str) -> bool:
	return any(row.name == name and row.done_by for row in plan.actions)
