"""Whether a duty was done is what its evidence says: no person's save changes it, an exemption aside (fidelity 1)."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.engines.duties import exempt
from campus_safety.engines.duties.generate import OBLIGATION
from campus_safety.exceptions import AppOwnedFieldError
from campus_safety.tests import factories as make
from campus_safety.tests.duties.base import DutyTestCase

STATES = ("Open", "Done", "Overdue", "Done Late", "Exempt")
REFUSED = (AppOwnedFieldError, frappe.PermissionError)
FORGED = (
	("exempt_by", "Administrator"),
	("exempt_requested_by", "Administrator"),
	("exempt_kind", "Approved"),
	("exempt_reason", "看不见的理由"),
	("exempted_on", "2026-11-01 08:00:00"),
	("done_count", 5),
	("responsible_user", "Administrator"),
	("due_date", "2027-01-01"),
)


class TestStateIsTheEngines(DutyTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.rule = self.make_rule()
		self.run_rule(self.rule, "2026-10-25")
		self.record("DT002", "2026-10-20")  # written today: late
		self.run_rule(self.rule, "2026-11-10")  # October overdue and done late, November open
		self.people = (
			"Administrator",
			self.lead,
			make.make_user("engine-affairs@duties.test", r.STUDENT_AFFAIRS),
			make.make_user("engine-safety@duties.test", r.SAFETY_OFFICE),
		)

	def save(self, name: str, user: str, **values) -> None:
		with self.as_user(user):
			duty = frappe.get_doc(OBLIGATION, name)
			duty.update(values)
			duty.save()

	def duties_by_state(self) -> dict[str, str]:
		rows = frappe.get_all(
			OBLIGATION, {"rule": self.rule.name}, ["name", "state"], order_by="state desc"
		)  # Overdue first: what is done is not exempted
		found = {row.state: row.name for row in rows}
		self.assertEqual(set(found), {"Open", "Overdue", "Done Late"})
		with self.as_user(self.lead):
			exempt.approve(frappe.get_doc(OBLIGATION, rows[0].name), "住院")
		return {**found, "Exempt": rows[0].name}

	def test_nobody_writes_a_state(self) -> None:
		for state, name in self.duties_by_state().items():
			for wanted in STATES:
				now = frappe.db.get_value(OBLIGATION, name, "state")
				if wanted in (now, "Exempt"):
					continue
				for user in self.people:
					with self.subTest(state, wanted=wanted, user=user), self.assertRaises(REFUSED):
						self.save(name, user, state=wanted)

	def test_nobody_writes_what_the_engine_or_the_signature_says(self) -> None:
		for state, name in self.duties_by_state().items():
			for field, value in FORGED:
				for user in self.people:
					if frappe.db.get_value(OBLIGATION, name, field) == value:
						continue
					with self.subTest(state, field=field, user=user), self.assertRaises(REFUSED):
						self.save(name, user, **{field: value})

	def test_an_exemption_is_signed_with_the_login(self) -> None:
		name = self.duty(self.rule, "DT001").name
		self.save(
			name,
			self.lead,
			state="Exempt",
			exempt_reason="住院",
			exempt_by=self.people[2],
			exempt_kind="Not Owed",
		)
		duty = frappe.get_doc(OBLIGATION, name)
		self.assertEqual((duty.state, duty.exempt_by, duty.exempt_kind), ("Exempt", self.lead, "Approved"))

	def test_an_exemption_carries_nothing_else_with_it(self) -> None:
		name = self.duty(self.rule, "DT001").name
		for field, value in (("done_count", 1), ("exempt_requested_by", self.people[2])):
			with self.subTest(field), self.assertRaises(AppOwnedFieldError):
				self.save(name, self.lead, state="Exempt", exempt_reason="住院", **{field: value})
