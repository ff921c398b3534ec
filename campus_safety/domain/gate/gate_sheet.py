"""The file that an access-control program exports: what its columns mean, what each row says, what is wrong with it.

Rows come in as lists of text, Passage and Problem go out; `services.gate.messages` words the problems.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from campus_safety.domain.gate import passage
from campus_safety.domain.gate.passage import Passage, Rules, derived_id, settled_direction
from campus_safety.domain.sheets import sheet_values as values
from campus_safety.domain.sheets.sheet_header import (
	Column,
	Header,
	Problem,
	Vocabulary,
	is_remark,
	is_sum,
	make_target,
	shown,
	text_of,
)
from campus_safety.domain.sheets.sheet_values import BadValue

TARGETS = (
	make_target(
		"student_no",
		"Student No",
		values.student_no,
		"学号 学生编号 学生学号 人员编号 人员工号 学工号 工号 用户编号 人员id personid userid studentid",
		40,
	),
	make_target(
		"card_no",
		"Card No",
		values.short_code,
		"卡号 校园卡号 一卡通号 一卡通卡号 门禁卡号 卡片号码 物理卡号 cardno cardid cardnumber",
		40,
	),
	make_target(
		"event_time",
		"Event Time",
		values.plain,
		"时间 通行时间 刷卡时间 打卡时间 进出时间 出入时间 事件时间 识别时间 抓拍时间 记录时间 考勤时间 "
		"日期时间 刷脸时间 验证时间 认证时间 开门时间 发生时间 datetime time",
		60,
	),
	make_target(
		"event_date", "Event Date", values.plain, "日期 刷卡日期 通行日期 打卡日期 进出日期 记录日期 date", 40
	),
	make_target("event_clock", "Time of Day", values.plain, "时刻 时分秒 钟点 clock", 40),
	make_target(
		"direction",
		"Direction",
		passage.direction,
		"方向 进出 进/出 出/入 出入 进出方向 通行方向 出入方向 进出类型 出入类型 通行类型 进出标志 出入标志 "
		"进出状态 inout in/out io",
		40,
	),
	make_target(
		"event_id",
		"Event ID",
		values.event_number,
		"流水号 事件编号 事件号 事件id 记录编号 记录号 记录id 日志编号 通行编号 唯一编号 唯一标识 "
		"recordid serialno logid",
		passage.LONGEST_EVENT_ID,
	),
	make_target(
		"result",
		"Result",
		passage.result,
		"结果 认证结果 验证结果 通行结果 识别结果 开门结果 比对结果 刷卡结果 鉴权结果 事件结果 是否通过 是否成功 "
		"通行状态 result authresult accessresult verifyresult",
		60,
	),
	make_target(
		"event_type",
		"Event Type",
		passage.event_type,
		"事件类型 事件名称 事件描述 事件 事件内容 认证事件 记录类型 报警类型 事件说明 event eventtype eventname",
		100,
	),
)


def _settle(target: str | None, before: str | None, targets: Sequence[str | None]) -> str | None:
	return "event_clock" if target == "event_time" and "event_date" in targets else target


WEAK = dict.fromkeys(("学籍号", "学籍编号"), "student_no")
VOCABULARY = Vocabulary(TARGETS, key="student_no", settle=_settle, weak=WEAK)
# a few thousand numbers and a few words, read once each
_REMEMBERED = ("student_no", "card_no", "direction", "result", "event_type")


@dataclass
class Reading:
	"""The whole file: passages that can be taken so far, and every problem, in the order of the file.

	repeated: rows that say once more what an earlier row says; they are no mistake.
	failed: rows of attempts that the gate refused; nobody came or went. turned_away: those of them that say who and when.
	"""

	passages: list[Passage]
	problems: list[Problem]
	repeated: int = 0
	failed: int = 0
	turned_away: list[Passage] = field(default_factory=list)


def missing_targets(targets: frozenset[str], rules: Rules) -> str | None:
	"""Code of what the columns lack; None when the file can be read."""
	if not targets & {"student_no", "card_no"}:
		return "no_student_no"
	if "event_time" not in targets and not {"event_date", "event_clock"} <= targets:
		return "no_event_time"
	if "direction" not in targets and rules.device_direction == passage.BOTH:
		return "no_direction"
	return None


def read_rows(rows: Sequence[Sequence[str | None]], header: Header, rules: Rules) -> Reading:
	"""Every row below the header; `rows` is the whole sheet, so that numbers agree with it."""
	reader = _Reader(header, rules)
	for index in range(header.row + 1, len(rows)):
		reader.take(rows[index], index + 1)
	return reader.reading


class _Reader:
	def __init__(self, header: Header, rules: Rules):
		self.rules = rules
		self.columns = {column.target: column for column in header.columns if column.target}
		self.reading = Reading([], [])
		self.first: dict[str, Passage] = {}
		self.known: dict[str, dict[str, object]] = {name: {} for name in _REMEMBERED}

	def take(self, cells: Sequence[str | None], number: int) -> None:
		if self._is_blank(cells) or self._is_no_row(cells):
			return
		problems: list[Problem] = []
		found = self._read(cells, number, problems)
		if problems:
			self.reading.problems += problems
		elif found and found.passed:
			self._keep(found)
		elif found:
			self.reading.turned_away.append(found)

	def _read(self, cells, number: int, problems: list[Problem]) -> Passage | None:
		fields: dict[str, object] = {}
		if self._is_failed(cells):
			self.reading.failed += 1
			return self._turned_away(cells, number)

		def refused(target: str, error: BadValue) -> None:
			column = self.columns.get(target)
			raw = self._cell(cells, column) if column else ""
			problems.append(
				Problem(number, column.header if column else "", shown(raw), error.code, error.args_)
			)

		for target in self.columns:
			try:
				fields[target] = self._value(cells, target)
			except BadValue as error:
				refused(target, error)
		if problems:
			return None
		for target, need in (
			("student_no", self._needed_number),
			("event_time", self._moment),
			("direction", self._direction),
		):
			try:
				fields[target] = need(fields)
			except BadValue as error:
				refused(target if target in self.columns else self._blamed(target, fields), error)
		if problems:
			return None
		number_, moment, way = fields["student_no"], fields["event_time"], fields["direction"]
		card = "" if number_ else fields["card_no"]
		event_id = fields.get("event_id") or derived_id(number_ or f"card {card}", moment, way)
		return Passage(number, number_, moment, way, event_id, card)

	def _is_failed(self, cells) -> bool:
		"""Of the columns about it, whichever says so; words that nobody knows are refused with the row's other cells."""
		for target in ("result", "event_type"):
			try:
				if target in self.columns and self._value(cells, target) is False:
					return True
			except BadValue:
				continue
		return False

	def _turned_away(self, cells, number: int) -> Passage | None:
		"""Who was turned away when, as far as the row says it."""
		try:
			fields = {target: self._value(cells, target) for target in self.columns if target != "direction"}
			who, moment = self._needed_number(fields), self._moment(fields)
		except BadValue:
			return None
		card = "" if who else fields["card_no"]
		event_id = fields.get("event_id") or derived_id(who or f"card {card}", moment, "failed")
		return Passage(number, who, moment, "", event_id, card, passed=False)

	def _blamed(self, target: str, fields: dict) -> str:
		"""The column that a wrong moment or number is told of."""
		if target == "student_no":
			return "card_no"
		try:
			passage.clock(fields.get("event_clock") or "")
		except BadValue:
			return "event_clock"
		return "event_date"

	def _value(self, cells, target: str):
		column = self.columns[target]
		raw = cells[column.index] if column.index < len(cells) else ""
		memory = self.known.get(target)
		if memory is None:
			return self._fresh(raw, target)
		if raw not in memory:
			try:
				memory[raw] = self._fresh(raw, target)
			except BadValue as error:
				memory[raw] = error
		found = memory[raw]
		if isinstance(found, BadValue):
			raise BadValue(found.code, *found.args_)
		return found

	def _fresh(self, raw: str | None, target: str):
		if raw == "":
			return None
		wanted = VOCABULARY.by_name[target]
		text = text_of(raw, wanted.longest)
		if text is None:
			return None
		return passage.direction(text, self.rules) if target == "direction" else wanted.read(text)

	def _needed_number(self, fields: dict) -> str:
		"""Empty where only the card is known. Errors: student_no_missing."""
		if not fields.get("student_no") and not fields.get("card_no"):
			raise BadValue("student_no_missing")
		return fields.get("student_no") or ""

	def _moment(self, fields: dict):
		if "event_date" in self.columns and "event_clock" in self.columns:
			if not fields["event_date"] or not fields["event_clock"]:
				raise BadValue("time_missing")
			return passage.combined(fields["event_date"], fields["event_clock"], self.rules)
		if not fields.get("event_time"):
			raise BadValue("time_missing")
		return passage.moment(fields["event_time"], self.rules)

	def _direction(self, fields: dict) -> str:
		return settled_direction(fields.get("direction"), self.rules)

	def _keep(self, found: Passage) -> None:
		"""One event, one row: the same again is left out, another event under the same number is refused."""
		seen = self.first.setdefault(found.event_id, found)
		if seen is found:
			self.reading.passages.append(found)
		elif seen.content == found.content:
			self.reading.repeated += 1
		else:
			header = self.columns["event_id"].header if "event_id" in self.columns else ""
			self.reading.problems.append(
				Problem(found.row, header, shown(found.event_id), "id_twice", (seen.row,))
			)

	def _cell(self, cells, column: Column) -> str:
		raw = cells[column.index] if column.index < len(cells) else ""
		return raw if raw and not raw.isspace() else ""

	def _is_blank(self, cells) -> bool:
		"""A cell that is None could not be read by the spreadsheet itself (#N/A): its row is none."""
		found = [cells[column.index] for column in self.columns.values() if column.index < len(cells)]
		return all(cell is not None and (not cell or cell.isspace()) for cell in found)

	def _is_no_row(self, cells) -> bool:
		"""Totals and signatures below the table, and the header repeated on each printed page."""
		number = self._cell(cells, self.columns["student_no"]) if "student_no" in self.columns else ""
		texts = [self._cell(cells, column) for column in self.columns.values()]
		if is_sum(texts, number):
			return True
		if number:
			return not number[-1].isdigit() and VOCABULARY.target_of(number) == "student_no"
		return is_remark(texts)
