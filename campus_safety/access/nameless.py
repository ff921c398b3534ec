"""Requests that carry nobody: on the pages of reports and complaints and their endpoints the sender's address and device are forgotten at once.

Before anything is read or written: what a log, a monitor, a session or a record of the framework would keep afterwards is empty.
What stands before the site (nginx, a proxy) keeps logs of its own: the administrator's guide says how they are switched off there.
"""

import frappe

PAGES = ("/campus-report", "/campus-complaint")
MODULES = ("campus_safety.api.reports.", "campus_safety.api.complaints.")
ENDPOINTS = tuple(f"/api/{kind}{module}" for kind in ("method/", "v2/method/") for module in MODULES)
# of a WSGI environment: what tells where a request comes from, and by what
TELLING = (
	"REMOTE_ADDR",
	"REMOTE_HOST",
	"REMOTE_PORT",
	"HTTP_X_FORWARDED_FOR",
	"HTTP_X_REAL_IP",
	"HTTP_FORWARDED",
	"HTTP_USER_AGENT",
	"HTTP_REFERER",
	"HTTP_ACCEPT_LANGUAGE",
)
HEADERS = {
	"Referrer-Policy": "no-referrer",
	"Cache-Control": "no-store",
	"Permissions-Policy": "geolocation=(), microphone=(self)",  # a voice note, at a tap
}


def forget_sender() -> None:
	"""`before_request`, after the framework's own: its monitor has noted the address by then."""
	request = frappe.local.request
	if not is_nameless(request.path, frappe.form_dict.get("cmd")):
		return
	for name in TELLING:
		request.environ.pop(name, None)
	request.remote_addr = None
	frappe.local.request_ip = ""
	monitor = getattr(frappe.local, "monitor", None)
	if monitor is not None and getattr(monitor, "data", None) and monitor.data.get("request"):
		monitor.data.request["ip"] = ""
	session = getattr(frappe.local, "session", None)
	if session and session.user == "Guest" and session.data:
		session.data["session_ip"] = ""


def is_nameless(path: str, cmd: str | None = None) -> bool:
	return path.rstrip("/") in PAGES or path.startswith(ENDPOINTS) or str(cmd or "").startswith(MODULES)
