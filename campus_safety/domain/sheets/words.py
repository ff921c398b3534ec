"""Cells that say one of a few things, in the words of the lists."""

import re

from campus_safety.domain.sheets.sheet_values import BadValue, plain, without_blanks


def choice(words: dict[str, str]):
	"""Reader of a cell that says one of a few things. Errors: unknown_choice with the words people use."""
	usual = "、".join(dict.fromkeys(_first_word(words)))

	def read(text: str) -> str:
		value = without_blanks(text).lower()
		found = words.get(value) or words.get(_LEADING_CODE.sub("", value))
		if not found:
			raise BadValue("unknown_choice", usual)
		return found

	return read


_LEADING_CODE = re.compile(r"^\d{1,2}[-.、:]?(?=\D)")


def _first_word(words: dict[str, str]):
	seen = set()
	for word, value in words.items():
		if value not in seen and not word.isascii():
			seen.add(value)
			yield word


def _words(**synonyms: str) -> dict[str, str]:
	return {word: value.replace("_", " ") for value, text in synonyms.items() for word in text.split()}


GENDERS = _words(Male="男 男性 男生 m male 1", Female="女 女性 女生 f female 2")
RESIDENCES = _words(
	Dormitory="住校 住宿 住宿生 住校生 在校住宿 校内住宿 校内 宿舍 住 寄宿 寄宿生 内宿 是 dormitory",
	Off_Campus="校外住宿 校外 外宿 外住 校外租房 租房 校外居住 off_campus offcampus",
	Day_Student="走读 走读生 通校 通校生 通学 通学生 day_student daystudent",
)
STATUSES = _words(
	Enrolled="在读 在校 在籍 在籍在校 在校在籍 注册 已注册 正常 有学籍 有 复学 enrolled",
	Internship="实习 顶岗实习 岗位实习 实习中 跟岗实习 internship",
	Suspended="休学 保留学籍 保留入学资格 停学 suspended",
	Withdrawn="退学 已退学 注销 注销学籍 开除 开除学籍 取消学籍 转学 withdrawn",
	Graduated="毕业 已毕业 结业 肄业 graduated",
)

IDENTITY_CARD = "Identity Card"
PAPERS = _words(
	**{
		IDENTITY_CARD: "居民身份证 身份证 二代身份证 中华人民共和国居民身份证 港澳台居民居住证 港澳居民居住证 台湾居民居住证 居住证 "
		"外国人永久居留身份证 外国人永久居留证 永久居留身份证 永久居留证 五星卡 identity_card identitycard idcard",
		"Passport": "护照 外国护照 中国护照 外国人护照 普通护照 passport",
		"Travel Permit": "港澳居民来往内地通行证 回乡证 港澳通行证 台湾居民来往大陆通行证 台胞证 通行证 travel_permit travelpermit",
		"Other": "其他 其它 户口簿 户口本 军官证 士兵证 其他证件 other",
	}
)

# relation is free text on the student's form: the words of the lists become one spelling, others stay as
# they are
_RELATIONS = {
	"父亲": "父 爸 爸爸 父子 父女 父亲",
	"母亲": "母 妈 妈妈 母子 母女 母亲",
	"祖父母": "爷爷 奶奶 祖父 祖母 爷孙 祖孙 祖父母",
	"外祖父母": "姥姥 姥爷 外公 外婆 外祖父 外祖母 外祖父母",
	"兄弟姐妹": "哥哥 姐姐 弟弟 妹妹 兄弟 姐妹 兄妹 姐弟 兄 姐 弟 妹 哥 兄弟姐妹",
	"配偶": "丈夫 妻子 夫妻 配偶",
	"监护人": "监护人 法定监护人",
	"其他亲属": "叔叔 伯伯 伯父 姑姑 姑妈 舅舅 姨妈 叔 伯 亲戚 亲属 其他亲属",
}
_RELATION_OF = {word: relation for relation, words in _RELATIONS.items() for word in words.split()}


def relation(text: str) -> str:
	value = _LEADING_CODE.sub("", plain(text))
	return _RELATION_OF.get(value, value)
