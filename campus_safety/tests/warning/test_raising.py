"""Who is warned of: scores with their decay, budgets, one open warning at a time, what is judged is judged."""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import add_days, getdate, now_datetime

from campus_safety.domain import roles as r
from campus_safety.jobs import campus_warnings
from campus_safety.services.warning import events, rules, scoring
from campus_safety.tests import factories as make
from campus_safety.tests.duties.base import VISIT
from campus_safety.tests.warning.base import RULE, WARNING, WarningTestCase


class TestRaising(WarningTestCase):
	def test_the_warning_says_why(self) -> None:
		warning = self.make_warning(signals=[self.signal(weight=2, half_life_days=1)])
		self.assertEqual((warning.status, warning.assigned_to, warning.score), ("New", self.counsellor, 3.5))
		self.assertEqual([row.weight for row in warning.signals], [2.0, 1.0, 0.5])
		self.assertEqual({row.evidence_doctype for row in warning.signals}, {VISIT})
		self.assertEqual((warning.unit, warning.college), (self.unit, self.college))
		self.assertEqual(warning.recorded_by, "Administrator")

	def test_a_second_run_makes_nothing_twice(self) -> None:
		warning = self.make_warning()
		self.assertEqual(self.raise_rule(frappe._dict(name=warning.rule)).flagged, 0)
		self.assertEqual(frappe.db.count(WARNING, {"rule": warning.rule}), 1)

	def test_two_runs_at_once_make_one(self) -> None:
		rule = self.make_rule()
		self.record_silently(self.students[0], 0, 1, 2)
		flagged = scoring.get_flagged(rules.read(rule), getdate())
		self.raise_rule(rule)
		with patch("campus_safety.services.warning.raising.get_flagged", return_value=flagged):
			self.assertEqual(self.raise_rule(rule).names, ())

	def test_below_the_score_nobody_is_warned_of(self) -> None:
		rule = self.make_rule()
		self.record_silently(self.students[0], 0, 1)
		self.record_silently(self.students[1], 0, 40, 50)
		self.assertEqual(self.raise_rule(rule).flagged, 0)

	def test_fewer_than_asked_for_weigh_nothing(self) -> None:
		rule = self.make_rule(
			signals=[self.signal(min_count=2, weight=5), self.signal(min_count=3, weight=5)]
		)
		self.record_silently(self.students[0], 0)
		self.record_silently(self.students[1], 0, 1)
		self.assertEqual(self.raise_rule(rule).flagged, 1)
		self.assertEqual(self.warnings()[0].score, 10)

	def test_silence_never_raises_a_score(self) -> None:
		signals = [self.signal(half_life_days=7), self.signal(min_count=2, window_days=10, half_life_days=3)]
		value = rules.read(self.make_rule(signals=signals, threshold=0.001))
		self.record_silently(self.students[0], 0, 2, 5, 9, -12)  # one is dated ahead
		scores = []
		for days in range(45):
			day = getdate() + timedelta(days=days)
			found = scoring.get_flagged(value, day)
			scores.append(found[0].score if found else 0)
		self.assertGreater(scores[0], 5)
		self.assertEqual(scores, sorted(scores, reverse=True))

	def test_those_who_left_are_not_warned_of(self) -> None:
		rule = self.make_rule()
		gone = make.make_student("YJ900", self.unit, status="Graduated")
		self.record_silently(gone, 0, 1, 2)
		self.assertEqual(self.raise_rule(rule).flagged, 0)

	def test_a_week_has_room_for_so_many(self) -> None:
		rule = self.make_rule(load_budget=2)
		for place, student in enumerate(self.students[:4]):
			self.record_silently(student, *range(3 + place))
		made = self.raise_rule(rule)
		self.assertEqual((made.flagged, len(made.names), made.held_back), (4, 2, 2))
		self.assertEqual(
			{each.student for each in self.warnings(rule=rule.name)}, {*self.students[2:4]}, "the gravest"
		)
		self.assertEqual(self.raise_rule(rule).names, (), "the week is full")
		frappe.db.set_value(WARNING, {"rule": rule.name}, "occurred_on", add_days(getdate(), -7))
		self.assertEqual(len(self.raise_rule(rule).names), 2, "the next one is not")

	def test_what_is_urgent_waits_for_no_budget(self) -> None:
		rule = self.make_rule(load_budget=1, level="Urgent")
		for student in self.students[:3]:
			self.record_silently(student, 0, 1, 2)
		self.assertEqual(len(self.raise_rule(rule).names), 3)

	def test_what_was_judged_is_judged(self) -> None:
		warning = self.make_warning()
		past = now_datetime() + timedelta(seconds=1)
		values = {"status": "Dismissed", "decided_at": past, "open_key": None}
		frappe.db.set_value(WARNING, warning.name, values)
		rule = frappe._dict(name=warning.rule)
		self.assertEqual(self.raise_rule(rule).flagged, 0)
		fresh = self.record_silently(self.students[0], 0, 0, 1)
		later = now_datetime() + timedelta(seconds=5)
		frappe.db.set_value(VISIT, {"name": ("in", fresh)}, "creation", later, update_modified=False)
		self.assertEqual(len(self.raise_rule(rule).names), 1, "new signs are new")
		self.assertEqual(len(frappe.get_doc(WARNING, self.warnings(status="New")[0].name).signals), 3)

	def test_confidential_records_count_and_stay_unnamed(self) -> None:
		signal = self.signal(evidence_doctype="Campus Risk Ledger", time_field="creation")
		rule = self.make_rule(signals=[signal], threshold=1)
		ledger = make.make_ledger(self.students[0])
		(found,) = self.warnings(rule=rule.name)
		warning = frappe.get_doc(WARNING, found.name)
		self.assertEqual(
			(found.student, [row.confidential for row in warning.signals]), (self.students[0], [1])
		)
		self.assertNotIn(ledger.name, frappe.as_json(warning.as_dict()))
		self.assertNotIn("Campus Risk Ledger", frappe.as_json(warning.as_dict()["signals"]))

	def test_rows_of_a_table_count_a_record_once(self) -> None:
		rule = self.make_rule(signals=[self.signal(evidence_filter='[["units.day", "is", "set"]]')])
		days = [{"unit": self.unit, "day": getdate()}, {"unit": self.other_unit, "day": getdate()}]
		for number in range(2):
			self.record(self.students[0], number, units=days)
		self.assertEqual(self.warnings(rule=rule.name), [], "two records in four rows")
		self.record(self.students[0], 2, units=days)
		self.assertEqual(self.warnings(rule=rule.name)[0].score, 3)


class TestOnEvent(WarningTestCase):
	def test_the_third_record_warns_at_once(self) -> None:
		rule = self.make_rule()
		for number in range(2):
			self.record(self.students[0], number)
		self.assertEqual(self.warnings(rule=rule.name), [])
		self.record(self.students[0])
		self.assertEqual([each.student for each in self.warnings(rule=rule.name)], [self.students[0]])

	def test_a_record_that_the_filter_rules_out_asks_nothing(self) -> None:
		self.make_rule(signals=[self.signal(evidence_filter='[["kind", "=", "Key"]]')])
		with patch("campus_safety.services.warning.events.raise_now") as asked:
			self.record(self.students[0], kind="Routine")
			self.assertFalse(asked.called)
			self.record(self.students[0], kind="Key")
			self.assertTrue(asked.called)

	def test_a_rule_that_broke_stops_nobody(self) -> None:
		rule = self.make_rule()
		frappe.db.set_value("Campus Warning Rule Signal", {"parent": rule.name}, "time_field", "gone")
		frappe.clear_document_cache(RULE, rule.name)
		self.assertTrue(self.record(self.students[0]).name)

	def test_above_after_the_commit(self) -> None:
		rule = self.make_rule()
		self.record_silently(self.students[0], 0, 1, 2)
		self.record_silently(self.students[1], 0)
		found = events.find_above({rule.name: set(self.students[:2])}, now_datetime())
		self.assertEqual(found, {rule.name: [self.students[0]]})

	def test_a_worker_makes_what_a_save_has_found(self) -> None:
		rule = self.make_rule()
		self.record_silently(self.students[0], 0, 1, 2)
		frappe.local.campus_pending_warnings = {rule.name: set(self.students[:2])}
		with patch("frappe.enqueue") as queue:
			events._ask_committed(now_datetime())
		self.assertEqual(queue.call_args.kwargs["found"], {rule.name: [self.students[0]]})
		campus_warnings.raise_for(**{"found": queue.call_args.kwargs["found"]})
		self.assertEqual([each.student for each in self.warnings(rule=rule.name)], [self.students[0]])

	def test_nothing_that_fails_after_the_commit_is_seen_by_who_saved(self) -> None:
		rule = self.make_rule()
		self.record_silently(self.students[0], 0, 1, 2)
		frappe.local.campus_pending_warnings = {rule.name: {self.students[0]}}
		with patch("frappe.enqueue", side_effect=RuntimeError("no queue")) as queue:
			events._ask_committed(now_datetime())
		self.assertTrue(queue.called)
		self.assertIsNone(frappe.local.campus_pending_warnings)

	def test_nobody_there_goes_to_the_college(self) -> None:
		student = make.make_student("YJ800", self.other_unit)
		warning = self.make_warning(student)
		self.assertFalse(warning.assigned_to)
		alert = frappe.get_doc("Campus Alert", {"reference_name": warning.name})
		self.assertIn(self.lead, [row.user for row in alert.recipients])

	def test_roles_are_as_the_post_says(self) -> None:
		self.assertIn(r.COUNSELLOR, frappe.get_roles(self.counsellor))
		self.assertEqual(self.make_warning(owner_position="College Lead").assigned_to, self.lead)
