"""Qualifications and trainings of the staff, as HR enters them; one guard still lacks the certificate."""

import frappe

from campus_safety.setup.demo import accounts, calendar, units

# account, kind, full-time, certificate
QUALIFICATIONS = (
	("counsellor", "Counsellor", 1, "FDY-2024-011"),
	("counsellor2", "Counsellor", 1, "FDY-2023-007"),
	("counsellor3", "Counsellor", 1, "FDY-2022-019"),
	("psychhead", "Psych Teacher", 1, "XLZX-2019-402"),
	("psychteacher", "Psych Teacher", 0, "XLZX-2024-118"),
	("guard", "Guard", 1, None),
)
# who or which unit, topic, hours, kind
TRAININGS = (
	({"user": "counsellor"}, "学生心理危机识别与转介", 4, "Psych Skills"),
	({"user": "dorm"}, "宿舍突发事件处置", 3, "Emergency"),
	({"unit": units.NURSING}, "心理委员与宿舍长培训", 2, "Psych Skills"),
)


def create() -> None:
	frappe.set_user(accounts.user_of("hr"))
	for account, kind, full_time, cert_no in QUALIFICATIONS:
		key = {"user": accounts.user_of(account), "kind": kind}
		_insert("Campus Staff Qualification", key, full_time=full_time, cert_no=cert_no)
	start = frappe.db.get_value("Campus Term", calendar.current_name(), "start_date")
	for target, topic, hours, kind in TRAININGS:
		named = {
			field: accounts.user_of(value) if field == "user" else units.name_of(value)
			for field, value in target.items()
		}
		_insert("Campus Training Record", {"topic": topic}, hours=hours, kind=kind, date=start, **named)
	frappe.set_user("Administrator")


def _insert(doctype: str, key: dict, **values) -> None:
	if not frappe.db.exists(doctype, key):
		frappe.get_doc({"doctype": doctype, **key, **values}).insert()
