"""A crisis case: its checklist, its clock, two keys, whom it calls, and what may end it."""

from datetime import timedelta

import frappe
from frappe.utils import get_datetime, getdate, now_datetime

from campus_safety.access.secrets import is_encrypted
from campus_safety.domain import roles as r
from campus_safety.engines.workbench import workbench
from campus_safety.exceptions import (
	AppendOnlyError,
	AppOwnedFieldError,
	CrisisStepError,
	NotOpenedError,
	RiskLevelError,
	SecondActiveLedgerError,
	WorkflowGuardError,
)
from campus_safety.records import posts
from campus_safety.services.crisis import due, levels, people, taps
from campus_safety.setup.crisis import ACTIONS, TEMPLATE, create_missing_crisis_actions
from campus_safety.tests.bases.crises import CASE, CrisisTestCase

ALERT = "Campus Alert"


class TestChecklist(CrisisTestCase):
	def test_each_level_brings_its_actions(self) -> None:
		for level, expected in ACTIONS.items():
			with self.subTest(level=level):
				frappe.db.savepoint("one_level")
				values = {
					"diagnosis_kind": "Severe Disorder",
					"danger_now": 1,
					"diagnosis_proof": self.paper(),
				}
				case = self.find(level, **(values if level == "Diagnosed" else {}), by=self.psych_head)
				asked = {row.action for row in case.actions}
				self.assertEqual(asked, {action[0] for action in expected if action[4] != "Minor"})
				self.assertEqual(case.next_due, min(get_datetime(row.due) for row in case.actions))
				frappe.db.rollback(save_point="one_level")

	def test_due_from_the_moment_it_is_saved(self) -> None:
		before = now_datetime()
		case = self.find("Severe", found_at=before - timedelta(hours=20))
		call = self.open_actions(case)["电话联系家长"]
		late = get_datetime(call.due) - before
		self.assertTrue(timedelta(minutes=118) < late <= timedelta(minutes=121), late)
		self.assertEqual(call.action_owner, self.counsellor)

	def test_what_the_centre_does_is_never_the_counsellors(self) -> None:
		"""Without a teacher it is the head's where there is one; else nobody's, and stands on the heads' list."""
		action, heads = "心理教师保持联系", posts.get_users_with_role(r.PSYCH_HEAD)
		self.assertGreater(len(heads), 1)
		case = self.find("Severe")
		row = self.open_actions(case)[action]
		self.assertIsNone(row.action_owner)
		self.assertEqual(people.get_called(row), heads)
		with self.as_user(self.psych_head):
			waiting = {kind["label"]: kind["rows"] for kind in workbench.get_waiting(getdate())}
		self.assertIn(case.name, [line["name"] for line in waiting["Crises without a psych teacher"]])
		with self.as_user(self.lead):
			self.assertNotIn(
				"Crises without a psych teacher", [kind["label"] for kind in workbench.get_waiting(getdate())]
			)
		self.edit(self.psych_head, case, psych_teacher=self.psych_teacher)
		actions = self.open_actions(case)
		self.assertEqual(actions[action].action_owner, self.psych_teacher)
		self.assertEqual(actions["辅导员每日跟进"].action_owner, self.counsellor)

	def test_the_one_head_stands_in(self) -> None:
		frappe.db.delete(
			"Has Role", {"role": r.PSYCH_HEAD, "parenttype": "User", "parent": ("!=", self.psych_head)}
		)
		case = self.find("Severe")
		self.assertEqual(self.open_actions(case)["心理教师保持联系"].action_owner, self.psych_head)

	def test_a_graver_level_adds_its_own_at_once(self) -> None:
		case = self.find("General")
		self.edit(self.counsellor, case, crisis_level="Severe")
		actions = self.open_actions(case)
		self.assertIn("电话联系家长", actions)
		self.assertIn("辅导员与心理教师每周面谈", actions)

	def test_what_repeats_comes_again_in_its_rhythm(self) -> None:
		case = self.find("Severe")
		row = self.open_actions(case)["辅导员每日跟进"]
		with self.as_user(self.counsellor):
			taps.do_action(case.name, row.name, "通话十分钟，情绪平稳", now_datetime())
		following = self.open_actions(case)["辅导员每日跟进"]
		self.assertEqual(get_datetime(following.due) - get_datetime(row.due), timedelta(days=1))
		done = next(each for each in case.actions if each.name == row.name)
		self.assertEqual(done.done_by, self.counsellor)
		self.assertTrue(is_encrypted(done.evidence))

	def test_done_needs_a_word_and_its_proof(self) -> None:
		case = self.find("Severe")
		row = self.open_actions(case)["电话联系家长"]
		with self.as_user(self.counsellor):
			with self.assertRaisesRegex(CrisisStepError, row.action):
				taps.do_action(case.name, row.name, "打过电话了", now_datetime())
			with self.assertRaises(CrisisStepError):
				taps.do_action(case.name, row.name, "  ", now_datetime())
			taps.note_call(
				case.name, {"rung": "Guardian", "number": "1", "result": "Reached"}, now_datetime()
			)
			taps.do_action(case.name, row.name, "母亲下午到校", now_datetime())
		self.assertNotIn("电话联系家长", self.open_actions(case))

	def test_a_checklist_edited_later_asks_no_other_proof_of_a_row_that_stands(self) -> None:
		case = self.find("Severe")
		row = self.open_actions(case)["电话联系家长"]
		frappe.db.set_value("Campus Crisis Action Template", row.template, "proof", None)
		with self.as_user(self.counsellor), self.assertRaisesRegex(CrisisStepError, row.action):
			taps.do_action(case.name, row.name, "打过电话了", now_datetime())

	def test_rows_stay_as_they_were_asked_for(self) -> None:
		case = self.find("Severe")
		for change in (
			lambda doc: doc.actions.pop(0),
			lambda doc: doc.actions[0].set("due", now_datetime() + timedelta(days=9)),
			lambda doc: doc.actions[0].set("action", "不用做"),
		):
			with self.as_user(self.counsellor):
				document = frappe.get_doc(CASE, case.name)
				change(document)
				self.assertRaises(AppendOnlyError, document.save)

	def test_what_was_done_no_longer_changes(self) -> None:
		case = self.find("General")
		row = self.open_actions(case)["提醒任课教师留意"]
		with self.as_user(self.counsellor):
			taps.do_action(case.name, row.name, "已提醒三位老师", now_datetime())
			document = frappe.get_doc(CASE, case.name)
			done = next(each for each in document.actions if each.name == row.name)
			done.done = 0
			self.assertRaises(AppendOnlyError, document.save)

	def test_nothing_of_the_app_is_typed(self) -> None:
		case = self.find("General")
		for field in ("next_due", "level_since", "closed_at", "needs_student_affairs"):
			value = 1 if field == "needs_student_affairs" else "2031-01-01 00:00:00"
			with self.as_user(self.counsellor):
				document = frappe.get_doc(CASE, case.name)
				document.set(field, value)
				with self.assertRaises(AppOwnedFieldError, msg=field):
					document.save()
		with self.as_user(self.counsellor):
			document = frappe.get_doc(CASE, case.name)
			document.actions[0].update({"done_at": "2020-01-01 00:00:00", "not_needed": 1})
			document.save()
		self.assertFalse(self.again(case).actions[0].not_needed)
		self.assertIsNone(case.actions[0].done_at)

	def test_a_school_keeps_its_own_checklist(self) -> None:
		name = frappe.db.get_value(TEMPLATE, {"action": "研究是否需要休学"})
		frappe.delete_doc(TEMPLATE, name)
		frappe.db.set_value(TEMPLATE, {"action": "电话联系家长"}, "due_minutes", 30)
		create_missing_crisis_actions()
		self.assertFalse(frappe.db.exists(TEMPLATE, {"action": "研究是否需要休学"}))
		self.assertEqual(frappe.db.get_value(TEMPLATE, {"action": "电话联系家长"}, "due_minutes"), 30)


class TestClock(CrisisTestCase):
	def run_clock(self, case, now) -> dict[str, int]:
		"""What the job does about the case, without its commits."""
		return {row.action: due.go_on(row, now) for row in due.get_rows(now) if row.parent == case.name}

	def alert_of(self, row):
		name = frappe.db.get_value(ALERT, {"reference_row": row.name, "kind": "Crisis Action Overdue"})
		return name and frappe.get_doc(ALERT, name)

	def test_reminded_once_and_called_once(self) -> None:
		case = self.find("General")
		row = self.open_actions(case)["列入班级工作人员关注名单"]
		half = get_datetime(row.remind_at) + timedelta(minutes=1)
		self.assertEqual(self.run_clock(case, half).get(row.action), 1)
		self.assertEqual(self.run_clock(case, half).get(row.action), 0, "once")
		late = get_datetime(row.due) + timedelta(minutes=1)
		self.assertEqual(self.run_clock(case, late).get(row.action), 1)
		self.assertNotIn(row.action, self.run_clock(case, late))
		alert = self.alert_of(row)
		self.assertIn(self.counsellor, {each.user for each in alert.recipients})
		self.assertIn(self.lead, {each.user for each in alert.recipients})

	def test_doing_it_ends_the_call_and_no_other(self) -> None:
		case = self.find("General")
		rows = self.open_actions(case)
		last = max(get_datetime(row.due) for row in rows.values()) + timedelta(minutes=1)
		self.run_clock(case, last)
		first, second = rows["列入班级工作人员关注名单"], rows["提醒任课教师留意"]
		with self.as_user(self.counsellor):
			taps.do_action(case.name, first.name, "已列入", now_datetime())
		self.assertEqual(self.alert_of(first).status, "Ended")
		self.assertEqual(self.alert_of(second).status, "Open")
		texts = frappe.get_all("Campus Message Outbox", {"recipient": self.counsellor}, ["subject", "text"])
		self.assertNotIn("课间说不想活了", frappe.as_json(texts))

	def test_closing_ends_every_call(self) -> None:
		case = self.started("General")
		rows = self.open_actions(case)
		self.run_clock(case, max(get_datetime(row.due) for row in rows.values()) + timedelta(minutes=1))
		with self.as_user(self.counsellor):
			for action in ("列入班级工作人员关注名单", "提醒任课教师留意"):
				taps.do_action(case.name, rows[action].name, "已办", now_datetime())
		self.edit(self.psych_head, case, close_reason="四周平稳")
		self.act(self.counsellor, case, "Crisis Under Way", "Observe the Student")
		self.act(self.lead, case, "Sign Closing of the Crisis")
		self.act(self.psych_head, case, "Sign Closing of the Crisis")
		self.assertEqual(case.status, "Closed")
		self.assertEqual({self.alert_of(row).status for row in rows.values()}, {"Ended"})
		self.assertEqual(self.open_actions(case), {})
		self.assertIsNone(case.next_due)


class TestLevels(CrisisTestCase):
	def diagnosed(self, **values):
		return self.find(
			"Diagnosed",
			by=self.psych_head,
			**{
				"diagnosis_kind": "Severe Disorder",
				"danger_now": 1,
				"diagnosis_proof": self.paper(),
				**values,
			},
		)

	def test_diagnosed_needs_its_paper_and_its_danger(self) -> None:
		for values in (
			{"diagnosis_proof": None},
			{"diagnosis_kind": ""},
			{"diagnosis_kind": "Other", "danger_now": 0},
		):
			self.assertRaises(CrisisStepError, self.diagnosed, **values)
		self.assertTrue(self.diagnosed().watched)

	def test_lowered_by_two_and_by_no_other_road(self) -> None:
		case = self.find("Severe")
		with self.assertRaises(RiskLevelError):
			self.edit(self.psych_head, case, crisis_level="General")
		with self.as_user(self.psych_head):
			with self.assertRaises(NotOpenedError):
				levels.lower(case.name, "General", now_datetime())
			self.read(case)
			self.assertFalse(levels.lower(case.name, "General", now_datetime())["in_force"])
			with self.assertRaises(WorkflowGuardError):
				levels.lower(case.name, "General", now_datetime())
		self.assertEqual(self.again(case).crisis_level, "Severe")
		with self.as_user(self.counsellor), self.assertRaises(WorkflowGuardError):
			levels.lower(case.name, "General", now_datetime())
		with self.as_user(self.lead):
			self.read(case)
			self.assertTrue(levels.lower(case.name, "General", now_datetime())["in_force"])
		self.assertEqual(self.again(case).crisis_level, "General")
		left = {row.crisis_level for row in self.open_actions(case).values()}
		self.assertEqual(left, {"General"}, "what only the graver level asked for is no longer asked")

	def test_the_class_does_not_say_that_the_danger_is_over(self) -> None:
		case = self.diagnosed(responsible_person=self.counsellor)
		with self.assertRaises(RiskLevelError):
			self.edit(self.counsellor, case, danger_now=0)
		self.edit(self.psych_head, case, danger_now=0)
		self.assertFalse(case.watched)

	def test_severe_starts_with_student_affairs(self) -> None:
		case = self.find("Severe")
		self.act(self.psych_teacher, case, "Confirm the Assessment")
		self.assertEqual(self.act(self.lead, case, "Start Handling the Crisis").status, "Assessed")
		self.assertEqual(self.act(self.affairs, case, "Start Handling the Crisis").status, "Started")

	def test_one_open_case_per_student(self) -> None:
		self.find("General")
		self.assertRaises(SecondActiveLedgerError, self.find, "Severe", by=self.adviser)

	def test_not_closed_over_what_is_not_done(self) -> None:
		case = self.started("General")
		self.act(self.counsellor, case, "Crisis Under Way", "Observe the Student")
		with self.assertRaises(CrisisStepError):
			self.act(self.lead, case, "Sign Closing of the Crisis")


class TestCalls(CrisisTestCase):
	def test_danger_calls_before_anybody_approved(self) -> None:
		case = self.find("General", danger_now=1)
		alert = frappe.get_doc(ALERT, {"reference_name": case.name, "kind": "Crisis"})
		told = {row.user for row in alert.recipients}
		self.assertTrue({self.lead, self.psych_head} <= told, told)
		self.act(self.psych_teacher, case, "Confirm the Assessment")
		self.assertEqual(self.again(alert).status, "Open", "assessed is not begun")
		self.act(self.lead, case, "Start Handling the Crisis")
		self.assertEqual(self.again(alert).status, "Ended")

	def test_calls_to_the_family_stay(self) -> None:
		case = self.find("Severe")
		with self.as_user(self.counsellor):
			state = taps.note_call(
				case.name,
				{"rung": "Guardian", "number": "13812340000", "result": "No Answer"},
				now_datetime(),
			)
		self.assertTrue(state["next_call"])
		row = self.again(case).guardian_contacts[0]
		self.assertEqual(row.called_by, self.counsellor)
		for change in ({"result": "Reached"}, {"recorded_at": "2020-01-01 00:00:00"}):
			with self.as_user(self.counsellor):
				document = frappe.get_doc(CASE, case.name)
				document.guardian_contacts[0].update(change)
				self.assertRaises(AppendOnlyError, document.save)

	def test_two_people_watch(self) -> None:
		case = self.find("Severe")
		now = now_datetime()
		shift = {"from_time": now, "to_time": now + timedelta(hours=4), "place": "值班室", "same_sex": 1}
		with self.assertRaises(CrisisStepError):
			self.edit(
				self.counsellor,
				case,
				supervision_shifts=[{**shift, "first_person": self.lead, "second_person": self.lead}],
			)
		with self.assertRaises(CrisisStepError):
			self.edit(
				self.counsellor,
				case,
				supervision_shifts=[
					{**shift, "to_time": now, "first_person": self.lead, "second_person": self.adviser}
				],
			)

	def test_hospital_by_law_needs_its_facts(self) -> None:
		case = self.find("Severe")
		with self.assertRaises(CrisisStepError):
			self.edit(self.counsellor, case, decision="Hospital", sending_basis="Article 28 Danger")
		self.edit(
			self.counsellor,
			case,
			decision="Hospital",
			sending_basis="Article 28 Danger",
			danger_facts="持刀自伤",
			police_called_at=now_datetime() - timedelta(minutes=5),
		)
		self.assertTrue(is_encrypted(case.danger_facts))
