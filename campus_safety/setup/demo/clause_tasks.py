"""Tasks of departments under the clauses that no ledger counts: done in time, late, open."""

import frappe
from frappe.utils import add_days, getdate, now_datetime, nowdate

from campus_safety.services.governance import clause_tasks
from campus_safety.setup.demo import accounts
from campus_safety.setup.demo import units as u
from campus_safety.setup.demo.records import acting_as, make

# clause, department or college, task, due in days, what was done or None, who reports it
TASKS = (
	("二(一)", "教务处", "公布本学期艺术专项与劳动实践安排", 2, "已公布，覆盖全部班级。", "academic"),
	("二(一)", u.INFORMATION, "制定学院劳动清单并组织劳动竞赛", 20, None, None),
	("二(二)", "组织人事部", "把育人实绩写入职称评聘办法", 45, None, None),
	("一(二)", "党委宣传部", "推荐一批健康向上的图书与影视", 10, None, None),
	("一(二)", "图书信息中心", "清理校内平台停用账号", 5, "清理停用账号46个。", "itcentre"),
)


def create() -> None:
	today = getdate(nowdate())
	for clause, unit, task, days, result, reporter in TASKS:
		with acting_as(accounts.user_of("safety")):
			name = make(
				clause_tasks.TASK,
				{"clause": clause, "task": task},
				{"responsible_unit": u.name_of(unit), "due": add_days(today, days)},
			)
		if result and frappe.db.get_value(clause_tasks.TASK, name, "status") == "Open":
			with acting_as(accounts.user_of(reporter)):
				document = frappe.get_doc(clause_tasks.TASK, name)
				document.result = result
				document.save()
				clause_tasks.report_done(document, now_datetime())
