"""The clocks of abnormal reports (domain §13 [P]), seeded where there is none; afterwards the school's own to edit."""

import frappe

CLOCK = "Campus Report Clock"
HOUR, DAY = 60, 24 * 60

# (applies to, what, minutes, what stops it, how)
CLOCKS = (
	("Urgent", "电话报告值班人员", 5, "Phoned", "先打电话再填写；有生命危险先打120、110。"),
	("Urgent", "30分钟内接手并填报", 30, "Accepted", ""),
	("Pressing", "2小时内接手", 2 * HOUR, "Accepted", ""),
	("Normal", "24小时内接手", DAY, "Accepted", ""),
	("Every Report", "告知家长或写明不告知的原因", DAY, "Parents Answered", "山东省学校安全条例第四十一条。"),
	("Every Report", "3日内处置完毕", 3 * DAY, "Handled", ""),
	("Bullying", "欺凌10日内调查处理完毕", 10 * DAY, "Handled", "山东省学校安全条例第四十七条。"),
	("Sexual Harm", "立即报警", 30, "Police Told", "只告知必须知道的人；不自行调查取证，不让学生反复陈述。"),
	("Sexual Harm", "立即报告教育主管部门", 30, "Authority Told", "山东省学校安全条例第四十八条。"),
	("Harm to a Minor", "侵害未成年人：立即报案", 30, "Police Told", "未成年人保护法第十一条。"),
	("Harm to a Minor", "侵害未成年人：报告主管部门", 30, "Authority Told", "未成年人保护法第十一条。"),
)


def create_missing_report_clocks() -> None:
	"""Where the school has none at all: one that edits, disables or deletes some keeps what it made of them."""
	if frappe.db.exists(CLOCK, {}):
		return
	for place, (applies_to, what, minutes, ends_with, how_to) in enumerate(CLOCKS, start=1):
		frappe.get_doc(
			{
				"doctype": CLOCK,
				"what": what,
				"applies_to": applies_to,
				"due_minutes": minutes,
				"ends_with": ends_with,
				"how_to": how_to,
				"place": 10 * place,
				"enabled": 1,
			}
		).insert(ignore_permissions=True)  # install and migrate run without a person
