"""A duty rule counts; it answers no question about a person (found/security.md C5).

Whoever writes rules need not see the records. By dry runs the Safety Office learnt who has a plan to die, and read a talk
letter by letter.
"""

import json

import frappe

from campus_safety.access.rules import PROTECTED, RULES
from campus_safety.domain import roles as r
from campus_safety.engines.duties import rule_fields, rules
from campus_safety.engines.duties.filters import CLOSED
from campus_safety.exceptions import DutyRuleError
from campus_safety.setup import duty_rules
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import STUDENT

DRY_RUN = "campus_safety.api.duties.dry_run"
RULE = {
	"doctype": "Campus Duty Rule",
	"rule_name": "campus-test-oracle",
	"subject_type": "Student",
	"evidence_doctype": "Campus Heart Talk",
	"subject_field": "student",
	"time_field": "occurred_on",
	"period": "Month",
	"min_count": 1,
	"responsible_position": "Counsellor",
}
TALKS = {"evidence_doctype": "Campus Heart Talk"}
LEDGERS = {"evidence_doctype": "Campus Risk Ledger", "time_field": "creation"}
# as they were tried, and their kin
QUESTIONS = (
	{"subject_filter": {"name": STUDENT}},
	{"subject_filter": {"student_no": STUDENT}},
	{"subject_filter": {"user": "child@world.test"}},
	{"subject_filter": {"student_name": "CANARY甲-name"}},
	{"subject_filter": {"mobile": "13800009991"}},
	{"subject_filter": [["name", "like", "2026%"]]},
	{"subject_type": "Key Student", "subject_filter": [["Campus Risk Status", "student", "=", STUDENT]]},
	{"subject_type": "Key Student", "subject_filter": [["Campus Risk Status", "advice", "like", "%a%"]]},
	{**TALKS, "evidence_filter": {"student": STUDENT}},
	{**TALKS, "evidence_filter": [["name", "=", "HT-2026-00001"]]},
	{**TALKS, "evidence_filter": [["content", "like", "父亲%"]]},
	{**TALKS, "evidence_filter": [["content", "=", "x"]]},
	{**TALKS, "evidence_filter": [["content", ">", "x"]]},
	{**TALKS, "evidence_filter": [["talk_type", "like", "E%"]]},
	{**LEDGERS, "evidence_filter": {"has_plan": 1}},
	{**LEDGERS, "evidence_filter": {"diagnosis": 1}},
	{**LEDGERS, "evidence_filter": {"risk_level": "Red"}},
	{**LEDGERS, "evidence_filter": [["attempt_date", "is", "set"]]},
	{**LEDGERS, "evidence_filter": [["support_advice", "is", "set"]]},
	{**LEDGERS, "evidence_filter": [["dispatches.trend", "=", "Worse"]]},
	{**LEDGERS, "evidence_filter": [["risk_factors.risk_factor", "=", "x"]]},
	{**LEDGERS, "evidence_filter": [["responsible_person.role", "=", r.PSYCH_HEAD]]},
	{**LEDGERS, "time_field": "attempt_date"},
	# by what is still to do the class would see who has a plan
	{"evidence_doctype": "Campus Safety Plan"},
	{"evidence_doctype": "Campus Safety Plan", "time_field": "creation"},
)


def as_rule(values: dict) -> dict:
	return {**RULE, **{key: json.dumps(value) if "filter" in key else value for key, value in values.items()}}


class TestQuestions(WorldTestCase):
	def writers(self) -> dict[str, str]:
		return {
			"Safety Office": self.world.by_role[r.SAFETY_OFFICE],
			"Student Affairs": self.world.users["student_affairs"],
			"System Manager": self.world.users["administrator_of_site"],
			"Administrator": "Administrator",
		}

	def test_none_is_answered_tried_or_saved(self) -> None:
		before = frappe.db.count("Campus Duty Rule")
		for who, user in self.writers().items():
			client = HttpClient(user)
			for question in QUESTIONS:
				with self.subTest(who=who, question=question):
					tried = client.call(DRY_RUN, rule=as_rule(question))
					saved = client.post("/api/resource/Campus Duty Rule", **as_rule(question))
					for answer in (tried, saved):
						self.assertEqual(answer.status_code, 417, answer.text[-300:])
						self.assertIn("DutyRuleError", answer.text)
		self.assertEqual(frappe.db.count("Campus Duty Rule"), before)

	def test_a_handful_is_not_counted_for_whoever_may_not_see_it(self) -> None:
		one_class = {"subject_filter": {"unit": self.world.units["class_1"]}}
		for who, user in self.writers().items():
			found = HttpClient(user).call(DRY_RUN, rule=as_rule(one_class)).get_json()["message"]
			if found["period"] is None:
				self.skipTest("no month is running today")
			for row in [found, *(found["sample"] if found["sample_of"] == "classes" else [])]:
				shown = row["met"]
				if who in ("Student Affairs", "Administrator"):
					self.assertIsInstance(shown, int, who)
				elif shown is not None:
					self.assertGreaterEqual(shown, 5, who)
					self.assertNotIn(row["duties"] - shown, range(1, 5), who)

	def test_key_students_are_a_handful(self) -> None:
		asked = {**LEDGERS, "subject_type": "Key Student", "responsible_position": "Responsible Person"}
		for who in ("Safety Office", "System Manager"):
			answer = HttpClient(self.writers()[who]).call(DRY_RUN, rule=as_rule(asked))
			self.assertEqual(answer.status_code, 200, answer.text[-300:])
			for count in ("duties", "met", "unowned"):
				shown = answer.get_json()["message"][count]
				self.assertTrue(shown is None or shown >= 5 or shown == 0, f"{who} {count} {shown}")


class TestEveryField(CampusTestCase):
	"""All fields of all DocTypes that can be evidence."""

	def test_only_closed_fields_and_of_protected_records_only_those_declared(self) -> None:
		refused = taken = 0
		for doctype, rule in RULES.items():
			meta = frappe.get_meta(doctype)
			if rule.parent or meta.issingle:
				continue
			for field in meta.fields:
				condition = json.dumps([[field.fieldname, "is", "set"]])
				allowed = field.fieldtype in CLOSED and (
					doctype not in PROTECTED or field.fieldname in rule.countable
				)
				try:
					rules.parse(condition, doctype)
				except DutyRuleError:
					self.assertFalse(allowed, f"{doctype}.{field.fieldname}")
					refused += 1
				else:
					self.assertTrue(allowed, f"{doctype}.{field.fieldname}")
					taken += 1
		self.assertGreater(refused, 100)
		self.assertGreater(taken, 100)

	def test_what_is_declared_exists_and_is_no_secret(self) -> None:
		for doctype in PROTECTED:
			for path in RULES[doctype].countable:
				column = rules.find_column(doctype, path)
				self.assertIn(column.fieldtype, CLOSED, path)
				self.assertNotIn(path, RULES[doctype].secrets)

	def test_the_form_offers_no_other(self) -> None:
		for doctype in PROTECTED:
			if RULES[doctype].parent:
				continue
			for subject in ("Student", "Key Student"):
				choices = rule_fields.get_choices(doctype, subject).values()
				for offered in (each for each in choices if isinstance(each, list)):
					self.assertLessEqual({row["value"] for row in offered}, set(RULES[doctype].countable))

	def test_the_shipped_rules_fit(self) -> None:
		checked = 0
		for key, (name, _clause, values) in duty_rules.RULES.items():
			if not frappe.db.exists("DocType", values["evidence_doctype"]):
				continue
			texts = {
				field: json.dumps(values[field], ensure_ascii=False)
				for field in duty_rules.LIST_FIELDS
				if field in values
			}
			own = {each: value for each, value in values.items() if each != "ladder"}
			rules.validate(frappe.get_doc({"min_count": 1, **RULE, **own, **texts, "rule_name": name}))
			checked += 1
			self.assertTrue(key)
		self.assertGreater(checked, 10)
