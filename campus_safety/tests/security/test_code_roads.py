"""Code of an administrator leaves a line that its writer cannot take back (found/security.md C3, H8).

A script for a form runs in the browser of the Psych Head, a notification mails what it is given, a console reads tables.
"""

import frappe

from campus_safety.access.checks import list_condition
from campus_safety.domain import roles as r
from campus_safety.engines.opening import code_roads
from campus_safety.engines.opening.code_roads import ROADS
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import NEIGHBOUR, get_world

LOG, LEDGER = "Campus Access Log", "Campus Risk Ledger"


class TestRoads(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		cls.world = get_world()  # commits
		super().setUpClass()

	def set_up_once(self) -> None:
		super().set_up_once()
		self.manager = make.make_user("manager@code.test", r.SYSTEM_MANAGER)
		self.head = make.make_user("head@code.test", r.PSYCH_HEAD)
		self.known = set(frappe.get_all(LOG, {"action": "Code Change"}, pluck="name"))

	def lines(self) -> list[tuple[str, str]]:
		"""(DocType, who did it) of what was written since."""
		rows = frappe.get_all(
			LOG,
			{"action": "Code Change", "name": ("not in", list(self.known) or [""])},
			["name", "reference_doctype", "user"],
			order_by="creation asc",
		)
		self.known |= {row.name for row in rows}
		return [(row.reference_doctype, row.user) for row in rows]

	def told(self) -> int:
		return frappe.db.count("Campus Message Outbox", {"recipient": self.head, "channel": "System"})

	def documents(self):
		yield {
			"doctype": "Client Script",
			"name": "code-test",
			"dt": LEDGER,
			"script": "frappe.ui.form.on()",
			"enabled": 1,
		}
		yield {"doctype": "Email Template", "name": "code-test", "subject": "x", "response": f"{LEDGER}"}
		yield {"doctype": "Custom HTML Block", "name": "code-test", "html": "<b/>", "script": f"// {LEDGER}"}
		yield {
			"doctype": "Notification",
			"name": "code-test",
			"subject": "x",
			"document_type": "Campus Heart Talk",
			"event": "New",
			"channel": "System Notification",
			"message": "{{ doc.content }}",
			"recipients": [{"receiver_by_role": r.SYSTEM_MANAGER}],
		}
		yield {
			"doctype": "Webhook",
			"name": "code-test",
			"webhook_doctype": "Campus Heart Talk",
			"webhook_docevent": "on_update",
			"request_url": "https://x.test",
			"request_method": "POST",
			"request_structure": "JSON",
			"webhook_json": "{}",
		}
		yield {
			"doctype": "Print Format",
			"name": "code-test",
			"doc_type": LEDGER,
			"html": "x",
			"custom_format": 1,
		}
		yield {"doctype": "Console Log", "script": "print(1)"}

	def test_each_is_a_line_and_told(self) -> None:
		tried = 0
		for values in self.documents():
			with self.subTest(road=values["doctype"]), self.as_user(self.manager):
				before = self.told()
				frappe.get_doc(values).insert(ignore_permissions=True, set_name=values.get("name"))
				self.assertEqual(self.lines(), [(values["doctype"], self.manager)])
				self.assertEqual(self.told(), before + 1)
				tried += 1
		self.assertEqual(tried, 7)

	def test_changing_and_deleting(self) -> None:
		with self.as_user(self.manager):
			values = {"doctype": "Email Template", "name": "code-test", "subject": "x", "response": "y"}
			template = frappe.get_doc(values).insert()
			template.response = "z"
			template.save()
			template.save()
			template.delete()
		self.assertEqual(len(self.lines()), 3)

	def test_settings_by_which_missing_students_are_looked_for(self) -> None:
		"""A day later a new gate key counts; whoever makes it an hour first is told of by name."""
		for field, value, counts in (
			("gate_new_key_hours", 48, 1),
			("no_trace_enabled", 0, 1),
			("photo_max_mb", 7, 0),
		):
			with self.subTest(field=field), self.as_user(self.manager):
				before, settings = self.told(), frappe.get_doc("Campus Safety Settings")
				settings.set(field, value)
				settings.save()
				self.assertEqual(self.lines(), [("Campus Safety Settings", self.manager)] * counts)
				self.assertEqual(self.told(), before + counts)
		settings.gate_new_key_hours = 5
		self.assertRaises(frappe.ValidationError, settings.save)

	def test_by_which_an_emergency_is_told_and_commanded(self) -> None:
		"""A clock that is switched off calls nobody. Who commands by a plan is a line; it is the office's daily work."""
		clock = frappe.get_doc(
			"Campus Incident Clock", frappe.get_all("Campus Incident Clock", limit=1)[0].name
		)
		kind = frappe.get_doc("Campus Incident Type", frappe.get_all("Campus Incident Type", limit=1)[0].name)
		plan = {"plan_name": "x", "version": "1", "commander": self.world.by_role[r.SAFETY_OFFICE]}
		plan = frappe.get_doc(
			{
				"doctype": "Campus Emergency Plan",
				"incident_type": kind.name,
				"review_due": "2099-01-01",
				**plan,
			}
		).insert()
		self.lines()
		for document, field, value, told in (
			(clock, "enabled", 0, 1),
			(clock, "place", 7, 0),
			(kind, "disabled", 1, 1),
			(plan, "commander", self.world.by_role[r.SCHOOL_LEADER], 0),
		):
			with self.subTest(document.doctype, field=field), self.as_user(self.manager):
				before = self.told()
				document.set(field, value)
				document.save()
				is_line = field != "place"
				self.assertEqual(self.lines(), [(document.doctype, self.manager)] * is_line)
				self.assertEqual(self.told(), before + told)

	def test_what_names_none_of_our_records_is_a_line_and_told_nobody(self) -> None:
		before = self.told()
		with self.as_user(self.manager):
			values = {"doctype": "Email Template", "name": "code-test", "subject": "x", "response": "Hello"}
			frappe.get_doc(values).insert()
		self.assertEqual((len(self.lines()), self.told()), (1, before))

	def test_a_field_is_a_line_where_a_browser_would_run_it(self) -> None:
		"""Not inserted: a field is a column, and the database commits before it makes one."""
		field = {
			"doctype": "Custom Field",
			"name": "x",
			"dt": LEDGER,
			"fieldname": "x_code",
			"fieldtype": "Data",
		}
		with self.as_user(self.manager):
			code_roads.follow(frappe.get_doc(field), "after_insert")
			self.assertEqual(self.lines(), [])
			code_roads.follow(
				frappe.get_doc({**field, "depends_on": "eval:fetch('//x.test')"}), "after_insert"
			)
			self.assertEqual(self.lines(), [("Custom Field", self.manager)])

	def test_an_update_of_an_app_is_no_line(self) -> None:
		frappe.flags.in_migrate = True
		try:
			values = {"doctype": "Email Template", "name": "code-test", "subject": "x", "response": LEDGER}
			frappe.get_doc(values).insert()
		finally:
			frappe.flags.in_migrate = False
		self.assertEqual(self.lines(), [])

	def test_each_road_is_hooked_where_the_framework_has_it(self) -> None:
		events = frappe.get_doc_hooks()
		for doctype in ROADS:
			for event in ("after_insert", "on_update", "on_trash"):
				self.assertIn(
					"campus_safety.engines.opening.code_roads.follow", events[doctype][event], doctype
				)
		self.assertGreaterEqual(sum(bool(frappe.db.exists("DocType", name)) for name in ROADS), 16)

	def test_who_wrote_it_does_not_take_the_line_back(self) -> None:
		with self.as_user(self.manager):
			frappe.get_doc({"doctype": "Console Log", "script": "1"}).insert(ignore_permissions=True)
			name = frappe.get_all(
				LOG, {"action": "Code Change"}, pluck="name", order_by="creation desc", limit=1
			)[0]
			line = frappe.get_doc(LOG, name)
			line.reason = "x"
			with self.assertRaises(frappe.PermissionError):
				line.save(ignore_permissions=True)
			with self.assertRaises(frappe.PermissionError):
				line.delete(ignore_permissions=True)


class TestPlainCopies(WorldTestCase):
	"""L2 narrative stands in its record alone (H8)."""

	def versions(self, name: str) -> list[str]:
		return frappe.get_all("Version", {"docname": name}, pluck="data", order_by="creation desc")

	def test_no_version_has_the_words(self) -> None:
		client = HttpClient(self.world.users["counsellor"])
		path, before = (
			f"/api/resource/Campus Heart Talk/{self.world.talk}",
			len(self.versions(self.world.talk)),
		)
		for text in ("PLAIN-COPY 谈话内容很多很多很多字", "CANARY-talk-content"):
			answer = client.put(path, content=text)
			self.assertEqual(answer.status_code, 200, answer.text[-300:])
		written = self.versions(self.world.talk)[: -before or None]
		self.assertEqual(len(written), 2)
		for data in written:
			self.assertNotIn("PLAIN-COPY", data)
			self.assertNotIn("CANARY", data)
			self.assertIn("content", [change[0] for change in frappe.parse_json(data)["changed"]])

	def test_the_reader_of_the_record_sees_that_it_changed(self) -> None:
		client = HttpClient(self.world.by_role[r.STUDENT_AFFAIRS])
		path, name = f"/api/resource/Campus Student/{NEIGHBOUR}", self.world.users and NEIGHBOUR
		before = frappe.db.get_value("Campus Student", name, ["student_name", "home_address"], as_dict=True)
		client.put(path, home_address="PLAIN-COPY 某路 7 号", student_name="改名生")
		data = self.versions(name)[0]
		client.put(path, **before)
		self.assertNotIn("PLAIN-COPY", data)
		changed = {field: (old, new) for field, old, new in frappe.parse_json(data)["changed"]}
		self.assertEqual(changed["student_name"][1], "改名生")
		self.assertRegex(changed["home_address"][1], r"^\(17 · [0-9a-f]{12}\)$")

	def test_a_deleted_record_is_gone(self) -> None:
		frappe.set_user("Administrator")
		frappe.get_doc(
			{
				"doctype": "Deleted Document",
				"deleted_doctype": "Campus Heart Talk",
				"deleted_name": "HT-X",
				"data": frappe.as_json(
					{"doctype": "Campus Heart Talk", "content": "PLAIN-COPY", "status": "Void"}
				),
			}
		).db_insert()
		data = frappe.get_all("Deleted Document", {"deleted_name": "HT-X"}, pluck="data")[0]
		frappe.db.rollback()
		self.assertNotIn("PLAIN-COPY", data)
		self.assertIn("Void", data)

	def test_no_row_of_the_framework_about_a_record_is_listed_to_a_system_manager(self) -> None:
		user, world = self.world.users["administrator_of_site"], self.world
		for doctype in ("Version", "Comment", "Error Log", "Deleted Document", "Workflow Action", "ToDo"):
			rows = HttpClient(user).get(
				f"/api/resource/{doctype}", fields=["*"], limit_page_length="0", order_by="creation desc"
			)
			self.assertLess(rows.status_code, 500, doctype)
			for canary in (
				"CANARY-talk-content",
				"CANARY-visit-findings",
				"CANARY-factor-detail",
				world.ledger,
			):
				self.assertNotIn(canary, rows.text, doctype)
		self.assertEqual(list_condition("Campus Heart Talk", user), "1=0")
