"""A key student never falls out silently (found/fidelity.md 12): over HTTP, by those who may and may not."""

import frappe
from frappe.utils import now_datetime

from campus_safety.domain import roles as r
from campus_safety.engines.duties import rules, subjects
from campus_safety.services.risk import handover, risk_status
from campus_safety.tests import factories as make
from campus_safety.tests.fidelity.test_dispatches import DispatchTestCase
from campus_safety.tests.workflows.test_risk_ledger_round import DOCTYPE

SETTLE = "campus_safety.api.risk.settle_handover"
REASSIGN = "campus_safety.api.risk.reassign_responsible"
NOTE = "家长已确认，由原包保人电话联系"


class TestHandovers(DispatchTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.clients["affairs"] = self.clients["student_affairs"]

	def asked(self, name: str) -> str | None:
		return frappe.db.get_value(DOCTYPE, name, "handover_reason")

	def told(self, name: str) -> set[str]:
		return set(
			frappe.get_all(
				"Notification Log", {"document_type": DOCTYPE, "document_name": name}, pluck="for_user"
			)
		)

	def change(self, **values) -> None:
		answer = self.clients["affairs"].put(f"/api/resource/Campus Student/{self.student}", **values)
		self.assertEqual(answer.status_code, 200, answer.text)

	def test_suspended_moved_and_graduated_ask(self) -> None:
		for values, reason in (
			({"status": "Suspended"}, "Suspended"),
			({"status": "Graduated"}, "Graduated"),
			({"status": "Withdrawn"}, "Withdrawn"),
			({"unit": self.world.units["class_2"]}, "Changed Class"),
		):
			with self.subTest(reason=reason):
				name = self.filed(risk_level="Red")
				self.change(**values)
				self.assertEqual(self.asked(name), reason)
				self.assertLessEqual(
					{self.world.users["lead"], self.world.users["psych_head"]}, self.told(name)
				)
				self.remove()
				frappe.db.commit()
				make.make_student(self.student, self.world.units["class_1"])
				frappe.db.commit()

	def test_it_stands_on_the_lists_of_those_who_decide(self) -> None:
		name = self.filed()
		self.change(status="Suspended")
		for whom, is_seen in (
			("lead", True),
			("psych_head", True),
			("counsellor", False),
			("far_lead", False),
		):
			with self.subTest(whom=whom):
				answer = self.clients[whom].call("campus_safety.api.workbench.get_workbench", "GET")
				self.assertEqual(answer.status_code, 200, answer.text[-300:])
				rows = [
					row["name"]
					for kind in answer.json["message"]["waiting"]
					if kind["filters"].get("handover_reason")
					for row in kind["rows"]
				]
				self.assertEqual(name in rows, is_seen)

	def test_who_settles_it(self) -> None:
		name = self.filed(risk_level="Red")
		self.change(status="Suspended")
		for whom in ("counsellor", "other_counsellor", "far_lead"):
			with self.subTest(whom=whom):
				answer = self.clients[whom].call(SETTLE, ledger=name, note=NOTE)
				self.assertEqual(answer.status_code, 403, answer.text[-300:])
		for whom in ("counsellor", "lead"):
			answer = self.save(whom, name, handover_reason="", handover_settled="Suspended ", family_aware=1)
			self.assertEqual(answer.status_code, 200, "an open form can still be saved")
			self.assertEqual(self.asked(name), "Suspended", "and takes nothing back")
		self.assertEqual(self.clients["lead"].call(SETTLE, ledger=name, note="").status_code, 417)
		self.assertEqual(self.asked(name), "Suspended")
		self.assertEqual(self.clients["lead"].call(SETTLE, ledger=name, note=NOTE).status_code, 200)
		self.assertIsNone(self.asked(name))
		handover.look(now_datetime())
		self.assertIsNone(self.asked(name), "what was decided is not asked again")
		frappe.db.commit()
		log = {"reference_name": name, "reason": NOTE, "user": self.world.users["lead"]}
		self.assertTrue(frappe.db.exists("Campus Access Log", log))
		self.change(status="Enrolled")
		self.change(status="Suspended")
		self.assertEqual(self.asked(name), "Suspended", "a second time asks again")
		self.change(status="Enrolled")
		self.assertIsNone(self.asked(name), "back at school nothing is asked")

	def test_duties_of_the_suspended_go_on(self) -> None:
		self.filed(risk_level="Red")
		self.change(status="Suspended")
		owed = {
			key: bool(self.owing(key)) for key in ("key_contact_day", "key_dispatch_week", "key_talk_week")
		}
		self.assertEqual(owed, {"key_contact_day": True, "key_dispatch_week": True, "key_talk_week": False})

	def owing(self, key: str):
		found = subjects.select(rules.read(frappe.get_doc(rules.RULE, {"seed_key": key})))
		return found.query.select(found.name).where(found.name == self.student).run()

	def test_the_new_college_is_told_that_there_is_something(self) -> None:
		self.filed()
		self.change(unit=self.world.units["class_3"])
		told = {"document_type": "Campus Risk Status", "for_user": self.world.users["far_lead"]}
		status = risk_status.get_status_of(self.student)
		self.assertTrue(frappe.db.exists("Notification Log", {**told, "document_name": status}))

	def test_a_disabled_account_asks_until_another_answers(self) -> None:
		carer = make.make_user(f"carer-{frappe.generate_hash(length=6)}@world.test", r.COUNSELLOR)
		frappe.db.commit()
		name = self.filed()
		self.assertEqual(self.clients["lead"].call(REASSIGN, ledger=name, user=carer).status_code, 200)
		frappe.set_user("Administrator")
		account = frappe.get_doc("User", carer)
		account.enabled = 0
		account.save()
		frappe.db.commit()
		self.assertEqual(self.asked(name), "Account Disabled")
		answer = self.clients["lead"].call(SETTLE, ledger=name, note=NOTE)
		self.assertEqual(answer.status_code, 403, "nobody would answer")
		user = self.world.users["counsellor"]
		self.assertEqual(self.clients["lead"].call(REASSIGN, ledger=name, user=user).status_code, 200)
		self.assertIsNone(self.asked(name))

	def test_who_no_longer_looks_after_the_student(self) -> None:
		name = self.filed()
		carer = make.make_user(f"carer-{frappe.generate_hash(length=6)}@world.test", r.COUNSELLOR)
		frappe.db.set_value(DOCTYPE, name, "responsible_person", carer)  # the post ended by a script
		handover.look(now_datetime())
		frappe.db.commit()
		self.assertEqual(self.asked(name), "Post Ended")

	def test_roles_that_were_taken_away(self) -> None:
		for field, reason, role in (
			("lead", "Lead Cannot Answer", r.COLLEGE_LEAD),
			("responsible_person", "Post Ended", r.COUNSELLOR),
		):
			with self.subTest(field=field):
				name = self.filed()
				user = make.make_user(f"gone-{frappe.generate_hash(length=6)}@world.test", role)
				frappe.db.set_value(DOCTYPE, name, field, user)
				account = frappe.get_doc("User", user)
				account.roles = []
				account.save()
				frappe.db.commit()
				self.assertEqual(self.asked(name), reason)
				self.remove()
				frappe.db.commit()
				make.make_student(self.student, self.world.units["class_1"])
				frappe.db.commit()

	def test_the_hourly_look_finds_what_no_hook_saw(self) -> None:
		name = self.filed()
		frappe.db.set_value("Campus Student", self.student, "status", "Graduated")
		self.assertIn(name, handover.look(now_datetime()))
		self.assertEqual(handover.look(now_datetime()), [], "asked once")
		frappe.db.commit()
