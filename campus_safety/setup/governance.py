"""Why people had to ask: causes of complaints, seeded where the list is empty; afterwards the school's own."""

import frappe

CAUSE = "Campus Appeal Cause"
CAUSES = (
	"制度或流程不清楚",
	"流程繁琐、多头跑",
	"信息没有说到学生",
	"设施老化或损坏",
	"服务态度",
	"人手或经费不足",
	"部门之间没有衔接",
	"教学安排",
	"教职工言行",
	"校外原因",
	"其他原因",
)


def create_missing_causes() -> None:
	if frappe.db.count(CAUSE):
		return
	for name in CAUSES:
		frappe.get_doc({"doctype": CAUSE, "cause_name": name}).insert(
			ignore_permissions=True  # install and migrate run without a person
		)
