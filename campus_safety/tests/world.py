"""A small committed campus for tests over HTTP: two colleges, three classes, staff of every role, canaries.

Built once per test site; every secret string in it is a canary that may reach no outsider by any endpoint.
"""

from dataclasses import dataclass, field

import frappe
from frappe.utils import add_days, nowdate

from campus_safety.domain import roles as r
from campus_safety.engines.opening import reveal
from campus_safety.services.risk.risk_status import get_status_of
from campus_safety.tests import factories as make
from campus_safety.tests import world_presence as presence
from campus_safety.tests import world_records as records
from campus_safety.tests.subject import FAR_STUDENT, NEIGHBOUR, OTHER_STUDENT, STUDENT, Subject


@dataclass(frozen=True)
class World:
	units: dict[str, str]
	users: dict[str, str]
	by_role: dict[str, str]
	ledger: str
	visit: str
	talk: str
	contact: str
	leave: str
	residence: str
	subjects: tuple[Subject, ...] = field(default=())

	@property
	def outsiders(self) -> dict[str, str | None]:
		"""Everybody with no business with the student: each role without assignment, neighbours, a pupil, nobody."""
		inside = {"counsellor", "adviser", "lead", "psych_head", "psych_teacher", "student_affairs"}
		return {
			**{name: user for name, user in self.users.items() if name not in inside},
			**{role: user for role, user in self.by_role.items()},
			"guest": None,
		}


def get_world() -> World:
	"""The world of this site, built when it is not there yet."""
	units = _units()
	users = _users(units)
	by_role = make.make_staff_of_every_role()
	_students(units)
	frappe.db.commit()  # requests of the tests read on other connections
	ledger, visit = _ledger(users), _visit(users)
	records.hide_canaries("Campus Risk Ledger", ledger)
	talk, contact = _talk(users), _contact(users)
	frappe.set_user("Administrator")
	duty_subjects = _duty_subjects(units, users, by_role)
	gate_subjects = presence.gate_subjects(users, by_role)
	leave, residence = presence.make_leave(users), presence.make_residence(users)
	frappe.set_user("Administrator")
	frappe.db.commit()
	subjects = _subjects(users, by_role, ledger, visit, talk, contact) + duty_subjects + gate_subjects
	subjects += presence.leave_subjects(by_role, leave, residence) + presence.night_subjects(by_role)
	subjects += records.record_subjects(units, users, by_role, leave, ledger)
	return World(units, users, by_role, ledger, visit, talk, contact, leave, residence, subjects)


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


def _ledger(users: dict[str, str]) -> str:
	"""Filed by the college, so that the class's staff see level and advice; opened once, so that the log has a line."""
	from frappe.model.workflow import apply_workflow

	found = frappe.db.get_value("Campus Risk Ledger", {"student": STUDENT})
	if found:
		return found
	frappe.set_user(users["counsellor"])
	ledger = make.make_ledger(
		STUDENT,
		factor_detail="CANARY-factor-detail",
		family_situation="CANARY-family-situation",
		medication="CANARY-medication",
		hospital="CANARY-hospital",
		support_advice="CANARY-advice",
		responsible_person=users["counsellor"],
		lead=users["lead"],
		measures=[
			{
				"measure": "CANARY-measure",
				"type": "Support",
				"due": add_days(nowdate(), 30),
				"measure_owner": users["counsellor"],
			}
		],
	)
	frappe.set_user(users["lead"])
	apply_workflow(ledger.as_dict(), "File Ledger")
	frappe.set_user(users["psych_head"])
	reveal.reveal("Campus Risk Ledger", ledger.name, "CANARY-reason")
	return ledger.name


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


def _duty(units: dict[str, str], users: dict[str, str]) -> str:
	"""Of a year long past, so that no run of a test touches it."""
	found = frappe.db.get_value("Campus Duty Obligation", {"student": STUDENT, "period_start": "2018-03-01"})
	if found:
		return found
	duty = frappe.get_doc(
		{
			"doctype": "Campus Duty Obligation",
			"name": frappe.generate_hash(length=32),
			"rule": frappe.db.get_value("Campus Duty Rule", {"seed_key": "heart_talk"}),
			"subject_doctype": "Campus Student",
			"subject": STUDENT,
			"student": STUDENT,
			"names_student": 1,
			"unit": units["class_1"],
			"college": units["college_1"],
			"responsible_user": users["counsellor"],
			"period_start": "2018-03-01",
			"period_end": "2018-03-31",
			"due_date": "2018-04-03",
			"count_until": "2018-03-31",
			"min_count": 1,
			"state": "Exempt",
			"exempt_kind": "Approved",
			"exempt_reason": "CANARY-duty-reason",
		}
	)
	duty.db_insert()
	return duty.name


def _mentor_list(units: dict[str, str]) -> str:
	found = frappe.db.get_value("Campus Mentor List", {"evaluation": "CANARY-mentor-evaluation"})
	if found:
		return found
	frappe.set_user("Administrator")
	return (
		frappe.get_doc(
			{
				"doctype": "Campus Mentor List",
				"mentor": make.make_user("worldmentor@world.test", r.MENTOR),
				"year": "2018-2019",
				"unit": units["college_1"],
				"students": [{"student": STUDENT}],
				"duties": [{"item": "CANARY-mentor-duty"}],
				"evaluation": "CANARY-mentor-evaluation",
			}
		)
		.insert()
		.name
	)


def _assessment(users: dict[str, str]) -> str:
	found = frappe.db.get_value("Campus Accountability Assessment", {"period_from": "2018-01-01"})
	if found:
		return found
	frappe.set_user("Administrator")
	assessment = frappe.get_doc(
		{
			"doctype": "Campus Accountability Assessment",
			"subject_type": "Person",
			"user": users["counsellor"],
			"period_from": "2018-01-01",
			"period_to": "2018-12-31",
			"comment": "CANARY-assessment-comment",
			"incident_deductions": [{"reason": "CANARY-assessment-deduction", "points": 3}],
		}
	).insert()
	assessment.db_set({"status": "Submitted", "workflow_state": "Submitted"}, update_modified=False)
	return assessment.name


def _duty_subjects(units, users, by_role) -> tuple[Subject, ...]:
	"""What is owed about a student, whose mentor lists them, how somebody is assessed."""
	offices = {by_role[role] for role in (r.STUDENT_AFFAIRS, r.ACADEMIC_AFFAIRS, r.HR_OFFICE)}
	assessors = (r.QUALITY_OFFICE, r.HR_OFFICE, r.DISCIPLINE_OFFICE, r.SCHOOL_LEADER)
	duty = _duty(units, users)
	return (
		Subject(
			"Campus Duty Obligation",
			duty,
			"exempt_reason",
			"CANARY-duty-reason",
			("CANARY-duty-reason", duty),
			frozenset(by_role[role] for role in (r.PSYCH_HEAD, r.PSYCH_TEACHER, r.STUDENT_AFFAIRS)),
		),
		Subject(
			"Campus Mentor List",
			_mentor_list(units),
			"evaluation",
			"CANARY-mentor-evaluation",
			("CANARY-mentor-evaluation", "CANARY-mentor-duty"),
			frozenset(offices | {users["administrator_of_site"]}),
		),
		Subject(
			"Campus Accountability Assessment",
			_assessment(users),
			"comment",
			"CANARY-assessment-comment",
			("CANARY-assessment-comment", "CANARY-assessment-deduction"),
			frozenset(by_role[role] for role in assessors),
		),
	)


def _subjects(users, by_role, ledger: str, visit: str, talk: str, contact: str) -> tuple[Subject, ...]:
	everywhere = {by_role[role] for role in (r.PSYCH_HEAD, r.PSYCH_TEACHER)}
	l2_everywhere = everywhere | {by_role[r.STUDENT_AFFAIRS]}
	all_students = l2_everywhere | {
		by_role[r.SAFETY_OFFICE],
		by_role[r.SCHOOL_LEADER],
		users["administrator_of_site"],
	}
	ledger_words = tuple(
		records.canary_of(field) for field in (*records.secret_fields("Campus Risk Ledger"), "advice")
	)
	log = frappe.db.get_value("Campus Access Log", {"reason": "CANARY-reason"})
	return (
		Subject(
			"Campus Risk Ledger",
			ledger,
			"risk_level",
			"Yellow",
			(*ledger_words, ledger, "enc:1:"),
			frozenset(everywhere),
		),
		Subject(
			"Campus Risk Status",
			get_status_of(STUDENT),
			"risk_level",
			"Yellow",
			("CANARY-advice",),
			frozenset(l2_everywhere),
		),
		Subject(
			"Campus Home Visit",
			visit,
			"visit_category",
			"Key Student",
			("CANARY-visit-address", "CANARY-visit-family", "CANARY-visit-findings"),
			frozenset(l2_everywhere),
		),
		Subject(
			"Campus Heart Talk",
			talk,
			"talk_type",
			"Emotion",
			tuple(
				f"CANARY-talk-{word}" for word in ("topics", "content", "behaviour", "request", "measures")
			),
			frozenset(l2_everywhere),
		),
		Subject(
			"Campus Parent Contact",
			contact,
			"result",
			"Reached",
			tuple(f"CANARY-contact-{word}" for word in ("guardian", "feedback", "home", "request")),
			frozenset(l2_everywhere),
		),
		Subject(
			"Campus Student",
			STUDENT,
			"mobile",
			"13800009991",
			("CANARY甲-name", "CANARY-home-address", "CANARY-guardian", "13800009992"),
			frozenset(all_students),
		),
		Subject(
			"Campus Access Log",
			log,
			"student",
			STUDENT,
			("CANARY-reason",),
			frozenset({by_role[r.PSYCH_HEAD]}),
		),
	)
