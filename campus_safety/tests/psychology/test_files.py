"""A file for everybody at once, asking to read one, incidents with personal information."""

import frappe
from frappe.utils import add_to_date, now_datetime

from campus_safety.engines.opening import reveal
from campus_safety.exceptions import ClosedRecordError, ClosedRequestError
from campus_safety.services.psychology import access_requests, files
from campus_safety.tests import factories as make
from campus_safety.tests.base import at
from campus_safety.tests.psychology.base import ScreeningTestCase

FILE, REQUEST, INCIDENT = "Campus Psych File", "Campus File Access Request", "Campus Data Incident"


class FileTestCase(ScreeningTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		files.make_missing(now_datetime())

	def file(self, student: str | None = None):
		return frappe.get_doc(FILE, {"student": student or self.student})

	def ask(self, user: str, **values):
		with self.as_user(user):
			return frappe.get_doc(
				{
					"doctype": REQUEST,
					"student": self.student,
					"purpose": "与家长谈话前了解支持情况",
					"scope": "基本情况",
					"hours": 2,
					**values,
				}
			).insert()

	def decide(self, user: str, request, act, *more) -> None:
		with self.as_user(user):
			act(frappe.get_doc(REQUEST, request.name), *more, now_datetime())


class TestFiles(FileTestCase):
	def test_everybody_has_one_and_again_nobody_gets_a_second(self) -> None:
		self.assertEqual(frappe.db.count(FILE, {"student": ("in", self.students)}), 6)
		self.assertEqual(files.make_missing(now_datetime()), 0)
		late = make.make_student("PS26960", self.other)
		self.assertEqual(files.make_missing(now_datetime()), 1)
		self.assertEqual(self.file(late).unit, self.other)

	def test_it_follows_the_student(self) -> None:
		frappe.db.set_value("Campus Student", self.student, "unit", self.other)
		self.assertEqual(files.follow_moves(), 1)
		self.assertEqual(self.file().unit, self.other)

	def test_what_is_written_is_ciphertext_and_counted_by_category(self) -> None:
		with self.as_user(self.teacher):
			file = self.file()
			file.baseline, file.category = "入学前在医院就诊过", "Attention"
			file.save()
		self.assertTrue(frappe.db.get_value(FILE, file.name, "baseline").startswith("enc:1:"))
		self.assertEqual(files.get_counts("college")[self.college], {"Normal": 5, "Attention": 1})

	def test_outside_the_centre_nobody_reads_it(self) -> None:
		for user in (self.counsellor, self.adviser, self.lead, self.leader):
			with self.as_user(user):
				self.assertFalse(frappe.has_permission(FILE, "read", doc=self.file().name))


class TestRequests(FileTestCase):
	def test_read_for_some_hours_and_written_never(self) -> None:
		request = self.ask(self.counsellor)
		self.assertEqual(request.approver_role, "Campus Psych Head")
		self.decide(self.head, request, access_requests.approve)
		self.assertEqual(frappe.db.get_value(REQUEST, request.name, "status"), "Approved")
		name = self.file().name
		with self.as_user(self.counsellor):
			self.assertTrue(frappe.has_permission(FILE, "read", doc=name))
			self.assertFalse(frappe.has_permission(FILE, "write", doc=name))
			reveal.reveal(FILE, name, "与家长谈话前查看")
			self.assertFalse(frappe.has_permission(FILE, "read", doc=self.file(self.students[1]).name))
		with at(add_to_date(now_datetime(), hours=3)), self.as_user(self.counsellor):
			self.assertFalse(frappe.has_permission(FILE, "read", doc=name))

	def test_nobody_decides_for_themselves(self) -> None:
		request = self.ask(self.head)
		self.assertEqual(request.approver_role, "Campus Student Affairs")
		for user in (self.head, self.teacher, self.counsellor):
			with self.assertRaises(frappe.PermissionError):
				self.decide(user, request, access_requests.approve)

	def test_refused_and_decided_once(self) -> None:
		request = self.ask(self.counsellor)
		self.decide(self.head, request, access_requests.refuse, "请改为与中心面谈")
		with self.assertRaises(ClosedRequestError):
			self.decide(self.head, request, access_requests.approve)
		with self.as_user(self.counsellor):
			self.assertFalse(frappe.has_permission(FILE, "read", doc=self.file().name))
			request.reload()
			request.hours = 70
			self.assertRaises(ClosedRecordError, request.save)

	def test_hours_and_scope(self) -> None:
		for hours in (0, 73):
			with self.assertRaises(frappe.ValidationError):
				self.ask(self.counsellor, hours=hours)
		far = make.make_student(
			"PS26970", make.make_unit("普测远班", "Class", make.make_unit("普测远院", "College"))
		)
		with self.assertRaises(frappe.PermissionError):
			self.ask(self.counsellor, student=far)


class TestIncidents(FileTestCase):
	def test_closed_when_everybody_was_told(self) -> None:
		with self.as_user(self.head):
			incident = frappe.get_doc(
				{
					"doctype": INCIDENT,
					"unit": self.college,
					"found_at": add_to_date(now_datetime(), hours=-1),
					"data_kinds": "测评名单",
					"affected": 12,
					"cause": "文件误发到班级群",
					"possible_harm": "被议论",
					"remedy": "已撤回并逐一确认删除",
					"contact": "心理中心 0531-88001200",
				}
			).insert()
			self.assertRaises(frappe.ValidationError, incident.close)
			incident.reload()
			incident.authority_notified_at = now_datetime()
			incident.why_not_notified = "名单不含分数，已全部撤回"
			incident.save()
			incident.close()
			incident.reload()
			incident.affected = 1
			self.assertRaises(ClosedRecordError, incident.save)
