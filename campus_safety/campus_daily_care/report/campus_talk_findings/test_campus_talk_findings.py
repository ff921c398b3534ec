import frappe
from frappe.desk.query_report import run

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

REPORT = "Campus Talk Findings"


class TestCampusTalkFindings(CampusTestCase):
	moment = TEACHING_DAY

	def set_up_once(self) -> None:
		super().set_up_once()
		make.make_term()
		school = make.make_unit("发现学院", "School")
		self.college = make.make_unit("发现信息学院", "College", school)
		self.klass = make.make_unit("发现软件2601班", "Class", self.college)
		self.students = [make.make_student(f"F26{number:02}", self.klass) for number in range(12)]
		self.counsellor = make.make_user("counsellor@finding.test", r.COUNSELLOR)
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.klass)
		self.safety = make.make_user("safety@finding.test", r.SAFETY_OFFICE)
		with self.as_user(self.counsellor):
			self.talks = [
				make.make_talk(student, talk_time="2026-11-27 09:00:00", content=f"近况良好，{student}")
				for student in self.students
			]

	def find(self, number: int) -> None:
		"""The first so many students were found abnormal."""
		for talk in self.talks[:number]:
			frappe.db.set_value(
				"Campus Heart Talk", talk.name, {"mental_state": "Abnormal", "escalate_to": "Psych Centre"}
			)

	def row(self, user: str, **filters) -> dict | None:
		with self.as_user(user):
			rows = run(REPORT, filters={"college": self.college, **filters})["result"]
		return next((row for row in rows if isinstance(row, dict)), None)

	def test_known_rows(self) -> None:
		self.find(2)
		frappe.db.set_value("Campus Heart Talk", self.talks[5].name, "late_entry", 1)
		row = self.row(self.counsellor)
		self.assertEqual(
			[row[name] for name in ("unit", "talks", "abnormal", "fluctuating", "escalated", "late_entries")],
			[self.klass, 12, 2, 0, 2, 1],
		)
		self.assertEqual(row["written_rate"], round(100 * 11 / 12, 1))

	def test_a_student_found_twice_is_one(self) -> None:
		with self.as_user(self.counsellor):
			again = make.make_talk(self.students[0], talk_time="2026-11-26 09:00:00")
		self.find(1)
		frappe.db.set_value("Campus Heart Talk", again.name, "mental_state", "Abnormal")
		self.assertEqual(self.row(self.counsellor)["abnormal"], 1)

	def test_in_time_is_done_of_owed(self) -> None:
		rule = frappe.db.get_value(
			"Campus Duty Rule",
			{"evidence_doctype": "Campus Heart Talk", "subject_type": "Student", "enabled": 1},
		)
		for number, state in enumerate(("Done", "Done", "Done Late", "Overdue", "Open")):
			frappe.get_doc(
				{
					"doctype": "Campus Duty Obligation",
					"rule": rule,
					"subject_doctype": "Campus Student",
					"subject": self.students[number],
					"student": self.students[number],
					"unit": self.klass,
					"college": self.college,
					"period_start": "2026-10-01",
					"due_date": "2026-11-03",
					"state": state,
					"names_student": 1,
				}
			).db_insert()
		row = self.row(self.counsellor, from_date="2026-11-01", to_date="2026-11-05")
		self.assertEqual((row["owed"], row["in_time"], row["in_time_rate"]), (5, 2, 40.0))

	def test_whoever_only_counts_gets_colleges_and_no_handful(self) -> None:
		self.find(4)
		row = self.row(self.safety, group_by="Class")
		self.assertEqual((row["college"], row["unit"], row["talks"]), (self.college, None, 12))
		self.assertIsNone(row["abnormal"], "four are not told, and not as 0")
		self.find(6)
		self.assertEqual(self.row(self.safety)["abnormal"], 6)
		self.find(9)
		self.assertIsNone(self.row(self.safety)["abnormal"], "three others would be")

	def test_whoever_only_counts_cannot_take_two_days_apart(self) -> None:
		self.find(6)
		row = self.row(self.safety, from_date="2026-11-27", to_date="2026-11-27")
		self.assertEqual(row["talks"], self.row(self.safety)["talks"])
		self.assertIsNone(self.row(self.counsellor, from_date="2026-11-26", to_date="2026-11-26"))

	def test_others_see_nothing_or_may_not_open_it(self) -> None:
		self.assertIsNone(self.row(make.make_user("far@finding.test", r.COUNSELLOR)))
		with self.as_user(make.make_user("it@finding.test", r.IT_CENTRE)):
			self.assertRaises(frappe.PermissionError, run, REPORT)
