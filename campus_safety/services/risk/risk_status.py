"""What people around a student see of a risk ledger: that there is one, its level, what helps."""

from datetime import date

import frappe

from campus_safety.access.scopes.people import students_in_care
from campus_safety.domain.risk.states import LED
from campus_safety.records.scope import get_scope_of_student

DOCTYPE = "Campus Risk Status"
ENDED = ("Closed", "Transferred")
TOLD = ("risk_level", "advice", "responsible_person", "lead")


def follow(ledger, today: date) -> None:
	"""Bring the student's status up to date with the ledger just saved."""
	if ledger.status in LED:  # a mere nomination shows nothing
		_write(
			ledger.student,
			today,
			status="Active",
			risk_level=ledger.risk_level,
			advice=ledger.support_advice,
			responsible_person=ledger.responsible_person,
			lead=ledger.lead,
		)
	elif ledger.status in ENDED and get_status_of(ledger.student):
		_write(ledger.student, today, status="Closed", **dict.fromkeys(TOLD))


def get_status_of(student: str) -> str | None:
	"""Name of the student's status. It is a random one: a name made of the student number would be asked for by others."""
	return frappe.db.get_value(DOCTYPE, {"student": student})


def _write(student: str, today: date, **values) -> None:
	name = get_status_of(student)
	status = frappe.get_doc(DOCTYPE, name) if name else frappe.new_doc(DOCTYPE, student=student)
	if status.risk_level != values["risk_level"] or status.status != values["status"] or not status.since:
		status.since = today
	status.update(values)
	status.unit, status.college = get_scope_of_student(student)
	with status.as_app():
		status.save(ignore_permissions=True)  # written for people who may only read it


def follow_student(doc, method: str | None = None) -> None:
	"""`Campus Student.on_update`: who now looks after the student sees the status, who did no longer."""
	if name := get_status_of(doc.name):
		frappe.db.set_value(DOCTYPE, name, {"unit": doc.unit, "college": doc.college}, update_modified=False)


def follow_rename(doc, method: str | None, old: str, new: str, merge: bool = False) -> None:
	"""`Campus Student.after_rename`: links follow a corrected number by themselves, the ledger's key does not."""
	ledger = frappe.qb.DocType("Campus Risk Ledger")
	frappe.qb.update(ledger).set(ledger.active_key, new).where(ledger.active_key == old).run()


def follow_import(doc, method: str | None = None) -> None:
	"""`Campus Student Import.on_update`: its set-based writes pass by the hook above."""
	if doc.status == "Completed":
		follow_moved_students()


def follow_moved_students() -> int:
	"""The same for jobs that move many students at once. Returns how many statuses moved."""
	status, student = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Campus Student")
	moved = (
		frappe.qb.from_(status)
		.join(student)
		.on(student.name == status.student)
		.select(status.name, student.unit, student.college)
		.where(student.unit != status.unit)
		.run(as_dict=True)
	)
	for row in moved:
		frappe.db.set_value(
			DOCTYPE, row.name, {"unit": row.unit, "college": row.college}, update_modified=False
		)
	return len(moved)


def get_support_advice(student: str | None = None) -> list[dict]:
	"""For everyone who looks after a student (mentor, dorm manager…): attention and how; no level, no reason.

	Returns [{"student", "student_name", "advice"}] for the students within the session user's reach.
	"""
	status, person = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Campus Student")
	query = (
		frappe.qb.from_(status)
		.join(person)
		.on(person.name == status.student)
		.select(
			status.student, person.student_name, status.advice, person.name, person.unit, person.dormitory
		)
		.where(status.status == "Active")
		.orderby(person.name)
	)
	if student:
		query = query.where(status.student == student)
	reach = students_in_care(frappe.session.user)
	return [
		{"student": row.student, "student_name": row.student_name, "advice": row.advice}
		for row in query.run(as_dict=True)
		if reach.covers(row)
	]
