"""The list of students as colleges keep it in Excel or CSV: which row holds the headers, what each column
means, what each row says about a student, and what is wrong with it.

Nothing here knows the database: rows come in as lists of text, StudentRow and Problem go out. Problems
carry codes; `services.people.student_import.messages` words them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from campus_safety.domain.people.identity_card import mask
from campus_safety.domain.sheets import sheet_header
from campus_safety.domain.sheets import sheet_values as values
from campus_safety.domain.sheets.sheet_header import (
	Column,
	Header,
	Problem,
	Vocabulary,
	is_remark,
	text_of,
)
from campus_safety.domain.sheets.sheet_header import make_target as _target
from campus_safety.domain.sheets.sheet_values import BadValue

_MOTHER, _FATHER = "母亲", "父亲"
TARGETS = (
	_target(
		"student_no",
		"Student No",
		values.student_no,
		"学号 学籍号 学生编号 学生学号 学籍编号 学生号 studentid",
		40,
	),
	_target("student_name", "Student Name", values.person_name, "姓名 学生姓名 名字 学生名字 学生 name", 60),
	_target("gender", "Gender", values.choice(values.GENDERS), "性别 学生性别 sex"),
	_target(
		"id_no",
		"ID Number",
		values.id_number,
		"身份证号 身份证号码 证件号码 身份证 证件号 公民身份号码 公民身份证号码 身份证件号 "
		"身份证件号码 学生身份证号 idno idcard",
		40,
		True,
	),
	_target(
		"birth_date",
		"Birth Date",
		values.day,
		"出生日期 生日 出生年月 出生年月日 出生时间 出生 birthday dateofbirth",
		40,
		True,
	),
	_target(
		"college",
		"College",
		values.plain,
		"学院 系部 院系 二级学院 所在学院 所属学院 学院名称 系 系别 院部 院系名称 所在院系 "
		"所属院系 分院 教学系部",
	),
	_target(
		"unit", "Class", values.short_code, "班级 行政班 班级名称 行政班级 所在班级 班 班别 所属班级 class"
	),
	_target("grade", "Grade", values.short_code, "年级 所在年级 入学年级 当前年级 年级名称", 20),
	_target(
		"building",
		"Building",
		values.short_code,
		"宿舍楼 楼栋 楼号 宿舍楼号 公寓 公寓楼 公寓号 楼栋号 宿舍楼栋 楼宇 楼",
	),
	_target(
		"dormitory",
		"Room",
		values.short_code,
		"宿舍 宿舍号 寝室 房间号 寝室号 宿舍房间号 房间 宿舍房间 宿舍名称 住宿地址 宿舍地址 "
		"公寓房间号 房号 room",
	),
	_target("bed_no", "Bed No", values.short_code, "床号 床位 床位号 铺位 床铺 铺号 bed", 20),
	_target(
		"mobile",
		"Mobile",
		values.mobile,
		"手机 手机号 手机号码 联系电话 学生电话 本人电话 学生手机 学生手机号 学生手机号码 "
		"学生联系电话 本人联系电话 本人手机 本人手机号 电话 联系方式 学生联系方式 电话号码 "
		"移动电话 phone tel",
		60,
	),
	_target(
		"residence_type",
		"Residence Type",
		values.choice(values.RESIDENCES),
		"住宿类型 住宿方式 住宿情况 是否住校 是否住宿 就读方式 住宿性质 走读住校 住校情况",
	),
	_target(
		"status",
		"Status",
		values.choice(values.STATUSES),
		"学籍状态 状态 学生状态 在校状态 在读状态 学籍情况",
	),
	_target(
		"home_address",
		"Home Address",
		values.plain,
		"家庭住址 家庭地址 住址 家庭详细地址 现住址 家庭现住址 通讯地址 地址 家庭住址详细 address",
		500,
	),
	_target(
		"admission_date",
		"Admission Date",
		values.day,
		"入学日期 入学时间 入校日期 入校时间 报到日期",
		40,
		True,
	),
	_target(
		"guardian_name",
		"Guardian Name",
		values.person_name,
		"家长姓名 监护人 监护人姓名 家长 家长名字 法定监护人 法定监护人姓名 联系人 家庭联系人 "
		"紧急联系人 紧急联系人姓名",
		60,
	),
	_target(
		"guardian_mobile",
		"Guardian Mobile",
		values.phone,
		"家长电话 监护人电话 家长手机 家长手机号 家长手机号码 家长联系电话 监护人手机 监护人手机号 "
		"监护人联系电话 监护人手机号码 家庭电话 家长联系方式 监护人联系方式 家庭联系电话 "
		"紧急联系电话 紧急联系人电话 家长电话号码",
		60,
	),
	_target(
		"guardian_relation",
		"Relation to Student",
		values.relation,
		"与学生关系 关系 家长关系 与本人关系 与学生的关系 与监护人关系 监护人关系 亲属关系 "
		"家长与学生关系 与家长关系 称谓",
		30,
	),
	_target("father_name", "Father's Name", values.person_name, "父亲姓名 父亲 爸爸姓名 父亲名字", 60),
	_target(
		"father_mobile",
		"Father's Mobile",
		values.phone,
		"父亲电话 父亲手机 父亲手机号 父亲联系电话 父亲手机号码 父亲联系方式 爸爸电话",
		60,
	),
	_target("mother_name", "Mother's Name", values.person_name, "母亲姓名 母亲 妈妈姓名 母亲名字", 60),
	_target(
		"mother_mobile",
		"Mother's Mobile",
		values.phone,
		"母亲电话 母亲手机 母亲手机号 母亲联系电话 母亲手机号码 母亲联系方式 妈妈电话",
		60,
	),
)
_GUARDIANS = (
	("guardian_name", "guardian_mobile", "guardian_relation", None),
	("father_name", "father_mobile", None, _FATHER),
	("mother_name", "mother_mobile", None, _MOTHER),
)
_GUARDIAN_TARGETS = frozenset(name for entry in _GUARDIANS for name in entry[:3] if name)


def _settle(target: str | None, before: str | None, targets: Sequence[str | None]) -> str | None:
	if target == "mobile" and before in _GUARDIAN_TARGETS and "guardian_mobile" not in targets:
		return "guardian_mobile"  # a 联系电话 right after the parent's name is the parent's
	return target


VOCABULARY = Vocabulary(TARGETS, key="student_no", settle=_settle)


@dataclass(frozen=True)
class GuardianRow:
	"""A parent. Lists that give only a number leave `name` empty: the parent is then called after the
	student."""

	name: str
	mobile: str | None
	relation: str | None
	mobile_target: str = "guardian_mobile"

	def name_for(self, student_name: str) -> str:
		"""张三家长, 张三父亲: as lists and address books call them."""
		if self.name:
			return self.name
		word = self.relation if self.mobile_target != "guardian_mobile" else "家长"
		return f"{student_name}{word}"


@dataclass
class StudentRow:
	"""What one row of the file says. Only what is written there is in `fields`: an empty cell says
	nothing."""

	row: int
	fields: dict[str, object]
	guardians: list[GuardianRow] = field(default_factory=list)

	@property
	def student_no(self) -> str:
		return self.fields["student_no"]

	@property
	def key(self) -> str:
		"""The database does not tell capitals from small letters; neither do we."""
		return self.fields["student_no"].casefold()


@dataclass
class Reading:
	"""The whole file: rows that can be taken so far, and every problem, in the order of the file."""

	rows: list[StudentRow]
	problems: list[Problem]
	refused_rows: set[int]

	def refuse(self, problem: Problem) -> None:
		self.problems.append(problem)
		self.refused_rows.add(problem.row)


# reading the rows


def read_rows(rows: Sequence[Sequence[str | None]], header: Header, today: date) -> Reading:
	"""Every row below the header. `rows` is the whole sheet from its first row on, so that numbers agree
	with it.

	A cell that is None could not be read by the spreadsheet itself (#N/A, #REF!).
	"""
	reader = _Reader(header, today)
	for index in range(header.row + 1, len(rows)):
		reader.take(rows[index], index + 1)
	reading = reader.reading
	_refuse_repeats(reading, {target: column.header for target, column in reader.columns.items()})
	reading.rows = [row for row in reading.rows if row.row not in reading.refused_rows]
	reading.problems.sort(key=lambda problem: problem.row)
	return reading


# what many students have in common: each spelling is read once
_REMEMBERED = frozenset(
	"gender birth_date college unit grade building dormitory bed_no residence_type status admission_date "
	"guardian_relation".split()
)


class _Reader:
	def __init__(self, header: Header, today: date):
		self.today = today
		self.columns: dict[str, Column] = {
			column.target: column for column in header.columns if column.target
		}
		self.places = [(column.index, target) for target, column in self.columns.items()]
		self.known: dict[str, dict[str | None, object]] = {name: {} for name in _REMEMBERED}
		self.reading = Reading([], [], set())

	def take(self, cells: Sequence[str | None], number: int) -> None:
		texts, width = {}, len(cells)
		for index, target in self.places:
			cell = cells[index] if index < width else ""
			if cell is None or (cell and not cell.isspace()):
				texts[target] = cell
		if not texts or is_remark(texts.values()) or _is_header_again(texts):
			return
		problems, fields = [], {}
		for target, raw in texts.items():
			try:
				value = self._value(raw, target)
			except BadValue as error:
				problems.append(self._problem(number, target, raw, error.code, error.args_))
			else:
				if value is not None:
					fields[target] = value
		if not fields and not problems:
			return
		problems += self._check_row(fields, {problem.column for problem in problems}, texts, number)
		for problem in problems:
			self.reading.refuse(problem)
		if not problems:
			self.reading.rows.append(_student(number, fields))

	def _problem(self, number: int, target: str, raw: str | None, code: str, args: tuple) -> Problem:
		column = self.columns.get(target)
		return Problem(number, column.header if column else "", shown(target, raw), code, args)

	def _value(self, raw: str | None, target: str):
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

	def _fresh(self, raw: str | None, name: str):
		target = VOCABULARY.by_name[name]
		text = text_of(raw, target.longest)
		if text is None:
			return None
		if name == "birth_date" and (found := values.month(text)):
			return found  # 出生年月: compared with the identity number, never made up into a day
		return target.read(text, self.today) if target.needs_today else target.read(text)

	def _check_row(self, fields: dict, failed: set[str], texts: dict, number: int) -> list[Problem]:
		"""What two cells of one row say to each other. failed: headers of the cells that are refused already."""
		found = []

		def refuse(target: str, code: str, *args) -> None:
			found.append(self._problem(number, target, texts.get(target) or "", code, args))

		if "student_no" not in fields and not self._has_failed("student_no", failed):
			refuse("student_no", "student_no_missing")
		identity, birth, gender = fields.get("id_no"), fields.get("birth_date"), fields.get("gender")
		if identity:
			if gender and gender != identity.gender:
				refuse("gender", "gender_differs")
			if isinstance(birth, tuple):
				if birth != (identity.birth_date.year, identity.birth_date.month):
					refuse("birth_date", "birth_differs", identity.birth_date.isoformat())
			elif birth and birth != identity.birth_date:
				refuse("birth_date", "birth_differs", identity.birth_date.isoformat())
		elif isinstance(birth, tuple) and not self._has_failed("id_no", failed):
			refuse("birth_date", "date_without_day")
		return found

	def _has_failed(self, target: str, failed: set[str]) -> bool:
		return target in self.columns and self.columns[target].header in failed


def _student(number: int, fields: dict) -> StudentRow:
	identity = fields.get("id_no")
	if identity:
		fields["birth_date"] = identity.birth_date
		fields["gender"] = identity.gender
		fields["id_no"] = identity.digits
	guardians = []
	for name_field, mobile_field, relation_field, fixed in _GUARDIANS:
		name, mobile = fields.pop(name_field, None), fields.pop(mobile_field, None)
		relation = fields.pop(relation_field, None) if relation_field else fixed
		# 父亲 with neither name nor number tells nothing; one person in two columns is one guardian
		if (name or mobile) and not any(name and known.name == name for known in guardians):
			guardians.append(GuardianRow(name or "", mobile, relation, mobile_field))
	return StudentRow(number, fields, guardians)


def _refuse_repeats(reading: Reading, headers: dict[str, str]) -> None:
	"""One student, one row. The same row again is left out and said so; two rows that differ are both
	refused. headers: by target."""
	first: dict[str, StudentRow] = {}
	owner: dict[str, StudentRow] = {}
	for row in reading.rows:
		seen = first.setdefault(row.key, row)
		if seen is not row:
			same = seen.fields == row.fields and seen.guardians == row.guardians
			code = "repeated" if same else "repeated_differs"
			reading.refuse(Problem(row.row, headers["student_no"], row.student_no, code, (seen.row,)))
			if not same and seen.row not in reading.refused_rows:
				reading.refuse(Problem(seen.row, headers["student_no"], seen.student_no, code, (row.row,)))
			continue
		identity = row.fields.get("id_no")
		other = owner.setdefault(identity, row) if identity else row
		if other is not row:
			for here, there in ((row, other), (other, row)):
				if here.row not in reading.refused_rows:
					reading.refuse(
						Problem(here.row, headers["id_no"], mask(identity), "id_repeated", (there.row,))
					)


def _is_header_again(texts: dict[str, str | None]) -> bool:
	"""The header repeated on each printed page."""
	text = texts.get("student_no")
	return bool(text) and not text[-1].isdigit() and VOCABULARY.target_of(text) == "student_no"


def shown(target: str | None, raw: str | None) -> str:
	"""The cell for the list of problems: short, and identity numbers masked (they are stored encrypted)."""
	if target != "id_no":
		return sheet_header.shown(raw)
	text = values.plain(values.visible("".join(sign for sign in raw or "" if sign >= " ")))
	return mask(text) if len(text) > 8 else text
