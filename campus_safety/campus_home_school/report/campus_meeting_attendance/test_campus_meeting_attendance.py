import frappe
from frappe.desk.query_report import run

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

REPORT = "Campus Meeting Attendance"
NOVEMBER = {"from_date": "2026-11-01", "to_date": "2026-11-27"}


class TestCampusMeetingAttendance(CampusTestCase):
	moment = TEACHING_DAY

	def set_up_once(self) -> None:
		super().set_up_once()
		school = make.make_unit("到会学院", "School")
		self.college = make.make_unit("到会信息学院", "College", school)
		self.other = make.make_unit("到会机电学院", "College", school)
		self.first = make.make_unit("到会软件2601班", "Class", self.college)
		self.second = make.make_unit("到会软件2602班", "Class", self.college)
		self.far = make.make_unit("到会数控2601班", "Class", self.other)
		self.counsellor = make.make_user("counsellor@meeting.test", r.COUNSELLOR)
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.first)
		self.lead = make.make_user("lead@meeting.test", r.COLLEGE_LEAD)
		make.assign(self.lead, "College Lead", "College", unit=self.college)
		self.meeting([self.first], 40, 30)
		self.meeting([self.first, self.second], 60, 30)
		self.meeting([self.far], 20, 20)

	def meeting(self, classes: list[str], invited: int, attended: int):
		return frappe.get_doc(
			{
				"doctype": "Campus Parent Meeting",
				"meeting_date": "2026-11-26",
				"mode": "On Site",
				"units": [{"unit": unit} for unit in classes],
				"promotion_law_explained": 1,
				"invited": invited,
				"attended": attended,
				"minutes": "通报学期情况，讲解家庭教育促进法。",
			}
		).insert()

	def rows(self, user: str = "Administrator", **filters) -> dict:
		with self.as_user(user):
			rows = run(REPORT, filters={**NOVEMBER, **filters})["result"]
		return {
			row["unit"] or row["college"]: tuple(
				row[name] for name in ("meetings", "joint", "invited", "attended", "attendance_rate")
			)
			for row in rows
			if isinstance(row, dict)
		}

	def test_by_class_a_joint_meeting_stands_in_each(self) -> None:
		found = self.rows(college=self.college)
		self.assertEqual(found, {self.first: (2, 1, 100, 60, 60.0), self.second: (1, 1, 60, 30, 50.0)})

	def test_by_college_each_meeting_counts_once(self) -> None:
		found = self.rows(group_by="College")
		self.assertEqual(found[self.college], (2, 1, 100, 60, 60.0))
		self.assertEqual(found[self.other], (1, 0, 20, 20, 100.0))

	def test_the_summary_counts_a_joint_meeting_once(self) -> None:
		summary = run(REPORT, filters={**NOVEMBER, "college": self.college})["report_summary"]
		self.assertEqual([line["value"] for line in summary], [2, 100, 60, "60%"])

	def test_void_meetings_and_other_days_do_not_count(self) -> None:
		self.meeting([self.second], 10, 10).declare_void("重复填写")
		self.assertEqual(self.rows(college=self.college)[self.second][0], 1)
		self.assertEqual(self.rows(from_date="2026-10-01", to_date="2026-10-31", college=self.college), {})

	def test_own_classes_own_college_and_offices_all(self) -> None:
		self.assertEqual(set(self.rows(self.counsellor)), {self.first})
		self.assertEqual(set(self.rows(self.lead)), {self.first, self.second})
		quality = make.make_user("quality@meeting.test", r.QUALITY_OFFICE)
		self.assertLessEqual({self.first, self.second, self.far}, set(self.rows(quality)))
		with self.as_user(make.make_user("guard@meeting.test", r.SECURITY_GUARD)):
			self.assertRaises(frappe.PermissionError, run, REPORT)
