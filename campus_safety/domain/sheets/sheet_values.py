"""Reading single cells of the lists colleges keep in Excel: what was typed → what was meant.

Every reader takes the text of one cell and gives the value of the field, or raises BadValue with a code
that says what is wrong. Nothing is guessed: a number whose digits Excel has dropped is refused, not
completed.
"""

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from campus_safety.domain import plain_line
from campus_safety.domain.people.identity_card import (
	IdentityFault,
	IdentityNumber,
	IdentityNumberError,
	is_other_paper,
	normalize,
	parse,
)


class BadValue(ValueError):
	"""A cell that cannot be taken. `code` names the reason, `args_` fill the message."""

	def __init__(self, code: str, *args_: str | int):
		super().__init__(code, *args_)
		self.code = code
		self.args_ = args_


# full-width forms, the many blanks, and what one cannot see (the joiner U+200D stays: emoji are built with
# it)
_VISIBLE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_VISIBLE |= dict.fromkeys((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0xA0, 0x3000, 0x2028, 0x2029), " ")
_VISIBLE |= dict.fromkeys(range(0x2000, 0x200B), " ")
_VISIBLE |= dict.fromkeys(
	(
		0x200B,
		0x200C,
		0x200E,
		0x200F,
		0x2060,
		0xFEFF,
		0xAD,
		0x180E,
		*range(0x202A, 0x202F),
		*range(0x2066, 0x206A),
	),
	None,
)
_VISIBLE |= plain_line.RADICALS
_CONTROL = re.compile(
	"[\x00-\x08\x0e-\x1f\x7f\ufffd\ufffe\uffff\ud800-\udfff]|_x00(?:0[0-8bBcCeEfF]|1[0-9a-fA-F]|7[fF])_"
)
_EXCEL_BREAK = re.compile("_x000[aAdD9]_")
_ORDINARY = re.compile("[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff-]*")
_FORMULA_LEAD = ("=", "+", "-", "@")
_NOTHING = frozenset(
	(
		"-",
		"--",
		"---",
		"—",
		"——",
		"/",
		"//",
		"\\",
		"无",
		"暂无",
		"没有",
		"n/a",
		"na",
		"null",
		"none",
		"nan",
		"空",
		"\N{MINUS SIGN}",
	)
)
_BLANK_BY_CJK = re.compile(f"(?<=[{plain_line.CJK}]) +| +(?=[{plain_line.CJK}])")
_QUOTED = re.compile(r'="([^"]*)"$')


def is_ordinary(text: str) -> bool:
	"""Whether it is read as it stands, as nearly all cells are: nothing in it is invisible, full width, or begins a formula."""
	return _ORDINARY.fullmatch(text) is not None


def visible(text: str) -> str:
	"""The text as a reader sees it: half width, one kind of blank, nothing invisible, no blanks at the
	ends."""
	if text.isascii() and text.isalnum():
		return text
	if "_x00" in text:
		text = _EXCEL_BREAK.sub(" ", text)
	return text.translate(_VISIBLE).strip()


def is_nothing(text: str) -> bool:
	"""Dashes, strokes and words with which people fill a cell that has no value."""
	return not text or (len(text) < 5 and text.lower() in _NOTHING)


def has_control_characters(text: str) -> bool:
	return not text.isalnum() and _CONTROL.search(text) is not None


def is_formula(text: str) -> bool:
	"""A cell that a spreadsheet would calculate. A phone written +86 138… is none."""
	return text.startswith(_FORMULA_LEAD) and not _PLUS_PHONE.match(text)


def unquoted(text: str) -> str:
	"""="0240031" is how systems write a number whose zeros Excel shall keep: nothing is calculated in it."""
	found = _QUOTED.match(text)
	return found[1].strip() if found else text


_PLUS_PHONE = re.compile(r"\+\d[\d ().-]{5,22}\d(?:\([^)]*\))?$")
# 2.02E7 and 2E+10 are what a sheet shows; 2E10 alone is what somebody called a class or a student
_SCIENTIFIC = re.compile(r"(\d)(?:(?:\.(\d+))[eE]\+?|[eE]\+)(\d{1,2})$")
_POINT_ZERO = re.compile(r"(\d+)\.0+$")


def number_as_text(text: str) -> str:
	"""A number that stands for a name (student number, phone, room) without what Excel did to it.

	20240001.0 and 2.0240001E7 → 20240001. Errors: digits_lost when the sheet shows fewer digits than there
	were.
	"""
	if text.isdigit():
		return text
	if found := _POINT_ZERO.match(text):
		return found[1]
	found = _SCIENTIFIC.match(text)
	if not found:
		return text
	kept, places = found[2] or "", int(found[3])
	if places < 5:
		return text  # a class or room may well be called 3E2
	if len(kept.rstrip("0")) < places and len(kept) < places:
		raise BadValue("digits_lost")
	try:
		value = Decimal(text)
	except InvalidOperation:  # pragma: no cover - the pattern admits only numbers
		return text
	if value != value.to_integral_value():
		raise BadValue("digits_lost")
	return f"{value:f}".split(".")[0]


def without_blanks(text: str) -> str:
	"""Nor the joiner U+200D."""
	return "".join(text.split()).replace("\u200d", "")


_STUDENT_NO = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]*$")


def student_no(text: str) -> str:
	value = number_as_text(without_blanks(text).lstrip("'").replace("—", "-"))
	if not _STUDENT_NO.match(value):
		raise BadValue("student_no_characters")
	if plain_line.holds_identity(value):
		raise BadValue("student_no_is_identity")
	return value


def plain(text: str) -> str:
	"""Ordinary text: runs of blanks become one, none beside Chinese characters."""
	return _BLANK_BY_CJK.sub("", " ".join(text.split()))


def short_code(text: str) -> str:
	"""Class, grade, room or bed: no blanks inside, and never 301.0."""
	return number_as_text(plain(text))


def person_name(text: str) -> str:
	"""Errors: name_is_number, name_private_sign, name_remark for a word in brackets or a mark that is no part of it."""
	if _PLAIN_NAME.match(text) and not text.isdigit():
		return text
	value = plain_line.person_name(plain(text))
	if value.isdigit():
		raise BadValue("name_is_number")
	if plain_line.PRIVATE_SIGN.search(value):
		raise BadValue("name_private_sign")
	if _REMARK_IN_NAME.search(value):
		raise BadValue("name_remark")
	return value


def guardian_name(text: str) -> str:
	"""A parent's name without the remark in brackets. Errors: as person_name, guardian_dead."""
	if _DEAD.search(text):
		raise BadValue("guardian_dead")
	if _PLAIN_NAME.match(text):
		return person_name(text)
	return person_name(_BRACKET.sub("", text).rstrip("*★☆").strip() or text)


_PLAIN_NAME = re.compile("[\u4e00-\u9fffA-Za-z0-9]+$")  # as nearly all are
_BRACKET = re.compile(r"[(\[{<【〔《][^)\]}>】〕》]*[)\]}>】〕》]?")
_REMARK_IN_NAME = re.compile(r"[()\[\]{}【】〔〕《》*★☆△▲#]")
_DEAD = re.compile("已?故|去世|逝世|病逝|死亡|身亡")


def event_number(text: str) -> str | None:
	"""A number by which a device tells events apart; None when the sheet has lost its digits and it tells nothing."""
	try:
		return short_code(text)
	except BadValue:
		return None


_ID_FAULTS = {
	IdentityFault.FIFTEEN_DIGITS: "id_fifteen",
	IdentityFault.LENGTH: "id_length",
	IdentityFault.CHARACTERS: "id_characters",
	IdentityFault.REGION: "id_region",
	IdentityFault.BIRTH_DATE: "id_birth",
	IdentityFault.FUTURE_BIRTH: "id_birth",
	IdentityFault.CHECK_DIGIT: "id_check_digit",
}


def id_number(text: str, today: date) -> IdentityNumber:
	"""A resident identity number. Errors: digits_lost, and id_… for each fault that identity_card knows."""
	value = without_blanks(text).lstrip("'")
	try:
		return parse(value, today)
	except IdentityNumberError as error:
		# Excel keeps 15 digits of a number, shows 3.7E+17 and writes 000 for the rest
		if _SCIENTIFIC.match(value) or (len(value) == 18 and value.isdigit() and value.endswith("000")):
			raise BadValue("digits_lost") from None
		if _PAPER.match(value):
			raise BadValue("id_other_paper") from None
		if error.fault is IdentityFault.LENGTH:
			raise BadValue("id_length", len(value)) from None
		raise BadValue(_ID_FAULTS[error.fault]) from None


_PAPER = re.compile(r"[A-Za-z]{1,2}\d{6,11}$")  # a passport, a 回乡证


def paper_number(text: str) -> str:
	"""The number of a passport or permit: letters and digits. Errors: paper_number, digits_lost."""
	value = normalize(number_as_text(without_blanks(text).lstrip("'")))
	if not is_other_paper(value):
		raise BadValue("paper_number")
	return value


_EARLIEST = date(1930, 1, 1)
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?$")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_PARTS = re.compile(r"(\d{4})[-/.,年 ]+(\d{1,2})[-/.,月 ]+(\d{1,2})[日号]?$")
_MONTH_ONLY = re.compile(r"(\d{4})(?:[-/.年 ]+(\d{1,2})月?|(\d{2}))[-/.]?$")
_CLOCK = re.compile(r"[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?$")
_BLANK_BY_UNIT = re.compile(r"\s*([年月日号])\s*")
_CHINESE_DIGITS = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
_TENS = ((re.compile("([一二三])十([一二三四五六七八九])"), r"\1\2"), (re.compile("([一二三])十"), r"\g<1>0"))
_TENS += ((re.compile("十([一二三四五六七八九])"), r"一\1"), (re.compile("十"), "10"))


def day(text: str, today: date) -> date:
	"""A date in any of the usual spellings, Excel's day number included.

	Errors: date_form, date_without_day, date_impossible, date_range.
	"""
	value = _BLANK_BY_UNIT.sub(r"\1", _CLOCK.sub("", text.strip().lstrip("'")))
	if any(sign in value for sign in "一二三四五六七八九十"):
		for pattern, digits in _TENS:
			value = pattern.sub(digits, value)
		value = value.translate(_CHINESE_DIGITS)
	if found := _SERIAL.match(value):
		return _in_range(_EXCEL_DAY_ZERO + timedelta(days=int(found[1])), today)
	value = _POINT_ZERO.sub(r"\1", value)
	found = _COMPACT.match(value) or _PARTS.match(value)
	if not found:
		raise BadValue("date_without_day" if _month(value) else "date_form")
	try:
		return _in_range(date(int(found[1]), int(found[2]), int(found[3])), today)
	except ValueError as error:
		if isinstance(error, BadValue):
			raise
		raise BadValue("date_impossible") from error


def month(text: str) -> tuple[int, int] | None:
	"""Year and month of a cell that names no day (出生年月)."""
	return _month(
		_POINT_ZERO.sub(r"\1", text.strip()) if text.count(".") == 1 and len(text) > 7 else text.strip()
	)


def _month(value: str) -> tuple[int, int] | None:
	found = _MONTH_ONLY.match(value)
	if not found or not 1 <= int(found[2] or found[3]) <= 12:
		return None
	return int(found[1]), int(found[2] or found[3])


def _in_range(value: date, today: date) -> date:
	if not _EARLIEST <= value <= today:
		raise BadValue("date_range", value.isoformat())
	return value
