"""Dispatches are no more and no earlier than they were (found/fidelity.md 4): over HTTP, by those who may and may not."""

import frappe
from frappe.utils import add_days, get_datetime, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.engines.duties import rules, subjects
from campus_safety.engines.duties.evidence import EvidenceQuery, Group
from campus_safety.tests import factories as make
from campus_safety.tests.http import HttpClient
from campus_safety.tests.workflows.test_risk_ledger_round import DOCTYPE, RoundTestCase

CONFIRM = "campus_safety.api.risk.confirm_dispatch"


class DispatchTestCase(RoundTestCase):
	def filed(self, days_ago: int = 0, **values) -> str:
		name = self.supporting(**values)
		frappe.db.set_value(DOCTYPE, name, "filed_on", add_days(nowdate(), -days_ago))
		frappe.db.commit()
		return name

	def dispatch(self, as_whom: str, name: str, *days_ago: int, **values):
		"""Add one for each day, after those that are there."""
		rows = self.read(name)["dispatches"]
		rows += [{"date": add_days(nowdate(), -days), "situation": "平稳", **values} for days in days_ago]
		return self.save(as_whom, name, dispatches=rows)

	def confirm(self, as_whom: str, name: str, row: dict):
		return self.clients[as_whom].call(CONFIRM, ledger=name, dispatch=row["name"])

	def rows(self, name: str) -> list[dict]:
		return self.read(name)["dispatches"]


class TestTimes(DispatchTestCase):
	def test_not_before_the_ledger_was_filed(self) -> None:
		name = self.filed()
		for whom in ("counsellor", "lead"):
			with self.subTest(whom=whom):
				answer = self.dispatch(whom, name, 40)
				self.assertEqual((answer.status_code, answer.json["exc_type"]), (417, "LateEntryError"))
		self.assertEqual(self.rows(name), [])

	def test_none_on_a_nomination(self) -> None:
		name = self.nominate()
		self.assertEqual(self.dispatch("lead", name, 0).status_code, 417)

	def test_after_a_week_the_college_lead_alone_enters_it_and_it_is_late(self) -> None:
		name = self.filed(40)
		answer = self.dispatch("counsellor", name, 9)
		self.assertEqual((answer.status_code, answer.json["exc_type"]), (417, "LateEntryError"))
		self.assertEqual(self.dispatch("lead", name, 9).status_code, 200)
		self.assertEqual(self.rows(name)[0]["late_entry"], 1)

	def test_the_time_of_writing_is_the_servers(self) -> None:
		name = self.filed(40)
		forged = str(add_days(now_datetime(), -5))
		answer = self.dispatch(
			"lead",
			name,
			5,
			recorded_at=forged,
			creation=forged,
			late_entry=0,
			recorded_by=self.world.users["psych_head"],
			counts=1,
		)
		self.assertEqual(answer.status_code, 200, answer.text)
		(row,) = self.rows(name)
		self.assertLess(abs((now_datetime() - get_datetime(row["recorded_at"])).total_seconds()), 120)
		self.assertEqual((row["late_entry"], row["recorded_by"]), (1, self.world.users["lead"]))


class TestDistance(DispatchTestCase):
	def test_three_in_a_minute_are_one(self) -> None:
		"""The finding: a Red ledger went from three rows of one date to Closed in one session."""
		name = self.filed(40, risk_level="Red")
		self.assertEqual(self.dispatch("lead", name, 0, 0, 0, trend="Steady").status_code, 200)
		self.assertEqual([row["counts"] for row in self.rows(name)], [1, 0, 0])
		measures = [{**row, "done": 1, "result": "已完成"} for row in self.read(name)["measures"]]
		ready = {"measures": measures, "close_reason": "平稳", "close_evidence": "调度"}
		self.assertEqual(self.save("counsellor", name, **ready).status_code, 200)
		answer = self.act("counsellor", name, "Propose Closing")
		self.assertEqual((answer.status_code, answer.json["exc_type"]), (417, "LedgerCloseError"))

	def test_spaced_ones_close(self) -> None:
		name = self.filed(40, risk_level="Red")
		self.dispatch("lead", name, 8, 6, 4, 0)
		self.assertEqual([row["counts"] for row in self.rows(name)], [1, 0, 1, 1])
		measures = [{**row, "done": 1, "result": "已完成"} for row in self.read(name)["measures"]]
		self.save("counsellor", name, measures=measures, close_reason="平稳", close_evidence="调度")
		self.take("counsellor", name, "Propose Closing", "Close Proposed")

	def test_the_school_sets_the_distance(self) -> None:
		frappe.db.set_value("Campus Risk Level", "Yellow", "dispatch_apart_days", 3)
		frappe.db.commit()
		self.addCleanup(frappe.db.commit)
		self.addCleanup(frappe.db.set_value, "Campus Risk Level", "Yellow", "dispatch_apart_days", 0)
		name = self.filed(40)
		self.dispatch("lead", name, 5, 3, 2)
		self.assertEqual([row["counts"] for row in self.rows(name)], [1, 0, 1])

	def test_what_was_steady_before_reopening_closes_nothing_again(self) -> None:
		name = self.proposed()
		self.take("lead", name, "Sign Closing", "Close Proposed")
		self.take("psych_head", name, "Sign Closing", "Closed")
		self.take("psych_head", name, "Reopen", "Supporting")
		answer = self.act("counsellor", name, "Propose Closing")
		self.assertEqual((answer.status_code, answer.json["exc_type"]), (417, "LedgerCloseError"))


class TestConvening(DispatchTestCase):
	def test_the_responsible_person_alone_convenes_nothing(self) -> None:
		name = self.filed(40)
		mine = self.world.users["counsellor"]
		answer = self.dispatch("counsellor", name, 0, convenor=mine)
		self.assertEqual((answer.status_code, answer.json["exc_type"]), (403, "WorkflowGuardError"))
		self.assertEqual(self.dispatch("counsellor", name, 0).status_code, 200)
		(row,) = self.rows(name)
		self.assertEqual(
			(row["convenor"], row["recorded_by"], row["counts"], row.get("confirmed_by")),
			(self.world.users["lead"], mine, 0, None),
		)
		for whom, codes in (("counsellor", (403,)), ("other_counsellor", (403,)), ("far_lead", (403,))):
			with self.subTest(whom=whom):
				self.assertIn(self.confirm(whom, name, row).status_code, codes)
		self.assertEqual(self.rows(name), [row])
		answer = self.confirm("lead", name, row)
		self.assertEqual((answer.status_code, answer.json["message"]), (200, {"counts": True}), answer.text)
		(row,) = self.rows(name)
		self.assertEqual((row["confirmed_by"], row["lead_took_part"]), (self.world.users["lead"], 1))
		self.assertEqual(self.confirm("lead", name, row).status_code, 403, "not twice")

	def test_what_waits_is_told_and_stands_on_the_leads_list(self) -> None:
		name = self.filed(40)
		self.dispatch("counsellor", name, 0)
		self.assertEqual(frappe.db.get_value(DOCTYPE, name, "awaits_convenor"), self.world.users["lead"])
		told = {"for_user": self.world.users["lead"], "document_name": name}
		self.assertEqual(frappe.db.count("Notification Log", told), 1)
		self.confirm("lead", name, self.rows(name)[0])
		self.assertIsNone(frappe.db.get_value(DOCTYPE, name, "awaits_convenor"))

	def test_a_level_is_lowered_when_the_convenor_has_confirmed(self) -> None:
		name = self.filed(40, risk_level="Orange")
		self.dispatch("counsellor", name, 0, level_after="Yellow")
		self.assertEqual(self.read(name)["risk_level"], "Orange")
		self.confirm("lead", name, self.rows(name)[0])
		self.assertEqual(self.read(name)["risk_level"], "Yellow")

	def test_a_level_is_raised_without_waiting(self) -> None:
		name = self.filed(40)
		self.dispatch("counsellor", name, 0, level_after="Red")
		self.assertEqual(self.read(name)["risk_level"], "Red")

	def test_a_leader_who_may_only_read_confirms(self) -> None:
		leader = make.make_user("inchargefidelity@world.test", r.SCHOOL_LEADER)
		frappe.db.commit()
		self.clients["leader"] = HttpClient(leader)
		name = self.filed(40, lead=leader)
		self.dispatch("counsellor", name, 0)
		answer = self.confirm("leader", name, self.rows(name)[0])
		self.assertEqual(answer.status_code, 200, answer.text)
		self.assertEqual(self.save("leader", name, family_aware=1).status_code, 403)

	def test_lead_and_responsible_person_are_two(self) -> None:
		name = self.nominate(responsible_person=self.world.users["lead"])
		answer = self.act("lead", name, "File Ledger")
		self.assertEqual(answer.status_code, 417, answer.text)


class TestDuty(DispatchTestCase):
	def test_one_that_nobody_confirmed_fulfils_no_duty(self) -> None:
		name = self.filed(40)
		self.dispatch("counsellor", name, 0)
		self.assertEqual(self.count("lead_dispatch"), 0)
		self.assertEqual(self.count("key_dispatch_month"), 0)
		self.confirm("lead", name, self.rows(name)[0])
		self.assertEqual(self.count("lead_dispatch"), 1)
		self.assertEqual(self.count("key_dispatch_month"), 1)

	def count(self, key: str) -> int:
		rule = rules.read(frappe.get_doc(rules.RULE, {"seed_key": key}))
		today = now_datetime().date()
		query = EvidenceQuery(rule)
		query.of_subjects([self.student])
		found = query.counted(Group(today, today, today, today), today).run(as_dict=True)
		return found[0].done if found else 0

	def test_the_lead_owes_a_part_in_it(self) -> None:
		rule = frappe.get_doc(rules.RULE, {"seed_key": "lead_dispatch"})
		self.filed(0)
		found = subjects.select(rules.read(rule))
		query = found.query.select(found.holder).where(found.name == self.student)
		self.assertEqual(query.run(), ((self.world.users["lead"],),))
