"""Threat: what an inquiry needs is deleted, erased, voided or runs out before anybody has looked.

Held: every road by which a record goes; allowed: who may preserve, and that two people release.
"""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import add_days, get_datetime, getdate, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.engines.seal import erasure
from campus_safety.engines.sheets import retention as lists
from campus_safety.exceptions import AppOwnedFieldError, ClosedRecordError, HeldError
from campus_safety.records import holds
from campus_safety.services.gate import retention
from campus_safety.services.privacy import legal_holds
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import FAR_STUDENT, STUDENT

HOLD, EVENT, GATE_LIST = "Campus Legal Hold", "Campus Gate Event", "Campus Gate Import"
LONG_AGO = "2020-03-02 08:00:00"


class HoldCase(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		school = make.make_unit("保全学院", "School")
		self.unit = make.make_unit("保全2601班", "Class", make.make_unit("保全信息学院", "College", school))
		self.student = make.make_student("LH2026001", self.unit)
		self.other = make.make_student("LH2026002", self.unit)
		self.safety = make.make_user("hold-safety@hold.test", r.SAFETY_OFFICE)
		self.leader = make.make_user("hold-leader@hold.test", r.SCHOOL_LEADER)

	def hold(self, **values):
		with self.as_user(self.safety):
			return frappe.get_doc({"doctype": HOLD, "reason": "公安调取", **values}).insert()

	def hold_student(self, **values):
		return self.hold(subject_type="Student", student=self.student, **values)

	def mentor_list(self):
		return frappe.get_doc(
			{
				"doctype": "Campus Mentor List",
				"mentor": make.make_user("hold-mentor@hold.test", r.MENTOR),
				"year": "2020-2021",
				"unit": self.unit,
				"students": [{"student": self.other}, {"student": self.student}],
				"duties": [{"item": "谈话"}],
			}
		).insert()

	def release(self, hold) -> None:
		hold.reload()
		with self.as_user(self.safety):
			legal_holds.propose_release(hold, "已结案", now_datetime())
		with self.as_user(self.leader):
			legal_holds.release(hold, now_datetime())

	def event(self, student: str, at: str = LONG_AGO) -> str:
		event = frappe.get_doc(
			{
				"doctype": EVENT,
				"name": frappe.generate_hash(length=20),
				"student": student,
				"event_time": at,
				"night": at[:10],
				"direction": "In",
				"device": make.make_gate_device("保全大门"),
				"event_id": frappe.generate_hash(length=12),
				"unit": self.unit,
			}
		)
		event.db_insert()
		return event.name


class TestWhatIsStopped(HoldCase):
	def test_voiding(self) -> None:
		talk = make.make_talk(self.student)
		free = make.make_talk(self.other)
		hold = self.hold_student()
		with self.assertRaises(HeldError) as refused:
			talk.declare_void("写错学生")
		self.assertIn(hold.name, str(refused.exception))
		self.assertEqual(frappe.db.get_value(talk.doctype, talk.name, "status"), "Recorded")
		free.declare_void("写错学生")
		self.release(hold)
		talk.reload()
		talk.declare_void("写错学生")
		self.assertEqual(talk.status, "Void")

	def test_deleting(self) -> None:
		contact = make.make_contact(self.student)
		frappe.delete_doc("Campus Parent Contact", make.make_contact(self.other).name, force=True)
		hold = self.hold_student()
		for doctype, name in (("Campus Parent Contact", contact.name), ("Campus Student", self.student)):
			for force in (False, True):
				self.assertRaises(
					HeldError, frappe.delete_doc, doctype, name, force=force, ignore_permissions=True
				)
		self.assertTrue(frappe.db.exists("Campus Parent Contact", contact.name))
		self.release(hold)
		frappe.delete_doc("Campus Parent Contact", contact.name, force=True)

	def test_a_student_in_a_row_of_a_table(self) -> None:
		mentors = self.mentor_list()
		self.hold_student()
		self.assertRaises(HeldError, frappe.delete_doc, mentors.doctype, mentors.name, force=True)

	def test_erasing(self) -> None:
		talk, free = make.make_talk(self.student), make.make_talk(self.other)
		self.hold_student()
		self.assertRaises(HeldError, erasure.erase, talk.doctype, [free.name, talk.name], "期满")
		self.assertTrue(frappe.db.exists(free.doctype, free.name), "none where one is preserved")
		self.assertEqual(erasure.erase(free.doctype, [free.name], "期满"), 1)

	def test_asked_of_many_at_once_it_says_the_same(self) -> None:
		"""Students of rows, records and periods included; in as many queries for one as for all."""
		talks = [make.make_talk(student) for student in (self.student, self.other, self.other)]
		lists = [self.mentor_list()]
		self.hold_student()
		self.hold(subject_type="Record", reference_doctype=talks[1].doctype, reference_name=talks[1].name)
		self.hold(subject_type="Period", period_from="2020-03-01", period_to="2020-03-05")
		old = [self.event(self.other, "2020-03-05 23:59:59"), self.event(self.other)]
		old_events = [frappe.get_doc(EVENT, name) for name in old]
		for many in (talks, lists, old_events):
			doctype, names = many[0].doctype, [doc.name for doc in many]
			one_by_one = {doc.name: hold for doc in many if (hold := holds.hold_of(doc))}
			self.assertEqual(holds.held_names(doctype, [*names, "nowhere"]), one_by_one)
			with self.subTest(doctype):
				self.assertEqual(self.queries(doctype, names), self.queries(doctype, names[:1]))

	def queries(self, doctype: str, names: list[str]) -> int:
		asked, run = [], frappe.db.sql
		with patch.object(frappe.db, "sql", side_effect=lambda *a, **k: (asked.append(1), run(*a, **k))[1]):
			holds.held_names(doctype, names)
		return len(asked)

	def test_files_and_versions_of_a_record(self) -> None:
		talk = make.make_talk(self.student)
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "hold.txt",
				"content": b"x",
				"is_private": 1,
				"attached_to_doctype": talk.doctype,
				"attached_to_name": talk.name,
			}
		).insert()
		version = frappe.get_doc(
			{"doctype": "Version", "ref_doctype": talk.doctype, "docname": talk.name, "data": "{}"}
		).insert(ignore_permissions=True)
		hold = self.hold_student()
		self.assertRaises(HeldError, frappe.delete_doc, "File", file.name, force=True)
		self.assertRaises(HeldError, frappe.delete_doc, "Version", version.name, force=True)
		self.release(hold)
		frappe.delete_doc("File", file.name, force=True)

	def test_retention_of_passages(self) -> None:
		held, gone = self.event(self.student), self.event(self.other)
		hold = self.hold_student()
		retention.delete_old(now_datetime())
		self.assertTrue(frappe.db.exists(EVENT, held))
		self.assertFalse(frappe.db.exists(EVENT, gone))
		self.release(hold)
		retention.delete_old(now_datetime())
		self.assertFalse(frappe.db.exists(EVENT, held))

	def test_retention_of_a_period_and_of_one_record(self) -> None:
		inside, outside = (
			self.event(self.other, "2020-03-05 23:59:59"),
			self.event(self.other, "2020-03-06 00:00:00"),
		)
		named = self.event(self.other, "2020-04-01 08:00:00")
		self.hold(subject_type="Period", period_from="2020-03-01", period_to="2020-03-05")
		self.hold(subject_type="Record", reference_doctype=EVENT, reference_name=named)
		retention.delete_old(now_datetime())
		self.assertEqual(
			[bool(frappe.db.exists(EVENT, name)) for name in (inside, outside, named)], [True, False, True]
		)

	def test_retention_of_uploaded_lists(self) -> None:
		old, other = self.list_of("2020-03-03"), self.list_of("2020-05-03")
		hold = self.hold_student(period_from="2020-03-01", period_to="2020-03-31")
		lists.delete_old_files(now_datetime())
		self.assertEqual([self.files(old), self.files(other)], [1, 0])
		retention.delete_old_imports(now_datetime())
		self.assertEqual([bool(frappe.db.exists(GATE_LIST, name)) for name in (old, other)], [True, False])
		self.release(hold)
		lists.delete_old_files(now_datetime())
		self.assertEqual(self.files(old), 0)

	def list_of(self, day: str) -> str:
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"{day}.csv",
				"is_private": 1,
				"content": f"学号\n{day}\n".encode(),
			}
		).insert()
		name = (
			frappe.get_doc(
				{"doctype": GATE_LIST, "file": file.file_url, "device": make.make_gate_device("保全大门")}
			)
			.insert()
			.name
		)
		frappe.db.set_value(GATE_LIST, name, {"creation": day, "modified": day}, update_modified=False)
		return name

	def files(self, name: str) -> int:
		return frappe.db.count("File", {"attached_to_doctype": GATE_LIST, "attached_to_name": name})

	def test_a_period_stops_records_of_its_days(self) -> None:
		talk = make.make_talk(self.student)
		self.hold(subject_type="Period", period_from=add_days(nowdate(), -2), period_to=nowdate())
		self.assertRaises(HeldError, talk.declare_void, "写错学生")

	def test_a_request_to_delete_is_not_granted(self) -> None:
		from campus_safety.services.privacy import data_requests

		request = frappe.get_doc(
			{
				"doctype": "Campus Data Request",
				"student": self.student,
				"kind": "Delete",
				"request": "删除谈话记录",
				"received_on": nowdate(),
			}
		).insert()
		hold = self.hold_student()
		self.assertRaises(HeldError, data_requests.grant, request, "已删除", now_datetime())
		data_requests.refuse(request, f"保全中：{hold.name}", now_datetime())
		self.assertEqual(request.status, "Refused")


class TestTheHold(HoldCase):
	def test_two_keys_release_it(self) -> None:
		hold = self.hold_student()
		with self.as_user(self.safety):
			legal_holds.propose_release(hold, "已结案", now_datetime())
			self.assertRaises(frappe.PermissionError, legal_holds.release, hold, now_datetime())
		talk = make.make_talk(self.student)
		self.assertRaises(HeldError, talk.declare_void, "写错学生")  # proposed is not released
		with self.as_user(self.leader):
			legal_holds.keep_on(hold)
			self.assertEqual((hold.status, hold.release_proposed_by), ("Open", None))
			self.assertRaises(frappe.ValidationError, legal_holds.release, hold, now_datetime())
			self.assertRaises(frappe.ValidationError, legal_holds.propose_release, hold, " ", now_datetime())

	def test_a_save_releases_nothing(self) -> None:
		hold = self.hold_student()
		for field, value in (("status", "Released"), ("released_by", self.leader), ("release_reason", "x")):
			hold.reload()
			hold.set(field, value)
			with self.as_user(self.safety):
				self.assertRaises(AppOwnedFieldError, hold.save)
		hold = self.hold_student(period_from="2020-01-01", period_to="2020-02-01")
		for field, value in (("period_to", "2020-01-15"), ("period_from", "2020-01-15")):
			hold.reload()
			hold.set(field, value)
			with self.as_user(self.safety):
				self.assertRaises(frappe.PermissionError, hold.save)
		self.assertRaises(ClosedRecordError, frappe.delete_doc, HOLD, hold.name, force=True)

	def test_what_it_names_is_ours(self) -> None:
		for values in (
			{"subject_type": "Record", "reference_doctype": "User", "reference_name": "Administrator"},
			{"subject_type": "Record", "reference_doctype": "Campus Signature", "reference_name": "x"},
			{"subject_type": "Period", "period_from": "2020-03-05"},
			{"subject_type": "Period", "period_from": "2020-03-05", "period_to": "2020-03-01"},
		):
			self.assertRaises(frappe.ValidationError, self.hold, **values)

	def test_periods_that_preserve_nothing_or_everything(self) -> None:
		tomorrow = add_days(nowdate(), 1)
		for first, last in (
			(tomorrow, add_days(nowdate(), 9)),
			("0001-01-01", "9999-12-31"),
			("2020-01-01", "2021-01-01"),
		):
			with self.subTest(first=first), self.assertRaises(frappe.ValidationError):
				self.hold(subject_type="Period", period_from=first, period_to=last)
		hold = self.hold(subject_type="Period", period_from="2020-01-01", period_to="2020-12-31")
		hold.reason = "公安调取，第二次来函"
		hold.save()
		ends_only = self.hold_student(period_to="2020-12-31")
		ends_only.reason = "公安调取，第二次来函"
		ends_only.save()
		running = self.hold(subject_type="Period", period_from=nowdate(), period_to=tomorrow)
		self.assertEqual(running.status, "Open", "of days that have begun")

	def test_a_record_is_not_moved_out_of_it(self) -> None:
		"""One edit, and what was preserved could be voided a minute later."""
		talk = make.make_talk(self.student)
		day = str(getdate(talk.occurred_on))
		hold = self.hold(subject_type="Period", period_from=day, period_to=day)
		talk.reload()
		talk.talk_time = add_days(talk.talk_time, -1)
		self.assertRaises(HeldError, talk.save)
		self.release(hold)
		talk.reload()
		talk.talk_time = add_days(talk.talk_time, -1)
		talk.save()
		mentors = self.mentor_list()
		hold = self.hold_student()
		mentors.students = [row for row in mentors.students if row.student != self.student]
		self.assertRaises(HeldError, mentors.save)

	def test_whoever_administers_releases_nothing(self) -> None:
		hold = self.hold_student()
		for step in (lambda: legal_holds.propose_release(hold, "x", now_datetime()),):
			self.assertRaises(frappe.PermissionError, step)
		with self.as_user(self.safety):
			legal_holds.propose_release(hold, "已结案", now_datetime())
		self.assertRaises(frappe.PermissionError, legal_holds.release, hold, now_datetime())
		both = make.make_user("hold-both@hold.test", r.SAFETY_OFFICE, r.SYSTEM_MANAGER)
		with self.as_user(both):
			self.assertRaises(frappe.PermissionError, legal_holds.release, hold, now_datetime())

	def test_held_from_is_the_servers(self) -> None:
		hold = self.hold_student(held_from="2020-01-01 00:00:00")
		self.assertLess(now_datetime() - get_datetime(hold.held_from), timedelta(minutes=1))
		self.assertEqual(getdate(hold.occurred_on), getdate())


class TestByHttp(WorldTestCase):
	def test_who_may_preserve_and_who_may_not(self) -> None:
		self.addCleanup(self.forget)
		values = {"subject_type": "Student", "student": FAR_STUDENT, "reason": "http-hold"}
		for who in ("counsellor", "lead", "student_affairs", "psych_head", "administrator_of_site", "pupil"):
			client = HttpClient(self.world.users[who])
			self.assertGreaterEqual(client.post(f"/api/resource/{HOLD}", **values).status_code, 400, who)
		made = HttpClient(self.world.by_role[r.DISCIPLINE_OFFICE]).post(f"/api/resource/{HOLD}", **values)
		self.assertEqual(made.status_code, 200, made.text)
		name = made.get_json()["data"]["name"]
		for who in ("lead", "student_affairs"):
			for step, more in (("propose_release", {"reason": "x"}), ("release", {}), ("keep_on", {})):
				answer = HttpClient(self.world.users[who]).call(
					f"campus_safety.api.privacy.{step}", hold=name, **more
				)
				self.assertIn(answer.status_code, (403, 404), (who, step, answer.text))
		first = HttpClient(self.world.by_role[r.DISCIPLINE_OFFICE])
		second = HttpClient(self.world.by_role[r.SCHOOL_LEADER])
		call = "campus_safety.api.privacy."
		self.assertEqual(first.call(call + "propose_release", hold=name, reason="结案").status_code, 200)
		self.assertEqual(first.call(call + "release", hold=name).status_code, 403)
		self.assertEqual(second.call(call + "release", hold=name).status_code, 200)
		self.assertEqual(frappe.db.get_value(HOLD, name, "status"), "Released")

	def forget(self) -> None:
		frappe.set_user("Administrator")
		frappe.db.delete(HOLD, {"reason": "http-hold"})
		frappe.db.commit()  # as it was committed
		self.assertTrue(STUDENT)
