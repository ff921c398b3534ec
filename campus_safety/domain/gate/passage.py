"""One passage at a gate 门禁通行: who, when, in or out; and what may be wrong with it.

The same rules for a row of a file and for what a device sends. Nothing is guessed: a direction written as 0 or 1
means in at one maker and out at another, so it is refused until the device says which is which. Whoever was turned away
has not passed: a failed attempt is no event.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from campus_safety.domain.local_time import SITE_ZONE
from campus_safety.domain.sheets import sheet_values as values
from campus_safety.domain.sheets.sheet_values import BadValue

IN, OUT, BOTH = "In", "Out", "Both"
LONGEST_EVENT_ID = 140


@dataclass(frozen=True)
class Rules:
	"""now: site time. ahead: how far a clock may be ahead of it; oldest: how far back a passage may lie.
	device_direction: what a passage at this device means, Both when the event says it itself.
	in_words, out_words: what this device writes for them beside the usual words, as `plain_word` gives it."""

	now: datetime
	ahead: timedelta = timedelta(minutes=5)
	oldest: timedelta = timedelta(days=31)
	device_direction: str = BOTH
	in_words: frozenset[str] = frozenset()
	out_words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Passage:
	"""row: its number in the file or in the message. student_no is empty until the owner of `card_no` is known.
	passed: False for an attempt that the gate refused; it is never stored as an event."""

	row: int
	student_no: str
	moment: datetime
	direction: str
	event_id: str
	card_no: str = ""
	passed: bool = True

	@property
	def key(self) -> str:
		"""The database does not tell capitals from small letters; neither do we."""
		return self.student_no.casefold()

	@property
	def content(self) -> tuple:
		return self.key, self.moment, self.direction


def derived_id(student_no: str, moment: datetime, direction: str) -> str:
	"""For devices that number nothing: the same person, second and direction is the same event."""
	return f"{student_no.casefold()}|{moment:%Y%m%d%H%M%S}|{direction}"


def event_name(device: str, event_id: str) -> str:
	"""The document name that an event of a device has in every run: a repeated insert meets itself."""
	return hashlib.sha256(f"{device}\n{event_id}".encode()).hexdigest()[:20]


# direction

# C/In and C/Out are ZKTeco's words for a passage; 签到 and 签退 say that somebody is at work, not which way they went
_IN_WORDS = frozenset("in enter entry entrance enterin c/in checkin check-in".split())
_OUT_WORDS = frozenset("out exit leave exitout c/out checkout check-out".split())
_IN = re.compile("[进入归回返]|到[校寝宿舍达]")
_OUT = re.compile("[出离]")


def plain_word(text: str) -> str:
	return "".join(values.visible(text or "").split()).lower()


def words(text: str | None) -> frozenset[str]:
	"""The words that a device's record lists, parted by commas or blanks."""
	return frozenset(map(plain_word, filter(None, re.split(r"[,，、;；\s]+", text or ""))))


def direction(text: str, rules: Rules | None = None) -> str:
	"""Errors: direction_unknown, turned_away for 禁止进入, 未出, 认证失败-进: nobody passed."""
	word = plain_word(text)
	if rules and word in rules.in_words | rules.out_words:
		return IN if word in rules.in_words else OUT
	if _is_refusal(word):
		raise BadValue("turned_away")
	goes_in = word in _IN_WORDS or bool(_IN.search(word))
	goes_out = word in _OUT_WORDS or bool(_OUT.search(word))
	if goes_in == goes_out:
		raise BadValue("direction_unknown")
	return IN if goes_in else OUT


def settled_direction(said: str | None, rules: Rules) -> str:
	"""What the device is and what the event says, together. Errors: direction_missing, direction_differs."""
	if rules.device_direction == BOTH:
		if not said:
			raise BadValue("direction_missing")
		return said
	if said and said != rules.device_direction:
		raise BadValue("direction_differs")
	return rules.device_direction


# did anybody pass?

# what the result and event-type columns of Hikvision, Dahua, Huawei and ZKTeco programs say of a door that stayed shut
_REFUSALS = (
	"失败 未通过 不通过 不成功 未成功 拒绝 拒 禁 未授权 无权 没有权限 权限不 非法 无效 过期 黑名单 不匹配 不符 未注册 未登记 "
	"未识别 陌生 不存在 超时 胁迫 报警 告警 挂失 未开 不在 反潜 未出 未进 未归 未入 未返 尾随 非授权 非时段 异常 错误 失效 作废 禁用 "
	"fail denied deny refus reject invalid unauthor noaccess nopermission expired illegal blacklist unregister "
	"unknown stranger timeout mismatch duress alarm antipass anti-pass error forbid"
).split()
_PASSES = (
	"成功 通过 正常 合法 有效 允许 放行 已授权 开门 开闸 success succeed pass grant allow valid normal ok open authorized"
).split()
_YES, _NO = frozenset("是 对 真 y yes true √".split()), frozenset("否 非 假 n no false ×".split())


def result(text: str) -> bool:
	"""Did the device let the person through? A bare number means one thing at one maker and another elsewhere.

	Errors: result_unknown.
	"""
	word = plain_word(text)
	if word in _NO or _is_refusal(word):
		return False
	if word in _YES or any(sign in word for sign in _PASSES):
		return True
	raise BadValue("result_unknown")


def event_type(text: str) -> bool:
	"""A kind of event that is no passage says so; every other one, and the ways to show who one is, may be one."""
	return not _is_refusal(plain_word(text))


def validate_passed(*said: bool | None) -> None:
	"""What the result and the event type say. A refused face is nobody back in the dormitory. Errors: turned_away."""
	if False in said:
		raise BadValue("turned_away")


def _is_refusal(word: str) -> bool:
	return any(sign in word for sign in _REFUSALS)


# time

_PLAIN = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d\d)(?::(\d\d))?$")
_SERIAL = re.compile(r"(\d{5})(\.\d+)?$")
_FRACTION = re.compile(r"0?\.\d+$")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)[ T]?(\d\d)(\d\d)(\d\d)$")
_ZONE = re.compile(r"(?<=:\d\d)(?:\.\d+)? ?(Z|[+-]\d\d:?\d\d)$")
_DATE_FIRST = re.compile(r"(\d{4}[-/.年 ]+\d{1,2}[-/.月 ]+\d{1,2}[日号]?)[T\s]*(.*)$")
_CLOCK = re.compile(r"(\d{1,2})[:时点](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?秒?)?分?$")
_END_OF_DAY = re.compile(r"24[:时点]0{1,2}(?:[:分]0{1,2}(?:\.0+)?秒?)?分?$")
_HALF_DAY = re.compile(r"^(上午|下午|am|pm)\s*|\s*(上午|下午|am|pm)$", re.I)
_EXCEL_ZERO = datetime(1899, 12, 30)
_DAY_SECONDS = 24 * 60 * 60


def moment(text: str, rules: Rules) -> datetime:
	"""Date and time in any of the usual spellings, in site time, to the second.

	Errors: time_form, time_without_clock, time_impossible, time_future, time_old.
	"""
	if found := _PLAIN.match(text):
		return in_range(_from_parts(found.groups("0")), rules)
	zone = _ZONE.search(text)
	if zone:
		return in_range(_in_site_time(text, zone), rules)
	if found := _SERIAL.match(text):
		if not found[2]:
			raise BadValue("time_without_clock")
		return in_range(_EXCEL_ZERO + timedelta(seconds=round(float(text) * _DAY_SECONDS)), rules)
	if found := _COMPACT.match(text):
		return in_range(_from_parts(found.groups()), rules)
	found = _DATE_FIRST.match(text)
	if not found:
		raise BadValue("time_form")
	if not found[2]:
		raise BadValue("time_without_clock")
	return in_range(_at(_day(found[1]), found[2]), rules)


def combined(day_text: str, clock_text: str, rules: Rules) -> datetime:
	"""Of two columns, the date and the time of day. A time column that repeats the date is read by its clock."""
	repeated = _DATE_FIRST.match(clock_text)
	return in_range(_at(_day(day_text), repeated[2] if repeated and repeated[2] else clock_text), rules)


def _at(day: date, clock_text: str) -> datetime:
	"""24:00 is the midnight at the end of the day."""
	if _END_OF_DAY.match(clock_text.strip()):
		return datetime.combine(day + timedelta(days=1), time())
	return datetime.combine(day, clock(clock_text))


def clock(text: str) -> time:
	"""22:10, 22:10:03, 22时10分, 下午 10:10, 10:10 PM, Excel's fraction of a day. Errors: time_form, time_impossible."""
	text = text.strip()
	if _FRACTION.match(text):
		return (_EXCEL_ZERO + timedelta(seconds=round(float(text) * _DAY_SECONDS))).time()
	half = _HALF_DAY.search(text)
	found = _CLOCK.match(_HALF_DAY.sub("", text))
	if not found:
		raise BadValue("time_form")
	hour, minute, second = (int(part or 0) for part in found.groups())
	if half:
		is_afternoon = (half[1] or half[2]).lower() in ("下午", "pm")
		hour = hour % 12 + 12 * is_afternoon
	try:
		return time(hour, minute, second)
	except ValueError as error:
		raise BadValue("time_impossible") from error


def in_range(value: datetime, rules: Rules) -> datetime:
	if value > rules.now + rules.ahead:
		raise BadValue("time_future", f"{value:%Y-%m-%d %H:%M}")
	if value < rules.now - rules.oldest:
		raise BadValue("time_old", f"{value:%Y-%m-%d}", rules.oldest.days)
	return value


def _from_parts(parts: tuple[str, ...]) -> datetime:
	if int(parts[3]) == 24 and not any(map(int, parts[4:])):
		return _from_parts((*parts[:3], "0", "0", "0")) + timedelta(days=1)
	try:
		return datetime(*map(int, parts))
	except ValueError as error:
		raise BadValue("time_impossible") from error


def _in_site_time(text: str, zone: re.Match) -> datetime:
	offset = "+00:00" if zone[1] == "Z" else zone[1]
	offset = offset if ":" in offset else f"{offset[:3]}:{offset[3:]}"
	try:
		value = datetime.fromisoformat(f"{text[: zone.start()].strip()}{offset}")
	except ValueError as error:
		raise BadValue("time_impossible") from error
	return value.astimezone(SITE_ZONE).replace(tzinfo=None)


def _day(text: str) -> date:
	try:
		return values.day(text, date.max)
	except BadValue as error:
		raise BadValue("time_impossible" if error.code == "date_impossible" else "time_form") from error
