"""A pasted notice is read into clauses with their units."""

from unittest import TestCase

from campus_safety.domain.governance.notice_text import read_notice

NOTICE = """关于进一步加强校园安全工作的通知
各部门：
一、联防联控
（一）健全组织领导。明确岗位职责。（责任单位：党委办公室、安全保卫处）
每月研究一次。
(二) 深化家校协同（责任部门：教务处，各学院）
二、健康教育
（一）坚持五育融合。
六、报送落实情况。各部门按时报送。（责任单位：各部门）
"""


class TestNotice(TestCase):
	def test_clauses_with_their_units(self) -> None:
		parts = read_notice(NOTICE)
		self.assertEqual([part.number for part in parts], ["一(一)", "一(二)", "二(一)", "六"])
		self.assertEqual(parts[0].title, "健全组织领导")
		self.assertEqual(parts[0].text, "明确岗位职责。\n每月研究一次。")
		self.assertEqual(parts[0].units, ("党委办公室", "安全保卫处"))
		self.assertEqual(parts[1].units, ("教务处", "各学院"))
		self.assertEqual((parts[1].title, parts[2].units), ("深化家校协同", ()))
		self.assertEqual((parts[3].title, parts[3].units), ("报送落实情况", ("各部门",)))

	def test_nothing_is_no_clause(self) -> None:
		for text in ("", None, "没有编号的一段话\n（一）没有章的条"):
			self.assertEqual(read_notice(text), [])
