"""Where a record of an office stands that may be about a student."""

from campus_safety.records.posts import get_departments
from campus_safety.records.school import get_school
from campus_safety.records.scope import get_scope_of_student


def scope_of(doc, office: str) -> tuple[str | None, str | None]:
	"""(unit, college): the class of the student as it was when they were named; without one the department of `office`, a role."""
	before = doc.get_doc_before_save()
	if before and before.student == doc.student:
		return before.unit, before.college
	if doc.student:
		return get_scope_of_student(doc.student)
	return get_departments().get(office) or get_school(), None
