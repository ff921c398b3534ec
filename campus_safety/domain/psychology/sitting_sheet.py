"""What a screening platform exports 普测平台导出表: who sat which scale when, scores, factors, answers, its own grade.

Rows come in as lists of text, Sitting and Problem go out; `services.psychology.messages` words the problems. A cell with a score or
an answer is never shown in a problem.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from campus_safety.domain.sheets import sheet_values as values
from campus_safety.domain.sheets.sheet_header import (
	Column,
	Header,
	Problem,
	Vocabulary,
	is_remark,
	is_sum,
	make_target,
	plain_header,
	shown,
	text_of,
)
from campus_safety.domain.sheets.sheet_values import BadValue

SECRET_TARGETS = frozenset(("total", "factor", "item", "grade"))
_MOMENT = re.compile(
	r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]*(\d{1,2})[:：时](\d{2})(?:[:：分](\d{2})(?:\.\d+)?秒?)?)?$"
)
_SERIAL = re.compile(r"(\d{5})(\.\d+)?$")
_DAY_ZERO = datetime(1899, 12, 30)
_SCORE = re.compile(r"[+]?(\d{1,4}(?:\.\d{1,6})?)\s*分?$")
_CLOCK = re.compile(r"(?:(\d{1,2})[:：时])?(\d{1,3})[:：分](\d{1,2})秒?$")
_UNITS = re.compile(r"(?:(\d+)(?:小时|时))?(?:(\d+)(?:分钟|分))?(?:(\d+(?:\.\d+)?)(?:秒|s)?)?$")
_ITEM = re.compile(r"^(?:第|题目?|q|item)?0*(\d{1,3})(?:题|项|号)?$")
_LAST_ITEM = re.compile(r"第0*(\d{1,3})[题项]$")
_BARE_ITEM = re.compile(r"^(\d{1,3})[.、]?$")
_YES_NO = {
	"同意": True,
	"是": True,
	"已同意": True,
	"1": True,
	"不同意": False,
	"否": False,
	"拒绝": False,
	"0": False,
}
_DOUBTED = frozenset(("无效", "可疑", "不可信", "作答无效", "测谎未通过", "未通过"))


def moment(text: str) -> datetime:
	"""Errors: time_form, time_impossible."""
	if found := _SERIAL.match(text):
		return _DAY_ZERO + timedelta(days=int(found[1]), seconds=round(float(found[2] or 0) * 86400))
	found = _MOMENT.match(" ".join(text.split()))
	if not found:
		raise BadValue("time_form")
	try:
		return datetime(*(int(part or 0) for part in found.groups()))
	except ValueError as error:
		raise BadValue("time_impossible") from error


def score(text: str) -> float:
	"""16, 16.0, "16 分". Errors: score_form."""
	found = _SCORE.match(text)
	if not found:
		raise BadValue("score_form")
	return float(found[1])


def seconds(text: str) -> float:
	"""245, 4分5秒, 00:04:05. Errors: seconds_form."""
	value = values.without_blanks(text)
	if found := _CLOCK.match(value):
		return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])
	found = _UNITS.match(value)
	if not value or not found:
		raise BadValue("seconds_form")
	return int(found[1] or 0) * 3600 + int(found[2] or 0) * 60 + float(found[3] or 0)


def agreed(text: str) -> bool:
	"""Errors: consent_form."""
	found = _YES_NO.get(values.without_blanks(text))
	if found is None:
		raise BadValue("consent_form")
	return found


VOCABULARY = Vocabulary(
	(
		make_target(
			"student_no",
			"Student No",
			values.student_no,
			"学号 学生学号 账号 登录账号 用户名 编号 考号 studentid",
		),
		make_target("student_name", "Student Name", values.plain, "姓名 学生姓名 名字 真实姓名"),
		make_target("class_name", "Class", values.plain, "班级 班级名称 所在班级 行政班 部门 组织"),
		make_target(
			"taken_at",
			"Taken At",
			moment,
			"测评时间 测试时间 完成时间 提交时间 作答时间 测试日期 测评日期 结束时间",
		),
		make_target(
			"seconds", "Seconds Taken", seconds, "用时 作答用时 答题用时 测试用时 耗时 作答时长 用时秒"
		),
		make_target("total", "Total Score", score, "总分 量表总分 原始总分 标准分 总得分 得分 sds标准分"),
		make_target(
			"grade", "Platform Grade", values.plain, "等级 预警等级 预警级别 筛查等级 风险等级 心理等级 结果"
		),
		make_target("valid", "Platform Validity", values.plain, "有效性 作答有效性 是否有效 测谎 效度"),
		make_target("consent", "Consent on the Platform", agreed, "知情同意 是否同意 同意书 是否知情同意"),
		make_target("factor", "Factor Score", score, "因子分"),
		make_target("item", "Item Answer", score, "题目答案"),
	),
	key="student_no",
	many=frozenset(("factor", "item")),
)


@dataclass(frozen=True)
class Sheet:
	"""What the scale says of its columns. factors: {word of a header: factor}; items: how many the scale has, 0 if unknown.

	option_values: values that an answer may have; empty where nobody knows.
	"""

	factors: Mapping[str, str] = field(default_factory=dict)
	items: int = 0
	option_values: frozenset[float] = frozenset()

	def target_of(self, header: str) -> str | None:
		"""For a column that the common words do not name."""
		if self.factor_of(header):
			return "factor"
		number = item_number(header)
		return "item" if number and (not self.items or number <= self.items) else None

	def factor_of(self, header: str) -> str | None:
		"""By its end: merged headers put 因子分 in front of each."""
		word = factor_word(header)
		known = [each for each in self.factors if word.endswith(each)]
		return self.factors[max(known, key=len)] if known else None


def factor_word(header: str) -> str:
	word = plain_header(header)
	for end in ("因子分", "得分", "均分", "因子", "分"):
		word = word.removesuffix(end) or word
	return word


def item_number(header: str) -> int | None:
	word = plain_header(header)
	found = _BARE_ITEM.match(header.strip()) or _ITEM.match(word) or _LAST_ITEM.search(word)
	return int(found[1]) if found else None


def _item_words(items: int) -> frozenset[str]:
	"""Not the bare numbers: a row of answers would look like headers."""
	forms = ("第{}题", "题{}", "题目{}", "q{}", "item{}")
	return frozenset(form.format(number) for number in range(1, items + 1) for form in forms)


def find_header(rows: Sequence[Sequence[str]], sheet: Sheet) -> Header | None:
	"""By the common words, and the scale's own factors and items."""
	words = {"factor": frozenset(sheet.factors), "item": _item_words(sheet.items)}
	targets = tuple(
		replace(target, synonyms=target.synonyms | words.get(target.name, frozenset()))
		for target in VOCABULARY.targets
	)
	header = replace(VOCABULARY, targets=targets).find_header(rows)
	if not header:
		return None
	columns = tuple(
		column if column.target else replace(column, target=sheet.target_of(column.header))
		for column in header.columns
	)
	return replace(header, columns=columns)


@dataclass(frozen=True)
class Sitting:
	"""One row. items: {number: answer}; agreed: what the platform says of the consent, None where it says nothing."""

	row: int
	student_no: str
	name: str = ""
	unit: str = ""
	taken_at: datetime | None = None
	seconds: float | None = None
	total: float | None = None
	factors: Mapping[str, float] = field(default_factory=dict)
	items: Mapping[int, float] = field(default_factory=dict)
	grade: str = ""
	doubted: bool = False
	agreed: bool | None = None

	@property
	def says_something(self) -> bool:
		return self.total is not None or bool(self.factors or self.items or self.grade)

	@property
	def content(self) -> tuple:
		"""The same in two rows: the same sitting, exported twice."""
		return (
			self.student_no,
			self.taken_at,
			self.total,
			tuple(sorted(self.factors.items())),
			tuple(sorted(self.items.items())),
			self.grade,
		)


@dataclass
class Reading:
	"""repeated: rows that say the same as one above."""

	sittings: list[Sitting] = field(default_factory=list)
	problems: list[Problem] = field(default_factory=list)
	repeated: int = 0


def read_rows(rows: Sequence[Sequence[str | None]], header: Header, sheet: Sheet) -> Reading:
	"""Every row below the headers as a Sitting, or a Problem for each cell that is wrong."""
	return _Reader(header, sheet).read(rows)


class _Reader:
	def __init__(self, header: Header, sheet: Sheet):
		self.header, self.sheet, self.reading = header, sheet, Reading()
		self.columns = [column for column in header.columns if column.target]
		self.number = next((column for column in self.columns if column.target == "student_no"), None)
		self.names = {column.index: self._name_of(column) for column in self.columns}
		self.known: dict[tuple[str, str], object] = {}
		self.first: dict[tuple, int] = {}

	def _name_of(self, column: Column):
		"""Which factor, or the number of which item, a column holds."""
		if column.target == "factor":
			return self.sheet.factor_of(column.header) or column.header
		return item_number(column.header) if column.target == "item" else None

	def read(self, rows) -> Reading:
		for index in range(self.header.row + 1, len(rows)):
			cells = rows[index]
			if not self._is_no_row(cells):
				self._read_row(cells, index + 1)
		return self.reading

	def _read_row(self, cells, number: int) -> None:
		found: dict[str, object] = {}
		factors: dict[str, float] = {}
		items: dict[int, float] = {}
		problems: list[Problem] = []
		for column in self.columns:
			raw = cells[column.index] if column.index < len(cells) else ""
			if raw == "":
				continue
			try:
				value = self._value(raw, column.target)
			except BadValue as error:
				problems.append(self._problem(number, column, raw, error))
				continue
			if value is None:
				continue
			if column.target == "factor":
				factors[self.names[column.index]] = value
			elif column.target == "item":
				items[self.names[column.index]] = value
			else:
				found[column.target] = value
		if not found.get("student_no") and not any(each.column == self._number_header for each in problems):
			problems.append(Problem(number, self._number_header, "", "student_no_missing"))
		if problems:
			self.reading.problems += problems
			return
		self._keep(
			Sitting(
				number,
				found["student_no"],
				found.get("student_name") or "",
				found.get("class_name") or "",
				found.get("taken_at"),
				found.get("seconds"),
				found.get("total"),
				factors,
				items,
				found.get("grade") or "",
				found.get("valid") in _DOUBTED,
				found.get("consent"),
			)
		)

	@property
	def _number_header(self) -> str:
		return self.number.header if self.number else ""

	def _keep(self, sitting: Sitting) -> None:
		if sitting.agreed is not False and not sitting.says_something:
			self.reading.problems.append(Problem(sitting.row, "", "", "no_score"))
			return
		if sitting.content in self.first:
			self.reading.repeated += 1
			return
		self.first[sitting.content] = sitting.row
		self.reading.sittings.append(sitting)

	def _value(self, raw: str | None, target: str):
		key = (target, raw)
		if key not in self.known:
			try:
				self.known[key] = self._fresh(raw, target)
			except BadValue as error:
				self.known[key] = error
		found = self.known[key]
		if isinstance(found, BadValue):
			raise BadValue(found.code, *found.args_)
		return found

	def _fresh(self, raw: str | None, target: str):
		wanted = VOCABULARY.by_name[target]
		text = text_of(raw, wanted.longest)
		if text is None:
			return None
		value = wanted.read(text)
		if target == "item" and self.sheet.option_values and value not in self.sheet.option_values:
			raise BadValue("answer_value")
		return value

	def _problem(self, number: int, column: Column, raw: str | None, error: BadValue) -> Problem:
		value = "" if column.target in SECRET_TARGETS else shown(raw)
		return Problem(number, column.header, value, error.code, error.args_)

	def _is_no_row(self, cells) -> bool:
		"""Blank lines, totals and signatures below the table, the header repeated on each printed page."""
		texts = [cells[column.index] or "" for column in self.columns if column.index < len(cells)]
		if not any(text and not text.isspace() for text in texts):
			return all(
				cells[column.index] is not None for column in self.columns if column.index < len(cells)
			)
		number = ""
		if self.number and self.number.index < len(cells):
			number = cells[self.number.index] or ""
		if number and number[-1].isdigit():
			return False
		if is_sum(texts, number):
			return True
		return (bool(number) and VOCABULARY.target_of(number) == "student_no") or is_remark(texts)
