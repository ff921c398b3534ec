"""Endpoints of the roll-call page, and of corrections after noon."""

from datetime import datetime

import frappe
from frappe import _
from frappe.sessions import get_csrf_token
from frappe.utils import cint, now_datetime

from campus_safety.access import arguments
from campus_safety.access.scopes import has_any_role
from campus_safety.domain.roles import STUDENT_AFFAIRS
from campus_safety.services.gate import clock, probation
from campus_safety.services.presence import alarms, page, phone_store, roll

ANSWERED = 1
CORRECTORS = (STUDENT_AFFAIRS,)


def _begin() -> None:
	"""Who may call, and the mark by which the phone knows that the app itself has answered, refusals included: what a proxy, a
	login page of the Wi-Fi or an outage says ends no waiting.
	"""
	frappe.local.response["campus_safety"] = ANSWERED
	page.validate_may_call()


@frappe.whitelist(methods=["GET"])
def get_start() -> dict:
	"""Tonight's buildings of the caller, and the token that later requests carry; see services.presence.page."""
	_begin()
	phone_store.give_key(now_datetime())
	token = get_csrf_token()
	frappe.db.commit()  # a token made just now must outlive this request, which only reads
	return {**page.get_start(now_datetime()), "csrf_token": token, "user": frappe.session.user}


@frappe.whitelist(methods=["POST"])
def open_building(building: str) -> dict:
	"""Tonight's roll call of one building, made when nobody has opened it yet."""
	_begin()
	page.validate_building(building)
	now = now_datetime()
	return {**page.open_building(building, now), **_doubted(building, now)}


@frappe.whitelist(methods=["POST"])
def refresh(roll_name: str, since: str | None = None) -> dict:
	"""What others have marked meanwhile, what leaves and searches have changed; and the alarms whose minute is over."""
	_begin()
	page.validate_roll(roll_name)
	now = now_datetime()
	alarms.climb_of_roll(roll_name, now)
	return _state(roll_name, since, now)


@frappe.whitelist(methods=["POST"])
def send_marks(roll_name: str, marks: list | str, sent_at: float, since: str | None = None) -> dict:
	"""Marks of one building, each with a key of its own: sent twice they count once. Answers by mark, and what changed."""
	_begin()
	page.validate_roll(roll_name)
	marks = arguments.a_list(marks, "marks")
	now = now_datetime()
	answers = roll.mark(
		roll_name,
		page.read_marks(roll_name, marks, sent_at, now),
		source="Page",
		user=frappe.session.user,
		now=now,
	)
	_keep()
	return {"answers": answers, **_state(roll_name, since, now)}


@frappe.whitelist(methods=["POST"])
def send_report(roll_name: str, key: str) -> dict:
	"""The report of the night, zero absence included."""
	_begin()
	page.validate_roll(roll_name)
	now = now_datetime()
	done = roll.report(roll_name, user=frappe.session.user, now=now, key=key)
	_keep()
	return {
		"cases": len(done["cases"]),
		"only_preset": cint(done["only_preset"]),
		**_state(roll_name, None, now),
	}


@frappe.whitelist(methods=["POST"])
def get_phone(roll_name: str, student: str) -> dict:
	"""Telephone of a student on the list, to ring from the corridor; looked up live, never kept on the phone."""
	_begin()
	page.validate_roll(roll_name)
	if not any(line[0] == student for line in page.get_lines(roll_name)):
		frappe.throw(_("This student is not on tonight's list of the building."), frappe.PermissionError)
	return {"mobile": frappe.db.get_value("Campus Student", student, "mobile") or ""}


@frappe.whitelist(methods=["POST"])
def correct(roll_name: str, student: str, status: str, reason: str) -> dict:
	"""Put a locked night right; Student Affairs only."""
	if not has_any_role(frappe.session.user, CORRECTORS):
		frappe.throw(_("Only Student Affairs corrects a locked roll call."), frappe.PermissionError)
	return roll.correct(
		roll_name,
		student,
		status,
		reason,
		user=frappe.session.user,
		now=now_datetime().replace(microsecond=0),
	)


def _keep() -> None:
	"""What was marked is in before the answer is read. The same marks, sent twice when the network came back, wait for the first
	ones' lock with a list of before them; read on from there, the answer would take them off the screen.
	"""
	frappe.db.commit()  # kept before it is read back


def _state(roll_name: str, since: str | None, now: datetime) -> dict:
	"""As of `now`, when the request began: what others commit while it waits is asked for again, and the phone knows an answer that
	comes late for an older one.
	"""
	lines = page.get_lines(roll_name, arguments.a_moment(since, "since") if since else None)
	head = page.get_head(roll_name, now)
	return {**head, **_doubted(head["building"], now), "rows": lines}


def _doubted(building: str, now: datetime) -> dict:
	"""The devices whose word counts for nothing tonight, by the names that are written on them."""
	return {
		"wrong_clocks": clock.get_names_of_wrong(building),
		"new_keys": probation.get_names_of_new(building, now),
	}
