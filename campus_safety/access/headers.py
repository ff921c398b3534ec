"""What every answer tells browsers and proxies: keep no personal data, show it in no other site's frame, guess no type."""

import frappe

from campus_safety.access import nameless
from campus_safety.access.files import is_passive

# assets and public files are for everybody and may be kept
PUBLIC = ("/assets/", "/files/")
FILES = ("/files/", "/private/files/")
OF_PERSONS = ("/campus-", "/private/files/", "/api/method/campus_safety.")
ALWAYS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
PERSONAL = {"X-Frame-Options": "SAMEORIGIN", "Content-Security-Policy": "frame-ancestors 'self'"}

# a page or drawing among the files: loaded and kept, never run as this site
NOT_RUN = f"sandbox; {PERSONAL['Content-Security-Policy']}"


def protect(response=None, request=None) -> None:
	"""`after_request`. A host's own header stays; public pages of other apps are cached and framed as before."""
	if response is None or request is None:
		return
	if nameless.is_nameless(request.path):
		for header, value in nameless.HEADERS.items():
			response.headers[header] = value
	for header, value in ALWAYS.items():
		response.headers.setdefault(header, value)
	if request.path.startswith(FILES) and not is_passive(request.path):
		response.headers["Content-Security-Policy"] = NOT_RUN
		response.headers.setdefault("Content-Disposition", "attachment")
	if not _is_personal(request.path):
		return
	response.headers["Cache-Control"] = "no-store"
	for header, value in PERSONAL.items():
		response.headers.setdefault(header, value)


def _is_personal(path: str) -> bool:
	if path.startswith(PUBLIC):
		return False
	session = getattr(frappe.local, "session", None)
	return path.startswith(OF_PERSONS) or bool(session and session.user not in (None, "Guest"))
