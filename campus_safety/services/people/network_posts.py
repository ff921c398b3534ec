"""The posts that are held on a day, without hidden officers and without accounts that are switched off."""

from datetime import date

import frappe
from pypika.functions import Coalesce

from campus_safety.domain.people.network import Status
from campus_safety.records.posts import ASSIGNMENT


def get_open_posts(day: date | None = None) -> list[dict]:
	"""Posts of today, or of a past `day`: position, holder, scope, training_date, and `college`, None where there is none.

	`lft` and `rgt` are those of the unit of the post, else of the student's class; None for staff of a dormitory.
	"""
	assignment, account = frappe.qb.DocType(ASSIGNMENT), frappe.qb.DocType("User")
	unit, student, holder, klass = (
		frappe.qb.DocType("Campus Unit").as_("u"),
		frappe.qb.DocType("Campus Student").as_("s"),
		frappe.qb.DocType("Campus Student").as_("h"),
		frappe.qb.DocType("Campus Unit").as_("k"),
	)
	query = (
		frappe.qb.from_(assignment)
		.left_join(account)
		.on(account.name == assignment.holder_user)
		.left_join(unit)
		.on(unit.name == assignment.unit)
		.left_join(student)
		.on(student.name == assignment.student)
		.left_join(holder)
		.on(holder.name == assignment.holder_student)
		.left_join(klass)
		.on(klass.name == Coalesce(student.unit, holder.unit))
		.select(
			assignment.name,
			assignment.position,
			assignment.holder_user,
			assignment.holder_student,
			assignment.unit,
			assignment.dormitory,
			assignment.student,
			assignment.training_date,
			Coalesce(unit.college, klass.college).as_("college"),
			Coalesce(unit.lft, klass.lft).as_("lft"),
			Coalesce(unit.rgt, klass.rgt).as_("rgt"),
		)
		.where((assignment.is_covert == 0) & (account.name.isnull() | (account.enabled == 1)))
	)
	if day:
		query = query.where(
			(assignment.from_date <= day) & (assignment.to_date.isnull() | (assignment.to_date > day))
		)
	else:
		query = query.where(assignment.status == Status.ACTIVE.value)
	return query.run(as_dict=True)
