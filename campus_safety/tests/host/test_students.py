"""Students of an ERP on the same site: one way, named refusals, nothing lost and nothing doubled."""

from unittest.mock import patch

import frappe

from campus_safety.adapters.host import paths
from campus_safety.domain.people import host
from campus_safety.engines.sheets import run as importing
from campus_safety.services.people.host_sync import follow, run
from campus_safety.services.people.student_import.kind import StudentImport
from campus_safety.tests.base import TEACHING_DAY
from campus_safety.tests.bases.student_imports import break_after
from campus_safety.tests.host.erp import NUMBER, HostTestCase, drop_erp, fingerprint, put

STUDENT = "Campus Student"


def tearDownModule() -> None:
	drop_erp()


class TestStudentsOfAHost(HostTestCase):
	def test_reading_writes_nothing_and_starting_makes_them(self) -> None:
		self.places()
		sync = self.read(host.STUDENTS)
		self.assertEqual((sync.status, sync.error), (run.PREVIEWED, None))
		self.assertEqual((*self.counts(sync), sync.rows_read), (3, 0, 0, 0, 0, 3))
		self.assertFalse(frappe.db.exists(STUDENT, "H2601"), "a preview writes nothing")
		listed = self.run_list(sync)
		self.assertEqual((listed.status, listed.created, sync.status), ("Completed", 3, run.COMPLETED))
		student = frappe.get_doc(STUDENT, "H2601")
		self.assertEqual(
			(
				student.student_name,
				student.gender,
				str(student.birth_date),
				student.mobile,
				student.host_record,
			),
			("学生一", "Male", "2007-03-01", "13800000001", "EDU-STU-2026-00001"),
		)
		self.assertEqual(frappe.db.get_value("Campus Unit", student.unit, "unit_name"), "宿主软件2601班")
		(guardian,) = student.guardians
		self.assertEqual(
			(guardian.guardian_name, guardian.mobile, guardian.relation), ("家长1", "13900000001", "母亲")
		)

	def test_a_second_time_nothing_changes_and_no_list_is_kept(self) -> None:
		self.synced()
		before = frappe.db.count("Campus Student Import")
		sync = self.read(host.STUDENTS)
		self.assertEqual((sync.status, *self.counts(sync)), (run.COMPLETED, 0, 0, 3, 0, 0))
		self.assertIsNone(sync.import_name)
		self.assertEqual(frappe.db.count("Campus Student Import"), before)

	def test_nothing_is_written_to_the_host(self) -> None:
		before = fingerprint()
		self.synced()
		self.join("EDU-STU-2026-00001", self.group("宿主软件2602班"))
		changed = fingerprint()
		self.assertNotEqual(before, changed, "the watch sees a change")
		self.places()
		self.run_list(self.read(host.STUDENTS))
		self.read(host.STAFF)
		self.assertEqual(fingerprint(), changed)

	def test_a_student_who_changes_class(self) -> None:
		self.synced()
		self.join("EDU-STU-2026-00002", self.group("宿主软件2602班"))
		refused = self.read(host.STUDENTS)
		((record, reason),) = self.reasons(refused)
		self.assertEqual(record, "EDU-STU-2026-00002", "a class that is not here is not made in passing")
		self.assertIn("2602", reason)
		self.confirm(self.read(host.CLASSES))
		sync = self.read(host.STUDENTS)
		self.assertEqual(self.counts(sync), (0, 1, 2, 0, 0))
		self.run_list(sync)
		unit = frappe.db.get_value(STUDENT, "H2602", "unit")
		self.assertEqual(frappe.db.get_value("Campus Unit", unit, "unit_name"), "宿主软件2602班")
		(earlier,) = frappe.get_doc(STUDENT, "H2602").earlier_classes
		self.assertEqual(frappe.db.get_value("Campus Unit", earlier.unit, "unit_name"), "宿主软件2601班")
		self.assertEqual(str(earlier.until), TEACHING_DAY[:10])

	def test_who_is_gone_or_switched_off_there_stays_here_and_is_named(self) -> None:
		self.synced()
		frappe.db.delete("Student", {"name": "EDU-STU-2026-00001"})
		frappe.db.set_value("Student", "EDU-STU-2026-00002", "enabled", 0)
		sync = self.read(host.STUDENTS)
		self.assertEqual(self.counts(sync), (0, 0, 1, 0, 2))
		self.assertIn("H2601 学生一", sync.told)
		self.assertIn("H2602 学生二", sync.told)
		self.assertEqual(frappe.db.get_value(STUDENT, "H2601", "status"), "Enrolled")

	def test_a_renamed_record_is_the_same_person(self) -> None:
		self.synced()
		frappe.db.delete("Student", {"name": "EDU-STU-2026-00001"})
		frappe.db.delete("Student Guardian", {"parent": "EDU-STU-2026-00001"})
		values = {"student_name": "学生一", "gender": "Male", "date_of_birth": "2007-03-01", NUMBER: "H2601"}
		put("Student", "STU-RENAMED", enabled=1, student_mobile_number="13800000001", **values)
		sync = self.read(host.STUDENTS)
		self.assertEqual(self.counts(sync), (0, 1, 2, 0, 0))
		self.run_list(sync)
		self.assertEqual(frappe.db.get_value(STUDENT, "H2601", "host_record"), "STU-RENAMED")
		self.assertEqual(frappe.db.count(STUDENT, {"student_no": ("like", "H260%")}), 3)

	def test_a_number_that_a_new_student_has_from_one_who_is_gone(self) -> None:
		self.synced()
		frappe.db.delete("Student", {"name": "EDU-STU-2026-00001"})
		self.student(7, **{NUMBER: "H2601"})
		sync = self.read(host.STUDENTS)
		((record, reason),) = self.reasons(sync)
		self.assertEqual(record, "EDU-STU-2026-00007")
		self.assertIn("学生一", reason)
		self.assertEqual(frappe.db.get_value(STUDENT, "H2601", "student_name"), "学生一")

	def test_a_number_that_was_corrected_in_the_host(self) -> None:
		self.synced()
		frappe.db.set_value("Student", "EDU-STU-2026-00003", NUMBER, "H2609")
		sync = self.read(host.STUDENTS)
		((record, reason),) = self.reasons(sync)
		self.assertEqual((record, sync.refused), ("EDU-STU-2026-00003", 1))
		self.assertIn("H2603", reason)
		self.assertFalse(frappe.db.exists(STUDENT, "H2609"), "one person is not here twice")

	def test_a_cell_that_is_wrong_is_refused_by_record_and_field(self) -> None:
		self.places()
		frappe.db.set_value("Student", "EDU-STU-2026-00003", "student_mobile_number", "123")
		sync = self.read(host.STUDENTS)
		self.assertEqual(self.counts(sync), (2, 0, 0, 1, 0))
		(row,) = sync.issues
		self.assertEqual((row.record, row.value), ("EDU-STU-2026-00003", "123"))
		self.assertTrue(row.field)

	def test_killed_in_the_middle_and_run_twice(self) -> None:
		self.places()
		sync = self.read(host.STUDENTS)
		with patch.object(StudentImport, "write_chunk", 1):
			with break_after(1):
				self.run_list(sync)
			listed = frappe.get_doc(sync.import_doctype, sync.import_name)
			self.assertEqual((listed.status, listed.rows_done), ("Failed", 1))
			importing.start(listed)
			importing.run(listed.doctype, listed.name, frappe.session.user)
		listed.reload()
		self.assertEqual((listed.status, listed.created), ("Completed", 3))
		again = self.read(host.STUDENTS)
		self.assertEqual(self.counts(again), (0, 0, 3, 0, 0))
		self.assertEqual(frappe.db.count(STUDENT, {"student_no": ("like", "H260%")}), 3)
		self.assertEqual(frappe.db.count("Campus Student Guardian", {"parent": ("like", "H260%")}), 3)

	def test_a_read_that_was_ended_is_taken_up(self) -> None:
		self.places()
		sync = run.start(self.mapping(host.STUDENTS), self.now)
		later = frappe.utils.add_to_date(self.now, minutes=11)
		with patch.object(run, "enqueue_once") as queued:
			self.assertEqual(run.take_up(self.now), [])
			self.assertEqual(run.take_up(later), [sync])
		self.assertEqual(queued.call_args.kwargs, {"sync": sync, "run_as": self.manager})
		run.carry_out(sync, later)
		self.assertEqual(frappe.db.get_value(run.SYNC, sync, "status"), run.PREVIEWED)
		run.carry_out(sync, later)
		self.assertEqual(frappe.db.count("Campus Student Import", {"host_sync": sync}), 1)

	def test_a_list_that_is_deleted_before_it_is_started(self) -> None:
		"""Its sync says so at once, or at the next look where it went past its rules; and it names no list that is gone."""
		self.places()
		by_hand, past_its_rules = self.read(host.STUDENTS), self.read(host.STUDENTS)
		frappe.delete_doc(by_hand.import_doctype, by_hand.import_name)
		frappe.db.delete(past_its_rules.import_doctype, {"name": past_its_rules.import_name})
		self.assertEqual(follow.follow_broken_off(self.now), [past_its_rules.name])
		for sync in (by_hand, past_its_rules):
			sync.reload()
			self.assertEqual((sync.status, sync.import_name), (run.FAILED, None))
			self.assertIn("deleted before it was started", sync.error)
			frappe.delete_doc(run.SYNC, sync.name)
		self.assertEqual(follow.follow_broken_off(self.now), [])

	def test_a_list_that_is_done_may_go_and_its_sync_stays_as_it_ended(self) -> None:
		self.places()
		sync = self.read(host.STUDENTS)
		listed = self.run_list(sync)
		self.assertEqual(listed.status, "Completed")
		frappe.delete_doc(listed.doctype, listed.name)
		sync.reload()
		self.assertEqual((sync.status, sync.error), (run.COMPLETED, None))


class TestWhatBeginsByItself(HostTestCase):
	def test_words_that_nobody_has_started_wait_for_a_person(self) -> None:
		self.places()
		sync = self.read(host.STUDENTS, by_schedule=True)
		self.assertEqual(sync.status, run.PREVIEWED)
		self.run_list(sync)
		self.student(4)
		sync = self.read(host.STUDENTS, by_schedule=True)
		self.assertEqual(sync.status, run.WRITING, "the same words go on by themselves")
		self.run_list(sync)
		self.assertTrue(frappe.db.exists(STUDENT, "H2604"))
		mapping = self.mapping(host.STUDENTS)
		mapping.fields_read = [row for row in mapping.fields_read if row.target != "Home Address"]
		mapping.append("words", {"target": "Gender", "said": "X", "effect": "Leave the Cell Empty"})
		mapping.save()
		self.student(5)
		self.assertEqual(self.read(host.STUDENTS, by_schedule=True).status, run.PREVIEWED)

	def test_too_much_at_once_waits(self) -> None:
		self.synced()
		frappe.db.sql("update `tabStudent` set student_mobile_number = '13800001111'")
		sync = self.read(host.STUDENTS, by_schedule=True)
		self.assertEqual((sync.status, sync.changed), (run.PREVIEWED, 3))


class TestWhereAPathLeads(HostTestCase):
	def test_into_no_record_of_ours_and_no_account(self) -> None:
		"""Else whoever maps would have every text behind a link of their own making in an import's preview."""
		self.assertTrue(paths.is_source("Student", "talk"), "its name is a value of the host's")
		self.assertTrue(paths.is_source("Employee", "user_id"))
		for doctype, path in (
			("Student", "talk.content"),
			("Student", "hand_file.file_url"),
			("Employee", "user_id.api_key"),
		):
			self.assertFalse(paths.is_source(doctype, path), path)
		offered = [each["value"] for each in paths.get_sources("Student")]
		self.assertIn("talk", offered)
		self.assertFalse([path for path in offered if path.startswith(("talk.", "hand_file."))])
