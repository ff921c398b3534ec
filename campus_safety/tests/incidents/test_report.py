"""A report: who reads it, its clocks, whom it calls, joining, what must stand before it is handled."""

from datetime import timedelta

import frappe
from frappe.utils import add_to_date, get_datetime, now_datetime

from campus_safety.access.secrets import decrypt, is_encrypted
from campus_safety.engines.workbench import workbench
from campus_safety.exceptions import (
	AppOwnedFieldError,
	ClosedRecordError,
	ReportStepError,
	SecondReportError,
)
from campus_safety.services.incidents import due, joining, receipts
from campus_safety.setup.incidents import CLOCK, CLOCKS, create_missing_report_clocks
from campus_safety.tests.bases.incidents import REPORT, SENDER, ReportTestCase
from campus_safety.tests.world import FAR_STUDENT, STUDENT

ALERT = "Campus Alert"
TAKE, TRUE, HANDLED, CLOSE = "Take the Report", "Report Is True", "Report Is Handled", "Close the Report"


def told_by(alert: str) -> set[str]:
	return set(frappe.get_all("Campus Alert Recipient", {"parent": alert}, pluck="user"))


class TestWhoReads(ReportTestCase):
	def names(self, user: str) -> set[str]:
		with self.as_user(user):
			return set(frappe.get_list(REPORT, pluck="name"))

	def test_who_reports_by_name_reads_nothing_of_it(self) -> None:
		report = self.write(self.stranger)
		self.assertNotIn(report.name, self.names(self.stranger))
		with self.as_user(self.stranger):
			self.assertFalse(frappe.has_permission(REPORT, "read", doc=report.name))
			self.assertEqual([each["state"] for each in receipts.get_own(self.stranger)], ["Received"])

	def test_intake_college_and_offices(self) -> None:
		name = self.write(self.stranger).name
		for user in (self.intake, self.lead, self.affairs):
			self.assertIn(name, self.names(user))
		for user in (
			self.counsellor,
			self.adviser,
			self.psych_teacher,
			self.psych_head,
			self.office,
			self.leader,
		):
			self.assertNotIn(name, self.names(user), user)

	def test_help_opens_it_to_the_centres_head_and_urgent_to_the_leader(self) -> None:
		name = self.write(facts="她说不想活了").name
		for user in (self.psych_head, self.leader):
			self.assertIn(name, self.names(user))

	def test_confidential_is_for_intake_and_whom_it_names(self) -> None:
		for values in ({"signs": [{"sign": "Sexual Harm"}]}, {"concerns_staff": 1, "student": FAR_STUDENT}):
			name = self.write(**values).name
			for user in (self.lead, self.affairs, self.leader, self.psych_head):
				self.assertNotIn(name, self.names(user), user)
			self.act(self.intake, name, TAKE, assigned_to=self.psych_teacher)
			self.assertIn(name, self.names(self.psych_teacher))
			alert = frappe.get_doc(ALERT, {"reference_name": name, "kind": "Confidential Abnormal Report"})
			self.assertFalse(alert.student or alert.unit or alert.college)

	def test_no_column_tells_who_wrote_it(self) -> None:
		report = self.write(self.stranger)
		stored = frappe.get_doc(REPORT, report.name)
		for row in (stored, *stored.get_all_children()):
			self.assertNotIn(self.stranger, (row.owner, row.modified_by))
		self.assertNotEqual(stored.recorded_by, self.stranger)
		for doctype, field in ((ALERT, "reference_name"), ("Campus Seal Leaf", "reference_name")):
			owners = frappe.get_all(doctype, {field: report.name}, ["owner", "modified_by"], as_list=True)
			self.assertTrue(owners, doctype)
			self.assertNotIn(self.stranger, {user for row in owners for user in row})
		sender = frappe.get_doc(SENDER, {"report": report.name})
		self.assertEqual(stored.reporter, sender.name)
		self.assertTrue(is_encrypted(sender.reporter))
		self.assertIn(self.stranger, decrypt(sender.reporter))
		for user in (self.lead, self.affairs, self.leader, self.office, self.counsellor, self.stranger):
			self.assertFalse(frappe.has_permission(SENDER, "read", doc=sender.name, user=user), user)
		self.assertTrue(frappe.has_permission(SENDER, "read", doc=sender.name, user=self.intake))

	def test_the_name_of_who_telephoned_is_kept_apart(self) -> None:
		report = self.write(self.intake, reporter="门卫张师傅 13800001111")
		stored = frappe.get_doc(REPORT, report.name)
		self.assertNotIn("张师傅", str(stored.as_dict()))
		self.assertIn("张师傅", decrypt(frappe.db.get_value(SENDER, stored.reporter, "reporter")))

	def test_without_a_post_nobody_of_the_office_reads(self) -> None:
		name = self.write().name
		frappe.db.set_value(
			"Campus Network Assignment", {"holder_user": self.intake, "status": "Active"}, "status", "Ended"
		)
		self.assertNotIn(name, self.names(self.intake))


class TestJoining(ReportTestCase):
	def test_the_second_about_a_student_belongs_to_the_first(self) -> None:
		first, second = self.write(), self.write(self.stranger, facts="昨晚没有回寝室")
		self.assertIsNone(second.parent_report)  # the answer to who may not read it
		stored = frappe.get_doc(REPORT, second.name)
		self.assertEqual((stored.parent_report, stored.report_stage), (first.name, "Follow-up"))
		self.assertFalse(stored.deadlines)
		self.assertEqual(len(receipts.get_own(self.stranger)), 1)

	def test_the_same_text_twice_joins(self) -> None:
		first = self.tell("图书馆三楼有人大声吵架")
		second = self.tell("图书馆三楼，有人大声吵架！")
		self.assertNotEqual(first.code, second.code)
		self.assertEqual(frappe.db.count(REPORT, {"parent_report": ("is", "set")}), 1)

	def test_graver_news_make_the_first_graver_and_call_again(self) -> None:
		first = self.act(self.intake, self.write().name, TAKE)
		self.assertEqual((first.urgency, first.taken_at is None), ("Normal", False))
		self.write(self.stranger, facts="他在宿舍说想死")
		first.reload()
		self.assertEqual((first.urgency, first.help_seeking, first.urgent_news), ("Urgent", 1, 1))
		alert = frappe.get_doc(ALERT, {"reference_name": first.name, "kind": "Urgent Abnormal Report"})
		self.assertIn(self.intake, told_by(alert.name))
		with self.as_user(self.intake):
			first.first_action = "已电话联系"
			first.save()
		self.assertEqual(frappe.db.get_value(ALERT, alert.name, "status"), "Ended")

	def test_further_ones_go_with_the_first(self) -> None:
		first, second = self.write(), self.write(self.stranger, facts="昨晚没有回寝室")
		self.act(self.intake, first.name, TAKE, assigned_to=self.counsellor)
		self.assertTrue(frappe.has_permission(REPORT, "read", doc=second.name, user=self.counsellor))
		self.assertEqual(frappe.db.get_value(REPORT, second.name, "status"), "Accepted")
		self.assertEqual(receipts.get_own(self.stranger)[0]["state"], "Taken")

	def test_the_answer_is_the_same_whether_there_is_another(self) -> None:
		def answer(student: str) -> dict:
			report = self.write(self.stranger, student=student, facts=f"{student} 总是一个人")
			aside = (
				"name",
				"creation",
				"modified",
				"student",
				"facts",
				"found_at",
				"occurred_on",
				"reported_at",
			)
			shown = {key: value for key, value in report.as_dict(no_nulls=True).items() if key not in aside}
			return {**shown, "signs": len(shown["signs"])}

		self.act(self.intake, self.write().name, TAKE)
		self.assertEqual(answer(self.student), answer(FAR_STUDENT))
		self.assertEqual({each["state"] for each in receipts.get_own(self.stranger)}, {"Received"})

	def test_who_joins_late_hears_taken_when_somebody_comes_to_it(self) -> None:
		first = self.act(self.intake, self.write().name, TAKE)
		self.write(self.stranger, facts="他在宿舍哭了一夜")
		self.assertEqual(receipts.get_own(self.stranger)[0]["state"], "Received")
		with self.as_user(self.intake):
			first.reload()
			first.first_action = "已找他谈过"
			first.save()
		self.assertEqual(receipts.get_own(self.stranger)[0]["state"], "Taken")

	def test_only_intake_opens_what_is_confidential_to_others(self) -> None:
		name = self.write(concerns_staff=1).name
		self.act(self.intake, name, TAKE, assigned_to=self.counsellor)
		for user, restricted in ((self.counsellor, 1), (self.intake, 0)):
			with self.as_user(user):
				report = frappe.get_doc(REPORT, name)
				report.concerns_staff = 0
				report.save()
			self.assertEqual(report.restricted, restricted, user)

	def test_what_was_reported_stays(self) -> None:
		name = self.write().name
		with self.as_user(self.intake):
			report = frappe.get_doc(REPORT, name)
			report.facts = "没有什么事"
			self.assertRaises(frappe.CannotChangeConstantError, report.save)

	def test_by_hand(self) -> None:
		first = self.write()
		self.tell("操场上有个男生一直在哭")
		other = self.newest()
		with self.as_user(self.intake):
			other.student = self.student
			self.assertRaises(SecondReportError, other.save)
			joining.join(frappe.get_doc(REPORT, other.name), first.name, now_datetime())
			for wrong in (other.name, "none"):
				with self.assertRaises(ReportStepError):
					joining.join(frappe.get_doc(REPORT, first.name), wrong, now_datetime())
		self.assertEqual(frappe.db.get_value(REPORT, other.name, "parent_report"), first.name)

	def test_after_the_end_a_new_one_begins(self) -> None:
		first = self.write()
		values = {"parents_why_not": "家长已在校", "conclusion": "情绪平稳"}
		self.act(self.intake, first.name, TAKE, TRUE, HANDLED, CLOSE, **values)
		second = self.write(facts="又开始旷课")
		self.assertIsNone(frappe.db.get_value(REPORT, second.name, "parent_report"))
		with self.as_user(self.intake):
			closed = frappe.get_doc(REPORT, first.name)
			closed.place = "别处"
			self.assertRaises(ClosedRecordError, closed.save)


class TestClocks(ReportTestCase):
	def clocks(self, report) -> dict[str, int]:
		"""{what: minutes from the report}."""
		start = get_datetime(report.reported_at).replace(second=0)
		return {
			row.what: int((get_datetime(row.due) - start).total_seconds() // 60) for row in report.deadlines
		}

	def wanted(self, *kinds: str) -> dict[str, int]:
		return {
			what: minutes for kind, what, minutes, _ends, _how in CLOCKS if kind in ("Every Report", *kinds)
		}

	def test_by_urgency_and_sign(self) -> None:
		for values, kinds in (
			({}, ("Normal",)),
			({"urgency": "Pressing"}, ("Pressing",)),
			({"urgency": "Urgent"}, ("Urgent",)),
			({"signs": [{"sign": "Bullying"}]}, ("Normal", "Bullying")),
			({"signs": [{"sign": "Sexual Harm"}]}, ("Urgent", "Sexual Harm")),
		):
			with self.subTest(kinds=kinds):
				frappe.db.savepoint("one")
				report = self.write(**values)
				self.assertEqual(
					self.clocks(report) or self.clocks(frappe.get_doc(REPORT, report.name)),
					self.wanted(*kinds),
				)
				frappe.db.rollback(save_point="one")

	def test_harm_to_a_minor_has_its_own(self) -> None:
		frappe.db.set_value("Campus Student", self.student, "is_minor", 1)
		report = frappe.get_doc(REPORT, self.write(signs=[{"sign": "Bullying"}]).name)
		self.assertEqual(self.clocks(report), self.wanted("Normal", "Bullying", "Harm to a Minor"))

	def test_each_stops_with_what_it_names(self) -> None:
		report = self.act(self.intake, self.write(urgency="Urgent").name, TAKE, phoned_at=now_datetime())
		stopped = {row.ends_with for row in report.deadlines if row.done_at}
		self.assertEqual(stopped, {"Phoned", "Accepted"})
		self.assertEqual({row.done_by for row in report.deadlines if row.done_at}, {self.intake})

	def test_one_that_runs_out_calls_once_until_it_is_stopped(self) -> None:
		name = self.write().name
		later = add_to_date(now_datetime(), days=1, minutes=5)
		self.assertEqual(len([row for row in due.get_rows(later) if row.parent == name]), 2)
		for row in due.get_rows(later):
			if row.parent == name:
				due.go_on(row, later)
		self.assertFalse([row for row in due.get_rows(later) if row.parent == name])
		alerts = {"reference_name": name, "kind": "Report Deadline Missed", "status": ("!=", "Ended")}
		self.assertEqual(frappe.db.count(ALERT, alerts), 2)
		self.act(self.intake, name, TAKE)
		self.assertEqual(frappe.db.count(ALERT, alerts), 1)

	def test_the_schools_own_list_survives_migrate(self) -> None:
		frappe.db.set_value(CLOCK, {"applies_to": "Normal"}, "due_minutes", 60)
		frappe.db.delete(CLOCK, {"applies_to": "Bullying"})
		create_missing_report_clocks()
		self.assertFalse(frappe.db.exists(CLOCK, {"applies_to": "Bullying"}))
		report = frappe.get_doc(REPORT, self.write(signs=[{"sign": "Bullying"}]).name)
		self.assertEqual(self.clocks(report)["24小时内接手"], 60)

	def test_the_same_clock_twice_is_refused(self) -> None:
		clock = frappe.copy_doc(frappe.get_doc(CLOCK, {"applies_to": "Normal"}))
		self.assertRaises(frappe.DuplicateEntryError, clock.insert)


class TestCalls(ReportTestCase):
	def alert(self, name: str, kind: str):
		return frappe.get_doc(ALERT, {"reference_name": name, "kind": kind, "status": ("!=", "Ended")})

	def test_words_and_signs_are_urgent_at_once(self) -> None:
		for values in (
			{"facts": "他说：活 不 下 去 了"},
			{"signs": [{"sign": "Farewell Acts"}]},
			{"help_seeking": 1},
		):
			with self.subTest(values=values):
				frappe.db.savepoint("one")
				name = self.write(**values).name
				self.assertEqual(
					frappe.db.get_value(REPORT, name, ("urgency", "help_seeking")), ("Urgent", 1)
				)
				told = told_by(self.alert(name, "Urgent Abnormal Report").name)
				self.assertLessEqual({self.intake, self.lead}, told)
				frappe.db.rollback(save_point="one")

	def test_taken_it_is_quiet_and_everybody_alarmed_hears_the_end(self) -> None:
		name = self.write(urgency="Urgent").name
		alert = self.alert(name, "Urgent Abnormal Report")
		alarmed = told_by(alert.name)
		self.act(self.intake, name, TAKE)
		alert.reload()
		self.assertEqual(alert.status, "Ended")
		keys = frappe.get_all(
			"Campus Message Outbox",
			{"idempotency_key": ("like", f"alert|{alert.name}|ended%")},
			pluck="recipient",
		)
		self.assertEqual(set(keys), alarmed - {self.intake})

	def test_whoever_was_called_reads_it_until_it_is_over(self) -> None:
		name = self.write(urgency="Urgent").name
		alert = self.alert(name, "Urgent Abnormal Report")
		self.assertFalse(frappe.has_permission(REPORT, "read", doc=name, user=self.psych_teacher))
		alert.append("recipients", {"user": self.psych_teacher, "step": 0, "told_at": now_datetime()})
		with alert.as_app():
			alert.save(ignore_permissions=True)
		self.assertTrue(frappe.has_permission(REPORT, "read", doc=name, user=self.psych_teacher))
		self.act(self.intake, name, TAKE)
		self.assertFalse(frappe.has_permission(REPORT, "read", doc=name, user=self.psych_teacher))

	def test_it_stands_on_the_workbench(self) -> None:
		name = self.write(urgency="Urgent").name
		with self.as_user(self.intake):
			waiting = {kind["label"]: kind["rows"] for kind in workbench.get_waiting(now_datetime().date())}
		self.assertIn(name, [row["name"] for row in waiting["Urgent reports to take"]])


class TestSteps(ReportTestCase):
	def test_parents_are_told_or_it_says_why_not(self) -> None:
		name = self.write().name
		self.act(self.intake, name, TAKE, TRUE)
		with self.assertRaises(ReportStepError):
			self.act(self.intake, name, HANDLED)
		report = self.act(self.intake, name, HANDLED, parents_told_at=now_datetime())
		self.assertEqual(report.report_stage, "Final")
		with self.assertRaises(ReportStepError):
			self.act(self.intake, name, CLOSE)
		report = self.act(self.intake, name, CLOSE, conclusion="同学间误会，已说开")
		self.assertTrue(report.closed_at)
		self.assertTrue(is_encrypted(report.conclusion))

	def test_nothing_of_the_app_is_typed(self) -> None:
		for field, value in (
			("restricted", 1),
			("tray", 1),
			("taken_at", now_datetime()),
			("parent_report", "x"),
		):
			with self.assertRaises(AppOwnedFieldError, msg=field):
				self.write(**{field: value})

	def test_no_time_to_come(self) -> None:
		name = self.write().name
		with self.assertRaises(ReportStepError):
			self.act(self.intake, name, TAKE, phoned_at=now_datetime() + timedelta(hours=1))

	def test_who_cannot_open_it_is_not_named(self) -> None:
		name = self.write().name
		for user in (self.world.by_role["Campus Security Guard"], "Administrator"):
			with self.assertRaises(ReportStepError):
				self.act(self.intake, name, TAKE, assigned_to=user)

	def test_about_anybody_and_from_long_ago(self) -> None:
		name = self.write(self.stranger, student=STUDENT, found_at=add_to_date(now_datetime(), days=-20)).name
		self.assertEqual(frappe.db.get_value(REPORT, name, "late_entry"), 1)
