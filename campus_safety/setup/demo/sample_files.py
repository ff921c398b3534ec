"""Draft imports waiting for whoever makes them, with lists as colleges and access-control programs have them."""

import frappe
from frappe.utils import now_datetime

from campus_safety.setup.demo import accounts, gate_list, staff_list, student_list, students
from campus_safety.setup.demo.records import acting_as

STUDENTS_FILE = "软件技术2601班新生名册.xlsx"
PREFIX = "20260109"  # numbers that the register of the demo does not use
STAFF_FILE, STAFF_PREFIX = "2026年新任人员名单.xlsx", "202608"
GATE_FILE, GATE_DEVICE = "1号楼门禁通行记录.csv", "1号楼大门"
PASSED = 40


def create() -> None:
	_wait("affairs", STUDENTS_FILE, student_list.build(PREFIX), {"doctype": "Campus Student Import"})
	staff = {"doctype": "Campus Staff Import", "mail_domain": accounts.DOMAIN}
	_wait("sysadmin", STAFF_FILE, staff_list.build(STAFF_PREFIX), staff)
	device = frappe.db.get_value("Campus Gate Device", {"device_name": GATE_DEVICE})
	people = [(person.number, person.name, person.unit) for person in students.people()[:PASSED]]
	passages = gate_list.build(people, now_datetime())
	_wait("security", GATE_FILE, passages, {"doctype": "Campus Gate Import", "device": device})


def _wait(account: str, file_name: str, content: bytes, document: dict) -> None:
	if frappe.db.exists("File", {"file_name": file_name}):
		return
	with acting_as(accounts.user_of(account)):
		file = {"doctype": "File", "file_name": file_name, "is_private": 1, "content": content}
		url = frappe.get_doc(file).insert().file_url
		frappe.get_doc({**document, "file": url, "mode": "Good Rows"}).insert()
