import frappe
from frappe.desk.query_report import run

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

REPORT, SUSPENSION = "Campus Way Back", "Campus Study Suspension"
NUMBERS = ("handled", "begun", "away", "back")


class TestCampusWayBack(CampusTestCase):
	moment = TEACHING_DAY

	def set_up_once(self) -> None:
		super().set_up_once()
		make.make_term()
		school = make.make_unit("复学学院", "School")
		self.college = make.make_unit("复学信息学院", "College", school)
		self.small = make.make_unit("复学机电学院", "College", school)
		self.lead = make.make_user("lead@wayback.test", r.COLLEGE_LEAD)
		make.assign(self.lead, "College Lead", "College", unit=self.college)
		self.safety = make.make_user("safety@wayback.test", r.SAFETY_OFFICE)
		self.affairs = make.make_user("affairs@wayback.test", r.STUDENT_AFFAIRS)
		self.suspensions = [self.row(f"X26{number:02}", self.college) for number in range(12)]
		self.row("X2690", self.small)

	def row(self, student: str, college: str, **values) -> str:
		"""As a row: what is counted, not how it came about."""
		suspension = frappe.get_doc(
			{
				"doctype": SUSPENSION,
				"student": student,
				"college": college,
				"status": "Suspended",
				"from_date": "2026-09-10",
				**values,
			}
		)
		suspension.name = f"wayback-{student}"
		suspension.db_insert()
		return suspension.name

	def come_back(self, *names: str) -> None:
		for name in names:
			frappe.db.set_value(
				SUSPENSION,
				name,
				{
					"status": "Back",
					"asked_back_on": "2026-11-01",
					"back_on": "2026-11-11",
					"ended_at": "2026-11-11 09:00:00",
				},
			)

	def contact(self, name: str, day: str, result: str = "Reached") -> None:
		row = frappe.get_doc(
			{
				"doctype": "Campus Suspension Contact",
				"parent": name,
				"parenttype": SUSPENSION,
				"parentfield": "contacts",
				"contact_on": day,
				"result": result,
			}
		)
		row.set_new_name()
		row.db_insert()

	def rows(self, user: str) -> dict[str, dict]:
		with self.as_user(user):
			found = run(REPORT, filters={"term": "2026-2027-1"})["result"]
		return {row["college"]: row for row in found if isinstance(row, dict)}

	def figures(self, user: str) -> list:
		return [self.rows(user)[self.college][name] for name in NUMBERS]

	def test_known_rows(self) -> None:
		self.come_back(*self.suspensions[:2])
		frappe.db.set_value(SUSPENSION, self.suspensions[3], "from_date", "2026-05-01")
		for user in (self.lead, self.affairs):
			self.assertEqual(self.figures(user), [12, 11, 10, 2])
		self.assertEqual(self.rows(self.lead)[self.college]["mean_wait"], 10.0)

	def test_requests_and_what_was_refused_are_no_suspensions(self) -> None:
		for name, status in zip(self.suspensions, ("Requested", "Heard", "Refused"), strict=False):
			frappe.db.set_value(SUSPENSION, name, "status", status)
		self.assertEqual(self.figures(self.lead)[0], 9)

	def test_contacts_kept(self) -> None:
		"""Since 10 September two whole months have gone by: 24 are owed."""
		for name in self.suspensions[:6]:
			self.contact(name, "2026-09-20")
			self.contact(name, "2026-09-21")
			self.contact(name, "2026-10-20", "Not Reached")
		self.assertEqual(self.rows(self.lead)[self.college]["contact_rate"], 25.0)

	def test_whoever_only_counts_is_told_no_handful(self) -> None:
		self.assertEqual(self.figures(self.safety), [12, 12, 12, 0])
		self.come_back(*self.suspensions[:2])
		self.assertEqual(self.figures(self.safety), [12, 12, None, None])
		self.assertIsNone(self.rows(self.safety)[self.college]["mean_wait"])
		small = self.rows(self.safety)[self.small]
		self.assertEqual([small[name] for name in (*NUMBERS, "contact_rate")], [None] * 5)

	def test_what_is_left_over_is_no_handful(self) -> None:
		"""Of 20, 8 are back and 11 away: one has been lifted, and nobody is told by a subtraction."""
		names = [*self.suspensions, *(self.row(f"X27{number:02}", self.college) for number in range(8))]
		self.come_back(*names[:8])
		frappe.db.set_value(SUSPENSION, names[8], {"status": "Lifted", "ended_at": "2026-11-12 09:00:00"})
		self.assertEqual(self.figures(self.lead), [20, 20, 11, 8])
		self.assertEqual(self.figures(self.safety), [20, 20, None, None])
		self.assertIsNone(self.rows(self.safety)[self.college]["mean_wait"])

	def test_scope(self) -> None:
		self.assertEqual(set(self.rows(self.lead)), {self.college})
		self.assertLessEqual({self.college, self.small}, set(self.rows(self.affairs)))
		for role in (r.COUNSELLOR, r.HR_OFFICE, r.ACADEMIC_AFFAIRS):
			user = make.make_user(f"no{role[-4:].lower()}@wayback.test", role)
			with self.subTest(role), self.as_user(user):
				self.assertRaises(frappe.PermissionError, run, REPORT)
