"""谁能看到: each sentence is what the rule does: asked of real accounts and real records, and of a rule that is changed."""

from dataclasses import replace
from unittest.mock import patch

import frappe

from campus_safety.access import scopes
from campus_safety.access.explain import explain
from campus_safety.access.rules import RULES
from campus_safety.access.scopes import counselling as counselling_scopes
from campus_safety.declared import TRUST
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import Level
from campus_safety.services.privacy import trust
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import STUDENT

APPOINTMENT, NOTE, REQUEST = "Campus Counselling Appointment", "Campus Session Note", "Campus Data Request"
TICKET = "Campus Appeal Ticket"
# who looks after the student of the world, by role
CARERS = {r.COUNSELLOR: "counsellor", r.CLASS_ADVISER: "adviser", r.COLLEGE_LEAD: "lead"}


class TestSentenceAndRule(WorldTestCase):
	def records(self) -> dict[str, list[tuple]]:
		"""{DocType: [(case of the form, name of a real record of that case)]}."""
		found = {}
		for form in TRUST:
			for case in form.cases:
				about = {"student": STUDENT} if frappe.get_meta(form.doctype).has_field("student") else {}
				filters = {**about, **case.row}
				if form.doctype == TICKET:
					filters["place"] = (
						"like",
						"CANARY%",
					)  # other tests' complaints are handled by their own people
				name = frappe.db.get_value(form.doctype, filters)
				if name:
					found.setdefault(form.doctype, []).append((case, name))
		return found

	def test_every_form_is_tried_with_a_record(self) -> None:
		self.assertEqual({form.doctype for form in TRUST}, set(self.records()))

	def test_who_reads_it_is_who_is_named(self) -> None:
		"""Over HTTP, a record of each case, an account of each role: with the student in their care, and without."""
		for doctype, tried in self.records().items():
			for case, name in tried:
				readers = explain(doctype, case.row, case.named).readers
				for role, user in self.world.by_role.items():
					with self.subTest(doctype=doctype, case=case.when, role=role):
						self.assertEqual(self.opens(user, doctype, name), role in readers.whole)
				for role, who in CARERS.items():
					with self.subTest(doctype=doctype, case=case.when, carer=role):
						self.assertEqual(
							self.opens(self.world.users[who], doctype, name),
							role in readers.whole or role in readers.own,
						)

	def test_who_has_it_in_hand(self) -> None:
		teacher = self.world.users["psych_teacher"]
		for doctype, key in ((APPOINTMENT, "appointment"), (NOTE, "note")):
			form = next(form for form in TRUST if form.doctype == doctype)
			readers = explain(doctype, form.cases[0].row, form.cases[0].named).readers
			self.assertEqual(readers.named, (r.PSYCH_TEACHER,))
			self.assertTrue(self.opens(teacher, doctype, self.world.counselling[key]))

	def opens(self, user: str, doctype: str, name: str) -> bool:
		return HttpClient(user).get(f"/api/resource/{doctype}/{name}").status_code == 200

	def test_every_form_of_a_student_is_there(self) -> None:
		"""What a student's own page files, and what is written about their talk at the centre."""
		self.assertLessEqual(
			{"Campus Leave Permit", "Campus Off Campus Residence", REQUEST, APPOINTMENT, NOTE},
			{form.doctype for form in TRUST},
		)


class TestChangedRule(WorldTestCase):
	def lines(self, doctype: str) -> str:
		frappe.local.lang = "zh"
		return "\n".join(trust.get_lines(next(form for form in TRUST if form.doctype == doctype)))

	def test_class_and_college_are_said_not_to_read_a_booking(self) -> None:
		said = self.lines(APPOINTMENT)
		for role in (r.COUNSELLOR, r.CLASS_ADVISER, r.COLLEGE_LEAD, r.DORM_MANAGER):
			self.assertIn(frappe._(role), said)
			self.assertNotIn(role, explain(APPOINTMENT, {"unassigned": 1}).readers)

	def test_the_sentence_follows_the_rule(self) -> None:
		"""Whoever lets the class read appointments changes what the student is told, without touching a sentence."""
		before = self.lines(APPOINTMENT)
		opened = replace(RULES[APPOINTMENT], reach=scopes.unit_records, level=Level.L3)
		with patch.dict(RULES, {APPOINTMENT: opened}):
			after = self.lines(APPOINTMENT)
		self.assertNotEqual(before, after)
		self.assertIn(frappe._("No emergency opens it to anybody else."), before)
		self.assertNotIn(frappe._("No emergency opens it to anybody else."), after)

	def test_every_rule_of_a_form_changes_its_sentence(self) -> None:
		for form in TRUST:
			with self.subTest(form.doctype):
				before = self.lines(form.doctype)
				widest = (
					form.doctype == "Campus Safety Plan"
				)  # who has the right on it reads all of it already
				for reach in (scopes.nobody,) if widest else (scopes.nobody, scopes.anyone):
					with patch.dict(RULES, {form.doctype: replace(RULES[form.doctype], reach=reach)}):
						self.assertNotEqual(self.lines(form.doctype), before)

	def test_nobody_else_is_a_supposed_person(self) -> None:
		"""A name from a request is plain text, whatever it says."""
		supposed = scopes.Supposed.somebody((r.PSYCH_HEAD,))
		self.assertTrue(counselling_scopes.session_notes(supposed, NOTE).everything)
		self.assertFalse(counselling_scopes.session_notes(str.__str__(supposed), NOTE).matches)
		self.assertFalse(scopes.has_any_role("somebody@nowhere.invalid", (r.PSYCH_HEAD,)))

	def test_the_page_is_there_for_everybody(self) -> None:
		answer = HttpClient(None).get("/campus-who-sees")
		self.assertEqual(answer.status_code, 200)
		self.assertIn("12356", answer.text)
