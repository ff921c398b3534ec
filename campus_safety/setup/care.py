"""Categories of classified care 分类关爱 and their actions (notice 四(二)), seeded where missing; afterwards the school's own."""

import frappe

from campus_safety.setup import seeded

CATEGORY, TEMPLATE = "Campus Care Category", "Campus Care Action Template"
TALK, VISIT, CONTACT = "Campus Heart Talk", "Campus Home Visit", "Campus Parent Contact"
RESPONSIBLE, LEAD = "Responsible Person", "Lead in Charge"

# category: (open to teachers who help, special physique, ((action, who, due after days, again every days, written as, how), …))
CATEGORIES: dict[str, tuple[int, int, tuple[tuple, ...]]] = {
	"特殊家庭": (
		0,
		0,
		(
			(
				"家访了解家庭情况",
				RESPONSIBLE,
				30,
				0,
				VISIT,
				"单亲、离异、留守、孤儿等家庭；写明监护人和紧急联系人。",
			),
			("家庭教育指导", RESPONSIBLE, 30, 60, CONTACT, "和家长谈陪伴与沟通，不评判家庭。"),
			("核对资助、救助政策", LEAD, 30, 0, "", "国家助学金、临时困难补助、民政救助。"),
		),
	),
	"学业困难": (
		1,
		0,
		(
			("任课教师跟进辅导", RESPONSIBLE, 14, 30, "", "由任课教师登记：辅导了什么，学生的反应。"),
			("任课教师参与家访", RESPONSIBLE, 45, 0, VISIT, "与家长一起看学习困难的原因。"),
			("谈学习方法与补考重修安排", RESPONSIBLE, 14, 0, TALK, ""),
		),
	),
	"就业困难": (
		1,
		0,
		(
			("求职技能指导", RESPONSIBLE, 30, 0, "", "简历、材料、政策。"),
			("模拟面试", RESPONSIBLE, 45, 0, "", ""),
			("推荐岗位", LEAD, 30, 30, "", "每次写明单位和结果。"),
		),
	),
	"情绪问题": (
		0,
		0,
		(
			("谈心谈话", RESPONSIBLE, 7, 14, TALK, "有自伤或轻生迹象的，立即提名风险台账或报告危机。"),
			("参加心理健康讲座", RESPONSIBLE, 30, 0, "", ""),
			("推荐团体辅导", RESPONSIBLE, 30, 0, "", "由学生自愿。"),
		),
	),
	"特异体质": (
		0,
		1,
		(
			("家长书面告知病情与禁忌", RESPONSIBLE, 7, 0, CONTACT, "附件存入本方案；家长签名。"),
			("告知体育教师禁忌项目", RESPONSIBLE, 3, 0, "", "打印“教师提示单”：只说不能做什么，不说原因。"),
			("急救预案告知班级工作人员和宿管", RESPONSIBLE, 7, 0, "", "药放在哪里，发作时怎么办，联系谁。"),
			("核对体测免测手续", RESPONSIBLE, 30, 0, "", ""),
		),
	),
}


def create_missing_care_lists() -> None:
	"""A category the school has renamed, edited or switched off stays so; one that has actions keeps what it made of them."""
	for position, (name, (for_teachers, is_physical, actions)) in enumerate(CATEGORIES.items(), start=1):
		if not seeded.is_new(CATEGORY, name, bool(frappe.db.exists(CATEGORY, name))):
			continue
		category = frappe.new_doc(CATEGORY)
		category.update(
			{
				"category_name": name,
				"position": position * 10,
				"enabled": 1,
				"for_teachers": for_teachers,
				"is_physical": is_physical,
			}
		)
		with category.as_app():
			category.insert(ignore_permissions=True)  # install runs without a person
		for place, (action, who, due, again, record, how) in enumerate(actions, start=1):
			_insert(
				TEMPLATE,
				action=action,
				category=name,
				place=place * 10,
				enabled=1,
				owner_kind=who,
				due_days=due,
				repeat_days=again,
				record=record,
				how_to=how,
			)


def _insert(doctype: str, **values) -> None:
	document = frappe.get_doc({"doctype": doctype, **values})
	document.insert(ignore_permissions=True)  # install runs without a person
