"""Names by pinyin: initials, whole syllables, mixtures; surnames that are read in their own way."""

from unittest import TestCase

from campus_safety.domain.people import pinyin

COMMON = {
	"张": ("zhang",),
	"鹏": ("peng",),
	"飞": ("fei",),
	"单": ("dan", "shan"),
	"乐": ("le", "yue"),
	"曾": ("ceng", "zeng"),
	"雄": ("xiong",),
	"尉": ("wei",),
	"迟": ("chi",),
	"恭": ("gong",),
	"吕": ("lv",),
	"·": (),
}


def fits(typed: str, name: str) -> bool:
	return pinyin.fits(typed, pinyin.readings_of(name, lambda each: COMMON.get(each, (each.lower(),))))


class TestPinyin(TestCase):
	def test_what_means_a_name(self) -> None:
		for typed, name in (
			("zpf", "张鹏飞"),
			("ZPF", "张鹏飞"),
			("zhang", "张鹏飞"),
			("zhangpengfei", "张鹏飞"),
			("zhang peng fei", "张鹏飞"),
			("zhangpf", "张鹏飞"),
			("zpengf", "张鹏飞"),
			("zhp", "张鹏飞"),
			("pf", "张鹏飞"),
			("pengfei", "张鹏飞"),
			("sx", "单雄"),
			("zengle", "曾乐"),
			("zy", "曾乐"),
			("ycg", "尉迟恭"),
			("yuchigong", "尉迟恭"),
			("lv", "吕飞"),
			("lü", "吕飞"),
			("tom", "Tom张"),
		):
			with self.subTest(typed=typed, name=name):
				self.assertTrue(fits(typed, name))

	def test_what_does_not(self) -> None:
		for typed, name in (
			("zf", "张鹏飞"),
			("zpfx", "张鹏飞"),
			("hang", "张鹏飞"),
			("dx", "单雄"),
			("cl", "曾乐"),
			("wcg", "尉迟恭"),
			("", "张鹏飞"),
			("z", ""),
		):
			with self.subTest(typed=typed, name=name):
				self.assertFalse(fits(typed, name))

	def test_letters_alone_are_pinyin(self) -> None:
		for text, expected in (
			("zpf", True),
			("zhang peng", True),
			("xi'an", True),
			("z", False),
			("张p", False),
			("B2026", False),
			("", False),
		):
			with self.subTest(text=text):
				self.assertEqual(pinyin.is_pinyin(text), expected)
