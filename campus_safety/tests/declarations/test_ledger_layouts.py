"""Every ledger's declaration fits its DocType and has its official Chinese headings."""

import frappe

from campus_safety.access.rules import RULES
from campus_safety.declared import LEDGERS, TIMELINE
from campus_safety.domain.ledger_layouts import CONTEXT, Rows
from campus_safety.domain.timeline import CONTEXT as TIMELINE_CONTEXT
from campus_safety.domain.visibility import Level
from campus_safety.setup import translations
from campus_safety.tests.base import CampusTestCase

OFFICIAL = {
	"Campus Risk Ledger": (
		"序号|学院|班级|姓名|风险因素|等级|主要表现|家庭情况|"
		"包保领导|包保人|帮扶措施|调度记录|当前状态|销号时间"
	),
	"Campus Home Visit": (
		"序号|学院|班级|姓名|类别|时间|方式|地址|走访人|家庭情况|发现问题|商定措施|家长签字|状态"
	),
	"Campus Heart Talk": "序号|时间|地点|学生|班级|主题|内容|思想/心理状态|措施|谈话人",
	"Campus Parent Contact": (
		"序号|时间|班级|学生|家长|关系|方式|发起方|结果|学校反馈情况|家庭反馈情况|家长诉求|联系人"
	),
	"Campus Parent Meeting": "序号|时间|班级|方式|家庭教育促进法宣讲|应到|实到|会议纪要|记录人",
	"Campus Night Roll Call": "日期|楼|应到|实到|请假|晚归|未归|姓名|原因|去向|核查人|结果",
	"Campus Absence Case": "序号|日期|班级|姓名|楼|来源|发现时间|查明时间|原因|去向|联系记录|核查人|结果|状态",
	"Campus Dorm Visit": "序号|时间|楼栋|走访宿舍|走访情况|发现隐患|走访人",
	"Campus Leave Permit": "序号|班级|姓名|类别|起|止|去向|家长知情|批准人|销假时间|状态",
	"Campus Network Assignment": "序号|层级|单位|岗位|姓名|电话|联系范围|任期",
	"Campus Stay Registration": "序号|班级|姓名|起|止|楼|电话|家长知情|原因|记录人|状态",
	"Campus Off Campus Residence": "序号|学院|班级|姓名|起|止|地址|原因|家长同意|批准人|走访记录|状态",
}


def chinese() -> dict[tuple[str, str], str]:
	return {(source, context): text for source, text, context in translations.read()}


class TestLedgerLayouts(CampusTestCase):
	def test_columns_come_from_real_fields(self) -> None:
		for doctype, layout in LEDGERS.items():
			meta = frappe.get_meta(doctype)
			for field in layout.fields:
				self.assertTrue(meta.has_field(field), f"{doctype}.{field}")
			for column in layout.columns:
				self.assertGreater(column.width, 0)
				if isinstance(column.source, Rows):
					child = frappe.get_meta(meta.get_field(column.source.table).options)
					for field in column.source.fields:
						self.assertTrue(child.has_field(field), f"{child.name}.{field}")
			if layout.form:
				self.assertTrue(frappe.db.exists("Print Format", layout.form))
			if layout.never:
				self.assertEqual(meta.get_field(layout.never).fieldtype, "Check")
			self.assertIsNot(RULES[doctype].level, Level.L4)

	def test_official_headings(self) -> None:
		known = chinese()
		for doctype, headings in OFFICIAL.items():
			found = [known[column.label, CONTEXT] for column in LEDGERS[doctype].columns]
			self.assertEqual("|".join(found), headings)

	def test_titles_and_moments_have_chinese(self) -> None:
		known = chinese()
		for layout in LEDGERS.values():
			self.assertTrue({(layout.title, ""), (layout.title, CONTEXT)} & known.keys(), layout.title)
		for source in TIMELINE:
			for moment in source.moments:
				self.assertIn((moment.label, TIMELINE_CONTEXT), known)
