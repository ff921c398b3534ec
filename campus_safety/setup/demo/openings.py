"""Openings of confidential records, for the access log and the review of emergency access."""

import frappe
from frappe.utils import now_datetime

from campus_safety.engines.opening import emergency_access, reveal
from campus_safety.setup.demo import accounts, students
from campus_safety.setup.demo.records import acting_as

RED_CASE = ("软件技术2601班", 12)
OPENED_BY = (("psychhead", "审核签字：研判会前阅读"), ("counsellor", "准备谈心谈话"))
BROKEN_BY = ("dorm", "宿舍熄灯后学生独自在天台徘徊，联系不上辅导员")


def create() -> None:
	student = students.in_class(*RED_CASE).number
	ledger = frappe.db.get_value("Campus Risk Ledger", {"student": student})
	for account, reason in OPENED_BY:
		user = accounts.user_of(account)
		if not frappe.db.exists(
			"Campus Access Log", {"user": user, "action": "Reveal", "reference_name": ledger}
		):
			with acting_as(user):
				reveal.reveal("Campus Risk Ledger", ledger, reason)
	account, danger = BROKEN_BY
	user = accounts.user_of(account)
	if not frappe.db.exists("Campus Emergency Access", {"user": user, "reference_name": ledger}):
		with acting_as(user):
			emergency_access.break_glass(student, danger, now_datetime())
