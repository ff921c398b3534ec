"""Staff from WeCom and DingTalk, against a real HTTP server on loopback: pages, limits, errors, and no more than a list to look through."""

import json
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

import frappe

from campus_safety.adapters import directories
from campus_safety.domain import roles as r
from campus_safety.services.people.host_sync import run
from campus_safety.services.people.host_sync.mapping import MAPPING
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

PEOPLE = [
	{
		"userid": f"d{number:03}",
		"name": f"老师{number}",
		"mobile": f"1360000{number:04}",
		"title": "辅导员",
		"job_number": f"D{number}",
	}
	for number in range(1, 131)
]


class Provider(BaseHTTPRequestHandler):
	"""Both providers' directories: two departments, a person in both, more than a page of people."""

	asked: list[str] = []
	failures: list[dict] = []  # answered first, to anything but the token

	def do_GET(self) -> None:
		self._answer({})

	def do_POST(self) -> None:
		self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

	def _answer(self, body: dict) -> None:
		parts = urlsplit(self.path)
		query = {key: values[0] for key, values in parse_qs(parts.query).items()}
		Provider.asked.append(parts.path)
		if parts.path.endswith("gettoken"):
			good = "geheim&" in query.values()
			answer = (
				{"errcode": 0, "access_token": "T"}
				if good
				else {"errcode": 40001, "errmsg": "invalid credential"}
			)
		elif Provider.failures:
			answer = Provider.failures.pop(0)
		else:
			answer = {"errcode": 0, **self._found(parts.path, query, body)}
		self.send_response(200)
		self.end_headers()
		self.wfile.write(json.dumps(answer).encode())

	def _found(self, path: str, query: dict, body: dict) -> dict:
		if path == "/cgi-bin/department/list":
			return {"department": [{"id": 1, "name": "学校"}, {"id": 2, "name": "目录学工处"}]}
		if path == "/cgi-bin/user/list":
			teacher = {
				"userid": "w1",
				"name": "王老师",
				"mobile": "13500000001",
				"position": "辅导员",
				"biz_mail": "w1@dir.test",
				"status": 1,
			}
			left = {
				**teacher,
				"userid": "w2",
				"mobile": "13500000002",
				"biz_mail": "w2@dir.test",
				"status": 5,
			}
			filler = {"userid": "w3", "name": "李教授", "position": "x" * 90_000, "status": 1}
			return {"userlist": [teacher, left, filler] if query["department_id"] == "2" else [teacher]}
		if path == "/topapi/v2/department/listsub":
			return {"result": [{"dept_id": 2, "name": "目录学工处"}] if body["dept_id"] == 1 else []}
		people = PEOPLE if body["dept_id"] == 2 else PEOPLE[:1]
		page, after = people[body["cursor"] : body["cursor"] + body["size"]], body["cursor"] + body["size"]
		return {"result": {"list": page, "has_more": after < len(people), "next_cursor": after}}

	def log_message(self, *args) -> None:
		pass


class TestDirectories(CampusTestCase):
	moment = TEACHING_DAY

	def set_up_once(self) -> None:
		self.manager = make.make_user("manager@directory.test", r.SYSTEM_MANAGER)

	def setUp(self) -> None:
		self.addCleanup(setattr, frappe.local, "lang", frappe.local.lang)
		frappe.local.lang = "en"
		super().setUp()
		self.server = HTTPServer(("127.0.0.1", 0), Provider)
		Thread(target=self.server.serve_forever, daemon=True).start()
		self.addCleanup(self.server.server_close)
		self.addCleanup(self.server.shutdown)
		Provider.asked, Provider.failures = [], []
		frappe.conf.campus_safety_loopback_port = self.server.server_port
		self.addCleanup(frappe.conf.pop, "campus_safety_loopback_port", None)
		self.now = datetime.fromisoformat(TEACHING_DAY)
		frappe.set_user(self.manager)

	def mapping(self, system: str, **values):
		frappe.db.delete(MAPPING, {"name": f"{system} Staff"})  # the world has one
		frappe.db.delete("Campus Host Mapping Field", {"parent": f"{system} Staff"})
		values = {"corp_id": "corp", "secret": "geheim&", "mail_domain": "dir.test", **values}
		endpoint = f"http://127.0.0.1:{self.server.server_port}"
		document = frappe.get_doc(
			{"doctype": MAPPING, "subject": "Staff", "system": system, "endpoint": endpoint, **values}
		)
		document.append(
			"words", {"target": "Position or Office", "said": "*", "effect": "Leave the Record Out"}
		)
		return document.insert()

	def read(self, system: str, **values):
		sync = run.start(self.mapping(system, **values), self.now)
		with patch("time.sleep") as self.waited:
			run.carry_out(sync, self.now)
		return frappe.get_doc(run.SYNC, sync)

	def test_wecom_gives_a_list_to_look_through(self) -> None:
		sync = self.read("WeCom")
		self.assertEqual(
			(sync.status, sync.rows_read, sync.created, sync.left_out), (run.PREVIEWED, 3, 1, 2), sync.error
		)
		self.assertEqual(Provider.asked.count("/cgi-bin/user/list"), 2, "a department each")
		self.assertFalse(frappe.db.exists("User", "w1@dir.test"))
		listed = frappe.get_doc(sync.import_doctype, sync.import_name)
		self.assertEqual((listed.doctype, listed.status), ("Campus Staff Import", "Previewed"))

	def test_dingtalk_by_pages_and_each_person_once(self) -> None:
		sync = self.read("DingTalk")
		self.assertEqual((sync.status, sync.rows_read, sync.created), (run.PREVIEWED, 130, 130), sync.error)
		self.assertEqual(Provider.asked.count("/topapi/v2/user/list"), 3)

	def test_too_many_requests_are_made_again_later(self) -> None:
		Provider.failures = [{"errcode": 45009, "errmsg": "api freq out of limit"}] * 2
		self.assertEqual(self.read("WeCom").status, run.PREVIEWED)
		self.assertEqual([call.args[0] for call in self.waited.call_args_list], list(directories.WAITS[:2]))

	def test_refusals_say_what_to_do(self) -> None:
		for failures, system, word in (
			([{"errcode": 45009, "errmsg": "x"}] * 4, "WeCom", "too many requests"),
			([{"errcode": 60020, "errmsg": "x"}], "WeCom", "address"),
			([{"errcode": 88, "errmsg": "x"}], "DingTalk", "right"),
		):
			Provider.failures = list(failures)
			sync = self.read(system)
			self.assertEqual(sync.status, run.FAILED)
			self.assertIn(word, sync.error)

	def test_a_wrong_secret_stands_nowhere(self) -> None:
		sync = self.read("WeCom", secret="falsch-geheim")
		self.assertEqual(sync.status, run.FAILED)
		self.assertIn("secret", sync.error)
		self.assertNotIn("falsch-geheim", frappe.as_json(sync.as_dict()))
		logs = frappe.get_all("Error Log", fields=["error"], order_by="creation desc", limit=5)
		self.assertNotIn("falsch-geheim", str(logs))

	def test_a_host_that_is_not_on_the_list_is_refused(self) -> None:
		for endpoint in ("https://directory.example.com", "http://10.0.0.1", "http://127.0.0.1:1"):
			sync = self.read("WeCom", endpoint=endpoint)
			self.assertEqual((sync.status, Provider.asked), (run.FAILED, []))
