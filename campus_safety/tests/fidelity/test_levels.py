"""What a level says is owed, at the school's own levels too; the gravest is the one marked so (found/fidelity.md 11)."""

import frappe
from frappe.utils import getdate, nowdate

from campus_safety.domain.duties.rhythm import Rhythm
from campus_safety.engines.duties import generate, rules
from campus_safety.exceptions import DutyRuleError, RiskLevelError
from campus_safety.services.presence import absence_cases
from campus_safety.tests import factories as make
from campus_safety.tests.bases.risk_ledgers import RiskTestCase

DUTY = "Campus Duty Obligation"


class TestRhythms(RiskTestCase):
	def owed(self, level: str) -> dict[str, int]:
		"""{seed key: how many} of what the student owes today, of the rules that follow a level's rhythm."""
		ledger = self.nominate(risk_level=level)
		self.act(self.lead, ledger, "File Ledger")
		found = {}
		for name, key in frappe.get_all(
			rules.RULE, {"rhythm": ("is", "set"), "enabled": 1}, ["name", "seed_key"], as_list=True
		):
			document, today = frappe.get_doc(rules.RULE, name), getdate(nowdate())
			rule = rules.read(document.update({"running_period": 1}))  # on whatever day the site was made
			generate.make(rule, today, today, generate.Calendar.around(today, today))
			number = frappe.db.get_value(
				DUTY, {"rule": name, "subject": self.student, "state": ("!=", "Exempt")}, "min_count"
			)
			if number:
				found[key] = number
		return found

	def test_red_is_contacted_every_day(self) -> None:
		self.assertEqual(self.owed("Red"), {"key_contact_day": 1, "key_talk_week": 1, "key_dispatch_week": 1})
		today = {"period_start": nowdate(), "period_end": nowdate()}
		duty = frappe.get_doc(DUTY, {"subject": self.student, "is_risk": 1, **today})
		self.assertEqual(duty.responsible_user, self.counsellor)

	def test_the_other_shipped_levels(self) -> None:
		self.assertEqual(
			self.owed("Yellow"), {"key_contact_week": 1, "key_talk_week": 1, "key_dispatch_month": 2}
		)

	def test_a_level_of_the_schools_own(self) -> None:
		self.make_level()
		self.assertEqual(self.owed("深红"), {"key_contact_day": 1, "key_talk_week": 2, "key_dispatch_day": 1})

	def test_what_the_school_changes_is_owed(self) -> None:
		frappe.db.set_value("Campus Risk Level", "Green", {"contact_every_days": 0, "talk_every_days": 10})
		self.assertEqual(self.owed("Green"), {"key_talk_week": 1, "key_dispatch_month": 1})

	def make_level(self, **values):
		return frappe.get_doc(
			{
				"doctype": "Campus Risk Level",
				"level_name": "深红",
				"rank": 9,
				"color": "red",
				"contact_every_days": 1,
				"talk_every_days": 3,
				"dispatch_every_days": 1,
				**values,
			}
		).insert()

	def test_a_rhythm_is_a_month_at_most(self) -> None:
		for rhythm in Rhythm:
			with self.subTest(rhythm=rhythm), self.assertRaises(RiskLevelError):
				self.make_level(**{rhythm.field: 32})

	def test_rules_that_cannot_follow_one(self) -> None:
		rule = frappe.get_doc(rules.RULE, {"seed_key": "key_contact_day"})
		for values in (
			{"subject_type": "Student", "responsible_position": "Counsellor"},
			{"period": "Term"},
		):
			with self.subTest(values=values), self.assertRaises(DutyRuleError):
				frappe.copy_doc(rule).update({"rule_name": "试", **values}).insert()

	def test_suspended_students_are_still_contacted_and_dispatched(self) -> None:
		self.owed("Red")
		frappe.db.set_value("Campus Student", self.student, "status", "Suspended")
		today = getdate(nowdate())
		for key, states in (
			("key_contact_day", {"Open"}),
			("key_dispatch_week", {"Open"}),
			("key_talk_week", {"Exempt"}),
		):
			with self.subTest(key=key):
				rule = rules.read(frappe.get_doc(rules.RULE, {"seed_key": key}))
				generate.follow(rule, today)
				found = frappe.get_all(DUTY, {"rule": rule.name, "subject": self.student}, pluck="state")
				self.assertEqual(set(found), states)

	def test_a_phone_contact_is_one(self) -> None:
		self.owed("Red")
		with self.as_user(self.counsellor):
			make.make_talk(self.student, mode="In Person")
		rule = frappe.db.get_value(rules.RULE, {"seed_key": "key_contact_day"})
		self.assertEqual(frappe.db.get_value(DUTY, {"rule": rule, "subject": self.student}, "state"), "Done")

	def test_a_word_of_the_day_keeps_up_contact_and_is_no_talk(self) -> None:
		self.owed("Red")
		with self.as_user(self.counsellor):
			make.make_talk(self.student, mode="In Person", talk_type="Contact")
		states = {
			key: frappe.db.get_value(
				DUTY,
				{
					"rule": frappe.db.get_value(rules.RULE, {"seed_key": key}),
					"subject": self.student,
				},
				"state",
			)
			for key in ("key_contact_day", "key_talk_week")
		}
		self.assertEqual(states, {"key_contact_day": "Done", "key_talk_week": "Open"})


class TestGravest(RiskTestCase):
	def urgent(self) -> bool:
		return absence_cases.is_urgent(self.student)

	def test_the_one_that_is_marked(self) -> None:
		self.act(self.lead, self.nominate(risk_level="Red"), "File Ledger")
		self.assertTrue(self.urgent())
		frappe.get_doc(
			{"doctype": "Campus Risk Level", "level_name": "深红", "rank": 9, "color": "red"}
		).insert()
		self.assertTrue(self.urgent(), "a level above takes nothing away")
		frappe.db.set_value("Campus Risk Level", "Red", "is_gravest", 0)
		self.assertFalse(self.urgent())
		frappe.db.set_value("Campus Risk Level", "Red", "is_gravest", 1)
		frappe.db.set_value("Campus Risk Level", "Red", "disabled", 1)
		self.assertTrue(self.urgent(), "ledgers that carry a disabled level keep it")

	def test_who_marks_it(self) -> None:
		for user in (self.counsellor, self.lead, self.stranger):
			with self.subTest(user=user):
				level = frappe.get_doc("Campus Risk Level", "Red")
				level.is_gravest = 0
				with self.as_user(user), self.assertRaises(frappe.PermissionError):
					level.save()
