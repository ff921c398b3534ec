"""The timeline shows each reader exactly what their own lists show, newest first, without narrative."""

import frappe

from campus_safety.declared import TIMELINE
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import FAR_STUDENT, STUDENT

CHRONOLOGY = "campus_safety.api.students.get_timeline"
STANDING = "campus_safety.api.students.get_standing"
FAMILY = "campus_safety.api.students.get_family"


class TestStudentTimeline(WorldTestCase):
	def timeline(self, who: str, student: str = STUDENT, **values) -> dict:
		answer = HttpClient(self.world.users[who]).call(CHRONOLOGY, student=student, **values)
		self.assertEqual(answer.status_code, 200, answer.get_data()[:500])
		return answer.get_json()["message"]

	def kinds(self, who: str) -> set[str]:
		return {entry["doctype"] for entry in self.timeline(who, limit=200)["entries"]}

	def test_the_circle_sees_the_ledger_and_the_class_does_not(self):
		for who in ("counsellor", "lead", "psych_head"):
			self.assertLessEqual(
				{"Campus Risk Ledger", "Campus Home Visit", "Campus Student"}, self.kinds(who), who
			)
		adviser = HttpClient(self.world.users["adviser"]).call(CHRONOLOGY, student=STUDENT)
		self.assertNotIn(self.world.ledger.encode(), adviser.get_data())
		self.assertIn("Campus Home Visit", self.kinds("adviser"))

	def test_no_narrative(self):
		for who in ("counsellor", "lead", "psych_head"):
			body = HttpClient(self.world.users[who]).call(CHRONOLOGY, student=STUDENT, limit=200).get_data()
			for word in (b"enc:1:", b"CANARY-factor", b"CANARY-visit", b"CANARY-family", b"CANARY-measure"):
				self.assertNotIn(word, body, who)

	def test_outsiders_get_nothing(self):
		reads_students = next(
			subject.insiders for subject in self.world.subjects if subject.doctype == "Campus Student"
		)
		reads_visits = next(
			subject.insiders for subject in self.world.subjects if subject.doctype == "Campus Home Visit"
		)
		for who, user in self.world.outsiders.items():
			client = HttpClient(user)
			if user in reads_visits:
				continue
			closed = () if user in reads_students else (b"CANARY",)
			for method in (CHRONOLOGY, STANDING, FAMILY):
				body = client.call(method, student=STUDENT).get_data()
				for word in (
					*closed,
					b"CANARY-advice",
					self.world.ledger.encode(),
					self.world.visit.encode(),
				):
					self.assertNotIn(word, body, f"{who}: {method}")
		there = HttpClient(self.world.users["far_lead"]).call(CHRONOLOGY, student=STUDENT)
		not_there = HttpClient(self.world.users["far_lead"]).call(CHRONOLOGY, student="nobody")
		self.assertEqual((there.status_code, not_there.status_code), (403, 403))
		self.assertEqual(self.timeline("far_lead", FAR_STUDENT)["entries"][-1]["doctype"], "Campus Student")

	def test_pages_put_together_are_the_whole(self):
		whole = self.timeline("lead", limit=200)
		self.assertFalse(whole["has_more"])
		pages, start = [], 0
		while True:
			page = self.timeline("lead", start=start, limit=2)
			pages += page["entries"]
			start += len(page["entries"])
			if not page["has_more"]:
				break
		self.assertEqual(pages, whole["entries"])
		self.assertEqual(
			[entry["at"][:10] for entry in pages], sorted((entry["at"][:10] for entry in pages), reverse=True)
		)

	def test_standing_gives_level_and_advice(self):
		adviser = (
			HttpClient(self.world.users["adviser"]).call(STANDING, student=STUDENT).get_json()["message"]
		)
		self.assertEqual(
			(adviser["color"], adviser["advice"], adviser["reads_ledger"]), ("yellow", "CANARY-advice", False)
		)
		self.assertTrue(
			HttpClient(self.world.users["lead"])
			.call(STANDING, student=STUDENT)
			.get_json()["message"]["reads_ledger"]
		)

	def test_family_of_a_visit(self):
		family = (
			HttpClient(self.world.users["counsellor"]).call(FAMILY, student=STUDENT).get_json()["message"]
		)
		self.assertEqual(
			(family["guardian_name"], family["address"]), ("CANARY-guardian", "CANARY-home-address")
		)

	def test_declared_fields_exist_and_hold_no_narrative(self):
		for source in TIMELINE:
			meta = frappe.get_meta(source.doctype)
			for field in source.summary:
				self.assertIn(
					meta.get_field(field).fieldtype,
					("Select", "Link", "Check", "Data"),
					f"{source.doctype}.{field}",
				)
			for moment in source.moments:
				self.assertTrue(
					moment.date_field == "creation" or meta.has_field(moment.date_field), source.doctype
				)
