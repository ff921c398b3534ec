"""In whose list a duty stands: the holders of a post, looked up for all subjects in one query."""

import frappe
from pypika import Order
from pypika.analytics import RowNumber
from pypika.functions import Coalesce, Count
from pypika.terms import Term, ValueWrapper

from campus_safety.domain.people.network import Level
from campus_safety.engines.duties.rules import NAMED_FOR_KEY_STUDENT, DutyRule
from campus_safety.records import posts
from campus_safety.records.positions import get_post
from campus_safety.records.students import AT_SCHOOL

# who stands in while nobody holds the post: the notice lets counsellor or class adviser do most of it
STAND_INS = {"Counsellor": ("Class Adviser",), "Class Adviser": ("Counsellor",)}


def is_of_residents(rule: DutyRule) -> bool:
	"""A room is owed by those who look after its students' class, where the post belongs to classes and not to buildings."""
	if rule.subject_doctype != "Campus Dormitory":
		return False
	post = get_post(rule.responsible_position)
	return bool(post) and Level.DORMITORY not in post.levels


def select_residents():
	"""(room, unit, college) of every room that somebody lives in; of several classes the one with the most students there."""
	student = frappe.qb.DocType("Campus Student")
	counted = (
		frappe.qb.from_(student)
		.select(student.dormitory, student.unit, student.college, Count("*").as_("number"))
		.where(student.status.isin(AT_SCHOOL) & (student.dormitory != ""))
		.groupby(student.dormitory, student.unit, student.college)
	).as_("counted")
	place = (
		RowNumber().over(counted.dormitory).orderby(counted.number, order=Order.desc).orderby(counted.unit)
	)
	ranked = (
		frappe.qb.from_(counted)
		.select(counted.dormitory.as_("room"), counted.unit, counted.college, place.as_("place"))
		.as_("ranked")
	)
	return frappe.qb.from_(ranked).select(ranked.room, ranked.unit, ranked.college).where(ranked.place == 1)


def join_holder(query, subject, rule: DutyRule, status=None, lived_in=None) -> tuple[object, Term]:
	"""(the query with the joins it needs, the term that gives the responsible user or NULL).

	subject: table of the subjects in the query; status: the risk status table beside it, for key students; lived_in: whose
	students live in the rooms.
	"""
	if rule.role:
		return query, ValueWrapper(posts.get_only_user_with_role(rule.role))
	if rule.responsible_position in NAMED_FOR_KEY_STUDENT:
		return query, status[NAMED_FOR_KEY_STUDENT[rule.responsible_position]]
	terms = []
	for position in (rule.responsible_position, *STAND_INS.get(rule.responsible_position, ())):
		for field, anchor in _anchors(position, subject, rule, lived_in):
			holders = posts.select_holder_of_each(position, field).as_(f"holder_{len(terms)}")
			query = query.left_join(holders).on(holders.node == anchor)
			terms.append(holders.holder)
	if not terms:
		return query, ValueWrapper(None)
	return query, Coalesce(*terms) if len(terms) > 1 else terms[0]


def _anchors(position: str, subject, rule: DutyRule, lived_in=None) -> list[tuple[str, Term]]:
	"""Where to look for the holder, nearest first: (scope field of the assignment, node of the subject)."""
	post = get_post(position)
	if not post:
		return []
	levels = post.levels
	if lived_in is not None:
		found = [("unit", lived_in.unit)] if Level.CLASS in levels else []
		return found + ([("unit", lived_in.college)] if Level.COLLEGE in levels else [])
	if rule.subject_doctype == "Campus Dormitory":
		return [("dormitory", subject.name)] if Level.DORMITORY in levels else []
	if rule.names_student:
		found = [("student", subject.name)] if post.single_students else []
		if Level.CLASS in levels:
			found.append(("unit", subject.unit))
		if Level.COLLEGE in levels:
			found.append(("unit", subject.college))
		if Level.DORMITORY in levels and Level.CLASS not in levels:
			found.append(("dormitory", subject.dormitory))
		return found
	found = [("unit", subject.name)]
	if rule.subject_type == "Class" and Level.COLLEGE in levels:
		found.append(("unit", subject.college))
	return found
