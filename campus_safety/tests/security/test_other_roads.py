"""No function of the framework is run past what is asked of its endpoint: by another endpoint that runs whatever it is named, by `cmd`
beside a path that is let through, by the name of a module that has borrowed it.

A student listed the records of any student, and whoever may read no ledger counted the red ones, by `map_docs`.
"""

import importlib
import inspect
import pkgutil

import frappe

from campus_safety import hooks
from campus_safety.access.endpoints import find
from campus_safety.access.other_roads import AS_THE_CALLER
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import STUDENT

MAP, MAKE = "frappe.model.mapper.map_docs", "frappe.model.mapper.make_mapped_doc"
TREE = "frappe.desk.treeview.get_all_nodes"
UPLOADS = ("upload_file", "frappe.handler.upload_file", "uploadfile", "frappe.handler.uploadfile")
SEARCHES = ("frappe.desk.search.search_link", "frappe.desk.search.search_widget")
EVENTS, MARK = "frappe.desk.doctype.event.event.get_events", "campus-test-appointment"
GETDOC = "frappe.desk.form.load.getdoc"
GUESS = "CANARY-9999-99999"
REFUSED = (403, 404, 417)
# of modules that hold no endpoint of their own kind
NOT_LOADED = ("test_", ".tests", ".patches", "pypika", "commands", "boilerplate", "parallel_test", "coverage")


class TestOtherRoads(WorldTestCase):
	def test_no_endpoint_runs_a_function_that_is_replaced(self) -> None:
		client, asked = HttpClient(self.world.users["pupil"]), 0
		for replaced in (*hooks.override_whitelisted_methods, GETDOC, "frappe.client.get_list"):
			for endpoint, arguments in (
				(MAP, {"method": replaced, "source_names": '["Campus Student"]', "target_doc": STUDENT}),
				(MAKE, {"method": replaced, "source_name": "Campus Student"}),
				(TREE, {"tree_method": replaced, "doctype": "ToDo", "label": "x", "parent": "x"}),
				*((each, {"query": replaced, "doctype": "ToDo", "txt": "x"}) for each in SEARCHES),
				*((each, {"method": replaced, "doctype": "ToDo", "docname": "x"}) for each in UPLOADS),
			):
				with self.subTest(endpoint=endpoint, replaced=replaced):
					answer = client.post(f"/api/method/{endpoint}", **arguments)
					self.assertIn(answer.status_code, REFUSED, answer.text[:200])
					asked += 1
		self.assertGreater(asked, 170)

	def test_no_upload_runs_a_list_past_what_is_asked_of_lists(self) -> None:
		"""Neither columns of linked accounts nor a text as a condition; the file itself is taken as before."""
		client = HttpClient(self.world.users["counsellor"])
		question = {"doctype": "Campus Student", "fields": '["name", "unit.lft"]', "filters": '["1=1"]'}
		for path in UPLOADS:
			for name in ("get", "get_list", "get_count", "export_query"):
				with self.subTest(path=path, name=name):
					answer = client.post(
						f"/api/method/{path}", method=f"frappe.desk.reportview.{name}", **question
					)
					self.assertEqual(answer.status_code, 403, answer.text[:200])

	def test_a_search_and_a_tree_are_asked_as_before(self) -> None:
		client = HttpClient(self.world.users["lead"])
		search = "frappe.core.doctype.user.user.user_query"
		answer = client.call(SEARCHES[0], doctype="User", txt="", query=search)
		self.assertEqual(answer.status_code, 200, answer.text[:300])
		children = "frappe.desk.treeview.get_children"
		answer = client.call(TREE, doctype="Campus Unit", label="x", parent="", tree_method=children)
		self.assertEqual(answer.status_code, 200, answer.text[:300])

	def test_what_the_framework_itself_has_moved_answers(self) -> None:
		"""The dialog that takes a file asks for it; the framework's hooks keep its older names."""
		moved = "frappe.core.api.file.get_max_file_size"
		self.assertTrue(
			any(moved in targets for targets in frappe.get_hooks("override_whitelisted_methods").values())
		)
		answer = HttpClient(self.world.users["lead"]).call(moved)
		self.assertEqual(answer.status_code, 200, answer.text[:300])

	def test_a_command_beside_a_path_is_what_is_asked(self) -> None:
		"""`cmd` runs before the path is looked at, which may be one that answers alike by itself."""
		client = HttpClient(self.world.users["far_lead"])
		alike = ("frappe.client.validate_link", "campus_safety.api.workbench.get_workbench")
		for path in alike:
			for command in (GETDOC, "frappe.client.delete", "frappe.client.get"):
				with self.subTest(path=path, command=command):
					there, nowhere = (
						client.call(path, cmd=command, doctype="Campus Heart Talk", name=name, docname=name)
						for name in (self.world.talk, GUESS)
					)
					self.assertEqual(there.status_code, nowhere.status_code)
					self.assertEqual(there.text.replace(self.world.talk, GUESS), nowhere.text)
		own = client.call(f"{GETDOC}/{alike[0]}", doctype="Campus Heart Talk", name=self.world.talk)
		self.assertEqual(own.status_code, 403)

	def test_a_borrowed_name_is_refused(self) -> None:
		"""Modules of the framework that import what is replaced, under whatever name."""
		replaced = {find(name): name for name in hooks.override_whitelisted_methods}
		client, looked, borrowed = HttpClient(self.world.users["pupil"]), 0, set()
		for found in pkgutil.walk_packages(frappe.__path__, "frappe."):
			if any(part in found.name for part in NOT_LOADED):
				continue
			try:
				module = importlib.import_module(found.name)
			except Exception:  # what needs more than a site to be loaded
				continue
			looked += 1
			for name, value in vars(module).items():
				if inspect.isfunction(value) and inspect.unwrap(value) in replaced:
					path = f"{found.name}.{name}"
					if path != replaced[inspect.unwrap(value)]:
						borrowed.add(path)
		for path in borrowed:
			with self.subTest(path=path):
				self.assertEqual(client.call(path).status_code, 403)
		self.assertGreater(looked, 200)


class TestAsSomebodyElse(WorldTestCase):
	"""The framework takes from the request whose appointments, permissions and rows are asked for."""

	def test_nobody_asks_as_another(self) -> None:
		client, other = HttpClient(self.world.users["pupil"]), self.world.users["counsellor"]
		for endpoint in AS_THE_CALLER:
			with self.subTest(endpoint=endpoint):
				answer = client.post(f"/api/method/{endpoint}", user=other)
				self.assertEqual(answer.status_code, 403, answer.text[:200])

	def test_private_appointments_are_ones_own(self) -> None:
		frappe.get_doc(
			{
				"doctype": "Event",
				"subject": MARK,
				"starts_on": "2026-11-25 10:00:00",
				"event_type": "Private",
				"owner": self.world.users["counsellor"],
			}
		).insert()
		frappe.db.set_value("Event", {"subject": MARK}, "owner", self.world.users["counsellor"])
		frappe.db.commit()  # the other side of HTTP reads it
		self.addCleanup(self._forget)
		asked = {"start": "2026-11-24", "end": "2026-11-26"}
		for who, user, seen in (
			("counsellor", None, True),
			("counsellor", self.world.users["counsellor"], True),
			("pupil", None, False),
			("pupil", self.world.users["counsellor"], False),
		):
			with self.subTest(who=who, user=user):
				asks = asked | ({"user": user} if user else {})
				answer = HttpClient(self.world.users[who]).call(EVENTS, **asks)
				self.assertEqual(MARK in answer.text, seen, answer.text[:300])

	def _forget(self) -> None:
		frappe.db.delete("Event", {"subject": MARK})
		frappe.db.commit()  # the other side of HTTP has written beside this transaction


class TestWordsWithoutADot(WorldTestCase):
	def test_the_handlers_own_words_are_answered_without_a_message(self) -> None:
		answer = HttpClient(self.world.users["counsellor"]).get("/api/method/ping").get_json()
		self.assertEqual(answer, {"message": "pong"})

	def test_they_are_asked_what_their_full_names_are(self) -> None:
		"""Else a text as a condition, beside `run_doc_method`, would be looked at by one name and not by the other."""
		client = HttpClient(self.world.users["counsellor"])
		for name in ("run_doc_method", "frappe.handler.run_doc_method"):
			with self.subTest(name=name):
				answer = client.post(
					f"/api/method/{name}", dt="ToDo", dn="x", method="run", filters='["1=1"]'
				)
				self.assertEqual(answer.status_code, 417, answer.text[:200])
