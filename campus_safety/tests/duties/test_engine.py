"""The engine on a site: duties made, moved, settled; every case of domain §23 that a school meets."""

from datetime import datetime

import frappe
from frappe.utils import now_datetime

from campus_safety.domain.duties.obligation import obligation_name
from campus_safety.engines.duties import evidence, generate, rules, run
from campus_safety.tests import factories as make
from campus_safety.tests.base import at
from campus_safety.tests.duties.base import VISIT, DutyTestCase

TODAY = "2026-11-25"


def on(day: str):
	"""The server's day, for what happens at once when a record is saved."""
	return at(datetime.fromisoformat(f"{day} 22:00"))


class TestMaking(DutyTestCase):
	def test_one_duty_per_student_and_month_and_running_twice_makes_none_twice(self) -> None:
		rule = self.make_rule()
		self.assertEqual(self.run_rule(rule, TODAY)["made"], 4)
		self.assertEqual(self.run_rule(rule, TODAY), {"made": 0, "not_owed": 0, "moved": 0, "settled": 0})
		duty = self.duties(rule)[0]
		self.assertEqual(
			duty.name, obligation_name(rule.name, "DT001", duty.period_start, generate.get_salt())
		)
		self.assertEqual(str(duty.due_date), "2026-12-03")
		self.assertEqual((duty.unit, duty.college, duty.student), (self.class_1, self.college, "DT001"))
		self.assertEqual(
			(duty.responsible_user, duty.state, duty.term), (self.counsellor, "Open", "2026-2027-1")
		)

	def test_periods_missed_by_the_server_are_made_up(self) -> None:
		rule = self.make_rule(period="Week", grace_days=0)
		self.run_rule(rule, TODAY, since="2026-11-10")
		self.assertEqual(
			{str(duty.period_start) for duty in self.duties(rule)}, {"2026-11-09", "2026-11-16", "2026-11-23"}
		)

	def test_nothing_before_the_rule(self) -> None:
		rule = self.make_rule(effective_from="2026-11-20", running_period=1)
		self.run_rule(rule, TODAY, since="2026-08-01")
		self.assertEqual({str(duty.period_start) for duty in self.duties(rule)}, {"2026-11-01"})

	def test_it_begins_with_the_first_whole_period(self) -> None:
		"""Whoever installs on the 20th starts nobody with a month that is nearly over."""
		rule = self.make_rule(effective_from="2026-11-20")
		self.run_rule(rule, "2026-11-30", since="2026-08-01")
		self.assertEqual(self.duties(rule), [])
		self.run_rule(rule, "2026-12-02", since="2026-08-01")
		self.assertEqual({str(duty.period_start) for duty in self.duties(rule)}, {"2026-12-01"})

	def test_who_joins_late_or_is_away_owes_nothing(self) -> None:
		frappe.db.set_value("Campus Student", "DT001", "admission_date", "2026-11-23")
		frappe.db.set_value("Campus Student", "DT002", "status", "Suspended")
		frappe.db.set_value("Campus Student", "DT003", "admission_date", "2026-11-10")
		rule = self.make_rule(days_that_count="Teaching Days", min_days=10)
		self.run_rule(rule, TODAY)
		self.assertEqual(set(self.states(rule)), {"DT003", "DT004"})

	def test_a_break_makes_none(self) -> None:
		rule = self.make_rule(days_that_count="Teaching Days", min_days=10)
		self.assertEqual(self.run_rule(rule, "2027-02-10")["made"], 0)

	def test_a_break_makes_talks_where_the_school_lets_them_go_on(self) -> None:
		settings = "Campus Safety Settings"
		frappe.db.set_single_value(settings, "pause_talks_in_breaks", 0)
		frappe.clear_document_cache(settings, settings)
		self.addCleanup(frappe.clear_document_cache, settings, settings)
		rule = self.make_rule(days_that_count="Teaching Days", min_days=10)
		self.assertEqual(self.run_rule(rule, "2027-02-10")["made"], 4)
		weekly = self.make_rule("每周", days_that_count="Teaching Days", min_days=1, period="Week")
		self.assertEqual(self.run_rule(weekly, "2027-02-10")["made"], 0, "only monthly ones go on")

	def test_internship_has_a_rule_of_its_own(self) -> None:
		frappe.db.set_value("Campus Student", "DT001", "status", "Internship")
		rule = self.make_rule(
			subject_filter=f'{{"status": "Internship", "unit": "{self.class_1}"}}', min_count=2
		)
		self.run_rule(rule, TODAY)
		self.assertEqual(set(self.states(rule)), {"DT001"})
		self.record("DT001", "2026-11-20")
		self.assertEqual(self.duty(rule, "DT001").state, "Open")
		self.record("DT001", "2026-11-21")
		self.assertEqual(self.duty(rule, "DT001").state, "Done")

	def test_classes_colleges_school(self) -> None:
		for subject_type, names in (
			("Class", {self.class_1, self.class_2}),
			("College", {self.college}),
			("School", {self.school}),
		):
			with self.subTest(subject_type):
				rule = self.make_rule(
					f"测试{subject_type}",
					subject_type=subject_type,
					subject_filter=f'[["name", "in", ["{self.class_1}", "{self.class_2}", "{self.college}", "{self.school}"]]]',
					subject_field="units.unit",
					period="Term",
					responsible_position="College Lead",
				)
				self.run_rule(rule, TODAY)
				self.assertEqual(set(self.states(rule)), names)

	def test_rooms_and_whoever_keeps_the_building(self) -> None:
		building = make.make_dormitory("职责测试1号楼", "Building")
		room = make.make_dormitory("职责101", "Room", building)
		keeper = make.make_user("duty-keeper@duties.test", "Campus Dorm Manager")
		make.assign(keeper, "Dorm Manager", "Dormitory", dormitory=building)
		rule = self.make_rule(
			subject_type="Dormitory",
			subject_filter=f'{{"name": "{room}"}}',
			subject_field="dormitory",
			responsible_position="Dorm Manager",
		)
		self.run_rule(rule, TODAY)
		self.assertEqual(
			[(duty.subject, duty.responsible_user) for duty in self.duties(rule)], [(room, keeper)]
		)

	def test_key_students_come_and_go(self) -> None:
		rule = self.make_rule(
			subject_type="Key Student",
			subject_filter='[["Campus Risk Status", "risk_level", "=", "Red"]]',
			responsible_position="Responsible Person",
			period="Week",
		)
		status = frappe.get_doc(
			{
				"doctype": "Campus Risk Status",
				"student": "DT002",
				"status": "Active",
				"risk_level": "Red",
				"unit": self.class_1,
				"responsible_person": self.successor,
			}
		)
		status.db_insert()  # as the ledger does
		self.run_rule(rule, TODAY)
		self.assertEqual(
			[(duty.subject, duty.responsible_user, duty.is_risk) for duty in self.duties(rule)],
			[("DT002", self.successor, 1)],
		)
		frappe.db.set_value("Campus Risk Status", {"student": status.student}, "risk_level", "Green")
		self.assertEqual(self.run_rule(rule, TODAY)["not_owed"], 1)
		self.assertEqual(self.states(rule), {"DT002": "Exempt"})


class TestMoving(DutyTestCase):
	def test_leaving_and_coming_back(self) -> None:
		rule = self.make_rule()
		self.run_rule(rule, TODAY)
		frappe.db.set_value("Campus Student", "DT001", "status", "Suspended")
		self.assertEqual(self.run_rule(rule, TODAY)["not_owed"], 1)
		duty = self.duty(rule, "DT001")
		self.assertEqual((duty.state, duty.exempt_kind), ("Exempt", "Not Owed"))
		frappe.db.set_value("Campus Student", "DT001", "status", "Enrolled")
		self.run_rule(rule, TODAY)
		self.assertEqual(self.duty(rule, "DT001").state, "Open")

	def test_what_was_missed_before_leaving_stays_missed(self) -> None:
		rule = self.make_rule()
		self.run_rule(rule, "2026-10-20")
		self.run_rule(rule, "2026-11-20", since="2026-11-20")
		frappe.db.set_value("Campus Student", "DT001", "status", "Withdrawn")
		self.run_rule(rule, "2026-11-21")
		self.assertEqual(self.duty(rule, "DT001", "2026-10-01").state, "Overdue")
		self.assertEqual(self.duty(rule, "DT001", "2026-11-01").state, "Exempt")

	def test_another_counsellor_takes_over_open_duties_only(self) -> None:
		rule = self.make_rule()
		self.run_rule(rule, "2026-10-20")
		self.run_rule(rule, "2026-11-20", since="2026-11-20")
		self.record("DT001", "2026-11-20")
		frappe.db.set_value("Campus Network Assignment", self.assignment, "holder_user", self.successor)
		self.assertEqual(self.run_rule(rule, "2026-11-21")["moved"], 3)
		self.assertEqual(self.duty(rule, "DT001").responsible_user, self.counsellor, "done under the first")
		self.assertEqual(
			self.duty(rule, "DT002", "2026-10-01").responsible_user, self.counsellor, "missed by the first"
		)
		self.assertEqual(self.duty(rule, "DT002").responsible_user, self.successor)

	def test_another_class(self) -> None:
		rule = self.make_rule()
		self.run_rule(rule, TODAY)
		self.record("DT002", TODAY)
		for student in ("DT001", "DT002"):
			frappe.db.set_value("Campus Student", student, "unit", self.class_2)
		self.run_rule(rule, TODAY)
		self.assertEqual(
			(self.duty(rule, "DT001").unit, self.duty(rule, "DT001").responsible_user), (self.class_2, None)
		)
		self.assertEqual(self.duty(rule, "DT002").unit, self.class_1, "history stays where it was")

	def test_the_class_adviser_stands_in(self) -> None:
		adviser = make.make_user("duty-adviser@duties.test", "Campus Class Adviser")
		make.assign(adviser, "Class Adviser", "Class", unit=self.class_2)
		frappe.db.set_value("Campus Student", "DT001", "unit", self.class_2)
		rule = self.make_rule()
		self.run_rule(rule, TODAY)
		self.assertEqual(self.duty(rule, "DT001").responsible_user, adviser)

	def test_a_mentor_is_found_by_student(self) -> None:
		mentor = make.make_user("duty-mentor@duties.test", "Campus Mentor")
		make.assign(mentor, "Mentor", "Class", student="DT003")
		rule = self.make_rule(responsible_position="Mentor")
		self.run_rule(rule, TODAY)
		self.assertEqual({duty.subject: duty.responsible_user for duty in self.duties(rule)}["DT003"], mentor)


class TestSettling(DutyTestCase):
	def test_saving_settles_at_once_and_deleting_opens_again(self) -> None:
		rule = self.make_rule()
		self.run_rule(rule, TODAY)
		with on(TODAY):
			record = self.record("DT001", "2026-11-20", late_entry=1)
			duty = self.duty(rule, "DT001")
			self.assertEqual((duty.state, duty.done_count, duty.late_count), ("Done", 1, 1))
			self.assertEqual(
				(str(duty.first_done_on), duty.evidence_doctype, duty.evidence),
				("2026-11-20", VISIT, record.name),
			)
			record.delete()
		duty = self.duty(rule, "DT001")
		self.assertEqual(
			(duty.state, duty.done_count, duty.evidence, duty.first_done_on), ("Open", 0, None, None)
		)

	def test_who_was_written_about_while_new_duties_were_made(self) -> None:
		"""Their records may have been committed after the statement that makes the duties began to read."""
		rule = self.make_rule()
		value = rules.read(rule)
		today, earlier = now_datetime(), "2026-11-20 08:00:00"
		for student in self.students[:3]:
			self.record(student, "2026-11-26")
		frappe.db.set_value(VISIT, {"student": self.students[0]}, "modified", earlier, update_modified=False)
		frappe.db.set_value(VISIT, {"student": self.students[1]}, "docstatus", 2, update_modified=False)
		frappe.db.set_value(VISIT, {"student": self.students[1]}, "modified", today, update_modified=False)
		found = evidence.get_written_since(value, today - run.LONGEST_SAVE)
		self.assertEqual(sorted(found), self.students[1:3], "one that no longer counts, too")

	def test_a_record_moved_to_another_student_settles_both(self) -> None:
		rule = self.make_rule()
		self.run_rule(rule, TODAY)
		with on(TODAY):
			record = self.record("DT001", "2026-11-20")
			record.student = "DT002"
			record.save()
		self.assertEqual(
			self.states(rule), {"DT001": "Open", "DT002": "Done", "DT003": "Open", "DT004": "Open"}
		)

	def test_a_record_moved_to_another_month(self) -> None:
		rule = self.make_rule()
		self.run_rule(rule, TODAY)
		with on(TODAY):
			record = self.record("DT001", "2026-11-20")
			record.happened_on = "2026-10-20"
			record.save()
		self.assertEqual(self.duty(rule, "DT001").state, "Open")

	def test_one_record_satisfies_many_rules(self) -> None:
		first, second = (
			self.make_rule(),
			self.make_rule("测试重点走访", evidence_filter='{"kind": "Key"}', period="Week"),
		)
		for rule in (first, second):
			self.run_rule(rule, TODAY)
		with on(TODAY):
			self.record("DT001", "2026-11-24", kind="Key")
			self.record("DT002", "2026-11-24", kind="Routine")
		self.assertEqual((self.states(first)["DT001"], self.states(first)["DT002"]), ("Done", "Done"))
		self.assertEqual((self.states(second)["DT001"], self.states(second)["DT002"]), ("Done", "Open"))

	def test_a_record_that_comes_to_count_and_ceases_to(self) -> None:
		rule = self.make_rule(evidence_filter='{"kind": ["in", ["Key"]]}')
		self.run_rule(rule, TODAY)
		with on(TODAY):
			record = self.record("DT001", "2026-11-24", kind="Routine")
			self.assertEqual(self.states(rule)["DT001"], "Open")
			for kind, state in (("Key", "Done"), ("Routine", "Open")):
				record.kind = kind
				record.save()
				self.assertEqual(self.states(rule)["DT001"], state, kind)
			record.db_set("kind", "Key")
			self.assertEqual(self.states(rule)["DT001"], "Done", "set past the form")

	def test_late_is_never_rewritten(self) -> None:
		rule = self.make_rule()
		self.run_rule(rule, "2026-10-20")
		self.run_rule(rule, "2026-11-10")
		self.assertEqual(self.duty(rule, "DT001", "2026-10-01").state, "Overdue")
		with on(TODAY):
			self.record("DT001", "2026-10-20", late_entry=1)
		self.assertEqual(self.duty(rule, "DT001", "2026-10-01").state, "Done Late")
		self.run_rule(rule, TODAY)
		self.assertEqual(self.duty(rule, "DT001", "2026-10-01").state, "Done Late")

	def test_making_up(self) -> None:
		rule = self.make_rule(catch_up_days=10)
		self.run_rule(rule, "2026-10-20")
		with on("2026-11-08"):
			self.record("DT001", "2026-11-08")
			self.record("DT002", "2026-11-12")
		states = self.states(rule, period_start="2026-10-01")
		self.assertEqual((states["DT001"], states["DT002"]), ("Done Late", "Open"))

	def test_a_table_of_the_record(self) -> None:
		rule = self.make_rule(
			subject_type="Class",
			subject_filter=f'{{"name": ["in", ["{self.class_1}", "{self.class_2}"]]}}',
			subject_field="units.unit",
		)
		self.run_rule(rule, TODAY)
		with on(TODAY):
			record = frappe.get_doc(
				{
					"doctype": VISIT,
					"happened_on": TODAY,
					"units": [{"unit": self.class_1}, {"unit": self.class_1}, {"unit": self.class_2}],
				}
			).insert()
			self.assertEqual(
				[(duty.state, duty.done_count) for duty in self.duties(rule)], [("Done", 1), ("Done", 1)]
			)
			record.units = record.units[:1]
			record.save()
		self.assertEqual(self.states(rule), {self.class_1: "Done", self.class_2: "Open"})

	def test_dates_in_a_table_count_one_by_one(self) -> None:
		rule = self.make_rule(
			subject_type="Class",
			subject_filter=f'{{"name": "{self.class_1}"}}',
			subject_field="units.unit",
			time_field="units.day",
			min_count=2,
		)
		self.run_rule(rule, TODAY)
		with on(TODAY):
			record = frappe.get_doc(
				{"doctype": VISIT, "units": [{"unit": self.class_1, "day": "2026-11-02"}]}
			).insert()
			self.assertEqual(self.states(rule), {self.class_1: "Open"})
			record.append("units", {"unit": self.class_1, "day": "2026-11-20"})
			record.save()
		self.assertEqual(self.states(rule), {self.class_1: "Done"})

	def test_a_broken_rule_does_not_stop_the_record(self) -> None:
		rule = self.make_rule()
		self.run_rule(rule, TODAY)
		frappe.db.set_value("Campus Duty Rule", rule.name, "evidence_filter", '{"gone": 1}')
		frappe.clear_document_cache("Campus Duty Rule", rule.name)
		with on(TODAY):
			record = self.record("DT001", TODAY)
		self.assertTrue(frappe.db.exists(VISIT, record.name))
		self.assertTrue(frappe.db.exists("Error Log", {"reference_name": rule.name}))
