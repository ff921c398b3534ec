import frappe
from frappe.desk.query_report import run

from campus_safety.domain import roles as r
from campus_safety.engines.workbench import number_cards
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

REPORT, LEDGER = "Campus Risk Ledger Statistics", "Campus Risk Ledger"
NUMBERS = ("handled", "open", "staffed", "raised", "lowered", "closed")


class TestCampusRiskLedgerStatistics(CampusTestCase):
	moment = TEACHING_DAY

	def set_up_once(self) -> None:
		super().set_up_once()
		make.make_term()
		school = make.make_unit("包保学院", "School")
		self.college = make.make_unit("包保信息学院", "College", school)
		self.small = make.make_unit("包保机电学院", "College", school)
		self.klass = make.make_unit("包保软件2601班", "Class", self.college)
		self.far = make.make_unit("包保数控2601班", "Class", self.small)
		self.person = make.make_user("person@figures.test", r.COUNSELLOR)
		self.lead = make.make_user("lead@figures.test", r.COLLEGE_LEAD)
		make.assign(self.lead, "College Lead", "College", unit=self.college)
		self.safety = make.make_user("safety@figures.test", r.SAFETY_OFFICE)
		self.affairs = make.make_user("affairs@figures.test", r.STUDENT_AFFAIRS)
		self.ledgers = [self.ledger(f"B26{number:02}", self.klass) for number in range(12)]
		self.ledger("B2690", self.far)

	def ledger(self, student: str, unit: str) -> str:
		"""As a row: what is counted, not how it came about."""
		make.make_student(student, unit)
		college = self.college if unit == self.klass else self.small
		ledger = frappe.get_doc(
			{
				"doctype": LEDGER,
				"student": student,
				"unit": unit,
				"college": college,
				"status": "Supporting",
				"filed_on": "2026-10-10",
				"risk_level": "Yellow",
				"responsible_person": self.person,
				"lead": self.lead,
			}
		)
		ledger.name = f"figures-{student}"
		ledger.db_insert()
		return ledger.name

	def dispatch(self, ledger: str, before: str, after: str) -> None:
		row = frappe.get_doc(
			{
				"doctype": "Campus Risk Ledger Dispatch",
				"parent": ledger,
				"parenttype": LEDGER,
				"parentfield": "dispatches",
				"date": "2026-11-10",
				"level_before": before,
				"level_after": after,
			}
		)
		row.set_new_name()
		row.db_insert()

	def close(self, *ledgers: str) -> None:
		for name in ledgers:
			frappe.db.set_value(LEDGER, name, {"status": "Closed", "closed_on": "2026-11-20"})

	def rows(self, user: str, **filters) -> dict[str, dict]:
		with self.as_user(user):
			found = run(REPORT, filters={"term": "2026-2027-1", **filters})["result"]
		return {row["college"]: row for row in found if isinstance(row, dict)}

	def figures(self, user: str, college: str | None = None) -> list:
		return [self.rows(user)[college or self.college][name] for name in NUMBERS]

	def test_known_rows(self) -> None:
		self.dispatch(self.ledgers[0], "Yellow", "Red")
		self.dispatch(self.ledgers[1], "Yellow", "Green")
		self.close(*self.ledgers[:2])
		frappe.db.set_value(LEDGER, self.ledgers[3], "lead", self.person)  # one person is no two
		for user in (self.lead, self.affairs):
			self.assertEqual(self.figures(user), [12, 10, 9, 1, 1, 2])
		row = self.rows(self.lead)[self.college]
		self.assertEqual((row["staffed_rate"], row["raised_rate"], row["closed_rate"]), (90.0, 8.3, 16.7))
		frappe.db.set_value("User", self.person, "enabled", 0)
		self.assertEqual(self.figures(self.lead)[2], 0, "an account that is disabled answers for nobody")

	def test_nominations_and_other_terms_are_no_ledgers_of_the_term(self) -> None:
		frappe.db.set_value(LEDGER, self.ledgers[0], "status", "Nominated")
		frappe.db.set_value(LEDGER, self.ledgers[1], {"status": "Closed", "closed_on": "2026-06-01"})
		self.assertEqual(self.figures(self.lead)[0], 10)

	def test_the_card_on_the_workspace_counts_the_same_ledgers(self) -> None:
		"""在册 is one thing: a nomination is none yet, one that is closed or handed over is none any more."""
		for name, status in zip(
			self.ledgers, ("Nominated", "Declined", "Filed", "Close Proposed"), strict=False
		):
			frappe.db.set_value(LEDGER, name, "status", status)
		frappe.db.set_value(LEDGER, self.ledgers[4], {"status": "Transferred", "closed_on": "2026-11-20"})
		frappe.db.set_value(LEDGER, "figures-B2690", "lead", self.person)  # a college the lead does not lead
		frappe.db.set_value(
			LEDGER, {"filed_on": (">", TEACHING_DAY)}, "filed_on", "2026-10-10"
		)  # the world's own
		for user in (self.lead, self.affairs):
			with self.as_user(user):
				(card,) = (
					card for card in number_cards.get_numbers() if card["label"] == "Open Risk Ledgers"
				)
			self.assertEqual(card["count"], sum(row["open"] for row in self.rows(user).values()), user)

	def test_dispatches_in_time_come_from_the_duties(self) -> None:
		rule = frappe.db.get_value(
			"Campus Duty Rule",
			{"evidence_doctype": LEDGER, "time_field": ("like", "dispatches.%"), "enabled": 1},
		)
		for number, state in enumerate(("Done", "Done", "Done", "Overdue")):
			student = f"B26{number:02}"
			frappe.get_doc(
				{
					"doctype": "Campus Duty Obligation",
					"rule": rule,
					"subject_doctype": "Campus Student",
					"subject": student,
					"student": student,
					"unit": self.klass,
					"college": self.college,
					"term": "2026-2027-1",
					"period_start": "2026-11-02",
					"due_date": "2026-11-08",
					"state": state,
					"names_student": 1,
					"is_risk": 1,
				}
			).db_insert()
		self.assertEqual(self.rows(self.lead)[self.college]["dispatch_rate"], 75.0)
		self.assertIsNone(self.rows(self.safety)[self.college]["dispatch_rate"], "of four students")

	def test_whoever_only_counts_is_told_no_handful(self) -> None:
		self.assertEqual(self.figures(self.safety), [12, 12, 12, 0, 0, 0])
		self.close(*self.ledgers[:2])
		self.dispatch(self.ledgers[0], "Yellow", "Red")
		row = self.rows(self.safety)[self.college]
		self.assertEqual([row[name] for name in NUMBERS], [12, None, None, None, 0, None])
		self.assertEqual((row["closed_rate"], row["raised_rate"]), (None, None))
		self.close(*self.ledgers[:6])
		self.assertEqual(self.figures(self.safety), [12, 6, 6, None, 0, 6])

	def test_a_small_college_says_nothing_not_even_that_there_is_one(self) -> None:
		empty = make.make_unit(
			"包保护理学院", "College", frappe.db.get_value("Campus Unit", self.small, "parent_campus_unit")
		)
		found = self.rows(self.safety)
		self.assertEqual(
			[found[self.small][name] for name in NUMBERS], [found[empty][name] for name in NUMBERS]
		)
		self.assertEqual([found[self.small][name] for name in NUMBERS], [None] * 6)
		with self.as_user(self.safety):
			summary = run(REPORT, filters={"term": "2026-2027-1"})["report_summary"]
		self.assertEqual({line["value"] for line in summary}, {"—"})

	def test_scope(self) -> None:
		self.assertEqual(set(self.rows(self.lead)), {self.college})
		self.assertLessEqual({self.college, self.small}, set(self.rows(self.affairs)))
		for role in (r.COUNSELLOR, r.HR_OFFICE, r.SECURITY_OFFICE):
			user = make.make_user(f"no{role[-4:].lower()}@figures.test", role)
			with self.subTest(role), self.as_user(user):
				self.assertRaises(frappe.PermissionError, run, REPORT)
