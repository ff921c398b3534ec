"""Two policies: one in consultation with an objection that waits, one assessed that waits for the School Office."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, getdate

from campus_safety.services.governance.policies import POLICY
from campus_safety.setup.demo import accounts
from campus_safety.setup.demo import units as u
from campus_safety.setup.demo.records import acting_as

POLICIES = (
	(
		"学生宿舍夜间供电时间调整",
		"夜间十一点半统一断电，走廊和自习室不断电。",
		(
			("数控技术2601班", "考前一周能不能晚一点", "Yes", "考试周延长到十二点"),
			("学生会", "断电前要有提醒", "", ""),
		),
		(),
	),
	(
		"校内电动自行车停放规定",
		"集中停放、集中充电，禁止进楼。",
		(("后勤职工代表", "充电位不够", "In Part", "先建六十个，年底再加四十个"),),
		("Policy Is Assessed",),
	),
)


def create() -> None:
	for title, draft, rows, way in POLICIES:
		if frappe.db.exists(POLICY, {"title": title}):
			continue
		with acting_as(accounts.user_of("logistics")):
			policy = frappe.get_doc(
				{
					"doctype": POLICY,
					"title": title,
					"drafting_unit": u.name_of("总务处"),
					"affected": "全体住校生",
					"draft": draft,
				}
			).insert()
			apply_workflow(frappe.get_doc(POLICY, policy.name).as_dict(), "Begin Consultation")
		with acting_as(accounts.user_of("office")):  # it was public before the school had the app
			policy = frappe.get_doc(POLICY, policy.name)
			policy.update(
				{"publicised_from": add_days(getdate(), -10), "publicised_to": add_days(getdate(), -2)}
			)
			policy.save()
		with acting_as(accounts.user_of("logistics")):
			policy = frappe.get_doc(POLICY, policy.name)
			policy.update(
				{
					"contingency_plan": "宿管和保安值守，出现意外先恢复供电",
					"risks": [
						{
							"risk": "执行当晚集中投诉",
							"likelihood": 3,
							"impact": 2,
							"mitigation": "提前两周告知",
						}
					],
					"consultations": [
						{"who": who, "objection": objection, "accepted": accepted, "answer": answer}
						for who, objection, accepted, answer in rows
					],
				}
			)
			policy.save()
			for step in way:
				apply_workflow(frappe.get_doc(POLICY, policy.name).as_dict(), step)
