"""A home visit, a talk, a parent contact, a parent meeting, a dorm visit."""

import frappe
from frappe.utils import add_days, nowdate

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.world.documents import find_or_insert
from campus_safety.tests.world.subject import STUDENT, Subject, of


def build(world) -> None:
	world.visit, world.talk, world.contact = _visit(world.users), _talk(world.users), _contact(world.users)


def subjects(world) -> tuple[Subject, ...]:
	everywhere = of(world.by_role, r.PSYCH_HEAD, r.PSYCH_TEACHER, r.STUDENT_AFFAIRS)
	return (
		Subject(
			"Campus Home Visit",
			world.visit,
			"visit_category",
			"Key Student",
			("CANARY-visit-address", "CANARY-visit-family", "CANARY-visit-findings"),
			everywhere,
		),
		Subject(
			"Campus Heart Talk",
			world.talk,
			"talk_type",
			"Emotion",
			tuple(
				f"CANARY-talk-{word}" for word in ("topics", "content", "behaviour", "request", "measures")
			),
			everywhere,
		),
		Subject(
			"Campus Parent Contact",
			world.contact,
			"result",
			"Reached",
			tuple(f"CANARY-contact-{word}" for word in ("guardian", "feedback", "home", "request")),
			everywhere,
		),
		_parent_meeting(world.units, world.users, world.by_role),
		_dorm_visit(world.by_role),
		_spot_check(world),
	)


def _visit(users: dict[str, str]) -> str:
	found = frappe.db.get_value("Campus Home Visit", {"student": STUDENT})
	if found:
		return found
	frappe.set_user(users["counsellor"])
	visit = frappe.get_doc(
		{
			"doctype": "Campus Home Visit",
			"student": STUDENT,
			"visit_category": "Key Student",
			"visit_mode": "Home",
			"visit_date": nowdate(),
			"address": "CANARY-visit-address",
			"visitors": [{"user": users["counsellor"]}],
			"family_situation": "CANARY-visit-family",
			"findings": "CANARY-visit-findings",
		}
	).insert()
	return visit.name


def _talk(users: dict[str, str]) -> str:
	found = frappe.db.get_value("Campus Heart Talk", {"student": STUDENT})
	if found:
		return found
	frappe.set_user(users["counsellor"])
	return make.make_talk(
		STUDENT,
		talk_type="Emotion",
		topics="CANARY-talk-topics",
		content="CANARY-talk-content",
		mental_state="Fluctuating",
		abnormal_behaviour="CANARY-talk-behaviour",
		student_request="CANARY-talk-request",
		measures="CANARY-talk-measures",
	).name


def _contact(users: dict[str, str]) -> str:
	found = frappe.db.get_value("Campus Parent Contact", {"student": STUDENT})
	if found:
		return found
	frappe.set_user(users["counsellor"])
	return make.make_contact(
		STUDENT,
		guardian_name="CANARY-contact-guardian",
		school_feedback="CANARY-contact-feedback",
		home_info="CANARY-contact-home",
		parent_request="CANARY-contact-request",
	).name


def _parent_meeting(units, users, by_role) -> Subject:
	"""Campus Parent Meeting of the class; the law was not explained, so it fulfils no duty of any test."""
	frappe.set_user(users["counsellor"])
	values = {
		"doctype": "Campus Parent Meeting",
		"meeting_date": nowdate(),
		"mode": "Online",
		"units": [{"unit": units["class_1"]}],
		"minutes": "CANARY-meeting-minutes",
	}
	name = find_or_insert(values, by="minutes")
	frappe.set_user("Administrator")
	return Subject(
		"Campus Parent Meeting",
		name,
		"minutes",
		"CANARY-meeting-minutes",
		("CANARY-meeting-minutes",),
		of(by_role, r.STUDENT_AFFAIRS, r.SAFETY_OFFICE),
	)


def _dorm_visit(by_role) -> Subject:
	"""Campus Dorm Visit to a room where nobody lives now."""
	building = make.make_dormitory("世界走访楼", "Building")
	values = {
		"doctype": "Campus Dorm Visit",
		"dormitory": building,
		"date": nowdate(),
		"rooms": [{"room": make.make_dormitory("世界走访101", "Room", building), "note": "CANARY-room-note"}],
		"findings": "CANARY-room-findings",
		"hazards": "CANARY-room-hazards",
	}
	return Subject(
		"Campus Dorm Visit",
		find_or_insert(values, by="findings"),
		"findings",
		"CANARY-room-findings",
		("CANARY-room-findings", "CANARY-room-hazards", "CANARY-room-note"),
		of(by_role, r.STUDENT_AFFAIRS),
	)


def _spot_check(world) -> Subject:
	"""Campus Spot Check of the class's contacts, with what the family said."""
	found = frappe.db.get_value("Campus Spot Check Row", {"note": "CANARY-check-note"}, "parent")
	if not found:
		frappe.set_user("Administrator")
		check = frappe.get_doc(
			{
				"doctype": "Campus Spot Check",
				"unit": world.units["class_1"],
				"evidence": "Parent Contacts",
				"period_from": add_days(nowdate(), -30),
				"period_to": nowdate(),
			}
		).insert()
		check.rows[0].outcome, check.rows[0].note = "Not True", "CANARY-check-note"
		found = check.save().name
	return Subject(
		"Campus Spot Check",
		found,
		"seed",
		frappe.db.get_value("Campus Spot Check", found, "seed"),
		("CANARY-check-note",),
		of(world.by_role, r.STUDENT_AFFAIRS, r.SCHOOL_LEADER),
	)
