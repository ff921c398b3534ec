"""A mentor list over HTTP: who writes it, who signs it, and what the signatures give."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.services.people import mentor_lists
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import FAR_STUDENT, NEIGHBOUR, OTHER_STUDENT, STUDENT

DOCTYPE, ASSIGNMENT = "Campus Mentor List", "Campus Network Assignment"
PATH, SIGN = f"/api/resource/{DOCTYPE}", "campus_safety.api.mentors.sign"
REFUSED = (401, 403, 404, 417)
YEAR = "2026-2027"


class MentorListCase(WorldTestCase):
	"""A list of two students that nobody has signed."""

	moment = TEACHING_DAY

	def setUp(self) -> None:
		super().setUp()
		self.mentor = make.make_user("listmentor@world.test", r.MENTOR)
		self.hr = make.make_user("listhr@world.test", r.HR_OFFICE)
		frappe.db.commit()  # the requests read on other connections
		self.addCleanup(self.remove)
		self.remove()
		self.name = self.write([NEIGHBOUR, OTHER_STUDENT]).json["data"]["name"]

	def remove(self) -> None:
		frappe.set_user("Administrator")
		for name in frappe.get_all(ASSIGNMENT, {"holder_user": self.mentor}, pluck="name"):
			frappe.delete_doc(ASSIGNMENT, name, force=True)
		for name in frappe.get_all(DOCTYPE, {"mentor": self.mentor}, pluck="name"):
			frappe.delete_doc(DOCTYPE, name, force=True)
		frappe.db.commit()

	def client(self, user: str) -> HttpClient:
		return HttpClient(self.world.users.get(user, user))

	def write(self, students: list[str], who: str = "lead", **values):
		return self.client(who).post(
			PATH,
			mentor=self.mentor,
			year=YEAR,
			unit=self.world.units["college_1"],
			students=[{"student": student} for student in students],
			duties=[{"item": "每月联系", "frequency": "Monthly"}],
			**values,
		)

	def show(self, user: str):
		return self.client(user).call("frappe.desk.form.load.getdoc", doctype=DOCTYPE, name=self.name)

	def sign(self, user: str):
		self.show(user)
		return self.client(user).call(SIGN, mentor_list=self.name)

	def posts(self) -> list:
		frappe.db.rollback()
		return frappe.get_all(
			ASSIGNMENT, {"holder_user": self.mentor}, ["student", "status", "to_date"], order_by="student"
		)


class TestMentorList(MentorListCase):
	def test_both_sign_and_the_mentor_sees_the_students(self) -> None:
		students = f"/api/resource/Campus Student/{NEIGHBOUR}"
		self.assertEqual(self.client(self.mentor).get(students).status_code, 403)
		self.assertEqual(
			self.sign(self.mentor).json["message"], {"complete": False, "missing": [r.HR_OFFICE]}
		)
		self.assertEqual(self.posts(), [], "one signature gives nothing")
		self.assertEqual(self.sign(self.hr).json["message"], {"complete": True, "missing": []})
		self.assertEqual(
			[(row.student, row.status, str(row.to_date)) for row in self.posts()],
			[(NEIGHBOUR, "Active", "2027-09-01"), (OTHER_STUDENT, "Active", "2027-09-01")],
		)
		self.assertEqual(self.client(self.mentor).get(students).status_code, 200)
		self.assertEqual(
			self.client(self.mentor).get(f"/api/resource/Campus Student/{STUDENT}").status_code, 403
		)
		self.assertTrue(frappe.db.get_value(DOCTYPE, self.name, "signed_at"))

	def test_who_may_not_sign(self) -> None:
		other = make.make_user("othermentor@world.test", r.MENTOR)
		both = make.make_user("hrmentor@world.test", r.HR_OFFICE, r.MENTOR)
		frappe.db.commit()  # the requests read on other connections
		for user in ("lead", "student_affairs", "counsellor", "far_lead", "pupil", other):
			self.assertIn(self.sign(user).status_code, REFUSED, user)
		self.assertEqual(self.sign(both).json["message"]["missing"], [r.MENTOR], "HR signs as HR only")
		self.assertIn(self.sign(both).status_code, REFUSED, "nobody signs twice")
		self.assertEqual(self.posts(), [])

	def test_signatures_are_never_typed(self) -> None:
		forged = [
			{
				"purpose": mentor_lists.PURPOSE,
				"role": r.HR_OFFICE,
				"user": self.hr,
				"signed_at": "2026-11-01 08:00:00",
			}
		]
		for values in ({"signed_at": "2026-11-01 08:00:00"}, {"signatures": forged}):
			self.assertIn(self.client("lead").put(f"{PATH}/{self.name}", **values).status_code, REFUSED)
			self.client("lead").call("frappe.client.delete", doctype=DOCTYPE, name=self.name)
		frappe.db.rollback()
		doc = frappe.get_doc(DOCTYPE, self.name)
		self.assertEqual((doc.signed_at, doc.signatures), (None, []))

	def test_a_change_makes_signatures_void_and_an_evaluation_does_not(self) -> None:
		self.sign(self.mentor)
		self.sign(self.hr)
		self.client("lead").put(f"{PATH}/{self.name}", evaluation="按时联系")
		self.assertTrue(frappe.db.get_value(DOCTYPE, self.name, "signed_at"))
		answer = self.client("lead").put(
			f"{PATH}/{self.name}",
			students=[{"student": each} for each in (NEIGHBOUR, OTHER_STUDENT, STUDENT)],
		)
		self.assertEqual(answer.status_code, 200, answer.text)
		frappe.db.rollback()
		doc = frappe.get_doc(DOCTYPE, self.name)
		self.assertEqual((doc.signed_at, [row.void for row in doc.signatures]), (None, [1, 1]))
		self.assertEqual(len(self.posts()), 2, "the new student waits for the signatures")
		self.sign(self.mentor)
		self.sign(self.hr)
		self.assertEqual([row.student for row in self.posts()], [STUDENT, NEIGHBOUR, OTHER_STUDENT])

	def test_a_lead_lists_the_own_college_only(self) -> None:
		self.remove()
		self.assertIn(self.write([FAR_STUDENT]).status_code, REFUSED)
		self.assertEqual(self.write([FAR_STUDENT], "student_affairs").status_code, 200)

	def test_school_years(self) -> None:
		today = frappe.utils.getdate()
		for year, ends in (
			("2026-2027", "2027-09-01"),
			("2026—2027", "2027-09-01"),
			("今年", "None"),
			("2026-2029", "None"),
		):
			self.assertEqual(str(mentor_lists.get_span(year, today)[1]), ends)
		self.assertEqual(mentor_lists.get_span("2020-2021", today)[0], today)


class TestNoticeUnits(WorldTestCase):
	def test_a_department_entered_later_is_linked(self) -> None:
		name = "质量控制与绩效管理办公室"
		row = {"parenttype": "Campus Notice Clause", "department": name}
		before = frappe.db.get_value("Campus Notice Clause Unit", row, "unit")
		frappe.db.set_value("Campus Notice Clause Unit", row, "unit", None)
		unit = frappe.db.get_value("Campus Unit", {"unit_name": name}) or make.make_unit(
			name, "Department", self.world.units["school"]
		)
		frappe.get_doc("Campus Unit", unit).save()
		self.assertEqual(frappe.db.get_value("Campus Notice Clause Unit", row, "unit"), unit)
		frappe.db.rollback()
		self.assertEqual(frappe.db.get_value("Campus Notice Clause Unit", row, "unit"), before)
