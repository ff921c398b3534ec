"""The reports over duties: known rows, and nobody sees more than their own."""

import frappe
from frappe.desk.query_report import run

from campus_safety.domain import roles as r
from campus_safety.engines.duties import exempt
from campus_safety.tests import factories as make
from campus_safety.tests.duties.base import DutyTestCase

COVERAGE, GAPS, LATE, STAFFING = (
	"Campus Duty Coverage",
	"Campus Duty Gaps",
	"Campus Late Entries",
	"Campus Staffing Ratios",
)
OCTOBER = {"from_date": "2026-11-01", "to_date": "2026-11-05"}  # when the duties of October are due


class ReportTestCase(DutyTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		frappe.db.delete("Campus Duty Obligation")
		self.rule = self.make_rule("测试月谈", clause="三(一)")
		in_time = self.record("DT001", "2026-10-20")
		in_time.db_set("creation", "2026-10-20 12:00:00", update_modified=False)
		self.run_rule(self.rule, "2026-10-25")
		self.run_rule(self.rule, "2026-11-10")  # one done, three overdue in October; four open in November

	def read(self, report: str, user: str = "Administrator", **filters) -> list[dict]:
		with self.as_user(user):
			return [row for row in run(report, filters=filters)["result"] if isinstance(row, dict)]

	def figures(self, row: dict) -> tuple:
		return tuple(row[name] for name in ("owed", "done", "late", "missed", "open", "exempt", "rate"))


class TestCoverage(ReportTestCase):
	def test_known_rows_by_every_grouping(self) -> None:
		for group_by, key in (
			("College", self.college),
			("Class", self.class_1),
			("Person", self.counsellor),
			("Clause", "三(一)"),
			("Rule", self.rule.name),
		):
			with self.subTest(group_by):
				(row,) = self.read(COVERAGE, group_by=group_by, **OCTOBER)
				self.assertEqual((row["key"], *self.figures(row)), (key, 4, 1, 0, 3, 0, 0, 25.0))

	def test_a_filter_narrows(self) -> None:
		for field, there, elsewhere in (
			("college", self.college, self.school),
			("unit", self.class_1, self.class_2),
			("responsible_user", self.counsellor, self.successor),
			("rule", self.rule.name, "别的规则"),
			("clause", "三(一)", "三(二)"),
			("term", "2026-2027-1", "2020-2021-1"),
		):
			with self.subTest(field):
				for value, rows in ((there, 1), (elsewhere, 0)):
					period = {} if field == "term" else OCTOBER
					self.assertEqual(
						len(self.read(COVERAGE, group_by="Rule", **period, **{field: value})), rows
					)

	def test_what_is_exempt_is_not_owed_and_what_is_open_is_not_done(self) -> None:
		with self.as_user(self.lead):
			duty = self.duty(self.rule, "DT002", "2026-10-01")
			exempt.approve(duty, "住院")
		(row,) = self.read(COVERAGE, group_by="Rule", from_date="2026-11-01", to_date="2026-12-31")
		self.assertEqual(self.figures(row), (7, 1, 0, 2, 4, 1, 14.29))

	def test_late_ones_are_covered_and_shown_beside(self) -> None:
		self.record("DT002", "2026-10-21")
		self.run_rule(self.rule, "2026-11-10")
		(row,) = self.read(COVERAGE, group_by="Rule", **OCTOBER)
		self.assertEqual((*self.figures(row), row["in_time"]), (4, 1, 1, 2, 0, 0, 50.0, 25.0))

	def test_without_dates_it_is_the_current_term(self) -> None:
		with self.as_user("Administrator"):
			answer = run(COVERAGE, filters={"group_by": "Rule"})
		self.assertIn("2026-2027-1", answer["message"])
		self.assertEqual(answer["result"][0]["open"], 4)
		self.assertEqual([entry["value"] for entry in answer["report_summary"]], [8, "12.5%", 3, 4])
		self.assertEqual(answer["chart"]["data"]["datasets"][0]["values"], [12.5])

	def test_scope(self) -> None:
		far = make.make_unit("职责测试机电学院", "College", self.school)
		far_lead = make.make_user("report-farlead@duties.test", r.COLLEGE_LEAD)
		make.assign(far_lead, "College Lead", "College", unit=far)
		for user, due in (
			(self.counsellor, [4]),
			(self.lead, [4]),
			(far_lead, []),
			(self.successor, []),
			(make.make_user("report-hr@duties.test", r.HR_OFFICE), [4]),
			(make.make_user("report-affairs@duties.test", r.STUDENT_AFFAIRS), [4]),
		):
			with self.subTest(user):
				self.assertEqual([row["owed"] for row in self.read(COVERAGE, user, **OCTOBER)], due)

	def test_a_counsellor_gets_classes_where_colleges_are_asked_for(self) -> None:
		(row,) = self.read(COVERAGE, self.counsellor, group_by="College", **OCTOBER)
		self.assertEqual((row["key"], row["drill"]), (self.class_1, "Person"))

	def test_other_roles_may_not_open_it(self) -> None:
		with self.as_user(make.make_user("report-it@duties.test", r.IT_CENTRE)):
			self.assertRaises(frappe.PermissionError, run, COVERAGE)

	def test_cost_does_not_grow_with_the_rows(self) -> None:
		"""Three statements and the terms, whatever is grouped: the rules, the count, and the titles."""
		from campus_safety.engines.duties import coverage

		coverage.get_rows("Class", {"term": "2026-2027-1"}, "Administrator")  # what is read once is known now
		with self.assertQueryCount(4):
			coverage.get_rows("Class", {"term": "2026-2027-1"}, "Administrator")


class TestKeyStudentsCounted(ReportTestCase):
	"""Who only counts learns of key students by college at the finest, and not of fewer than five."""

	def about_key_students(self) -> None:
		frappe.db.set_value("Campus Duty Obligation", {"rule": self.rule.name}, "is_risk", 1)

	def test_fewer_than_five_are_not_counted(self) -> None:
		safety = make.make_user("report-safety@duties.test", r.SAFETY_OFFICE)
		self.assertTrue(self.read(COVERAGE, safety, group_by="Class"), "ordinary duties are counted by class")
		self.about_key_students()
		for group_by in ("College", "Class", "Person", "Clause", "Rule"):
			self.assertEqual(self.read(COVERAGE, safety, group_by=group_by), [], group_by)
		affairs = make.make_user("report-affairs@duties.test", r.STUDENT_AFFAIRS)
		for user in (self.counsellor, self.lead, affairs):
			self.assertTrue(self.read(COVERAGE, user, group_by="Class"), user)

	def test_five_are_counted_by_college_and_no_finer(self) -> None:
		make.make_student("DT005", self.class_1)
		self.run_rule(self.rule, "2026-11-10")
		self.about_key_students()
		safety = make.make_user("report-safety@duties.test", r.SAFETY_OFFICE)
		for group_by, expected in (("College", 1), ("Rule", 1), ("Clause", 1), ("Class", 0), ("Person", 0)):
			self.assertEqual(len(self.read(COVERAGE, safety, group_by=group_by)), expected, group_by)
		self.assertEqual(self.read(COVERAGE, safety, group_by="Rule", unit=self.class_1), [])


class TestGaps(ReportTestCase):
	def test_open_and_overdue_with_the_oldest_first(self) -> None:
		rows = self.read(GAPS, self.counsellor)
		self.assertEqual([row["state"] for row in rows].count(rows[0]["state"]), 3)
		first = rows[0]
		self.assertEqual(
			(
				first["student"],
				first["unit"],
				str(first["due_date"]),
				first["done"],
				first["responsible_user"],
			),
			("DT002", self.class_1, "2026-11-03", "0 / 1", self.counsellor),
		)
		self.assertEqual(len(rows), 7)
		self.assertEqual(len(self.read(GAPS, self.counsellor, only_overdue=1)), 3)
		self.assertEqual(len(self.read(GAPS, self.counsellor, rule="别的规则")), 0)
		self.assertEqual(len(self.read(GAPS, self.counsellor, clause="三(一)")), 7)

	def test_who_only_counts_sees_no_student(self) -> None:
		for role in (r.SAFETY_OFFICE, r.SCHOOL_LEADER, r.QUALITY_OFFICE, r.SCHOOL_OFFICE):
			user = make.make_user(f"gap-{role.split()[-2].lower()}{role[-2:]}@duties.test", role)
			self.assertEqual(self.read(GAPS, user), [], role)
		self.assertEqual(self.read(GAPS, self.successor), [])
		self.assertEqual(len(self.read(GAPS, self.lead)), 7)
		with self.as_user(make.make_user("report-hr@duties.test", r.HR_OFFICE)):
			self.assertRaises(frappe.PermissionError, run, GAPS)

	def test_system_managers_have_no_list_of_what_they_may_not_read(self) -> None:
		"""Duties that name no student are theirs to count, never to open: the framework refused the whole report."""
		manager = make.make_user("report-system@duties.test", r.SYSTEM_MANAGER)
		frappe.db.set_value("Campus Duty Obligation", {"rule": self.rule.name}, "names_student", 0)
		with self.as_user(manager):
			self.assertFalse(frappe.get_doc("Report", GAPS).is_permitted())
			self.assertTrue(frappe.get_doc("Report", COVERAGE).is_permitted())
			self.assertRaises(frappe.PermissionError, run, GAPS)
		self.assertEqual(len(self.read(COVERAGE, manager, group_by="Rule", **OCTOBER)), 1)


class TestLateEntries(DutyTestCase):
	def test_late_records_of_ones_own_reach(self) -> None:
		with self.as_user(self.counsellor):
			late = make.make_talk("DT001", talk_time="2026-11-22 10:00:00")
			make.make_talk("DT002")
		self.assertTrue(late.late_entry)
		with self.as_user(self.counsellor):
			(row,) = run(LATE)["result"]
		self.assertEqual(
			(row["kind"], row["name"], row["student"]), ("Campus Heart Talk", late.name, "DT001")
		)
		self.assertGreaterEqual(row["days_late"], 4)
		with self.as_user(self.successor):
			self.assertEqual(run(LATE)["result"], [])
		with self.as_user(make.make_user("late-safety@duties.test", r.SAFETY_OFFICE)):
			self.assertEqual(run(LATE)["result"], [])

	def test_every_kind_of_evidence_is_asked_and_no_protected_one(self) -> None:
		from campus_safety.access.rules import PROTECTED
		from campus_safety.engines.duties import late_entries

		kinds = set(late_entries.get_kinds())
		self.assertLessEqual(
			{"Campus Heart Talk", "Campus Parent Contact", "Campus Parent Meeting", "Campus Home Visit"},
			kinds,
		)
		self.assertFalse(kinds & PROTECTED)


class TestStaffing(DutyTestCase):
	def all_rows(self, user: str) -> list[dict]:
		with self.as_user(user):
			return [row for row in run(STAFFING)["result"] if isinstance(row, dict)]

	def rows(self, user: str) -> dict[tuple, dict]:
		return {(row["unit"], row["item_name"]): row for row in self.all_rows(user)}

	def test_ratio_and_posts_of_a_college(self) -> None:
		frappe.db.set_single_value("Campus Safety Settings", "students_per_counsellor", 2)
		frappe.clear_document_cache("Campus Safety Settings", "Campus Safety Settings")
		rows = {key[1]: row for key, row in self.rows(self.lead).items() if key[0] == self.college}
		items = [(row["students"], row["have"], row["needed"], row["missing"]) for row in rows.values()]
		self.assertEqual(items[:3], [(4, 0, 2, 2), (None, 1, 2, 1), (None, 0, 2, 2)])
		frappe.get_doc(
			{
				"doctype": "Campus Staff Qualification",
				"user": self.counsellor,
				"kind": "Counsellor",
				"full_time": 1,
			}
		).insert()
		ratio = next(iter(row for key, row in self.rows(self.lead).items() if key[0] == self.college))
		self.assertEqual((ratio["have"], ratio["holders"], ratio["unknown"]), (1, 1, 0))

	def test_a_lead_sees_the_own_college_and_no_line_of_the_school(self) -> None:
		self.assertEqual({unit for unit, _item in self.rows(self.lead)}, {self.college})

	def test_the_school_needs_two_psych_teachers_at_least(self) -> None:
		whole = [row for row in self.all_rows("Administrator") if row["unit_name"] == "Whole School"]
		needed = frappe.db.count("Campus Network Position", {"enabled": 1, "needed_for": ("!=", "")})
		self.assertEqual(len(whole), 2 + needed)
		self.assertGreaterEqual(whole[1]["needed"], 2)

	def test_where_nobody_is_there_is_no_ratio_and_no_nought(self) -> None:
		ratio = next(row for row in self.all_rows(self.lead) if row["students"])
		self.assertEqual(
			(ratio["have"], ratio["ratio"], ratio["ratio_name"]), (0, None, "No full-time counsellor")
		)
		with self.as_user(self.lead):
			(college,) = run("Campus Network Coverage")["result"]
		self.assertEqual(
			(college["students_per_counsellor"], college["students_per_counsellor_name"]),
			(None, "No full-time counsellor"),
		)

	def test_what_lies_in_no_college_is_no_second_school(self) -> None:
		make.make_student("DT999", make.make_unit("散班", "Class", self.school))
		ratios = [
			row for row in self.all_rows("Administrator") if row["item_name"] == "Full-time Counsellors"
		]
		called = [row["unit_name"] for row in ratios if not row["unit"]]
		self.assertEqual(called, ["Whole School", "Without College"])

	def test_cards_add_up_to_the_column_below_them(self) -> None:
		for user in ("Administrator", self.lead):
			with self.as_user(user):
				found = run(STAFFING)
			rows = [row for row in found["result"] if isinstance(row, dict)]
			top = [row for row in rows if row["unit_name"] == "Whole School"] or rows
			cards = {card["label"]: card["value"] for card in found["report_summary"]}
			self.assertEqual(
				cards["Full-time Staff Missing"] + cards["Posts Not Filled"],
				sum(row["missing"] for row in top),
				user,
			)

	def test_a_counsellor_may_not_open_it(self) -> None:
		with self.as_user(self.counsellor):
			self.assertRaises(frappe.PermissionError, run, STAFFING)
