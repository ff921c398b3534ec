"""DocTypes of ERPNext and Education on the test site, under their real names and with the real names of their fields; dropped again."""

import hashlib
from datetime import datetime
from unittest.mock import patch

import frappe

from campus_safety.domain import roles as r
from campus_safety.domain.people import host
from campus_safety.engines.sheets import run as importing
from campus_safety.services.people.host_sync import run
from campus_safety.services.people.host_sync.mapping import MAPPING, name_of
from campus_safety.setup import seeded
from campus_safety.setup.host import create_missing_mappings
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

NUMBER = "student_register_no"  # a custom field of the school's, called 学号
CHILD = {"istable": 1}
SUBMITTED = {"is_submittable": 1}
# name: (fields "name:Type:options", more)
DOCTYPES: dict[str, tuple[str, dict]] = {
	"Department": ("department_name:Data parent_department:Data is_group:Check disabled:Check", {}),
	"Program": ("program_name:Data department:Link:Department program_abbreviation:Data", {}),
	"Academic Term": (
		"academic_year:Data term_name:Data title:Data term_start_date:Date term_end_date:Date",
		{},
	),
	"Guardian": ("guardian_name:Data mobile_number:Data email_address:Data", {}),
	"Student Guardian": ("guardian:Link:Guardian guardian_name:Data relation:Data", CHILD),
	"Student": (
		"enabled:Check first_name:Data student_name:Data student_mobile_number:Data joining_date:Date "
		"date_of_birth:Date gender:Link:Gender address_line_1:Data guardians:Table:Student_Guardian "
		"talk:Link:Campus_Heart_Talk hand_file:Link:File",
		{},
	),
	"Employee": (
		"employee_number:Data employee_name:Data status:Data department:Link:Department designation:Data "
		"user_id:Link:User cell_number:Data company_email:Data health_details:Text",
		{},
	),
	"Instructor": ("instructor_name:Data employee:Link:Employee", {}),
	"Student Group Student": ("student:Link:Student student_name:Data active:Check", CHILD),
	"Student Group Instructor": ("instructor:Link:Instructor", CHILD),
	"Student Group": (
		"student_group_name:Data group_based_on:Data program:Link:Program disabled:Check "
		"students:Table:Student_Group_Student instructors:Table:Student_Group_Instructor",
		{},
	),
	"Program Enrollment": ("student:Link:Student program:Link:Program enrollment_date:Date", SUBMITTED),
}


def make_erp() -> None:
	for name, (fields, more) in DOCTYPES.items():
		if frappe.db.exists("DocType", name):
			continue
		document = frappe.get_doc({"doctype": "DocType", "name": name, "module": "Core", "custom": 1, **more})
		document.autoname = "" if more.get("istable") else "prompt"
		for said in fields.split():
			fieldname, fieldtype, *options = said.split(":")
			row = {
				"fieldname": fieldname,
				"fieldtype": fieldtype,
				"label": fieldname.replace("_", " ").title(),
			}
			document.append("fields", {**row, "options": options[0].replace("_", " ") if options else None})
		if not more.get("istable"):
			document.append("permissions", {"role": "System Manager", "read": 1})
		document.insert()
	if not frappe.db.exists("Custom Field", {"dt": "Student", "fieldname": NUMBER}):
		field = {"dt": "Student", "fieldname": NUMBER, "label": "学号", "fieldtype": "Data"}
		frappe.get_doc({"doctype": "Custom Field", **field}).insert()
	frappe.db.commit()  # tables cannot be rolled back


def drop_erp() -> None:
	frappe.db.rollback()
	for name in frappe.get_all("Custom Field", filters={"dt": "Student", "fieldname": NUMBER}, pluck="name"):
		frappe.delete_doc("Custom Field", name, force=True)
	for name in reversed(DOCTYPES):
		if frappe.db.get_value("DocType", name, "custom"):
			frappe.delete_doc("DocType", name, force=True)
			frappe.db.sql_ddl(f"drop table if exists `tab{name}`")
	frappe.db.commit()


def put(doctype: str, name: str, **values) -> str:
	"""A record as the host has it, past the host's own rules."""
	document = frappe.new_doc(doctype)
	document.update(values)
	document.name = name
	document.db_insert()
	return name


def fingerprint() -> str:
	"""Of every row of every table of the host."""
	digest = hashlib.sha256()
	for doctype in DOCTYPES:
		digest.update(repr(frappe.db.sql(f"select * from `tab{doctype}` order by name")).encode())
	return digest.hexdigest()


class HostTestCase(CampusTestCase):
	"""A site with an ERP: a college with a class of three, an office, some staff."""

	moment = TEACHING_DAY

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		make_erp()

	def setUp(self) -> None:
		self.addCleanup(setattr, frappe.local, "lang", frappe.local.lang)
		frappe.local.lang = "en"
		for patched in (patch.object(frappe, "set_user_lang"), patch.object(frappe, "enqueue")):
			patched.start()
			self.addCleanup(patched.stop)
		super().setUp()
		frappe.set_user(self.manager)

	def set_up_once(self) -> None:
		super().set_up_once()
		self.now = datetime.fromisoformat(TEACHING_DAY)
		self.manager = make.make_user("manager@host.test", r.SYSTEM_MANAGER)
		self.school = make.make_unit("宿主学校", "School")
		put("Department", "信息 - S", department_name="宿主信息学院")
		put("Department", "学工 - S", department_name="宿主学工处")
		put("Department", "All Departments", department_name="All Departments", is_group=1)
		put("Program", "软件技术", program_name="软件技术", department="信息 - S")
		self.group("宿主软件2601班")
		for number in (1, 2, 3):
			self.student(number)
		frappe.db.set_global(MAPPING, None, seeded.SEEDS)  # whatever this site has had before
		create_missing_mappings()

	def group(self, name: str, **values) -> str:
		values = {"student_group_name": name, "group_based_on": "Batch", "program": "软件技术", **values}
		return put("Student Group", name, **values)

	def student(self, number: int, group: str = "宿主软件2601班", **values) -> str:
		name = f"EDU-STU-2026-{number:05}"
		values = {
			"enabled": 1,
			"student_name": f"学生{'零一二三四五六七八九'[number]}",
			"gender": "Male",
			"date_of_birth": f"2007-03-{number:02}",
			"student_mobile_number": f"1380000000{number}",
			NUMBER: f"H260{number}",
			**values,
		}
		put("Student", name, **values)
		self.join(name, group)
		put("Guardian", f"G{number}", guardian_name=f"家长{number}", mobile_number=f"1390000000{number}")
		parent = {"parent": name, "parenttype": "Student", "parentfield": "guardians", "idx": 1}
		put(
			"Student Guardian",
			f"SG{number}",
			guardian=f"G{number}",
			guardian_name=f"家长{number}",
			relation="Mother",
			**parent,
		)
		return name

	def join(self, student: str, group: str) -> None:
		frappe.db.delete("Student Group Student", {"student": student})
		parent = {"parent": group, "parenttype": "Student Group", "parentfield": "students"}
		put("Student Group Student", f"row-{student}", student=student, active=1, **parent)

	def mapping(self, subject: str):
		return frappe.get_doc(MAPPING, name_of(subject))

	def read(self, subject: str, by_schedule: bool = False):
		"""What the button and the worker do."""
		sync = run.start(self.mapping(subject), self.now, by_schedule)
		run.carry_out(sync, self.now)
		return frappe.get_doc(run.SYNC, sync)

	def confirm(self, sync):
		run.confirm(sync, self.now)
		run.carry_out(sync.name, self.now)
		sync.reload()
		return sync

	def run_list(self, sync):
		"""Start the list that a sync has made, as its form and the worker would."""
		listed = frappe.get_doc(sync.import_doctype, sync.import_name)
		if listed.status == "Previewed":
			importing.start(listed)
		importing.run(listed.doctype, listed.name, frappe.session.user)
		sync.reload()
		return frappe.get_doc(sync.import_doctype, sync.import_name)

	def places(self) -> None:
		for subject in (host.DEPARTMENTS, host.CLASSES):
			sync = self.read(subject)
			if sync.status == run.PREVIEWED:
				self.confirm(sync)

	def synced(self) -> None:
		"""Everything once, by hand."""
		self.places()
		self.run_list(self.read(host.STUDENTS))

	def counts(self, sync) -> tuple[int, ...]:
		return tuple(sync.get(field) for field in ("created", "changed", "unchanged", "refused", "gone"))

	def reasons(self, sync) -> list[tuple[str, str]]:
		return [(row.record, row.reason) for row in sync.issues]
