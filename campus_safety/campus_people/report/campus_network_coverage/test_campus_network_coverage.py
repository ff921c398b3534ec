import frappe
from frappe.desk.query_report import run
from frappe.utils import nowdate

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

REPORT = "Campus Network Coverage"


class TestCampusNetworkCoverage(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		school = make.make_unit("到位学院", "School")
		self.college = make.make_unit("到位信息学院", "College", school)
		self.other = make.make_unit("到位机电学院", "College", school)
		self.first = make.make_unit("到位软件2601班", "Class", self.college)
		make.make_unit("到位软件2602班", "Class", self.college)
		make.make_unit("到位数控2601班", "Class", self.other)
		for number in range(3):
			make.make_student(f"C260{number}", self.first)
		make.make_student("C2609", self.first, status="Graduated")
		self.counsellor = make.make_user("counsellor@coverage.test", r.COUNSELLOR)
		assignment = make.assign(self.counsellor, "Counsellor", "Class", unit=self.first)
		frappe.db.set_value("Campus Network Assignment", assignment, "training_date", nowdate())
		make.assign(self.counsellor, "Class Adviser", "Class", unit=self.first)
		make.assign_hidden(make.make_user("hidden@coverage.test"), "Class", unit=self.first)
		frappe.get_doc(
			{
				"doctype": "Campus Staff Qualification",
				"user": self.counsellor,
				"kind": "Counsellor",
				"full_time": 1,
			}
		).insert()
		self.lead = make.make_user("lead@coverage.test", r.COLLEGE_LEAD)
		make.assign(self.lead, "College Lead", "College", unit=self.other)

	def rows(self, user: str) -> dict[str, dict]:
		with self.as_user(user):
			return {row["college"]: row for row in run(REPORT)["result"]}

	def test_known_rows(self) -> None:
		row = self.rows("Administrator")[self.college]
		self.assertEqual(
			{key: row[key] for key in ("students", "classes", "counsellors", "counsellors_needed", "posts")},
			{"students": 3, "classes": 2, "counsellors": 1, "counsellors_needed": 1, "posts": 2},
		)
		self.assertEqual(
			(
				row["students_per_counsellor"],
				row["counsellor_rate"],
				row["adviser_rate"],
				row["training_rate"],
			),
			(3.0, 50.0, 50.0, 50.0),
		)

	def test_every_position_counts_where_it_must_be_held(self) -> None:
		building = make.make_dormitory("到位苑", "Building")
		rooms = [make.make_dormitory(name, "Room", building) for name in ("101", "102", "103")]
		for number, room in enumerate(rooms[:2]):
			frappe.db.set_value("Campus Student", f"C260{number}", "dormitory", room)
		row = self.rows("Administrator")[self.college]
		self.assertEqual(
			(row["room_leader_rate"], row["psych_committee_rate"], row["liaison_rate"]), (0, 0, 0)
		)
		self.post("Room Leader", "Dormitory", holder_student="C2600", dormitory=rooms[0])
		self.post("Psych Committee Member", "Class", holder_student="C2601", unit=self.first)
		cadre = make.make_user("cadre@coverage.test")
		self.post("Liaison Cadre", "College", holder_user=cadre, unit=self.college)
		row = self.rows("Administrator")[self.college]
		self.assertEqual(
			(row["room_leader_rate"], row["psych_committee_rate"], row["liaison_rate"]),
			(50.0, 50.0, 100.0),
			"an empty room asks for nobody, a cadre of the college has its classes",
		)
		# 2 classes × 4, 2 rooms, 3 students' mentors, lead and station head: held 1 + 1 + 1 + 2, 1
		self.assertEqual(row["post_rate"], round(100 * 6 / 15, 1))
		frappe.db.set_value("User", cadre, "enabled", 0)
		self.assertEqual(self.rows("Administrator")[self.college]["liaison_rate"], 0)

	def post(self, position: str, level: str, **values) -> None:
		frappe.get_doc(
			{
				"doctype": "Campus Network Assignment",
				"position": position,
				"level": level,
				"from_date": nowdate(),
				**values,
			}
		).insert()

	def test_part_time_is_not_counted_and_the_report_says_who_is_unknown(self) -> None:
		frappe.db.set_value("Campus Staff Qualification", {"user": self.counsellor}, "full_time", 0)
		row = self.rows("Administrator")[self.college]
		self.assertEqual((row["counsellors"], row["unknown"]), (0, 0))
		frappe.db.delete("Campus Staff Qualification", {"user": self.counsellor})
		row = self.rows("Administrator")[self.college]
		self.assertEqual((row["counsellors"], row["unknown"]), (0, 1))

	def test_a_college_lead_sees_the_own_college_only(self) -> None:
		self.assertEqual(set(self.rows(self.lead)), {self.other})

	def test_hr_sees_all_and_a_counsellor_nothing(self) -> None:
		self.assertLessEqual(
			{self.college, self.other}, set(self.rows(make.make_user("hr@coverage.test", r.HR_OFFICE)))
		)
		with self.as_user(self.counsellor):
			self.assertRaises(frappe.PermissionError, run, REPORT)
