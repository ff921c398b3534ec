"""Names by their pinyin 拼音: `zpf`, `zhangpf` and `zhang peng fei` all mean 张鹏飞. Pure rules, no dictionary.

What a character can be read as comes from outside; as a surname many are read in a way of their own.
"""

from collections.abc import Sequence

# 多音字姓氏: the reading as a surname, where it is not the common one
SURNAMES = {
	"单": ("shan",),
	"解": ("xie",),
	"仇": ("qiu",),
	"曾": ("zeng",),
	"查": ("zha",),
	"区": ("ou",),
	"朴": ("piao",),
	"盖": ("ge", "gai"),
	"翟": ("zhai", "di"),
	"缪": ("miao",),
	"覃": ("qin", "tan"),
	"乐": ("yue", "le"),
	"员": ("yun",),
	"繁": ("po",),
	"种": ("chong",),
	"黑": ("he",),
	"秘": ("bi",),
	"折": ("she",),
	"召": ("shao",),
	"冼": ("xian",),
	"洗": ("xian",),
	"任": ("ren",),
	"宁": ("ning",),
	"华": ("hua",),
	"纪": ("ji",),
	"葛": ("ge",),
	"牟": ("mu", "mou"),
	"隗": ("wei", "kui"),
	"谌": ("chen", "shen"),
	"燕": ("yan",),
	"尹": ("yin",),
	"晟": ("cheng",),
	"晁": ("chao",),
	"石": ("shi",),
	"那": ("na",),
	"都": ("du",),
	"逄": ("pang",),
	"郇": ("xun", "huan"),
	"乜": ("nie",),
	"呙": ("guo",),
	"撒": ("sa",),
	"适": ("kuo",),
	"祭": ("zhai",),
	"车": ("che",),
	"尉迟": ("yu chi",),
	"万俟": ("mo qi",),
	"长孙": ("zhang sun",),
	"澹台": ("tan tai",),
	"令狐": ("ling hu",),
	"尉": ("wei", "yu"),
	"相": ("xiang",),
	"訾": ("zi",),
	"蕃": ("pi", "bo"),
	"郗": ("xi", "chi"),
	"俞": ("yu",),
	"於": ("yu",),
	"贾": ("jia",),
	"降": ("jiang",),
	"重": ("chong",),
	"佴": ("nai",),
	"邸": ("di",),
	"柏": ("bai", "bo"),
	"薄": ("bo",),
	"阚": ("kan",),
}
LONGEST_SURNAME = 2

Readings = tuple[tuple[str, ...], ...]  # of each character


def is_pinyin(text: str) -> bool:
	"""Letters, spaces and the apostrophe alone: no student number, no name in Latin script with a digit."""
	letters = text.replace(" ", "").replace("'", "")
	return len(letters) > 1 and letters.isascii() and letters.isalpha()


def readings_of(name: str, of_character) -> Readings:
	"""What each character may be read as; `of_character` answers for one, an empty answer for what has no reading."""
	for length in range(LONGEST_SURNAME, 0, -1):
		surname = name[:length]
		if surname not in SURNAMES:
			continue
		spoken = [reading.split() for reading in SURNAMES[surname]]
		first = tuple(tuple(dict.fromkeys(each[place] for each in spoken)) for place in range(length))
		return first + tuple(tuple(of_character(each)) for each in name[length:])
	return tuple(tuple(of_character(each)) for each in name)


def fits(typed: str, readings: Readings) -> bool:
	"""Does what was typed begin at some character and go on without a gap: each by its first letters or as a whole?"""
	letters = typed.lower().replace(" ", "").replace("'", "").replace("ü", "v")
	return bool(letters) and any(_fits_from(letters, readings[place:]) for place in range(len(readings)))


def _fits_from(letters: str, readings: Sequence[tuple[str, ...]]) -> bool:
	if not letters:
		return True
	if not readings:
		return False
	for reading in readings[0]:
		for length in range(1, len(reading) + 1):
			if not letters.startswith(reading[:length]):
				break
			if _fits_from(letters[length:], readings[1:]):
				return True
	return False
