"""The world's posts, imports, meetings, visits, confirmations and emergency accesses, and a canary in every secret field.

One function for each DocType makes its document and returns its `Subject`; what is past (2018) disturbs no other test.
"""

import frappe
from frappe.utils import nowdate

from campus_safety.access.rules import RULES
from campus_safety.access.secrets import decrypt, encrypt
from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.subject import STUDENT, Subject

# a post of a college long ago, when nobody of today held one
LONG_AGO = {"from_date": "2018-03-01", "to_date": "2018-06-30"}


def record_subjects(units, users, by_role, leave: str, ledger: str) -> tuple[Subject, ...]:
	frappe.set_user("Administrator")
	found = (
		post(units, users, by_role),
		hidden_officer(units, by_role),
		student_import(users, by_role),
		parent_meeting(units, users, by_role),
		dorm_visit(by_role),
		leave_confirmation(leave, by_role),
		gate_import(by_role),
		emergency_access(ledger, users, by_role),
	)
	frappe.set_user("Administrator")
	frappe.db.commit()
	return found


def canary_of(field: str) -> str:
	return f"CANARY-{field.replace('_', '-')}"


def _of(by_role: dict[str, str], *roles: str) -> frozenset[str]:
	return frozenset(by_role[role] for role in roles)


def _find_or_insert(values: dict, by: str, app_write: bool = False) -> str:
	"""Name of the document with this value in `by`, made when it is not there yet."""
	found = frappe.db.get_value(values["doctype"], {by: values[by]})
	if found:
		return found
	document = frappe.get_doc(values)
	document.flags.app_write = app_write
	return document.insert(ignore_permissions=app_write).name


def post(units, users, by_role) -> Subject:
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
		_find_or_insert(values, by="notes"),
		"notes",
		"CANARY-post-notes",
		("CANARY-post-notes",),
		_of(by_role, *offices) | {users["administrator_of_site"]},
	)


def hidden_officer(units, by_role) -> Subject:
	"""Campus Network Assignment of a hidden safety officer: that they are one, nobody but the Safety Office knows."""
	values = {
		"doctype": "Campus Network Assignment",
		"level": "Class",
		"position": "Hidden Safety Officer",
		"holder_student": STUDENT,
		"unit": units["class_1"],
		"notes": "CANARY-hidden-notes",
		"training_date": "2018-03-05",  # asked for by it: what outsiders see of other posts has none
		**LONG_AGO,
	}
	return Subject(
		"Campus Network Assignment",
		_find_or_insert(values, by="notes"),
		"training_date",
		"2018-03-05",
		("CANARY-hidden-notes", "Hidden Safety Officer"),
		_of(by_role, r.SAFETY_OFFICE),
	)


def student_import(users, by_role) -> Subject:
	"""Campus Student Import: a list of names, what is wrong with it, and what it would change."""
	return Subject(
		"Campus Student Import",
		_import("Campus Student Import", "CANARY-import"),
		"error",
		"CANARY-import-error",
		tuple(f"CANARY-import-{word}" for word in ("error", "preview", "value")),
		_of(by_role, r.STUDENT_AFFAIRS) | {users["administrator_of_site"]},
	)


def gate_import(by_role) -> Subject:
	"""Campus Gate Import: who went in and out, row by row."""
	return Subject(
		"Campus Gate Import",
		_import("Campus Gate Import", "CANARY-gates", device=make.make_gate_device("世界大门")),
		"error",
		"CANARY-gates-error",
		tuple(f"CANARY-gates-{word}" for word in ("error", "preview", "value")),
		_of(by_role, r.STUDENT_AFFAIRS, r.SECURITY_OFFICE),
	)


def _import(doctype: str, word: str, **values) -> str:
	found = frappe.db.get_value(doctype, {"error": f"{word}-error"})
	if found:
		return found
	content = f"学号,姓名\n{STUDENT},{word}-file\n".encode()
	file = {"doctype": "File", "file_name": f"{word}.csv", "is_private": 1, "content": content}
	document = frappe.get_doc({"doctype": doctype, "file": frappe.get_doc(file).insert().file_url, **values})
	document.update(
		{"error": f"{word}-error", "preview": f'{{"x": "{word}-preview"}}', "status": "Cancelled"}
	)
	document.append("issues", {"row_no": 2, "reason": "x", "value": f"{word}-value"})
	document.flags.app_write = True
	return document.insert().name


def parent_meeting(units, users, by_role) -> Subject:
	"""Campus Parent Meeting of the class; the law was not explained, so it fulfils no duty of any test."""
	frappe.set_user(users["counsellor"])
	values = {
		"doctype": "Campus Parent Meeting",
		"meeting_date": nowdate(),
		"mode": "Online",
		"units": [{"unit": units["class_1"]}],
		"minutes": "CANARY-meeting-minutes",
	}
	name = _find_or_insert(values, by="minutes")
	frappe.set_user("Administrator")
	return Subject(
		"Campus Parent Meeting",
		name,
		"minutes",
		"CANARY-meeting-minutes",
		("CANARY-meeting-minutes",),
		_of(by_role, r.STUDENT_AFFAIRS, r.SAFETY_OFFICE),
	)


def dorm_visit(by_role) -> Subject:
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
		_find_or_insert(values, by="findings"),
		"findings",
		"CANARY-room-findings",
		("CANARY-room-findings", "CANARY-room-hazards", "CANARY-room-note"),
		_of(by_role, r.STUDENT_AFFAIRS),
	)


def leave_confirmation(leave: str, by_role) -> Subject:
	"""Campus Leave Confirmation of a link that was replaced, with what a parent may have answered."""
	values = {
		"doctype": "Campus Leave Confirmation",
		"leave_permit": leave,
		"student": STUDENT,
		"status": "Replaced",
		"sent_by": "Copied",
		"guardian_name": "CANARY-confirmation-guardian",
		"answered_by": "CANARY-confirmation-answer",
		"refuse_reason": "CANARY-confirmation-refusal",
		"token_hash": "CANARY-confirmation-token",
		"occurred_on": nowdate(),
		"expires_at": nowdate(),
	}
	return Subject(
		"Campus Leave Confirmation",
		_find_or_insert(values, by="guardian_name", app_write=True),
		"guardian_name",
		"CANARY-confirmation-guardian",
		tuple(f"CANARY-confirmation-{word}" for word in ("guardian", "answer", "refusal", "token")),
		_of(by_role, r.STUDENT_AFFAIRS),
	)


def emergency_access(ledger: str, users, by_role) -> Subject:
	"""Campus Emergency Access of the class adviser, long over and reviewed."""
	values = {
		"doctype": "Campus Emergency Access",
		"user": users["adviser"],
		"reference_doctype": "Campus Risk Ledger",
		"reference_name": ledger,
		"student": STUDENT,
		"granted_at": "2018-03-01 22:00:00",
		"expires_at": "2018-03-02 02:00:00",
		"reason": "CANARY-emergency-reason",
		"review": "Justified",
		"review_note": "CANARY-emergency-note",
	}
	return Subject(
		"Campus Emergency Access",
		_find_or_insert(values, by="reason", app_write=True),
		"reason",
		"CANARY-emergency-reason",
		("CANARY-emergency-reason", "CANARY-emergency-note"),
		_of(by_role, r.PSYCH_HEAD),
	)


# secret fields


def secret_fields(doctype: str) -> tuple[str, ...]:
	"""Of the record and of its tables, by the rule."""
	rule = RULES[doctype]
	return (*rule.secrets, *(field for fields in rule.child_secrets.values() for field in fields))


def hide_canaries(doctype: str, name: str) -> None:
	"""A canary in each secret field that holds none yet, as ciphertext; a row in each table with secrets.

	Written as rows: most of these fields belong to states the world's record is not in.
	"""
	rule, document = RULES[doctype], frappe.get_doc(doctype, name)
	_write_canaries(document, rule.secrets)
	for table, fields in rule.child_secrets.items():
		rows = document.get(table)
		if not rows:
			row = document.append(table, {})
			row.update({field.fieldname: nowdate() for field in row.meta.fields if is_date_needed(field)})
			row.set_new_name()
			row.db_insert()
			rows = [row]
		_write_canaries(rows[0], fields)


def is_date_needed(field) -> bool:
	"""Without it the record could not be saved any more."""
	return field.fieldtype == "Date" and bool(field.reqd)


def _write_canaries(document, fields: tuple[str, ...]) -> None:
	"""What the world has written itself is a canary already, perhaps of another name."""
	empty = {field: encrypt(canary_of(field)) for field in fields if not decrypt(document.get(field))}
	if empty:
		frappe.db.set_value(document.doctype, document.name, empty, update_modified=False)
