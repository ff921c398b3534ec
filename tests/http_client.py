"""The REST API as another program would use it: a session, a token against forgery, JSON in and out."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

import requests

TOKEN = re.compile(r"""csrf(?:[_-]?token)?["']?\s*[=:]\s*["']([0-9a-f]{16,})""", re.IGNORECASE)

PATIENCE = 120  # seconds: a machine that does much else answers late, and only what never comes is a fault


class Refused(Exception):
	"""The server answered with an error. `status` is its HTTP status, `text` the whole answer."""

	def __init__(self, status: int, text: str):
		super().__init__(f"{status}: {text[:400]}")
		self.status = status
		self.text = text


class Client:
	def __init__(self, base_url: str, user: str, password: str):
		self.base_url = base_url
		self.user = user
		self.session = requests.Session()
		self.send("POST", "/api/method/login", data={"usr": user, "pwd": password})
		self.load_a_page()

	def load_a_page(self) -> None:
		"""As a browser does: a page of the Desk, or of the phone for who has none, comes with the token for writing."""
		for path in ("/app", "/campus-student"):
			found = TOKEN.search(self.session.get(self.base_url + path, timeout=PATIENCE).text)
			if found:
				self.session.headers["X-Frappe-CSRF-Token"] = found[1]
				return

	def send(self, method: str, path: str, **options) -> requests.Response:
		"""Errors: Refused for any status from 400 on."""
		answer = self.session.request(method, self.base_url + path, timeout=PATIENCE, **options)
		if answer.status_code >= 400:
			raise Refused(answer.status_code, answer.text)
		return answer

	def call(self, method: str, **arguments):
		"""A whitelisted method by POST; its `message`."""
		return self.send("POST", f"/api/method/{method}", json=arguments).json().get("message")

	def insert(self, doctype: str, **values) -> dict:
		return self.send("POST", f"/api/resource/{doctype}", json=values).json()["data"]

	def get(self, doctype: str, name: str) -> dict:
		return self.send("GET", f"/api/resource/{doctype}/{name}").json()["data"]

	def save(self, doc: dict) -> dict:
		return self.send("PUT", f"/api/resource/{doc['doctype']}/{doc['name']}", json=doc).json()["data"]

	def list(
		self, doctype: str, filters: dict | None = None, fields: tuple[str, ...] = ("name",), limit: int = 20
	):
		parameters = {
			"filters": json.dumps(filters or {}),
			"fields": json.dumps(list(fields)),
			"limit_page_length": limit,
		}
		return self.send("GET", f"/api/resource/{doctype}", params=parameters).json()["data"]

	def act(self, doctype: str, name: str, action: str) -> dict:
		"""Take a workflow action on the document as it now is."""
		return self.call("frappe.model.workflow.apply_workflow", doc=self.get(doctype, name), action=action)

	def browser_cookies(self) -> list[dict]:
		host = urlsplit(self.base_url).hostname
		return [
			{"name": cookie.name, "value": cookie.value or "", "domain": host, "path": "/"}
			for cookie in self.session.cookies
		]
