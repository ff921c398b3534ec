"""A shift, an appointment of the student, one without a name, a note of one session and of a group; all in 2018, but for what is open."""

from datetime import datetime

import frappe

from campus_safety.access.secrets import decrypt
from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.world.canaries import canary_of, hide_canaries
from campus_safety.tests.world.documents import find_or_insert
from campus_safety.tests.world.subject import NEIGHBOUR, STUDENT, Subject, of

APPOINTMENT, NOTE, SHIFT = (
	"Campus Counselling Appointment",
	"Campus Session Note",
	"Campus Counselling Shift",
)
FEEDBACK, REFERRAL = "Campus Key Feedback", "Campus Student Referral"
ANALYSIS = "Campus Psych Analysis Report"
LONG_AGO = "2018-03-12"


def build(world) -> None:
	shift = _shift(world)
	world.counselling = {"shift": shift, "appointment": _appointment(world, shift)}
	world.counselling |= {
		"feedback": _feedback(world),
		"referral": _referral(world),
		"analysis": _analysis(world),
	}
	world.counselling["note"] = _note(world, student=STUDENT)
	world.counselling["group"] = _note(
		world,
		session_kind="Group",
		held_at=f"{LONG_AGO} 15:00",
		participants=[{"student": STUDENT, "remark": canary_of("remark")}, {"student": NEIGHBOUR}],
		disclosures=[
			{
				"told_on": LONG_AGO,
				"ground": "Danger",
				"to_whom": canary_of("to_whom"),
				"what": canary_of("what"),
				"student_told": canary_of("student_told"),
			}
		],
	)


def _feedback(world) -> str:
	"""Answered long ago."""
	values = {
		"doctype": FEEDBACK,
		"student": STUDENT,
		"level": "Attention",
		"consent": "Student Agreed",
		"status": "Answered",
		"replied_at": f"{LONG_AGO} 17:31",
		"basis": canary_of("basis"),
		"college_reply": canary_of("college_reply"),
		"attention_points": [{"phrase": _phrase()}],
	}
	return find_or_insert(values, by="replied_at", as_app=True)


def _phrase() -> str:
	return find_or_insert(
		{"doctype": "Campus Feedback Phrase", "phrase": "CANARY-phrase", "kind": "Attention"}, by="phrase"
	)


def _referral(world) -> str:
	values = {
		"doctype": REFERRAL,
		"student": STUDENT,
		"referred_to": "Hospital",
		"referred_on": "2018-03-13",
		"returned_at": "2018-03-20",
		"consent": "Student Agreed",
		**{field: canary_of(field) for field in ("reason", "basis", "hospital", "result")},
	}
	return find_or_insert(values, by="returned_at", as_app=True)


def _analysis(world) -> str:
	"""A draft of the running term, which the centre's head alone reads."""
	term = make.make_term()
	return find_or_insert({"doctype": ANALYSIS, "term": term, "findings": "CANARY-findings"}, by="findings")


def subjects(world) -> tuple[Subject, ...]:
	made, head = world.counselling, of(world.by_role, r.PSYCH_HEAD)
	return (
		Subject(ANALYSIS, made["analysis"], "findings", "CANARY-findings", ("CANARY-findings",), head),
		_subject(
			FEEDBACK, made["feedback"], "replied_at", f"{LONG_AGO} 17:31:00", head, "basis college_reply"
		),
		_subject(
			REFERRAL, made["referral"], "returned_at", "2018-03-20", head, "reason basis hospital result"
		),
		_subject(
			APPOINTMENT, made["appointment"], "shown_as", "XQ7", head, "topic contact message contact_note"
		),
		_subject(NOTE, made["note"], "minutes", "53", head, "checked note plan"),
		_subject(
			NOTE, made["group"], "minutes", "54", head, "checked note plan remark to_whom what student_told"
		),
	)


def _subject(doctype: str, name: str, field: str, value: str, insiders, secrets: str) -> Subject:
	folded = decrypt(frappe.db.get_value(doctype, name, "checked")) if doctype == NOTE else name
	canaries = (*map(canary_of, secrets.split()), folded, name, "enc:1:")
	return Subject(doctype, name, field, value, canaries, insiders)


def _shift(world) -> str:
	values = {
		"doctype": SHIFT,
		"date": LONG_AGO,
		"room": "CANARY-room",
		"counsellor": world.users["psych_teacher"],
		"from_time": "08:00:00",
		"to_time": "12:00:00",
		"status": "Closed",
	}
	return find_or_insert(values, by="room", as_app=True)


def _appointment(world, shift: str) -> str:
	"""Missed: there is a contact to be made, and a word to the student."""
	values = {
		"doctype": APPOINTMENT,
		"student": STUDENT,
		"shown_as": "XQ7",
		"mode": "In Person",
		"urgency": "Ordinary",
		"status": "No Show",
		"contact_open": 1,
		"shift": shift,
		"counsellor": world.users["psych_teacher"],
		"starts_at": f"{LONG_AGO} 08:00",
		"ends_at": f"{LONG_AGO} 08:50",
		"requested_at": f"{LONG_AGO} 07:00",
		**{field: canary_of(field) for field in ("topic", "contact", "message", "contact_note")},
	}
	return find_or_insert(values, by="shown_as", as_app=True)


def _note(world, **values) -> str:
	"""Written by the psych teacher, as the framework's own save does it."""
	minutes = 54 if values.get("session_kind") == "Group" else 53
	if found := frappe.db.get_value(NOTE, {"minutes": minutes}):
		return found
	frappe.set_user(world.users["psych_teacher"])
	note = frappe.get_doc(
		{
			"doctype": NOTE,
			"session_kind": "Individual",
			"held_at": datetime.fromisoformat(f"{LONG_AGO} 08:00"),
			"minutes": minutes,
			"limits_explained": 1,
			"risk_check": "None",
			"note": canary_of("note"),
			"plan": canary_of("plan"),
			**values,
		}
	).insert()
	frappe.set_user("Administrator")
	hide_canaries(NOTE, note.name)
	return note.name
