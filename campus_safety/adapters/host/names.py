"""DocTypes and fields of ERPNext v15/v16 and Education v15/v16, as they are called there, and what they most likely are here.

A source is a path (`paths`); several with a comma between them: the first that says something.
"""

from dataclasses import dataclass

import frappe
from frappe import _

from campus_safety.adapters.host import paths
from campus_safety.domain.people import host, student_columns
from campus_safety.domain.people.host import Word


@dataclass(frozen=True)
class HostList:
	"""doctype: where the records are. active: the field that says whether a record counts, and the value that says so."""

	doctype: str
	active: tuple[str, object] | None
	fields: tuple[tuple[str, str], ...]
	words: tuple[Word, ...] = ()


# the root of ERPNext's tree, which is the school itself here: named in the language of whoever ran its setup wizard
ALL_DEPARTMENTS = ("All Departments", "所有部门", "所有部門")
LISTS = {
	host.DEPARTMENTS: HostList(
		"Department",
		("disabled", 0),
		(("unit_name", "department_name"), ("unit_type", "teaches")),
		tuple(Word("unit_name", root, host.OUT) for root in ALL_DEPARTMENTS),
	),
	host.CLASSES: HostList(
		"Student Group",
		("disabled", 0),
		(("unit_name", "student_group_name"), ("college", "program.department.department_name")),
	),
	host.TERMS: HostList(
		"Academic Term",
		None,
		(("term_name", "title"), ("start_date", "term_start_date"), ("end_date", "term_end_date")),
	),
	host.STUDENTS: HostList(
		"Student",
		("enabled", 1),
		(
			("student_no", "name"),
			("student_name", "student_name, first_name"),
			("gender", "gender"),
			("birth_date", "date_of_birth"),
			("unit", "group.name"),
			("mobile", "student_mobile_number"),
			("admission_date", "joining_date"),
			("home_address", "address_line_1"),
			("guardian_name", "guardian1.guardian_name"),
			("guardian_mobile", "guardian1.guardian.mobile_number"),
			("guardian_relation", "guardian1.relation"),
			("guardian2_name", "guardian2.guardian_name"),
			("guardian2_mobile", "guardian2.guardian.mobile_number"),
			("guardian2_relation", "guardian2.relation"),
		),
		(
			Word("gender", host.ANY, host.EMPTY),
			*(
				Word(target, said, host.INSTEAD, meant)
				for target in ("guardian_relation", "guardian2_relation")
				for said, meant in (("Mother", "母亲"), ("Father", "父亲"), ("Others", "其他亲属"))
			),
		),
	),
	host.STAFF: HostList(
		"Employee",
		("status", "Active"),
		(
			("staff_no", "employee_number, name"),
			("staff_name", "employee_name"),
			("email", "user_id, company_email"),
			("mobile", "cell_number"),
			("position", "designation"),
			("college", "department.department_name"),
		),
		(Word("position", host.ANY, host.OUT),),
	),
}
# a class is a group by batch: those by course or activity are no administrative class
ONLY = {"Student Group": ("group_based_on", "Batch")}


def get_host_doctype(subject: str) -> str | None:
	"""None where the site has none of them."""
	doctype = LISTS[subject].doctype
	return doctype if is_of_host(doctype) else None


def is_of_host(doctype: str) -> bool:
	"""Whether the site has a table of this name that is no single form and no part of this app."""
	found = frappe.db.get_value("DocType", doctype, ["issingle", "is_virtual"])
	return bool(found) and not any(found) and not doctype.startswith("Campus ")


def suggest(subject: str) -> list[tuple[str, str]]:
	"""(our field, source): the school's own field first where its label says what it is, else what ships with the host."""
	doctype = get_host_doctype(subject)
	if not doctype:
		return []
	own = _own_fields(subject, doctype)
	shipped = {
		target: ", ".join(source for source in paths.split(said) if paths.is_source(doctype, source))
		for target, said in LISTS[subject].fields
	}
	order = [target.name for target in host.TARGETS[subject]]
	found = {target: source for target, source in (shipped | own).items() if source}
	return sorted(found.items(), key=lambda each: order.index(each[0]))


def suggested_words(subject: str) -> tuple[Word, ...]:
	return LISTS[subject].words


def _own_fields(subject: str, doctype: str) -> dict[str, str]:
	"""Custom fields of the school that are called 学号, 身份证号, 宿舍 …"""
	if subject != host.STUDENTS:
		return {}
	known, found = student_columns.VOCABULARY.target_of, {}
	for field in frappe.get_meta(doctype).fields:
		if not field.get("is_custom_field") or not paths.is_readable(field):
			continue
		target = known(_(field.label or "", lang="zh", context=doctype)) or known(field.label)
		if target and target != host.HOST_RECORD:
			found.setdefault(target, field.fieldname)
	return found
