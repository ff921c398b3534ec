"""Levels, who must sign to lower them, and dispatches."""

import frappe
from frappe.utils import add_days, nowdate

from campus_safety.domain import roles as r
from campus_safety.exceptions import (
	AppendOnlyError,
	LateEntryError,
	NotOpenedError,
	RiskLevelError,
	WorkflowGuardError,
)
from campus_safety.services.risk import risk_ledger
from campus_safety.tests.bases.risk_ledgers import DOCTYPE, RiskTestCase


class TestLevel(RiskTestCase):
	def test_floors(self) -> None:
		attempt = [{"risk_factor": "Suicide attempt history"}]
		for values, is_refused in (
			({"has_plan": 1, "risk_level": "Orange"}, True),
			(
				{"risk_factors": attempt, "attempt_date": add_days(nowdate(), -30), "risk_level": "Orange"},
				True,
			),
			(
				{"risk_factors": attempt, "attempt_date": add_days(nowdate(), -800), "risk_level": "Green"},
				True,
			),
			({"risk_factors": attempt, "risk_level": "Yellow"}, True),
			(
				{"risk_factors": attempt, "attempt_date": add_days(nowdate(), -800), "risk_level": "Yellow"},
				False,
			),
		):
			with self.subTest(values=values):
				if is_refused:
					with self.assertRaises(RiskLevelError):
						self.nominate(**values)
				else:
					self.assertEqual(self.nominate(**values).status, "Nominated")

	def test_a_plan_found_later_asks_for_red(self) -> None:
		ledger = self.supporting()
		with self.assertRaises(RiskLevelError):
			self.edit(self.counsellor, ledger, has_plan=1)
		self.edit(self.counsellor, ledger, has_plan=1, risk_level="Red")
		self.assertEqual((ledger.risk_level, ledger.needs_student_affairs), ("Red", 1))

	def test_raising_is_in_force_at_once(self) -> None:
		ledger = self.supporting()
		self.edit(self.counsellor, ledger, risk_level="Orange")
		self.assertEqual(ledger.risk_level, "Orange")
		self.edit(self.counsellor, ledger, dispatches=[self.dispatch(level_after="Red", trend="Steady")])
		self.assertEqual((ledger.risk_level, ledger.dispatches[0].trend), ("Red", "Worse"))
		self.assertEqual(str(ledger.next_dispatch_due), add_days(nowdate(), 7))

	def test_it_drops_only_through_a_dispatch(self) -> None:
		ledger = self.supporting(risk_level="Orange")
		with self.assertRaises(RiskLevelError):
			self.edit(self.counsellor, ledger, risk_level="Yellow")
		self.edit(self.lead, ledger, dispatches=[self.dispatch(level_after="Yellow", level_before="Green")])
		row = ledger.dispatches[0]
		self.assertEqual(
			(ledger.risk_level, row.level_before, row.level_after), ("Yellow", "Orange", "Yellow")
		)
		self.assertEqual((row.trend, row.convenor), ("Improved", self.lead))

	def test_red_waits_for_two_keys(self) -> None:
		ledger = self.supporting(risk_level="Red")
		self.edit(self.lead, ledger, risk_level="Yellow", dispatches=[self.dispatch(level_after="Yellow")])
		self.assertEqual((ledger.risk_level, ledger.proposed_level), ("Red", "Yellow"))
		with self.as_user(self.counsellor), self.assertRaises(WorkflowGuardError):
			risk_ledger.sign_level_change(ledger.name)
		with self.as_user(self.lead):
			with self.assertRaises(NotOpenedError):
				risk_ledger.sign_level_change(ledger.name)
			self.read(ledger)
			self.assertEqual(risk_ledger.sign_level_change(ledger.name)["missing"], [r.PSYCH_HEAD])
			with self.assertRaises(WorkflowGuardError):
				risk_ledger.sign_level_change(ledger.name)
		self.assertEqual(frappe.db.get_value(DOCTYPE, ledger.name, "risk_level"), "Red")
		with self.as_user(self.psych_head):
			with self.assertRaises(RiskLevelError):
				risk_ledger.sign_level_change(ledger.name, "Green")
			self.read(ledger)
			self.assertTrue(risk_ledger.sign_level_change(ledger.name, "Yellow")["in_force"])
		ledger.reload()
		self.assertEqual(
			(ledger.risk_level, ledger.proposed_level, ledger.needs_student_affairs), ("Yellow", None, 0)
		)
		self.assertEqual(
			[(row.user, row.void) for row in ledger.signatures], [(self.lead, 0), (self.psych_head, 0)]
		)
		self.assertEqual(len(self.log_of(ledger, "Sign")), 2)

	def test_old_signatures_do_not_count_for_a_new_proposal(self) -> None:
		self.test_red_waits_for_two_keys()
		ledger = frappe.get_doc(DOCTYPE, {"student": self.student})
		self.edit(self.counsellor, ledger, risk_level="Red")
		self.edit(self.lead, ledger, dispatches=[self.dispatch(level_after="Yellow")])
		with self.as_user(self.lead):
			self.read(ledger)
			self.assertFalse(risk_ledger.sign_level_change(ledger.name)["in_force"])

	def test_a_change_of_the_ledger_voids_the_first_signature(self) -> None:
		ledger = self.supporting(risk_level="Red")
		self.edit(self.lead, ledger, dispatches=[self.dispatch(level_after="Yellow")])
		with self.as_user(self.lead):
			self.read(ledger)
			risk_ledger.sign_level_change(ledger.name)
		self.edit(self.lead, ledger, dispatches=[self.dispatch(level_after="Green")])
		self.assertEqual((ledger.proposed_level, ledger.signatures[0].void), ("Green", 1))

	def test_a_later_dispatch_or_a_raise_takes_the_proposal_back(self) -> None:
		ledger = self.supporting(risk_level="Red")
		self.edit(self.lead, ledger, dispatches=[self.dispatch(level_after="Yellow")])
		self.edit(self.lead, ledger, dispatches=[self.dispatch()])
		self.assertEqual(
			ledger.proposed_level, "Yellow", "a dispatch that says nothing about the level leaves it"
		)
		self.edit(self.lead, ledger, dispatches=[self.dispatch(level_after="Red")])
		self.assertIsNone(ledger.proposed_level)


class TestDispatches(RiskTestCase):
	def test_saved_rows_stay(self) -> None:
		ledger = self.supporting()
		self.edit(self.counsellor, ledger, dispatches=[self.dispatch(), self.dispatch()])

		def rewrite(document):
			document.dispatches[0].situation = "改写"

		def retrend(document):
			document.dispatches[1].trend = "Worse"

		def remove(document):
			document.dispatches.pop()

		def swap(document):
			document.dispatches.reverse()
			for idx, row in enumerate(document.dispatches, 1):
				row.idx = idx

		def replace(document):
			row = document.dispatches.pop().as_dict()
			document.append("dispatches", {**row, "name": None})

		for change in (rewrite, retrend, remove, swap, replace):
			with self.subTest(change=change.__name__), self.as_user(self.psych_head):
				document = frappe.get_doc(DOCTYPE, ledger.name)
				change(document)
				with self.assertRaises(AppendOnlyError):
					document.save()

	def test_dates(self) -> None:
		ledger = self.filed(20)
		with self.assertRaises(frappe.ValidationError):
			self.edit(self.counsellor, ledger, dispatches=[self.dispatch(date=add_days(nowdate(), 2))])
		rows = [self.dispatch(), self.dispatch(date=add_days(nowdate(), -1))]
		with self.assertRaises(frappe.ValidationError):
			self.edit(self.counsellor, ledger, dispatches=rows)
		rows = [self.dispatch(date=add_days(nowdate(), -10)), self.dispatch()]
		with self.assertRaises(LateEntryError):
			self.edit(self.counsellor, ledger, dispatches=rows)
		self.edit(self.lead, ledger, dispatches=rows)
		self.assertEqual([row.late_entry for row in ledger.dispatches], [1, 0])
