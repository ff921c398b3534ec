"""Breaking the glass gives reading and nothing that outlives it: no change, no signature, no handover, no closing under a grant."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.engines.opening.emergency_access import GROUNDS
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import STUDENT

LEDGER, GRANT = "Campus Risk Ledger", "Campus Emergency Access"
REASON = "宿舍熄灯后学生独自在天台，联系不上辅导员"
APPLY = "frappe.model.workflow.apply_workflow"
BREAK = "campus_safety.api.records.break_glass"


class TestUnderAGrant(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.adviser = HttpClient(
			self.world.users["adviser"]
		)  # looks after the student, is not of the circle
		answer = self.adviser.call(BREAK, student=STUDENT, reason=REASON, ground=GROUNDS[1])
		self.assertEqual(answer.status_code, 200, answer.text)
		self.grant = frappe.get_doc(
			GRANT, {"user": self.world.users["adviser"], "review": "Pending"}, order_by="creation desc"
		)
		self.addCleanup(self.forget)

	def forget(self) -> None:
		frappe.db.rollback()
		for name in frappe.get_all(
			GRANT, {"user": self.world.users["adviser"], "review": "Pending"}, pluck="name"
		):
			frappe.db.delete(GRANT, {"name": name})
		frappe.db.commit()

	def row(self) -> dict:
		frappe.db.rollback()
		return frappe.db.get_value(LEDGER, self.world.ledger, "*", as_dict=True)

	def test_it_reads(self) -> None:
		self.assertEqual(self.adviser.get(f"/api/resource/{LEDGER}/{self.world.ledger}").status_code, 200)
		self.assertEqual(self.grant.ground, GROUNDS[1])

	def test_and_does_nothing_else(self) -> None:
		ledger, before = self.world.ledger, self.row()
		doc = {"doctype": LEDGER, "name": ledger}
		acts = (
			("change", lambda: self.adviser.put(f"/api/resource/{LEDGER}/{ledger}", support_advice="改了")),
			("set", lambda: self.adviser.call("frappe.client.set_value", doctype=LEDGER, name=ledger, fieldname="risk_level", value="Green")),
			("sign level", lambda: self.adviser.call("campus_safety.api.risk.sign_level_change", ledger=ledger, level="Green")),
			("correct", lambda: self.adviser.call("campus_safety.api.risk.correct_facts", ledger=ledger, factors="[]")),
			("sign facts", lambda: self.adviser.call("campus_safety.api.risk.sign_facts", ledger=ledger)),
			("dispatch", lambda: self.adviser.call("campus_safety.api.risk.confirm_dispatch", ledger=ledger, dispatch="x")),
			("hand over", lambda: self.adviser.call("campus_safety.api.risk.reassign_responsible", ledger=ledger, user=self.world.users["adviser"])),
			("settle", lambda: self.adviser.call("campus_safety.api.risk.settle_handover", ledger=ledger, note="不需要交接")),
			*(
				(action, lambda action=action: self.adviser.call("frappe.model.workflow.apply_workflow", doc=doc, action=action))
				for action in ("Propose Closing", "Close Ledger", "Transfer", "Start Support")
			),
			("delete", lambda: self.adviser.delete(f"/api/resource/{LEDGER}/{ledger}")),
			("export", lambda: self.adviser.call("campus_safety.api.ledgers.print_record", doctype=LEDGER, name=ledger, reason=REASON)),
		)  # fmt: skip
		for what, act in acts:
			with self.subTest(what):
				self.assertGreaterEqual(act().status_code, 400)
		after = self.row()
		self.assertEqual(after, before)

	def test_no_file_is_destroyed_under_it(self) -> None:
		doctype = "Campus Destruction Record"
		name = frappe.db.get_value(doctype, {"due_by": "2018-12-31"})
		doc = {"doctype": doctype, "name": name}
		acts = {
			"propose": lambda: self.adviser.post(
				f"/api/resource/{doctype}", due_by="2020-01-01", reason="到期"
			),
			"step": lambda: self.adviser.call(APPLY, doc=doc, action="Propose the Destruction"),
			"carry out": lambda: self.adviser.call(
				"campus_safety.api.psychology.begin_destruction", record=name
			),
			"read": lambda: self.adviser.get(f"/api/resource/{doctype}/{name}"),
		}
		for what, act in acts.items():
			with self.subTest(what):
				self.assertEqual(act().status_code, 403)

	def test_what_is_no_ground_opens_nothing(self) -> None:
		self.assertGreaterEqual(
			self.adviser.call(BREAK, student=STUDENT, reason=REASON, ground="Curiosity").status_code, 400
		)

	def test_a_review_says_whether_more_was_read_than_needed(self) -> None:
		head = HttpClient(self.world.by_role[r.PSYCH_HEAD])
		path = f"/api/resource/{GRANT}/{self.grant.name}"
		self.assertGreaterEqual(head.put(path, review="Justified").status_code, 400)
		answer = head.put(path, review="Justified", read_more_than_needed="No")
		self.assertEqual(answer.status_code, 200, answer.text)
		self.assertGreaterEqual(self.adviser.put(path, read_more_than_needed="No").status_code, 400)
		frappe.db.delete(GRANT, {"name": self.grant.name})
		frappe.db.commit()
