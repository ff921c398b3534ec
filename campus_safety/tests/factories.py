"""Makers of test records: each returns the same record when asked again by the same name."""

from datetime import date, timedelta

import frappe
from frappe.utils import add_days, get_datetime, getdate, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.setup.demo.calendar import term_around

PASSWORD = "Campus-test-2026"


def make_unit(unit_name: str, unit_type: str = "Class", parent: str | None = None, **values) -> str:
	place = {"parent_campus_unit": parent} if parent else {}  # without one it hangs under the only school
	found = frappe.db.get_value("Campus Unit", {"unit_name": unit_name, "unit_type": unit_type, **place})
	if found:
		return found
	unit = frappe.get_doc(
		{
			"doctype": "Campus Unit",
			"unit_name": unit_name,
			"unit_type": unit_type,
			"parent_campus_unit": parent,
			"is_group": int(unit_type != "Class"),
			**values,
		}
	)
	return unit.insert(ignore_permissions=True).name


def make_dormitory(
	dormitory_name: str, dormitory_type: str = "Room", parent: str | None = None, **values
) -> str:
	found = frappe.db.get_value(
		"Campus Dormitory",
		{"dormitory_name": dormitory_name, "parent_campus_dormitory": parent or ("is", "not set")},
	)
	if found:
		return found
	dormitory = frappe.get_doc(
		{
			"doctype": "Campus Dormitory",
			"dormitory_name": dormitory_name,
			"dormitory_type": dormitory_type,
			"parent_campus_dormitory": parent,
			"is_group": int(dormitory_type != "Room"),
			**values,
		}
	)
	return dormitory.insert(ignore_permissions=True).name


def make_student(student_no: str, unit: str, **values) -> str:
	if frappe.db.exists("Campus Student", student_no):
		return student_no
	student = frappe.get_doc(
		{
			"doctype": "Campus Student",
			"student_no": student_no,
			"student_name": values.pop("student_name", f"测试生{student_no[-3:]}"),
			"unit": unit,
			"residence_type": "Day Student",
			"status": "Enrolled",
			**values,
		}
	)
	return student.insert(ignore_permissions=True).name


def make_user(email: str, *roles: str, **values) -> str:
	"""An account with these roles and no other, written as rows.

	Not through the User document: saving one drops the metadata of every DocType from the cache (`ask_pass_update`),
	one second for each of a suite's hundred accounts, and older frameworks make the first one a System Manager.
	"""
	if frappe.db.exists("User", email):
		return email
	first_name = values.pop("first_name", email.split("@")[0])
	user = frappe.get_doc(
		{
			"doctype": "User",
			"name": email,
			"email": email,
			"username": email,
			"first_name": first_name,
			"full_name": first_name,
			"user_type": "System User",
			"enabled": 1,
			"language": "zh",
			**values,
		}
	)
	user.db_insert()
	for row in (user.append("roles", {"role": role}) for role in roles):
		row.set_new_name()
		row.db_insert()
	frappe.clear_cache(user=email)
	return email


def assign(user: str, position: str, level: str, **scope) -> str:
	"""An active network assignment since long ago: `assign(u, "Counsellor", "Class", unit=c)`."""
	found = frappe.db.get_value(
		"Campus Network Assignment", {"holder_user": user, "position": position, "status": "Active", **scope}
	)
	if found:
		return found
	assignment = frappe.get_doc(
		{
			"doctype": "Campus Network Assignment",
			"level": level,
			"position": position,
			"holder_user": user,
			"from_date": "2020-09-01",
			**scope,
		}
	)
	return assignment.insert(ignore_permissions=True).name


def assign_hidden(user: str, level: str, **scope) -> str:
	"""A hidden officer as one stood in the network before these were kept apart, and while a hold preserves the row."""
	name = assign(user, "Liaison Cadre", level, **scope)
	hidden = {"position": "Hidden Safety Officer", "is_covert": 1}
	frappe.db.set_value("Campus Network Assignment", name, hidden, update_modified=False)
	return name


def make_term(day: date | None = None, **values) -> str:
	"""The term that a day (today) lies in, its break included: 2026-2027-1 in November 2026."""
	term_name, start, end, break_until = term_around(day or getdate(nowdate()))
	if frappe.db.exists("Campus Term", term_name):
		return term_name
	term = frappe.get_doc(
		{
			"doctype": "Campus Term",
			"term_name": term_name,
			"start_date": start,
			"end_date": end,
			"break_until": break_until,
			**values,
		}
	)
	return term.insert(ignore_permissions=True).name


def make_ledger(student: str, **values):
	"""A nomination with everything the college needs to file it."""
	return frappe.get_doc(
		{
			"doctype": "Campus Risk Ledger",
			"student": student,
			"occurred_on": nowdate(),
			"discovery_source": "Talk",
			"risk_level": "Yellow",
			"risk_factors": [{"risk_factor": "Academic pressure"}],
			"factor_detail": "近两周上课走神，成绩下滑",
			"measures": [{"measure": "每周谈话一次", "type": "Support", "due": add_days(nowdate(), 30)}],
			**values,
		}
	).insert()


def make_staff_of_every_role(domain: str = "everyone.test") -> dict[str, str]:
	"""{role: user} with that one role and no assignment at all: what such a user sees is what the role alone gives."""
	return {
		role: make_user(f"{role.split(' ', 1)[1].replace(' ', '').lower()}@{domain}", role)
		for role in r.ALL_ROLES
	}


def make_home_visit(student: str, visitor: str | None = None, **values):
	"""A plan for today, made by the session user, who goes along unless another visitor is named."""
	return frappe.get_doc(
		{
			"doctype": "Campus Home Visit",
			"student": student,
			"visit_category": "Key Student",
			"visit_date": nowdate(),
			"visit_mode": "Home",
			"visitors": [{"user": visitor or frappe.session.user}],
			"address": "泉城路1号",
			**values,
		}
	).insert()


def make_talk(student: str, **values):
	"""A steady routine talk held just now by the session user."""
	return frappe.get_doc(
		{
			"doctype": "Campus Heart Talk",
			"student": student,
			"talk_time": now_datetime(),
			"place": "辅导员办公室",
			"mode": "In Person",
			"talk_type": "Routine",
			"topics": "学习",
			"content": f"{student} 说本周作业较多，已商量先后顺序",
			"mental_state": "Steady",
			**values,
		}
	).insert()


def make_leave(student: str, **values):
	"""A personal leave of eight hours from tomorrow morning, as a draft of the session user."""
	tomorrow = get_datetime(add_days(nowdate(), 1))
	return frappe.get_doc(
		{
			"doctype": "Campus Leave Permit",
			"student": student,
			"leave_type": "Personal",
			"from_time": tomorrow + timedelta(hours=9),
			"to_time": tomorrow + timedelta(hours=17),
			"destination": "济南市历下区家中",
			"reason": "家中有事",
			"contact_phone": "13800000003",
			**values,
		}
	).insert()


def make_residence(student: str, **values):
	"""An application for the next four weeks, but not beyond the term or its break; a draft of the session user."""
	today = getdate(nowdate())
	_name, _start, _end, last_day = term_around(today)
	return frappe.get_doc(
		{
			"doctype": "Campus Off Campus Residence",
			"student": student,
			"from_date": today,
			"to_date": min(add_days(today, 28), last_day),
			"reason": "父母陪读",
			"address": "历下区经十路3号院2单元301",
			**values,
		}
	).insert()


def make_contact(student: str, **values):
	"""Parents reached by the session user just now, both texts written."""
	return frappe.get_doc(
		{
			"doctype": "Campus Parent Contact",
			"student": student,
			"contact_time": now_datetime(),
			"guardian_name": "王建国",
			"relation": "父亲",
			"channel": "Phone",
			"initiated_by": "School",
			"result": "Reached",
			"school_feedback": "本月出勤正常",
			"home_info": "在家作息规律",
			**values,
		}
	).insert()


def make_assessment(activity: str) -> str:
	"""An approved impact assessment, valid for a year."""
	values = {"activity": activity, "status": "Approved", "valid_until": (">=", nowdate())}
	found = frappe.db.get_value("Campus Impact Assessment", values)
	if found:
		return found
	assessment = frappe.get_doc(
		{
			"doctype": "Campus Impact Assessment",
			"activity": activity,
			"title": f"评估 {activity}",
			"unit": frappe.db.get_value("Campus Unit", {"unit_type": "School"})
			or make_unit("评估测试学校", "School"),
			"purpose": "目的",
			"necessity": "必要性",
			"risks": "风险",
			"measures": "措施",
			"valid_until": add_days(nowdate(), 365),
			"status": "Approved",
		}
	)
	with assessment.as_app():
		return assessment.insert(ignore_permissions=True).name


def make_gate_device(device_name: str, **values) -> str:
	found = frappe.db.get_value("Campus Gate Device", {"device_name": device_name})
	if found:
		return found
	make_assessment("Gate Data")
	device = {"doctype": "Campus Gate Device", "device_name": device_name, "direction": "Both", "enabled": 1}
	name = frappe.get_doc({**device, **values}).insert(ignore_permissions=True).name
	frappe.db.set_value("Campus Gate Device", name, "new_since", None)  # it has stood there for long
	return name
