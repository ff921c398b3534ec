"""A draft import waiting for Student Affairs, with a student list as colleges have them."""

import frappe

from campus_safety.setup.demo import accounts, student_list
from campus_safety.setup.demo.records import acting_as

FILE_NAME = "软件技术2601班新生名册.xlsx"
PREFIX = "20260109"  # numbers that the register of the demo does not use


def create() -> None:
	if frappe.db.exists("File", {"file_name": FILE_NAME}):
		return
	with acting_as(accounts.user_of("affairs")):
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": FILE_NAME,
				"is_private": 1,
				"content": student_list.build(PREFIX),
			}
		).insert()
		frappe.get_doc(
			{"doctype": "Campus Student Import", "file": file.file_url, "mode": "Good Rows"}
		).insert()
