"""An HTTP client inside the test process: the whole framework answers, on its own database connection.

It sees committed data only, so tests that use it work on `tests.world`, which commits what it builds.
"""

import json
from threading import Thread
from typing import ClassVar

import frappe
from frappe.utils import now_datetime
from frappe.utils.password import get_decrypted_password, set_encrypted_password
from werkzeug.test import Client, EnvironBuilder, TestResponse
from werkzeug.wrappers import Request


class HttpClient:
	"""Requests of one user, as a browser makes them: `HttpClient(user).get("/api/resource/Campus Student")`."""

	sessions: ClassVar[dict[tuple[str, ...], tuple[str, str]]] = {}  # by site, user and hour

	def __init__(self, user: str | None):
		self.headers = {"X-Frappe-Site-Name": frappe.local.site, "Accept": "application/json"}
		if user and user != "Guest":
			self.headers |= self.identified(user)

	def identified(self, user: str) -> dict[str, str]:
		"""The headers by which the framework knows the user."""
		sid, token = self.session_of(user)
		return {"Cookie": f"sid={sid}", "X-Frappe-CSRF-Token": token}

	def session_of(self, user: str) -> tuple[str, str]:
		"""The id of a session and the token that a page of it would have: one that was begun before and has not ended."""
		key = (frappe.local.site, user, f"{now_datetime():%Y-%m-%d %H}")
		if key not in self.sessions or not frappe.cache.hexists("session", self.sessions[key][0]):
			self.sessions[key] = _begin_session(user)
		return self.sessions[key]

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
		answer: dict = {}

		def request() -> None:
			from frappe.app import application

			answer["response"] = Client(application, use_cookies=False).open(
				path, method=verb, headers=self.headers, buffered=True, **kwargs
			)  # buffered: read to its end and closed, so that what the framework does after a response is done

		_in_thread(request)
		frappe.db.rollback()  # a new snapshot, so that the test sees what the request committed
		return answer["response"]


class KeyClient(HttpClient):
	"""The same by API key, as another program does: a third more work for the framework."""

	def identified(self, user: str) -> dict[str, str]:
		return {"Authorization": f"token {_credentials(user)}"}


def _begin_session(user: str) -> tuple[str, str]:
	from frappe.app import init_request
	from frappe.sessions import get_csrf_token

	headers, found = {"X-Frappe-Site-Name": frappe.local.site}, {}

	def begin() -> None:
		init_request(Request(EnvironBuilder(path="/api/method/ping", headers=headers).get_environ()))
		frappe.local.login_manager.login_as(user)
		found["sid"], found["token"] = frappe.session.sid, get_csrf_token()
		frappe.db.commit()
		frappe.destroy()

	_in_thread(begin)
	return found["sid"], found["token"]


def _in_thread(run) -> None:
	"""The framework keeps its session and connection in thread locals."""
	thread = Thread(target=run)
	thread.start()
	thread.join()


class Browser:
	"""Requests of one session by cookie, as a browser makes them: `Browser(user, password).get("/app")`."""

	def __init__(self, user: str, password: str):
		from frappe.app import application

		self.client = Client(application)
		self.headers = {"X-Frappe-Site-Name": frappe.local.site, "Accept": "application/json"}
		self.login = self.post("/api/method/login", usr=user, pwd=password)

	def get(self, path: str) -> TestResponse:
		return self._open("GET", path)

	def post(self, path: str, **data) -> TestResponse:
		return self._open("POST", path, json=data)

	def _open(self, verb: str, path: str, **kwargs) -> TestResponse:
		answer: list = []

		def request() -> None:
			try:
				answer.append(self.client.open(path, method=verb, headers=self.headers, **kwargs))
			except Exception as error:
				answer.append(error)

		thread = Thread(target=request)
		thread.start()
		thread.join()
		frappe.db.rollback()
		if isinstance(answer[0], Exception):
			raise answer[0]
		return answer[0]


def _credentials(user: str) -> str:
	"""The user's API key, made when there is none: as rows, like the accounts themselves (factories.make_user)."""
	key = frappe.db.get_value("User", user, "api_key")
	if not key:
		key = frappe.generate_hash(length=15)
		frappe.db.set_value("User", user, "api_key", key)
		set_encrypted_password("User", user, frappe.generate_hash(length=15), "api_secret")
		frappe.db.commit()  # the request reads on another connection
	return f"{key}:{get_decrypted_password('User', user, 'api_secret')}"


def _as_text(params: dict) -> dict:
	return {key: value if isinstance(value, str) else json.dumps(value) for key, value in params.items()}
