"""Nobody learns which records there are by asking for them (found/security.md M3).

403 to a record out of reach and 404 to one that is not there told guards and students how many talks, visits and cases a
year has, and which student numbers exist.
"""

import json
from itertools import islice

import frappe

from campus_safety.access.rules import ROW_RESTRICTED, RULES
from campus_safety.domain import roles as r
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import KeyClient
from campus_safety.tests.turns import has_turn
from campus_safety.tests.world import STUDENT

GUESS = "CANARY-9999-99999"
MOVED = "frappe.desk.doctype.kanban_board.kanban_board.update_order"
MOVED_ALONE = "frappe.desk.doctype.kanban_board.kanban_board.update_order_for_single_card"
ADDED = "frappe.desk.doctype.kanban_board.kanban_board.add_card"
# asked in every way, by the most likely; the rest by the first three, two of four by turns
WHOLE = ("Campus Heart Talk", "Campus Home Visit", "Campus Risk Ledger", "Campus Student")


def questions(client: KeyClient, doctype: str, name: str):
	"""Every way we know to ask for one record by its name."""
	yield "resource", client.get(f"/api/resource/{doctype}/{name}")
	yield "change", client.put(f"/api/resource/{doctype}/{name}", idx=1)
	yield "delete", client.delete(f"/api/resource/{doctype}/{name}")
	yield "getdoc", client.call("frappe.desk.form.load.getdoc", "GET", doctype=doctype, name=name)
	yield "docinfo", client.call("frappe.desk.form.load.get_docinfo", "GET", doctype=doctype, name=name)
	yield "client.get", client.call("frappe.client.get", doctype=doctype, name=name)
	yield "client.delete", client.call("frappe.client.delete", doctype=doctype, name=name)
	yield "has_permission", client.call("frappe.client.has_permission", doctype=doctype, docname=name)
	yield "rename", client.call("frappe.client.rename_doc", doctype=doctype, old_name=name, new_name=GUESS)
	yield "validate_link", client.call("frappe.client.validate_link", doctype=doctype, docname=name)
	yield "linked", client.call("frappe.desk.form.linked_with.get", doctype=doctype, docname=name)
	yield "follow", client.post("/api/resource/Document Follow", ref_doctype=doctype, ref_docname=name)
	yield (
		"task",
		client.post("/api/resource/ToDo", description="x", reference_type=doctype, reference_name=name),
	)
	yield (
		"file",
		client.post(
			"/api/resource/File", file_name="a.txt", attached_to_doctype=doctype, attached_to_name=name
		),
	)
	yield from questions_in_rows(client, doctype, name)
	yield "print", client.get("/printview", doctype=doctype, name=name)
	yield "html", client.call("frappe.www.printview.get_html_and_style", doc=doctype, name=name)
	reminder = "frappe.automation.doctype.reminder.reminder.create_new_reminder"
	yield (
		"reminder",
		client.call(
			reminder,
			remind_at="2030-01-01 08:00:00",
			description="x",
			reminder_doctype=doctype,
			reminder_docname=name,
		),
	)
	yield from questions_in_lists(client, doctype, name)


def questions_in_rows(client: KeyClient, doctype: str, name: str):
	"""What another document names in a row of its own, sent by itself or as a form sends it."""
	who = [{"reference_doctype": doctype, "reference_docname": name}]
	event = {"subject": "x", "starts_on": "2030-01-01 08:00:00", "event_participants": who}
	yield "event", client.post("/api/resource/Event", **event)
	links = [{"link_doctype": doctype, "link_name": name}]
	yield "contact", client.post("/api/resource/Contact", first_name="x", links=links)
	for local in (0, 1):
		task = {"doctype": "ToDo", "description": "x", "reference_type": doctype, "reference_name": name}
		form = json.dumps({**task, "__islocal": local, "name": "new-todo-1"})
		yield "form", client.call("frappe.desk.form.save.savedocs", doc=form, action="Save")
	yield "spelled", client.get(f"/api/resource/{doctype.lower()}/{name}")
	yield "spaced", client.get(f"/api/resource/{doctype} /{name}")


def questions_in_lists(client: KeyClient, doctype: str, name: str):
	"""Names and whole documents as JSON, one or many."""
	document = json.dumps({"doctype": doctype, "name": name})
	update = "frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs"
	yield (
		"bulk",
		client.call(update, doctype=doctype, docnames=json.dumps([name]), action="update", data="{}"),
	)
	yield (
		"delete_items",
		client.call("frappe.desk.reportview.delete_items", doctype=doctype, items=json.dumps([name])),
	)
	yield (
		"client.bulk",
		client.call(
			"frappe.client.bulk_update",
			docs=json.dumps([{"doctype": doctype, "docname": name, "idx": 1}]),
		),
	)
	yield (
		"tags",
		client.call(
			"frappe.desk.doctype.tag.tag.add_tags",
			dt=doctype,
			docs=json.dumps([name]),
			tags=json.dumps(["x"]),
		),
	)
	yield "transitions", client.call("frappe.model.workflow.get_transitions", doc=document)
	yield "run_doc_method", client.post("/api/method/run_doc_method", docs=document, method="as_dict")


class TestExistence(WorldTestCase):
	def records(self) -> dict[str, str]:
		"""One of each kind that has any."""
		found = {}
		for doctype in sorted(ROW_RESTRICTED):
			if not RULES[doctype].parent and not frappe.get_meta(doctype).issingle:
				names = frappe.get_all(doctype, pluck="name", limit=1, order_by="creation asc")
				found |= {doctype: names[0]} if names else {}
		return found

	def test_out_of_reach_and_not_there_are_one_answer(self) -> None:
		asked, users = 0, self.world.users
		guard = self.world.by_role[r.SECURITY_GUARD]
		actors = (users["far_counsellor"], users["pupil"], users["administrator_of_site"], guard)
		records = self.records()
		for actor, user in enumerate(actors):
			client = KeyClient(user)
			for place, (doctype, name) in enumerate(records.items()):
				if doctype not in WHOLE and not has_turn(actor, len(actors), place, at_once=2):
					continue
				if frappe.has_permission(doctype, "read", doc=name, user=user):
					continue
				ways = None if user == users["far_counsellor"] and doctype in WHOLE else 3
				there = islice(questions(client, doctype, name), ways)
				nowhere = islice(questions(client, doctype, GUESS), ways)
				for (way, one), (_way, other) in zip(there, nowhere, strict=True):
					with self.subTest(user=user, doctype=doctype, way=way):
						self.assertEqual(one.status_code, other.status_code)
						self.assertEqual(one.text.replace(name, GUESS), other.text)
						asked += 1
		self.assertGreater(asked, 200)

	def test_no_other_spelling_of_a_kind_is_answered(self) -> None:
		"""The database finds it in small letters and with a blank behind it; no rule of ours would."""
		client = KeyClient(self.world.users["far_counsellor"])
		for doctype in WHOLE:
			for spelled in (doctype.lower(), f"{doctype} ", doctype.upper()):
				with self.subTest(spelled=spelled):
					answer = client.get(f"/api/resource/{spelled}/{STUDENT}")
					self.assertEqual(answer.status_code, 403)

	def test_who_reads_none_of_a_kind_is_not_told_which_there_are(self) -> None:
		"""Of what everybody on the staff may read, too: a student asks which warning rules there are."""
		client, asked = KeyClient(self.world.users["pupil"]), 0
		for place, (doctype, rule) in enumerate(sorted(RULES.items())):
			meta = frappe.get_meta(doctype)
			if doctype in ROW_RESTRICTED or rule.parent or meta.issingle or not has_turn(0, 4, place):
				continue
			name = frappe.get_all(doctype, pluck="name", limit=1)
			if name and not frappe.has_permission(doctype, "read", user=self.world.users["pupil"]):
				with self.subTest(doctype=doctype):
					there, nowhere = (
						client.get(f"/api/resource/{doctype}/{each}") for each in (name[0], GUESS)
					)
					self.assertEqual((there.status_code, nowhere.status_code), (403, 403))
					asked += 1
		self.assertGreater(asked, 2)

	def test_whoever_reads_all_is_told(self) -> None:
		client = KeyClient(self.world.users["student_affairs"])
		self.assertEqual(client.get(f"/api/resource/Campus Student/{STUDENT}").status_code, 200)
		self.assertEqual(client.get(f"/api/resource/Campus Student/{GUESS}").status_code, 404)

	def test_the_cards_of_a_board_tell_nothing(self) -> None:
		"""The framework takes a card that lies in the named column for moved, and so told every ledger's state."""
		board = frappe.get_doc(
			{
				"doctype": "Kanban Board",
				"kanban_board_name": GUESS,
				"reference_doctype": "Campus Risk Ledger",
				"field_name": "status",
				"columns": [{"column_name": state} for state in ("Nominated", "Supporting", "Closed")],
			}
		).insert()
		frappe.db.commit()  # the other side of HTTP reads it
		self.addCleanup(frappe.db.commit)
		self.addCleanup(frappe.delete_doc, "Kanban Board", board.name, force=True)
		client = KeyClient(self.world.users["far_lead"])
		for column in board.columns:
			place = {"to_colname": column.column_name, "from_colname": column.column_name}
			for name in (self.world.ledger, GUESS):
				for road, arguments in (
					(MOVED, {"order": json.dumps({column.column_name: [name]})}),
					(ADDED, {"docname": name, "colname": column.column_name}),
					(
						MOVED_ALONE,
						{"docname": name, "old_index": 0, "new_index": 0, **place},
					),
				):
					with self.subTest(road=road, column=column.column_name, name=name):
						answer = client.call(road, board_name=board.name, **arguments)
						self.assertEqual(answer.status_code, 403, answer.text[:300])
		state = frappe.db.get_value("Campus Risk Ledger", self.world.ledger, "status")
		own = {"board_name": board.name, "order": json.dumps({state: [self.world.ledger]})}
		self.assertEqual(KeyClient(self.world.users["lead"]).call(MOVED, **own).status_code, 200)

	def test_ones_own_work_goes_on(self) -> None:
		client = KeyClient(self.world.users["counsellor"])
		self.assertEqual(client.get(f"/api/resource/Campus Heart Talk/{self.world.talk}").status_code, 200)
