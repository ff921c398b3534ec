"""A handover over HTTP: what a forged request cannot do, and two who save while sight moves."""

from threading import Barrier, Thread

import frappe

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.fidelity.test_dispatches import DispatchTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.workflows.test_risk_ledger_round import APPLY, DOCTYPE, PATH

HANDOVER, ITEM = "Campus File Handover", "Campus File Handover Item"
ROAD = f"/api/resource/{HANDOVER}"
SIGN, RECEIVE, WITNESS = "Sign the Handover", "Confirm the Receipt", "Witness the Handover"


class TestOverHttp(DispatchTestCase):
	def setUp(self) -> None:
		super().setUp()
		taker = make.make_user("taker@http.handover.test", r.COUNSELLOR)
		make.assign(taker, "Mentor", "Class", unit=self.world.units["class_1"])
		frappe.db.commit()
		self.taker, self.clients["taker"] = taker, HttpClient(taker)
		self.ledger = self.filed()
		self.name = self.post_one().json["data"]["name"]

	def post_one(self, as_whom: str = "counsellor", **values):
		answer = self.clients[as_whom].post(
			ROAD,
			from_user=self.world.users["counsellor"],
			to_user=self.taker,
			student=self.student,
			reason="Replaced",
			**values,
		)
		frappe.db.rollback()
		return answer

	def put(self, as_whom: str, **values):
		return self.clients[as_whom].put(f"{ROAD}/{self.name}", **values)

	def rows(self) -> list[dict]:
		items = frappe.get_doc(HANDOVER, self.name).items
		return frappe.parse_json(frappe.as_json([row.as_dict() for row in items]))

	def step(self, as_whom: str, action: str):
		doc = frappe.as_json({"doctype": HANDOVER, "name": self.name})
		return self.clients[as_whom].call(APPLY, doc=doc, action=action)

	def look(self, as_whom: str) -> None:
		self.clients[as_whom].call("frappe.desk.form.load.getdoc", doctype=HANDOVER, name=self.name)
		self.clients[as_whom].call(
			"campus_safety.api.records.reveal", doctype=HANDOVER, name=self.name, reason="接收前阅读"
		)

	def to_signed(self) -> None:
		rows = [{**row, "summary": "要点"} for row in self.rows()]
		self.assertEqual(self.put("counsellor", items=rows, pledge=1).status_code, 200)
		self.assertEqual(self.step("counsellor", SIGN).status_code, 200)

	def to_received(self) -> None:
		self.to_signed()
		self.look("taker")
		answer = self.put("taker", items=[{**row, "received": 1} for row in self.rows()])
		self.assertEqual(answer.status_code, 200, answer.text[-400:])
		self.assertEqual(self.step("taker", RECEIVE).status_code, 200)

	def responsible(self) -> str:
		frappe.db.rollback()
		return frappe.db.get_value(DOCTYPE, self.ledger, "responsible_person")

	def test_a_forged_state(self) -> None:
		states = ("Signed", "Received", "Effective")
		for as_whom, state in (("counsellor", "Effective"), *(("lead", state) for state in states)):
			with self.subTest(as_whom=as_whom, state=state):
				answer = self.put(
					as_whom, status=state, workflow_state=state, witness=self.world.users["lead"]
				)
				self.assertIn(answer.status_code, (403, 417), answer.text[-300:])
		self.to_signed()
		for as_whom in ("counsellor", "taker", "lead"):
			with self.subTest(as_whom=as_whom):
				answer = self.put(as_whom, status="Effective", workflow_state="Effective")
				self.assertIn(answer.status_code, (403, 417), answer.text[-300:])
		answer = self.put(
			"counsellor", status="Effective"
		)  # the status follows the workflow, whatever is sent
		self.assertEqual(frappe.db.get_value(HANDOVER, self.name, "status"), "Signed", answer.text[-200:])
		self.assertEqual(self.responsible(), self.world.users["counsellor"])

	def test_a_forged_row(self) -> None:
		self.to_signed()
		(row,) = self.rows()
		for as_whom in ("counsellor", "taker", "lead", "other_counsellor"):
			with self.subTest(as_whom=as_whom):
				client = self.clients[as_whom]
				new = {
					"parent": self.name,
					"parenttype": HANDOVER,
					"parentfield": "items",
					"student": self.student,
				}
				answers = (
					client.put(f"/api/resource/{ITEM}/{row['name']}", received=1, answers=self.taker),
					client.post(f"/api/resource/{ITEM}", **new, kind="Attention"),
					client.call("frappe.client.save", doc=frappe.as_json({**row, "received": 1})),
					client.call(
						"frappe.client.set_value",
						doctype=ITEM,
						name=row["name"],
						fieldname="answers",
						value=self.taker,
					),
				)
				for answer in answers:
					self.assertIn(answer.status_code, (403, 404, 417), answer.text[-300:])
		self.assertEqual(
			[(row.received, row.answers) for row in frappe.get_doc(HANDOVER, self.name).items], [(0, None)]
		)

	def test_who_has_no_part_in_it(self) -> None:
		self.to_signed()
		for as_whom in ("other_counsellor", "student_affairs", "far_lead"):
			with self.subTest(as_whom=as_whom):
				client = self.clients[as_whom]
				self.assertIn(client.get(f"{ROAD}/{self.name}").status_code, (403, 404))
				listed = client.get(ROAD, limit_page_length=0)
				self.assertNotIn(self.name, listed.text)
				self.assertIn(self.step(as_whom, WITNESS).status_code, (403, 404, 417))
				self.assertIn(self.post_one(as_whom).status_code, (403, 417))

	def test_both_save_while_sight_moves(self) -> None:
		"""The lead witnesses in the moment in which the sender saves: the one or the other first, and never half."""
		self.to_received()
		self.read(self.ledger)
		start, answers = Barrier(2), {}

		def do(what: str, act) -> None:
			frappe.init(self.site)
			frappe.connect()
			start.wait()
			answers[what] = act()
			frappe.destroy()

		self.site = frappe.local.site
		acts = {
			"witness": lambda: self.step("lead", WITNESS),
			"save": lambda: self.clients["counsellor"].put(f"{PATH}/{self.ledger}", family_aware=1),
		}
		threads = [Thread(target=do, args=(what, act)) for what, act in acts.items()]
		for thread in threads:
			thread.start()
		for thread in threads:
			thread.join()
		self.assertIn(answers["save"].status_code, (200, 403, 404, 409, 417), answers["save"].text[-300:])
		if answers["witness"].status_code != 200:  # the save came between: the witness tries again
			self.assertEqual(self.responsible(), self.world.users["counsellor"])
			self.assertEqual(self.step("lead", WITNESS).status_code, 200)
		self.assertEqual(self.responsible(), self.taker)
		self.assertEqual(frappe.db.get_value(HANDOVER, self.name, "status"), "Effective")
		for as_whom, code in (("counsellor", (403, 404)), ("taker", (200,))):
			self.assertIn(self.clients[as_whom].get(f"{PATH}/{self.ledger}").status_code, code)
		self.assertIn(
			self.clients["counsellor"].put(f"{PATH}/{self.ledger}", family_aware=0).status_code, (403, 404)
		)
		self.assertEqual(self.clients["taker"].put(f"{PATH}/{self.ledger}", family_aware=1).status_code, 200)
		self.assertIn(self.step("lead", WITNESS).status_code, (403, 417), "twice is refused")
		self.assertEqual(self.responsible(), self.taker)
