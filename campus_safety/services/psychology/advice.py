"""What the counsellor sees of a screening: level and advice, where the student agreed (domain §6). No score, no answer, no reason."""

from datetime import date

import frappe

from campus_safety.access.secrets import decrypt
from campus_safety.records.scope import get_scope_of_student

ADVICE = "Campus Screening Advice"
NORMAL = "Normal"
TOLD = ("risk_level", "advice", "contact")


def publish(interview, today: date) -> None:
	"""After an interview is graded, of whoever agreed; an ordinary level ends an earlier one."""
	if interview.risk_level == NORMAL:
		end(interview.student, today)
		return
	_write(
		interview.student,
		today,
		status="Active",
		risk_level=interview.risk_level,
		advice=decrypt(interview.advice),
		contact=interview.interviewer,
	)


def end(student: str, today: date) -> None:
	"""Nothing of it is shown any more: a later talk was ordinary, or the student has taken the consent back."""
	if frappe.db.exists(ADVICE, {"student": student}):
		_write(student, today, status="Ended", **dict.fromkeys(TOLD))


def _write(student: str, today: date, **values) -> None:
	name = frappe.db.get_value(ADVICE, {"student": student})
	document = frappe.get_doc(ADVICE, name) if name else frappe.new_doc(ADVICE, student=student)
	if not document.since or any(document.get(field) != value for field, value in values.items()):
		document.since = today
	document.update(values)
	document.unit, document.college = get_scope_of_student(student)
	with document.as_app():
		document.save(ignore_permissions=True)  # written for people who may only read it


# who looks after the student now


def follow_student(doc, method: str | None = None) -> None:
	"""`Campus Student.on_update`."""
	if name := frappe.db.get_value(ADVICE, {"student": doc.name}):
		frappe.db.set_value(ADVICE, name, {"unit": doc.unit, "college": doc.college}, update_modified=False)


def follow_import(doc, method: str | None = None) -> None:
	"""`Campus Student Import.on_update`: its set-based writes pass by the hook above."""
	if doc.status != "Completed":
		return
	advice, student = frappe.qb.DocType(ADVICE), frappe.qb.DocType("Campus Student")
	moved = (
		frappe.qb.from_(advice)
		.join(student)
		.on(student.name == advice.student)
		.select(advice.name, student.unit, student.college)
		.where(student.unit != advice.unit)
		.run()
	)
	for name, unit, college in moved:
		frappe.db.set_value(ADVICE, name, {"unit": unit, "college": college}, update_modified=False)
