"""Counsellor, class adviser, College Lead, dorm manager, leader: no score, no answer, no item on any road; the centre gets them.

They are insiders of the student, so the leak suite does not ask as them; here the same endpoints do.
"""

import json

import frappe

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.leaks import probes
from campus_safety.tests.turns import has_turn
from campus_safety.tests.world import STUDENT
from campus_safety.tests.world.canaries import canary_of, secret_fields
from campus_safety.tests.world.psychology import CONSENT, INTERVIEW, RESULT

CLOSED = (RESULT, INTERVIEW, CONSENT, "Campus Screening Import")
ADVICE = "Campus Screening Advice"


class TestInsidersOfTheStudent(WorldTestCase):
	def insiders(self) -> dict[str, str]:
		dorm = make.make_user("dormmanager@world.test", r.DORM_MANAGER)
		frappe.db.commit()
		users = self.world.users
		return {
			**{name: users[name] for name in ("counsellor", "adviser", "lead", "student_affairs", "child")},
			"dorm": dorm,
			"leader": self.world.by_role[r.SCHOOL_LEADER],
		}

	def subjects(self):
		return [subject for subject in self.world.subjects if subject.doctype in CLOSED]

	def test_no_road_leads_to_a_sitting(self) -> None:
		secrets = [canary_of(field) for doctype in (RESULT, INTERVIEW) for field in secret_fields(doctype)]
		asked = 0
		insiders = self.insiders()
		for number, (who, user) in enumerate(insiders.items()):
			client = HttpClient(user)
			for place, subject in enumerate(self.subjects()):
				for turn, probe in enumerate(probes.READS, start=place):
					if not has_turn(number, len(insiders), turn, at_once=2):
						continue
					answer = probe(client, subject).get_data()
					asked += 1
					for secret in (*secrets, "enc:1:"):
						self.assertNotIn(secret.encode(), answer, f"{who}: {subject.doctype} by {probe}")
				listed = client.get(f"/api/resource/{subject.doctype}")
				self.assertTrue(
					listed.status_code == 403 or not listed.get_json()["data"], (who, subject.doctype)
				)
		self.assertGreater(asked, 100)

	def test_endpoints_of_the_centre_refuse_them(self) -> None:
		interview = frappe.db.get_value(INTERVIEW, {"student": STUDENT})
		campaign = frappe.db.get_value(INTERVIEW, interview, "campaign")
		api = "campus_safety.api.psychology."
		for who, user in self.insiders().items():
			client = HttpClient(user)
			for method, values in (
				("open_sitting", {"interview": interview, "reason": "想看看"}),
				("hold", {"interview": interview}),
				("grade", {"interview": interview}),
				("reassign", {"interview": interview, "user": user}),
				("publish", {"campaign": campaign}),
				("release_figures", {"campaign": campaign}),
			):
				answer = client.call(api + method, **values)
				self.assertEqual(answer.status_code, 403, (who, method, answer.get_data()[:200]))
			self.assertEqual(
				client.call(api + "get_progress", http="get", campaign=campaign).status_code, 403
			)

	def test_the_counsellor_reads_level_and_advice_and_the_adviser_not(self) -> None:
		name = frappe.db.get_value(ADVICE, {"student": STUDENT})
		for who, status in (("counsellor", 200), ("lead", 200), ("adviser", 403), ("student_affairs", 403)):
			answer = HttpClient(self.world.users[who]).get(f"/api/resource/{ADVICE}/{name}")
			self.assertEqual(answer.status_code, status, who)
			self.assertEqual(b"CANARY-screening-advice" in answer.get_data(), status == 200, who)
		self.assertNotEqual(
			HttpClient(self.world.users["far_counsellor"]).get(f"/api/resource/{ADVICE}/{name}").status_code,
			200,
		)

	def test_the_centre_gets_it(self) -> None:
		client = HttpClient(self.world.users["psych_teacher"])
		result = frappe.db.get_value(RESULT, {"student": STUDENT})
		self.assertEqual(client.get(f"/api/resource/{RESULT}/{result}").status_code, 200)
		opened = client.call(
			"campus_safety.api.records.reveal", doctype=RESULT, name=result, reason="访谈前查看"
		).get_json()["message"]
		row = next(iter(opened["tables"]["scores"].values()))
		self.assertEqual(row["answers"], canary_of("answers"))

	def test_nothing_plain_lies_in_the_database(self) -> None:
		for doctype in (RESULT, INTERVIEW):
			tables = [doctype, *(field.options for field in frappe.get_meta(doctype).get_table_fields())]
			for table in tables:
				for row in frappe.get_all(table, fields=["*"]):
					text = json.dumps(row, default=str)
					for field in secret_fields(doctype):
						self.assertNotIn(canary_of(field), text, (table, field))

	def test_a_student_reaches_only_their_own_page(self) -> None:
		child = HttpClient(self.world.users["child"])
		home = child.call("campus_safety.api.screening.get_home", http="get")
		self.assertEqual(home.status_code, 200, home.get_data()[:300])
		self.assertEqual(home.get_json()["message"]["help"]["hotline"], "12356")
		for user in (self.world.users["counsellor"], None):
			self.assertEqual(
				HttpClient(user).call("campus_safety.api.screening.get_home", http="get").status_code, 403
			)
		pupil = HttpClient(self.world.users["pupil"])
		campaign = frappe.db.get_value(RESULT, {"student": STUDENT}, "campaign")
		for method, values in (
			("agree", {"campaign": campaign, "wanted": {"Screening": True}}),
			("begin", {"campaign": campaign, "scale": "PHQ-9"}),
			("send", {"campaign": campaign, "scale": "PHQ-9", "answers": [0] * 10}),
			("take_back", {"campaign": campaign, "permission": "Screening"}),
		):
			answer = pupil.call(f"campus_safety.api.screening.{method}", **values)
			self.assertGreaterEqual(answer.status_code, 400, (method, answer.get_data()[:200]))
			self.assertLess(answer.status_code, 500, method)
