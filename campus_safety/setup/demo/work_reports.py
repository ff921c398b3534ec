"""A round on the notice: a draft for each unit, one sent, one sent and on paper."""

import frappe
from frappe.utils import add_days, getdate, now_datetime

from campus_safety.services.governance import reports
from campus_safety.setup.demo import accounts
from campus_safety.setup.demo import units as u
from campus_safety.setup.demo.records import acting_as

TITLE = "本学期落实情况报告"


def create() -> None:
	if frappe.db.exists(reports.ROUND, {"title": TITLE}):
		return
	notice = frappe.get_all(reports.NOTICE, order_by="issued_on asc", limit=1, pluck="name")
	now = now_datetime()
	with acting_as(accounts.user_of("safety")):
		record = frappe.get_doc(
			{
				"doctype": reports.ROUND,
				"notice": notice[0],
				"title": TITLE,
				"period_from": add_days(getdate(), -90),
				"period_to": getdate(),
				"deadline": f"{add_days(getdate(), 5)} 17:30:00",
				"recipient": "安委会办公室",
				"place": "行政楼305",
				"contact": "罗建平",
			}
		).insert()
		reports.open_round(record, now)
	for account, unit, paper in (("logistics", "总务处", True), ("security", "安全保卫处", False)):
		_send(record.name, account, u.name_of(unit), paper)


def _send(name: str, account: str, unit: str, paper: bool) -> None:
	found = frappe.db.get_value(reports.REPORT, {"round": name, "unit": unit})
	if not found:
		return
	user, now = accounts.user_of(account), now_datetime()
	with acting_as(user):
		report = frappe.get_doc(reports.REPORT, found)
		for row in report.clauses:
			row.done = "已按分工落实，台账随时可查。"
			row.problems = "个别事项未按时完成，已列入下月。" if row.unmet else ""
		report.save()
		reports.approve(frappe.get_doc(reports.REPORT, found), user, now)
	if paper:
		with acting_as(accounts.user_of("safety")):
			reports.receive_paper(
				frappe.get_doc(reports.REPORT, found), "韩志远", accounts.user_of("safety"), now
			)
