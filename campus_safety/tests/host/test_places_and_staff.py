"""Departments, classes, terms and staff of an ERP on the same site; how a mapping begins, and who may use it."""

import frappe

from campus_safety.api import host as api
from campus_safety.domain import roles as r
from campus_safety.domain.people import host
from campus_safety.install import after_app_install
from campus_safety.services.people.host_sync import run, schedule
from campus_safety.services.people.host_sync import units as host_units
from campus_safety.services.people.host_sync.mapping import MAPPING, name_of
from campus_safety.tests import factories as make
from campus_safety.tests.host.erp import NUMBER, HostTestCase, drop_erp, put

UNIT = "Campus Unit"


def tearDownModule() -> None:
	drop_erp()


class TestMappings(HostTestCase):
	def sources(self, subject: str) -> dict[str, str]:
		return {row.target: row.source for row in self.mapping(subject).fields_read}

	def test_the_hosts_own_fields_are_suggested(self) -> None:
		students = self.sources(host.STUDENTS)
		self.assertEqual(students["Student No"], NUMBER, "the school's own field called 学号")
		self.assertEqual(students["Class"], "group.name")
		self.assertEqual(students["Guardian Mobile"], "guardian1.guardian.mobile_number")
		self.assertEqual(self.sources(host.CLASSES)["College"], "program.department.department_name")
		self.assertEqual(self.sources(host.STAFF)["Email"], "user_id, company_email")

	def test_what_a_school_has_edited_or_deleted_stays_so(self) -> None:
		mapping = self.mapping(host.STUDENTS)
		mapping.fields_read = [row for row in mapping.fields_read if row.target != "Home Address"]
		mapping.save()
		frappe.delete_doc(MAPPING, name_of(host.TERMS))
		after_app_install("education")
		self.assertNotIn("Home Address", self.sources(host.STUDENTS))
		self.assertFalse(frappe.db.exists(MAPPING, name_of(host.TERMS)))

	def test_a_field_that_the_host_has_not_is_refused_by_row(self) -> None:
		for source in (
			"no_such_field",
			"guardians",
			"gender.no_such_field",
			"group",
			"name.x",
			"user.password",
		):
			mapping = self.mapping(host.STUDENTS)
			mapping.fields_read[0].source = source
			with self.assertRaisesRegex(frappe.ValidationError, "row 1"):
				mapping.save()

	def test_a_field_that_is_gone_later_fails_by_name(self) -> None:
		name = name_of(host.STUDENTS)
		row = frappe.db.get_value("Campus Host Mapping Field", {"parent": name, "target": "Mobile"})
		frappe.db.set_value("Campus Host Mapping Field", row, "source", "taken_out")
		sync = self.read(host.STUDENTS)
		self.assertEqual(sync.status, run.FAILED)
		self.assertIn("taken_out", sync.error)

	def test_only_system_managers_may(self) -> None:
		office = make.make_user("office@host.test", r.STUDENT_AFFAIRS)
		sync = self.read(host.DEPARTMENTS)
		with self.as_user(office):
			for call in (
				lambda: frappe.get_list(MAPPING),
				lambda: api.read_now(name_of(host.STUDENTS)),
				lambda: api.read_now("no such mapping"),
				lambda: api.get_choices(host.STUDENTS, host.SITE),
				lambda: api.start(sync.name),
			):
				with self.assertRaises(frappe.PermissionError):
					call()
		offered = api.get_choices(host.STUDENTS, host.SITE)
		self.assertIn(NUMBER, {each["value"] for each in offered["sources"]})
		self.assertIn("group.student_group_name", {each["value"] for each in offered["sources"]})

	def test_nobody_writes_a_sync(self) -> None:
		sync = self.read(host.DEPARTMENTS)
		sync.told = "another"
		with self.assertRaises(frappe.PermissionError):
			sync.save(ignore_permissions=True)

	def test_the_hour_that_was_chosen(self) -> None:
		mapping = self.mapping(host.STUDENTS)
		mapping.update({"schedule": "Weekly", "weekday": "Friday", "at_hour": 10})
		mapping.save()
		self.assertEqual(mapping.run_as, self.manager)
		early = self.now.replace(hour=9)
		self.assertEqual(schedule.get_due(early), [])
		self.assertEqual([due.name for due in schedule.get_due(self.now)], [mapping.name])
		self.assertEqual(schedule.get_due(frappe.utils.add_to_date(self.now, days=1)), [], "a Saturday")
		self.read(host.STUDENTS, by_schedule=True)
		self.assertEqual(schedule.get_due(self.now), [], "once a day")

	def test_whoever_chose_the_hour_hears_once_that_it_waits(self) -> None:
		self.places()
		sync = self.read(host.STUDENTS, by_schedule=True)
		self.assertEqual(sync.status, run.PREVIEWED, "nobody has started these words before")
		with self.as_user("Administrator"):  # as the scheduler is
			self.assertEqual(schedule.tell_waiting(self.now), [sync.name])
			self.assertEqual(schedule.tell_waiting(self.now), [])
		told = frappe.get_all("Notification Log", filters={"document_name": sync.name}, pluck="for_user")
		self.assertEqual(told, [self.manager])


class TestPlaces(HostTestCase):
	def unit(self, unit_name: str):
		return frappe.get_doc(UNIT, frappe.db.get_value(UNIT, {"unit_name": unit_name}))

	def test_a_department_with_programmes_is_a_college(self) -> None:
		sync = self.read(host.DEPARTMENTS)
		self.assertEqual((sync.status, sync.created, sync.left_out), (run.PREVIEWED, 2, 1))
		self.assertFalse(frappe.db.exists(UNIT, {"unit_name": "宿主信息学院"}))
		self.confirm(sync)
		self.assertEqual(self.unit("宿主信息学院").unit_type, "College")
		self.assertEqual(self.unit("宿主学工处").unit_type, "Department")
		self.assertEqual(self.read(host.DEPARTMENTS).unchanged, 2)

	def test_the_root_of_the_hosts_tree_is_no_department_in_whatever_language(self) -> None:
		"""ERPNext's wizard names it in the language of whoever runs it."""
		put("Department", "所有部门", department_name="所有部门", is_group=1)
		sync = self.read(host.DEPARTMENTS)
		self.assertEqual((sync.status, sync.created, sync.left_out), (run.PREVIEWED, 2, 2))

	def test_a_unit_that_is_here_already_is_not_made_again(self) -> None:
		college = make.make_unit("宿主信息学院", "College", self.school)
		sync = self.confirm(self.read(host.DEPARTMENTS))
		self.assertEqual((sync.created, sync.changed), (1, 1))
		self.assertEqual(frappe.db.get_value(UNIT, college, "host_record"), "信息 - S")

	def test_renamed_in_place_is_renamed_here(self) -> None:
		self.places()
		frappe.db.set_value("Department", "信息 - S", "department_name", "宿主信息工程学院")
		sync = self.confirm(self.read(host.DEPARTMENTS))
		self.assertEqual((sync.created, sync.changed), (0, 1))
		self.assertEqual(self.unit("宿主信息工程学院").host_record, "信息 - S")
		self.assertFalse(frappe.db.exists(UNIT, {"unit_name": "宿主信息学院"}))

	def test_a_new_name_while_another_is_gone_is_asked_about(self) -> None:
		self.places()
		frappe.db.delete("Student Group", {"name": "宿主软件2601班"})
		self.group("宿主软件甲班")
		sync = self.read(host.CLASSES)
		((record, reason),) = self.reasons(sync)
		self.assertEqual((record, sync.created, sync.gone), ("宿主软件甲班", 0, 1))
		self.assertIn("宿主软件2601班", reason)
		unit = self.unit("宿主软件2601班")
		unit.unit_name = "宿主软件甲班"
		unit.save()
		sync = self.confirm(self.read(host.CLASSES))
		self.assertEqual((sync.changed, sync.refused), (1, 0))
		self.assertEqual(self.unit("宿主软件甲班").name, unit.name)

	def test_a_class_without_a_college_is_refused(self) -> None:
		self.confirm(self.read(host.DEPARTMENTS))
		self.group("宿主无院班", program=None)
		sync = self.read(host.CLASSES)
		self.assertEqual([record for record, _reason in self.reasons(sync)], ["宿主无院班"])

	def test_ended_after_the_first_unit_it_goes_on(self) -> None:
		sync, write, left = self.read(host.DEPARTMENTS), host_units.write, [1]

		def power_cut(change) -> None:
			if not left:
				raise RuntimeError("power cut")
			left.pop()
			write(change)

		run.confirm(sync, self.now)
		host_units.write = power_cut
		self.addCleanup(setattr, host_units, "write", write)
		run.carry_out(sync.name, self.now)
		self.assertEqual(frappe.db.get_value(run.SYNC, sync.name, "status"), run.FAILED)
		host_units.write = write
		self.confirm(self.read(host.DEPARTMENTS))
		self.assertEqual(
			frappe.db.count(UNIT, {"unit_name": ("like", "宿主%"), "host_record": ("is", "set")}), 2
		)

	def test_terms_to_come_are_made_and_dates_are_changed_by_hand(self) -> None:
		days = {"term_start_date": "2031-02-24", "term_end_date": "2031-07-04"}
		put("Academic Term", "2030-2031-2", title="宿主2030-2031-2", **days)
		put(
			"Academic Term",
			"2001",
			title="宿主2001",
			term_start_date="2001-09-01",
			term_end_date="2002-01-15",
		)
		sync = self.confirm(self.read(host.TERMS))
		self.assertEqual(sync.created, 1)
		self.assertEqual(self.read(host.TERMS).unchanged, 1)
		frappe.db.set_value("Academic Term", "2030-2031-2", "term_end_date", "2031-07-11")
		sync = self.read(host.TERMS)
		self.assertEqual((sync.changed, sync.refused), (0, 1))
		self.assertEqual(str(frappe.db.get_value("Campus Term", "宿主2030-2031-2", "end_date")), "2031-07-04")


class TestStaff(HostTestCase):
	def employee(self, number: int, **values) -> str:
		values = {
			"employee_number": f"H9{number}",
			"employee_name": f"职工{number}",
			"status": "Active",
			"cell_number": f"1370000000{number}",
			"company_email": f"staff{number}@host.test",
			"department": "学工 - S",
			**values,
		}
		return put("Employee", f"HR-EMP-{number:05}", **values)

	def test_posts_by_word_and_everybody_else_is_left_out(self) -> None:
		self.employee(1, designation="学工干事")
		self.employee(2, designation="Lecturer")
		self.employee(3, designation="辅导员")
		mapping = self.mapping(host.STAFF)
		mapping.append(
			"words",
			{"target": "Position or Office", "said": "学工干事", "effect": "Use Instead", "meant": "学工处"},
		)
		mapping.save()
		sync = self.read(host.STAFF, by_schedule=True)
		self.assertEqual((sync.status, sync.created, sync.left_out), (run.PREVIEWED, 2, 1), sync.error)
		self.assertIn("Lecturer", sync.told)
		self.assertFalse(frappe.db.exists("User", "staff1@host.test"), "rights are given by a person")
		listed = self.run_list(sync)
		self.assertEqual((listed.status, listed.created), ("Completed", 2))
		self.assertIn(r.STUDENT_AFFAIRS, frappe.get_roles("staff1@host.test"))
		self.assertFalse(frappe.db.exists("User", "staff2@host.test"))

	def test_who_has_left_is_named(self) -> None:
		make.make_user("staff4@host.test", r.COUNSELLOR)
		self.employee(4, designation="辅导员", status="Left")
		sync = self.read(host.STAFF)
		self.assertEqual((sync.gone, sync.status), (1, run.COMPLETED))
		self.assertTrue(frappe.db.get_value("User", "staff4@host.test", "enabled"), "an account ends by hand")

	def test_what_no_mapping_names_is_read_by_nobody(self) -> None:
		self.employee(5, designation="辅导员", health_details="CANARY-health")
		sync = self.read(host.STAFF)
		listed = frappe.get_doc(sync.import_doctype, sync.import_name)
		content = frappe.get_doc("File", {"file_url": listed.file}).get_content()
		text = content if isinstance(content, str) else content.decode()
		self.assertIn("职工5", text)
		self.assertNotIn("CANARY-health", text)
