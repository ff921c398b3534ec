"""Patrols planned, walked and over. The time is the server's; nothing is known of guards but the points they passed."""

import hashlib
from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.utils import cint, get_datetime, get_time

from campus_safety.domain.defence import patrol
from campus_safety.engines.calendar import get_days
from campus_safety.engines.sets.transactions import repeat_when_lost
from campus_safety.exceptions import PatrolError
from campus_safety.services.defence.settings import get_question_every

LOG, SLOT = "Campus Patrol Log", "Campus Patrol Slot"
PLANNED, RUNNING, DONE, MISSED = "Planned", "Running", "Done", "Missed"
OPEN = (PLANNED, RUNNING)
LONGEST_KEY, SAVEPOINT = 140, "campus_patrol"
NO_WAIT = timedelta()
TRIES = 4  # two guards pass two points at the same moment


def plan(now: datetime) -> int:
	"""Puts what begins soon on the guards' list. Run again it adds nothing. How many were added."""
	added = 0
	for slot in frappe.get_all(
		SLOT,
		filters={"disabled": 0},
		fields=["name", "slot", "days", "from_time", "to_time", "early_minutes"],
	):
		for day in (now.date() - patrol.ONE_DAY, now.date(), now.date() + patrol.ONE_DAY):
			begins, ends = patrol.window(day, get_time(slot.from_time), get_time(slot.to_time))
			opens = begins - timedelta(minutes=cint(slot.early_minutes)) - patrol.SOON
			if opens <= now < ends and _is_on(slot.days, day):
				added += _add(slot, day, begins, ends)
	return added


def _is_on(days: str, day: date) -> bool:
	if days == "Every Day":
		return True
	known = get_days(day, day)
	return bool(known) and known[0].day_type.is_teaching


def _add(slot, day: date, begins: datetime, ends: datetime) -> int:
	key = _get_key(slot.name, day)
	if frappe.db.exists(LOG, {"open_key": key}):
		return 0
	log = frappe.get_doc(
		{
			"doctype": LOG,
			"planned": slot.name,
			"slot": slot.slot,
			"patrol_date": day,
			"starts_at": begins,
			"ends_at": ends,
			"open_key": key,
			"status": PLANNED,
			"missing_points": frappe.db.count("Campus Patrol Slot Point", {"parent": slot.name}),
		}
	)
	frappe.db.savepoint(SAVEPOINT)
	try:
		with log.as_app():
			log.insert(ignore_permissions=True)  # a job, or whoever scans first
	except frappe.UniqueValidationError:  # the other one was faster
		frappe.db.rollback(save_point=SAVEPOINT)
		frappe.clear_messages()
		return 0
	return 1


def _get_key(slot: str, day: date) -> str:
	"""Of one day, however long the name of the patrol is."""
	key = f"{slot}|{day}"
	return key if len(key) <= LONGEST_KEY else f"{hashlib.sha256(slot.encode()).hexdigest()}|{day}"


def get_running(point: str, now: datetime, over: bool = False) -> str | None:
	"""The patrol that passes this point now: the first to end of several. over: of a moment ago, so it may have been called missed."""
	states = (*OPEN, DONE, MISSED) if over else (*OPEN, DONE)
	log, way = frappe.qb.DocType(LOG), frappe.qb.DocType("Campus Patrol Slot Point")
	query = (
		frappe.qb.from_(log)
		.join(way)
		.on((way.parent == log.planned) & (way.parenttype == SLOT))
		.select(log.name)
		.where((way.point == point) & (log.ends_at > now) & log.status.isin(states))
		.orderby(log.ends_at)
		.limit(1)
	)
	if over:  # it was on the list then
		query = query.where(log.starts_at <= now + patrol.SOON)
	rows = query.run()
	return rows[0][0] if rows else None


def scan(
	point,
	user: str,
	armed: bool,
	finding: str,
	now: datetime,
	waited: timedelta = NO_WAIT,
	key: str = "",
) -> dict:
	"""{"patrol", "passed", "points", "question"}: the point is passed; again within the same patrol it changes nothing.

	waited: how long a phone without a network kept it. key: of the request; what arrives twice counts once.
	Errors: PatrolError where no patrol passes here then.
	"""
	plan(now)
	passed = patrol.passed_at(now, waited)
	if not passed:
		frappe.throw(
			_("This was kept on the phone for too long. Tell the Security Office when you were there."),
			PatrolError,
		)
	moment, later = passed
	name = get_running(point.name, moment, over=later)
	if not name:
		frappe.throw(
			_("No patrol passes here now. Look at the plan, or tell the Security Office."), PatrolError
		)
	arrived = now if later else None
	return repeat_when_lost(lambda: _scan(name, point, user, armed, finding, moment, key, arrived), TRIES)


def _scan(
	name: str,
	point,
	user: str,
	armed: bool,
	finding: str,
	moment: datetime,
	key: str,
	arrived: datetime | None,
) -> dict:
	log = frappe.get_doc(LOG, name, for_update=True)
	row = next((row for row in log.scans if row.point == point.name), None)
	if not (key and row and row.request_key == key):
		row = row or _pass(log, point, user, moment)
		row.request_key = key or row.request_key
		if arrived and not row.sent_at:
			row.sent_later, row.sent_at = 1, arrived.replace(microsecond=0)
		if armed:
			log.armed = 1
		if finding.strip():
			line = f"{moment:%H:%M} {point.name}: {finding.strip()}"
			log.findings = "\n".join(filter(None, (log.findings, line)))
		if log.status == MISSED and not (log.missed_reason or "").strip():
			log.status = RUNNING  # it was walked; without a network nobody could know
		_save(log)
	points = get_points(log.planned)
	return {
		"patrol": log.planned,
		"passed": len({scan.point for scan in log.scans}),
		"points": len(points),
		"question": row.question if row.question and not row.answer else "",
	}


def _pass(log, point, user: str, now: datetime):
	moment = now.replace(microsecond=0)
	own = [get_datetime(row.at) for row in log.scans if row.user == user]
	row = log.append(
		"scans",
		{
			"point": point.name,
			"at": moment,
			"user": user,
			"too_fast": int(patrol.is_too_fast(moment, max(own, default=None), cint(point.least_minutes))),
		},
	)
	if point.question and patrol.asks_question(log.patrol_date, log.name, point.name, get_question_every()):
		row.question = point.question
	if not log.arrived_at:
		early = cint(frappe.db.get_value(SLOT, log.planned, "early_minutes"))
		log.arrived_at, log.occurred_on = moment, log.patrol_date
		log.in_time = int(patrol.is_in_time(moment, get_datetime(log.starts_at), early))
	return row


def answer(point, user: str, text: str, now: datetime) -> None:
	"""To the question on site; a wrong one is marked, not refused. Errors: PatrolError."""
	name = get_running(point.name, now)
	log = name and frappe.get_doc(LOG, name, for_update=True)
	row = log and next((row for row in log.scans if row.point == point.name and row.user == user), None)
	if not row or not row.question or row.answer or not text.strip():
		frappe.throw(_("There is no question here now."), PatrolError)
	row.answer = text.strip()[:140]
	row.answered_wrong = int(not patrol.is_answered(text, point.answer))
	_save(log)


def finish(name: str) -> None:
	"""Its time is over: made, or missed."""
	log = frappe.get_doc(LOG, name, for_update=True)
	if log.status in OPEN:
		log.status = DONE if log.arrived_at else MISSED
		_save(log)


def set_figures(log) -> None:
	"""What follows from the points passed."""
	points, passed = get_points(log.planned), {row.point for row in log.scans}
	log.missing_points = len([point for point in points if point not in passed])
	log.marks = sum(bool(row.too_fast or row.answered_wrong) for row in log.scans)
	if log.arrived_at and log.status in OPEN:
		log.status = RUNNING if log.missing_points else DONE


def get_points(slot: str) -> list[str]:
	return frappe.get_all(
		"Campus Patrol Slot Point", filters={"parent": slot}, order_by="idx asc", pluck="point"
	)


def _save(log) -> None:
	with log.as_app():
		log.save(ignore_permissions=True)  # who may was checked by the endpoint; written by the app alone
