"""The workbench over many duties: by urgency, in few queries, and figures that equal a slow count."""

from datetime import date
from unittest.mock import patch

import frappe
from frappe.utils import add_days, getdate, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.domain.duties.coverage import Coverage
from campus_safety.domain.duties.obligation import State
from campus_safety.engines.duties import events, evidence_form, exempt, generate, mine, overview, remind
from campus_safety.engines.workbench import permitted_rows, workbench
from campus_safety.exceptions import DutyExemptionError
from campus_safety.tests import factories as make
from campus_safety.tests.duties.base import VISIT, DutyTestCase

MOST_QUERIES = 19  # of Student Affairs and a School Leader, for whom most rooms ask something
STATES = (State.OPEN, State.DONE, State.OVERDUE, State.DONE_LATE, State.EXEMPT)


def executed() -> int:
	"""Statements the database has executed for this session."""
	return int(frappe.db.sql("show session status like 'Questions'")[0][1])


def asked_by_the_framework() -> int:
	"""Statements it executes before it answers with a list's SQL: none on v15; v16 asks each time what is shared."""
	permitted_rows.names_sql(generate.OBLIGATION)
	before = executed()
	permitted_rows.names_sql(generate.OBLIGATION)
	return executed() - before - 1


class WorkbenchTestCase(DutyTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.today = getdate(nowdate())
		frappe.db.delete(generate.OBLIGATION)
		self.rule = self.make_rule(warn_before_days=5, clause=frappe.db.get_value("Campus Notice Clause", {}))

	def put(self, subject: str, due: int, state: State = State.OPEN, rule=None, **values) -> str:
		"""A duty due in so many days, as the engine would have made it."""
		rule = rule or self.rule
		day = getdate(add_days(self.today, due))
		document = frappe.get_doc(
			{
				"doctype": generate.OBLIGATION,
				"name": frappe.generate_hash(length=20),
				"rule": rule.name,
				"subject_doctype": "Campus Student",
				"subject": subject,
				"student": subject,
				"unit": self.class_1,
				"college": self.college,
				"responsible_user": self.counsellor,
				"period_start": add_days(day, -20),
				"period_end": day,
				"due_date": day,
				"count_until": add_days(day, 7),
				"min_count": 1,
				"state": state.value,
				"names_student": 1,
				**values,
			}
		)
		document.db_insert()
		return document.name

	def groups(self, user: str) -> dict[str, list[str]]:
		with self.as_user(user):
			found = mine.get_now(user, self.today, mine.get_rules())
		return {group["urgency"]: [row["subject"] for row in group["rows"]] for group in found}


class TestUrgency(WorkbenchTestCase):
	def test_by_urgency_what_can_still_be_in_time_first(self) -> None:
		self.put("DT001", 0)
		self.put("DT002", -2, State.OVERDUE)
		self.put("DT003", 5)
		self.put("DT004", 6)
		self.put("DT004", -30, State.OVERDUE)
		found = self.groups(self.counsellor)
		self.assertEqual(list(found), ["today", "overdue", "soon", "missed"])
		self.assertEqual(
			found, {"today": ["DT001"], "overdue": ["DT002"], "soon": ["DT003"], "missed": ["DT004"]}
		)

	def test_done_and_exempt_ones_are_gone(self) -> None:
		for state in (State.DONE, State.DONE_LATE, State.EXEMPT):
			self.put("DT001", -1, state, period_start=add_days(self.today, -STATES.index(state)))
		self.assertEqual(self.groups(self.counsellor), {})

	def test_earlier_terms_are_left_to_the_list(self) -> None:
		self.put("DT001", -400, State.OVERDUE)
		self.put("DT002", -1, State.OVERDUE)
		with self.as_user(self.counsellor):
			shown = workbench.get_page(getdate())["duties"]
			counts = workbench.get_duty_counts(getdate())
		self.assertEqual([row["subject"] for group in shown for row in group["rows"]], ["DT002"])
		self.assertEqual(counts, {"today": 0, "overdue": 1, "soon": 0, "missed": 0})

	def test_counts_all_and_shows_the_first(self) -> None:
		for number in range(9):
			self.put(
				"DT001",
				-number,
				State.OVERDUE,
				period_start=add_days(self.today, -100 - number),
				count_until=self.today,
			)
		with self.as_user(self.counsellor):
			(group,) = mine.get_now(self.counsellor, self.today, mine.get_rules())
		self.assertEqual((group["count"], len(group["rows"])), (9, mine.SHOWN))
		self.assertEqual(str(group["rows"][0]["due_date"]), add_days(str(self.today), -8))

	def test_key_students_stand_before_others(self) -> None:
		self.put("DT001", 0)
		key = self.make_rule(
			"测试重点",
			subject_type="Key Student",
			subject_filter=None,
			responsible_position="Responsible Person",
		)
		self.put("DT002", 0, rule=key, is_risk=1)
		with self.as_user(self.counsellor):
			found = mine.get_now(self.counsellor, self.today, mine.get_rules())
		self.assertEqual([group["rule"] for group in found], ["测试重点", self.rule.name])

	def test_an_office_sees_what_is_its_own_and_whoever_took_it_what_they_took(self) -> None:
		office = make.make_user("duty-security@duties.test", r.SECURITY_OFFICE)
		patrol = self.make_rule("测试巡逻", responsible_position="Security Office")
		self.put("DT001", 0, rule=patrol, responsible_user=None, responsible_role=r.SECURITY_OFFICE)
		self.put("DT002", 0, taken_by=self.lead)
		self.assertEqual(self.groups(office), {"today": ["DT001"]})
		self.assertEqual(self.groups(self.lead), {"today": ["DT002"]})
		self.assertEqual(self.groups(self.successor), {})

	def test_a_name_is_shown_only_to_those_who_may_read_the_student(self) -> None:
		stranger = make.make_user("duty-stranger@duties.test", r.SECURITY_OFFICE)
		self.put("DT001", 0)
		self.put("DT002", 0, responsible_user=stranger)
		title = {}
		for user in (self.counsellor, stranger):
			with self.as_user(user):
				title[user] = mine.get_now(user, self.today, mine.get_rules())[0]["rows"][0]["title"]
		self.assertEqual(
			title[self.counsellor], frappe.db.get_value("Campus Student", "DT001", "student_name")
		)
		self.assertEqual(title[stranger], "DT002")


class TestEvidenceForm(WorkbenchTestCase):
	def test_only_what_one_may_create(self) -> None:
		rule = frappe.get_doc("Campus Duty Rule", {"seed_key": "heart_talk"})
		with self.as_user(self.counsellor):
			form = {"doctype": "Campus Heart Talk", "field": "student", "table": "", "new": True}
			self.assertEqual(
				evidence_form.get_form_of(rule.name), {**form, "row": "", "row_label": "", "contact": False}
			)
			self.assertIsNone(evidence_form.get_form_of(self.rule.name), VISIT)
		guard = make.make_user("duty-guard@duties.test", r.SECURITY_GUARD)
		with self.as_user(guard):
			self.assertIsNone(evidence_form.get_form_of(rule.name))

	def test_subjects_in_a_table_and_rows_of_a_record(self) -> None:
		meeting, dispatch = (
			frappe.db.get_value("Campus Duty Rule", {"seed_key": key})
			for key in ("parent_meeting", "key_dispatch_week")
		)
		with self.as_user(self.counsellor):
			form = evidence_form.get_form_of(meeting)
			self.assertEqual((form["table"], form["field"], form["new"]), ("units", "unit", True))
			form = evidence_form.get_form_of(dispatch)
			self.assertEqual(
				(form["new"], form["row"], form["row_label"]), (False, "dispatches", "Dispatches")
			)


class TestFigures(WorkbenchTestCase):
	"""Against a slow count: every duty looked at one by one."""

	def set_up_once(self) -> None:
		super().set_up_once()
		self.other = self.make_rule("测试二", clause=self.rule.clause)
		number = 0
		for subject in self.students:
			for rule in (self.rule, self.other):
				for state in STATES:
					number += 1
					self.put(
						subject,
						-5 * (number % 9),
						state,
						rule=rule,
						period_start=add_days(self.today, -number % 40),
						period_end=add_days(self.today, -number % 40 + 3),
						unit=self.class_2 if number % 3 else self.class_1,
						responsible_user=self.successor if number % 4 else self.counsellor,
					)
		self.now = overview.Now.of(self.today)

	def slow(self, inside, **filters) -> dict:
		states = [
			State(row.state)
			for row in frappe.get_all(
				generate.OBLIGATION, filters=filters, fields=["state", "period_start", "period_end"]
			)
			if inside(row.period_start, row.period_end)
		]
		counted = Coverage.of(states)
		return {
			"done": counted.done,
			"late": counted.late,
			"missed": counted.missed,
			"open": counted.open,
			"owed": counted.owed,
			"covered": counted.covered,
		}

	def in_month(self, start: date, end: date) -> bool:
		month = self.now.month
		return month.covers(start) and (end - month.last).days <= 6

	def in_term(self, start: date, end: date) -> bool:
		term = self.now.term or self.now.month
		return end >= term.first and start <= term.last

	def check(self, counts: dict, **filters) -> None:
		self.assertEqual(counts["month"], self.slow(self.in_month, **filters), filters)
		self.assertEqual(counts["term"], self.slow(self.in_term, **filters), filters)

	def test_a_college_by_class_and_person_down_to_the_rule(self) -> None:
		with self.as_user(self.lead):
			team = overview.get_team(self.lead, self.now)
		self.assertEqual({row["unit"] for row in team["classes"]}, {self.class_1, self.class_2})
		for row in team["classes"]:
			self.check(row["counts"], unit=row["unit"])
			for each in row["rules"]:
				self.check(each["counts"], unit=row["unit"], rule=each["rule"])
		self.assertEqual({row["user"] for row in team["persons"]}, {self.counsellor, self.successor})
		for row in team["persons"]:
			self.check(row["counts"], responsible_user=row["user"])

	def test_gaps_are_as_many_as_the_figure_says(self) -> None:
		with self.as_user(self.lead):
			team = overview.get_team(self.lead, self.now)
			for row in team["classes"]:
				for each in row["rules"]:
					term = each["counts"]["term"]
					gaps = mine.get_gaps(each["rule"], row["unit"], None, self.now.term or self.now.month)
					self.assertEqual(len(gaps), term["open"] + term["missed"])
		with self.as_user(make.make_user("duty-office@duties.test", r.SAFETY_OFFICE)):
			self.assertEqual(mine.get_gaps(self.rule.name, self.class_1, None), [])

	def test_my_progress(self) -> None:
		with self.as_user(self.counsellor):
			rows = mine.get_progress(self.counsellor, self.now, mine.get_rules())
		self.assertEqual({row["rule"] for row in rows}, {self.rule.name, self.other.name})
		for row in rows:
			self.check(row["counts"], rule=row["rule"], responsible_user=self.counsellor)

	def test_the_school_clause_by_college(self) -> None:
		office = make.make_user("duty-office@duties.test", r.SAFETY_OFFICE)
		with self.as_user(office):
			heat = overview.get_heat(office, self.now, mine.get_rules())
			(row,) = heat["rows"]
			cell = overview.get_cell(office, row["clause"], overview.InCell(self.college), self.today)
		self.assertEqual((heat["colleges"], row["clause"]), ([self.college], self.rule.clause))
		self.check(row["cells"][self.college])
		self.check(row["whole"])
		self.assertEqual({entry["rule"] for entry in cell}, {self.rule.name, self.other.name})
		for entry in cell:
			self.check(entry["counts"], rule=entry["rule"])
			for each in entry["classes"]:
				self.check(each["counts"], rule=entry["rule"], unit=each["unit"])

	def test_few_key_students_are_not_counted_for_offices(self) -> None:
		frappe.db.set_value(generate.OBLIGATION, {"rule": self.other.name}, "is_risk", 1)
		frappe.db.set_value("Campus Duty Rule", self.other.name, "subject_type", "Key Student")
		events.drop_caches()
		office = make.make_user("duty-office@duties.test", r.SAFETY_OFFICE)
		affairs = make.make_user("duty-affairs@duties.test", r.STUDENT_AFFAIRS)
		with self.as_user(office):
			(row,) = overview.get_heat(office, self.now, mine.get_rules())["rows"]
			cell = {
				entry["rule"]: entry
				for entry in overview.get_cell(
					office, row["clause"], overview.InCell(self.college), self.today
				)
			}
		self.assertTrue(row["cells"][self.college]["few"])
		self.check(row["cells"][self.college], rule=self.rule.name)
		# a single college's handful stays out of the whole as well: the difference would be it
		self.check(row["whole"], rule=self.rule.name)
		missed = self.slow(self.in_term, rule=self.other.name)["missed"]
		self.assertEqual((row["whole"]["few"], row["whole"]["late"]["term"]), (True, bool(missed)))
		self.assertTrue(cell[self.other.name]["few"])
		self.assertEqual(
			(cell[self.other.name]["counts"]["term"]["owed"], cell[self.other.name]["classes"]), (0, [])
		)
		with self.as_user(affairs):
			(row,) = overview.get_heat(affairs, self.now, mine.get_rules())["rows"]
		self.check(row["cells"][self.college])

	def test_others_get_neither(self) -> None:
		for user in (self.counsellor, self.successor):
			with self.as_user(user):
				self.assertIsNone(overview.get_team(user, self.now))
				self.assertIsNone(overview.get_heat(user, self.now, {}))


class TestQueries(WorkbenchTestCase):
	def test_the_page_is_read_in_few_queries_however_many_duties(self) -> None:
		for number in range(400):
			self.put(
				self.students[number % 4],
				number % 30 - 20,
				STATES[number % 4],
				period_start=add_days(self.today, -number),
				unit=(self.class_1, self.class_2)[number % 2],
			)
		users = {
			"counsellor": self.counsellor,
			"lead": self.lead,
			"affairs": make.make_user("duty-affairs@duties.test", r.STUDENT_AFFAIRS),
			"safety": make.make_user("duty-office@duties.test", r.SAFETY_OFFICE),
			"leader": make.make_user("duty-leader@duties.test", r.SCHOOL_LEADER),
			"dorm": make.make_user("duty-dorm@duties.test", r.DORM_MANAGER),
		}
		for who, user in users.items():
			with self.as_user(user), patch.object(frappe, "get_list", wraps=frappe.get_list) as lists:
				workbench.get_page(
					getdate()
				)  # metadata, roles and settings are read once by whoever comes first
				lists.reset_mock()
				before = executed()
				page = workbench.get_page(getdate())
				queries = executed() - before - 1  # the question itself is counted, too
				queries -= lists.call_count * asked_by_the_framework()
			self.assertLessEqual(queries, MOST_QUERIES, who)
			self.assertEqual(bool(page["team"]), who == "lead")
			self.assertEqual(bool(page["heat"]), who in ("affairs", "safety", "leader"))


class TestWaitingAndReminding(WorkbenchTestCase):
	def kinds(self, user: str) -> dict[str, dict]:
		with self.as_user(user):
			page = workbench.get_page(getdate())
		return {kind["label"]: kind for kind in (*page["waiting"], *page["awaited"])}

	def test_an_exemption_waits_for_the_lead_and_is_awaited_by_whoever_asked(self) -> None:
		name = self.put("DT001", 0)
		with self.as_user(self.counsellor):
			exempt.ask(frappe.get_doc(generate.OBLIGATION, name), "十一月住院", now_datetime())
		row = self.kinds(self.lead)["Exemptions to decide"]["rows"][0]
		self.assertEqual((row["name"], row["note"]), (name, "十一月住院"))
		self.assertIn("DT001", row["title"])
		self.assertEqual(self.kinds(self.counsellor)["Exemptions asked for"]["count"], 1)
		self.assertNotIn("Exemptions to decide", self.kinds(self.counsellor))
		with self.as_user(self.lead):
			exempt.approve(frappe.get_doc(generate.OBLIGATION, name), "住院证明在案")
		self.assertNotIn("Exemptions to decide", self.kinds(self.lead))

	def test_nobody_decides_on_the_own_request(self) -> None:
		name = self.put("DT001", 0)
		with self.as_user(self.lead):
			exempt.ask(frappe.get_doc(generate.OBLIGATION, name), "十一月住院", now_datetime())
			self.assertNotIn("Exemptions to decide", self.kinds(self.lead))
			with self.assertRaises(DutyExemptionError):
				exempt.approve(frappe.get_doc(generate.OBLIGATION, name), "自批")

	def test_a_reminder_goes_out_once_a_day_and_names_no_student(self) -> None:
		self.put("DT001", -2, State.OVERDUE)
		self.put("DT002", 3)
		with self.as_user(self.lead):
			remind.validate_may_remind(self.counsellor)
			self.assertTrue(remind.send(self.counsellor, self.today))
			self.assertFalse(remind.send(self.counsellor, self.today))
			self.assertTrue(remind.send(self.counsellor, getdate(add_days(self.today, 1))))
		message = frappe.get_last_doc(
			"Campus Message Outbox", {"recipient": self.counsellor, "channel": "System"}
		)
		self.assertIn(self.rule.name, message.text)
		for student in self.students:
			self.assertNotIn(student, message.subject + message.text)
			self.assertNotIn(frappe.db.get_value("Campus Student", student, "student_name"), message.text)

	def test_only_the_lead_about_the_own_college(self) -> None:
		self.put("DT001", 0)
		far_lead = make.make_user("duty-farlead@duties.test", r.COLLEGE_LEAD)
		for user, whom in (
			(far_lead, self.counsellor),
			(self.successor, self.counsellor),
			(self.counsellor, self.counsellor),
			(self.lead, self.successor),
			(self.lead, self.lead),
		):
			with self.as_user(user), self.assertRaises(frappe.PermissionError):
				remind.validate_may_remind(whom)
