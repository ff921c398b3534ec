"""An HTTP client inside the test process: the whole framework answers, on its own database connection.

It sees committed data only, so tests that use it work on `tests.world`, which commits what it builds.
"""

import json
from threading import Thread

import frappe
from frappe.core.doctype.user.user import generate_keys
from werkzeug.test import Client, TestResponse


class HttpClient:
	"""Requests of one user, by API key: `HttpClient(user).get("/api/resource/Campus Student")`."""

	def __init__(self, user: str | None):
		self.headers = {"X-Frappe-Site-Name": frappe.local.site, "Accept": "application/json"}
		if user:
			self.headers["Authorization"] = f"token {_credentials(user)}"

	def get(self, path: str, **params) -> TestResponse:
		return self._open("GET", path, query_string=_as_text(params))

	def post(self, path: str, **data) -> TestResponse:
		return self._open("POST", path, json=data)

	def put(self, path: str, **data) -> TestResponse:
		return self._open("PUT", path, json=data)

	def delete(self, path: str) -> TestResponse:
		return self._open("DELETE", path)

	def call(self, method: str, http: str = "POST", **data) -> TestResponse:
		"""A whitelisted method by its dotted name."""
		return getattr(self, http.lower())(f"/api/method/{method}", **data)

	def _open(self, verb: str, path: str, **kwargs) -> TestResponse:
		"""In a thread of its own: the framework keeps its session and connection in thread locals."""
		answer: dict = {}

		def request() -> None:
			from frappe.app import application

			answer["response"] = Client(application).open(path, method=verb, headers=self.headers, **kwargs)

		thread = Thread(target=request)
		thread.start()
		thread.join()
		frappe.db.rollback()  # a new snapshot, so that the test sees what the request committed
		return answer["response"]


def _credentials(user: str) -> str:
	document = frappe.get_doc("User", user)
	if not document.api_key:
		generate_keys(user)
		frappe.db.commit()  # the request reads on another connection
		document.reload()
	return f"{document.api_key}:{document.get_password('api_secret')}"


def _as_text(params: dict) -> dict:
	return {key: value if isinstance(value, str) else json.dumps(value) for key, value in params.items()}
