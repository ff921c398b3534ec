"""Units, accounts, students, posts, a list of students."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.world.canaries import canary_of, hide_canaries, secret_fields
from campus_safety.tests.world.documents import find_or_insert, make_import
from campus_safety.tests.world.subject import FAR_STUDENT, NEIGHBOUR, OTHER_STUDENT, STUDENT, Subject, of

# a post of a college long ago, when nobody of today held one
OFFICER, HIDDEN_SINCE = "Campus Hidden Officer", "2018-03-04"
LONG_AGO = {"from_date": "2018-03-01", "to_date": "2018-06-30"}


def build(world) -> None:
	world.units = _units()
	world.users = _users(world.units)
	world.by_role = make.make_staff_of_every_role()
	_students(world.units)
	frappe.db.commit()  # requests of the tests read on other connections


def subjects(world) -> tuple[Subject, ...]:
	return (
		_student(world.users, world.by_role),
		_post(world.units, world.users, world.by_role),
		_hidden_officer(world.by_role),
		_student_import(world.users, world.by_role),
		_staff_import(world.users),
		_host_mapping(world.users),
		_host_sync(world.users),
		_qualification(world.by_role),
		_training(world.by_role),
	)


def _units() -> dict[str, str]:
	school = make.make_unit("世界学院", "School")
	college_1 = make.make_unit("世界信息学院", "College", school)
	college_2 = make.make_unit("世界机电学院", "College", school)
	return {
		"school": school,
		"college_1": college_1,
		"college_2": college_2,
		"class_1": make.make_unit("世界软件2601班", "Class", college_1),
		"class_2": make.make_unit("世界软件2602班", "Class", college_1),
		"class_3": make.make_unit("世界数控2601班", "Class", college_2),
	}


def _users(units: dict[str, str]) -> dict[str, str]:
	users = {
		"counsellor": make.make_user("counsellor@world.test", r.COUNSELLOR),
		"adviser": make.make_user("adviser@world.test", r.CLASS_ADVISER),
		"lead": make.make_user("lead@world.test", r.COLLEGE_LEAD),
		"psych_head": make.make_user("psychhead@world.test", r.PSYCH_HEAD),
		"psych_teacher": make.make_user("psychteacher@world.test", r.PSYCH_TEACHER),
		"student_affairs": make.make_user("affairs@world.test", r.STUDENT_AFFAIRS),
		"other_counsellor": make.make_user("othercounsellor@world.test", r.COUNSELLOR),
		"far_counsellor": make.make_user("farcounsellor@world.test", r.COUNSELLOR),
		"far_lead": make.make_user("farlead@world.test", r.COLLEGE_LEAD),
		"administrator_of_site": make.make_user("sysmanager@world.test", r.SYSTEM_MANAGER),
		"pupil": make.make_user("pupil@world.test", r.STUDENT_USER, user_type="Website User"),  # NEIGHBOUR's
		"child": make.make_user("child@world.test", r.STUDENT_USER, user_type="Website User"),  # STUDENT's
	}
	make.assign(users["counsellor"], "Counsellor", "Class", unit=units["class_1"])
	make.assign(users["adviser"], "Class Adviser", "Class", unit=units["class_1"])
	make.assign(users["other_counsellor"], "Counsellor", "Class", unit=units["class_2"])
	make.assign(users["far_counsellor"], "Counsellor", "Class", unit=units["class_3"])
	make.assign(users["lead"], "College Lead", "College", unit=units["college_1"])
	make.assign(users["far_lead"], "College Lead", "College", unit=units["college_2"])
	return users


def _students(units: dict[str, str]) -> None:
	make.make_student(
		STUDENT,
		units["class_1"],
		student_name="CANARY甲-name",
		mobile="13800009991",
		home_address="CANARY-home-address",
		guardians=[
			{
				"guardian_name": "CANARY-guardian",
				"relation": "Father",
				"mobile": "13800009992",
				"is_primary": 1,
			}
		],
	)
	make.make_student(NEIGHBOUR, units["class_1"])
	make.make_student(OTHER_STUDENT, units["class_2"])
	make.make_student(FAR_STUDENT, units["class_3"])
	frappe.db.set_value("Campus Student", STUDENT, "user", "child@world.test")
	frappe.db.set_value("Campus Student", NEIGHBOUR, "user", "pupil@world.test")


def _student(users, by_role) -> Subject:
	offices = (r.STUDENT_AFFAIRS, r.PSYCH_HEAD, r.PSYCH_TEACHER, r.SAFETY_OFFICE, r.SCHOOL_LEADER)
	return Subject(
		"Campus Student",
		STUDENT,
		"mobile",
		"13800009991",
		("CANARY甲-name", "CANARY-home-address", "CANARY-guardian", "13800009992"),
		of(by_role, *offices) | {users["administrator_of_site"]},
	)


def _post(units, users, by_role) -> Subject:
	"""Campus Network Assignment: a psych committee member of the class, who looked after others."""
	values = {
		"doctype": "Campus Network Assignment",
		"level": "Class",
		"position": "Psych Committee Member",
		"holder_student": STUDENT,
		"unit": units["class_1"],
		"notes": "CANARY-post-notes",
		**LONG_AGO,
	}
	offices = (r.STUDENT_AFFAIRS, r.SAFETY_OFFICE, r.PSYCH_TEACHER, r.PSYCH_HEAD, r.SCHOOL_LEADER)
	return Subject(
		"Campus Network Assignment",
		find_or_insert(values, by="notes"),
		"notes",
		"CANARY-post-notes",
		("CANARY-post-notes",),
		of(by_role, *offices) | {users["administrator_of_site"]},
	)


def _hidden_officer(by_role) -> Subject:
	"""Campus Hidden Officer: that somebody is one, nobody but their circle knows, and by the office alone nobody is of it."""
	found = frappe.db.get_value(OFFICER, {"occurred_on": HIDDEN_SINCE})
	if not found:
		officer = frappe.get_doc({"doctype": OFFICER, "occurred_on": HIDDEN_SINCE, "to_date": "2018-06-29"})
		officer.set_new_name()
		officer.db_insert()
		found = officer.name
	hide_canaries(OFFICER, found)
	return Subject(
		OFFICER,
		found,
		"to_date",
		"2018-06-29",
		(*map(canary_of, secret_fields(OFFICER)), found),
		of(by_role, r.PSYCH_HEAD),
	)


def _qualification(by_role) -> Subject:
	"""Campus Staff Qualification: a guard's, whose office sees it beside personnel and the guard."""
	values = {
		"doctype": "Campus Staff Qualification",
		"user": by_role[r.SECURITY_GUARD],
		"kind": "Guard",
		"cert_no": "CANARY-certificate",
		"contractor": "CANARY-contractor",
		"background_check_on": "2018-03-06",
	}
	return Subject(
		"Campus Staff Qualification",
		find_or_insert(values, by="cert_no"),
		"background_check_on",
		"2018-03-06",
		("CANARY-certificate", "CANARY-contractor"),
		of(by_role, r.HR_OFFICE, r.STUDENT_AFFAIRS, r.SECURITY_OFFICE, r.SECURITY_GUARD),
	)


def _training(by_role) -> Subject:
	"""Campus Training Record: of a student's post, years ago, entered by HR."""
	frappe.set_user(by_role[r.HR_OFFICE])
	values = {
		"doctype": "Campus Training Record",
		"audience": "Student",
		"student": STUDENT,
		"kind": "Law",
		"topic": "CANARY-training-topic",
		"hours": 3.5,
		"date": "2018-03-07",
	}
	offices = (r.HR_OFFICE, r.STUDENT_AFFAIRS)
	return Subject(
		"Campus Training Record",
		find_or_insert(values, by="topic"),
		"date",
		"2018-03-07",
		("CANARY-training-topic",),
		of(by_role, *offices),
	)


def _student_import(users, by_role) -> Subject:
	"""Campus Student Import: a list of names, what is wrong with it, and what it would change."""
	return Subject(
		"Campus Student Import",
		make_import("Campus Student Import", "CANARY-import"),
		"error",
		"CANARY-import-error",
		tuple(f"CANARY-import-{word}" for word in ("error", "preview", "value")),
		of(by_role, r.STUDENT_AFFAIRS) | {users["administrator_of_site"]},
	)


def _staff_import(users) -> Subject:
	"""Campus Staff Import: what makes accounts is the system managers' alone, not even Student Affairs'."""
	return Subject(
		"Campus Staff Import",
		make_import("Campus Staff Import", "CANARY-staff-import"),
		"error",
		"CANARY-staff-import-error",
		tuple(f"CANARY-staff-import-{word}" for word in ("error", "preview", "value")),
		frozenset({users["administrator_of_site"]}),
	)


def _host_mapping(users) -> Subject:
	"""Campus Host Mapping: where lists are read, with whose key."""
	values = {
		"doctype": "Campus Host Mapping",
		"subject": "Staff",
		"system": "DingTalk",
		"corp_id": "CANARY-host-corporation",
		"mail_domain": "world.test",
	}
	return Subject(
		"Campus Host Mapping",
		find_or_insert(values, by="corp_id"),
		"corp_id",
		"CANARY-host-corporation",
		("CANARY-host-corporation",),
		frozenset({users["administrator_of_site"]}),
	)


def _host_sync(users) -> Subject:
	"""Campus Host Sync: names of who is gone in the host, and values that were refused."""
	values = {
		"doctype": "Campus Host Sync",
		"mapping": "DingTalk Staff",
		"subject": "Staff",
		"system": "DingTalk",
		"status": "Failed",
		"error": "CANARY-host-error",
		"told": "CANARY-host-told",
		"issues": [{"record": "CANARY-host-record", "reason": "x", "value": "CANARY-host-value"}],
	}
	return Subject(
		"Campus Host Sync",
		find_or_insert(values, by="error", as_app=True),
		"error",
		"CANARY-host-error",
		tuple(f"CANARY-host-{word}" for word in ("error", "told", "record", "value")),
		frozenset({users["administrator_of_site"]}),
	)
