"""A gate device's key sends passages and opens nothing else, by whichever way the command is named (found/security.md H6).

The framework runs `cmd` before it looks at the path: with one word behind the allowed address the key of a turnstile read
the staff's accounts.
"""

import json

import frappe
from frappe.utils import now_datetime

from campus_safety.services.gate import keys
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.factories import make_gate_device
from campus_safety.tests.gate.base import DEVICE, EVENT, ago
from campus_safety.tests.http import KeyClient
from campus_safety.tests.world import NEIGHBOUR

PUSH = "/api/method/campus_safety.api.gate.push"
COMMANDS = {
	"frappe.client.get_list": {"doctype": "User", "fields": '["name", "mobile_no"]'},
	"frappe.client.get_count": {"doctype": "User"},
	"frappe.client.insert": {"doc": '{"doctype": "ToDo", "description": "campus-test-cmd"}'},
	"frappe.desk.search.search_link": {"doctype": "Campus Student", "txt": ""},
	"frappe.desk.form.linked_with.get": {"doctype": "User", "docname": "Administrator"},
	"frappe.auth.get_logged_user": {},
	"upload_file": {},
	"ping": {},
	"logout": {},
	"": {},
}


class TestGateKeys(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.device = make_gate_device("世界北门")
		key = keys.issue(frappe.get_doc(DEVICE, self.device), now_datetime())
		frappe.db.commit()
		self.addCleanup(self.remove)
		self.client = KeyClient(None)
		self.client.headers["Authorization"] = f"token {key['api_key']}:{key['api_secret']}"

	def remove(self) -> None:
		frappe.set_user("Administrator")
		frappe.db.delete(EVENT, {"device": self.device})
		frappe.delete_doc(DEVICE, self.device, force=True)
		frappe.db.commit()

	def ways(self, values: dict) -> dict[str, dict]:
		"""Every place a request can carry `cmd` in."""
		return {
			"query": {"method": "GET", "query_string": values},
			"query of a POST": {"method": "POST", "query_string": values},
			"form": {"method": "POST", "data": values},
			"multipart": {"method": "POST", "data": values, "content_type": "multipart/form-data"},
			"JSON": {"method": "POST", "json": values},
			"query beside JSON": {"method": "POST", "query_string": values, "json": {"events": []}},
			"query beside a form": {"method": "POST", "query_string": values, "data": {"events": "[]"}},
		}

	def test_no_command_beside_the_allowed_path(self) -> None:
		asked = 0
		for command, arguments in COMMANDS.items():
			for way, request in self.ways({"cmd": command, **arguments}).items():
				with self.subTest(cmd=command, way=way):
					answer = self.client._open(request.pop("method"), PUSH, **request)
					self.assertIn(answer.status_code, (401, 403), answer.text[:200])
					self.assertNotIn("message", answer.get_json(silent=True) or {})
					asked += 1
		self.assertEqual(asked, len(COMMANDS) * 7)
		self.assertFalse(frappe.db.exists("ToDo", {"description": ("like", "%campus-test-cmd%")}))

	def test_its_own_passages_are_taken(self) -> None:
		events = [{"event_id": "K1", "student_no": NEIGHBOUR, "time": ago(minutes=1), "direction": "in"}]
		for request in ({"json": {"events": events}}, {"data": {"events": json.dumps(events)}}):
			answer = self.client._open("POST", PUSH, **request)
			self.assertEqual(answer.status_code, 200, answer.text)
		self.assertEqual(frappe.db.count(EVENT, {"device": self.device}), 1)

	def test_people_may_name_a_command(self) -> None:
		"""The rule is the device's: the Desk itself calls so."""
		answer = KeyClient(self.world.users["counsellor"]).get("/", cmd="frappe.auth.get_logged_user")
		self.assertEqual(answer.get_json()["message"], self.world.users["counsellor"])
