"""Lists as offices keep them in Excel or CSV: which row holds the headers, and what each column means.

A kind of list brings its own Vocabulary; everything here works for all of them. Nothing knows the database.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from campus_safety.domain.people.identity_card import mask
from campus_safety.domain.plain_line import IDENTITY
from campus_safety.domain.sheets import sheet_values as values
from campus_safety.domain.sheets.sheet_values import BadValue

EXAMPLES = ("例：", "例:")  # a row of the template that shows how it is meant; never taken
LOOK_FOR_HEADER = 30  # rows; title, school year, notes to the person filling it in
MIN_HEADERS = 2
IGNORE = "Ignore"
LONGEST_SHOWN = 60


@dataclass(frozen=True)
class Target:
	"""One thing a column can mean. `label` is the English source string, `longest` the characters that
	fit."""

	name: str
	label: str
	synonyms: frozenset[str]
	read: Callable
	longest: int = 140
	needs_today: bool = False


def make_target(
	name: str, label: str, read: Callable, synonyms: str, longest: int = 140, needs_today: bool = False
) -> Target:
	words = {*synonyms.split(), label.lower().replace(" ", "").replace("'", ""), name.replace("_", "")}
	return Target(name, label, frozenset(words), read, longest, needs_today)


@dataclass(frozen=True)
class Column:
	"""A column of the file: its place, its header as written there, what it means (None: nothing we keep)."""

	index: int
	header: str
	target: str | None


@dataclass(frozen=True)
class Header:
	"""Where the headers stand. `row` and `first_row` are indices into the rows as read; two-line headers
	exist. `halves`: column of the key in the first and in a second list beside it, and where that one begins."""

	row: int
	first_row: int
	columns: tuple[Column, ...]
	halves: tuple[int, int, int] | None = None

	@property
	def found(self) -> int:
		return sum(1 for column in self.columns if column.target)

	@property
	def targets(self) -> frozenset[str]:
		return frozenset(column.target for column in self.columns if column.target)


@dataclass(frozen=True)
class Problem:
	"""Why a row is refused: row number as the spreadsheet shows it, column header, cell as typed, code,
	arguments."""

	row: int
	column: str
	value: str
	code: str
	args: tuple = ()


def _as_found(target: str | None, before: str | None, targets: Sequence[str | None]) -> str | None:
	return target


@dataclass(frozen=True)
class Vocabulary:
	"""The words of one kind of list.

	key: the target without which rows cannot be told apart; a header row that has it wins.
	settle: (target, the one of the column before, all found) → what the column means after all.
	weak: words that count only where no other column means the same.
	many: targets that several columns may have; the kind of list tells them apart by their headers.
	"""

	targets: tuple[Target, ...]
	key: str
	settle: Callable[[str | None, str | None, Sequence[str | None]], str | None] = field(default=_as_found)
	weak: dict[str, str] = field(default_factory=dict)
	many: frozenset[str] = frozenset()

	@cached_property
	def by_name(self) -> dict[str, Target]:
		return {target.name: target for target in self.targets}

	@cached_property
	def by_label(self) -> dict[str, str]:
		return {target.label: target.name for target in self.targets}

	@cached_property
	def by_word(self) -> dict[str, str]:
		return {word: target.name for target in self.targets for word in target.synonyms}

	def target_of(self, header: str | None) -> str | None:
		return self.by_word.get(plain_header(header)) if header else None

	def stem_of(self, header: str | None) -> str | None:
		"""What 所在教学系部名称 comes to: the known word without the words around it."""
		word = plain_header(header or "")
		bare = _FIRST_OF_SEVERAL.sub(r"\1\2", word)
		for stem in (bare, _AROUND_END.sub("", bare), _AROUND_START.sub("", bare)):
			if stem in self.by_word:
				return self.by_word[stem]
		return self.by_word.get(_AROUND_START.sub("", _AROUND_END.sub("", bare)))

	def find_header(self, rows: Sequence[Sequence[str]]) -> Header | None:
		"""The row, or the two rows, in which most of the known headers stand; None when no row looks like
		one."""
		best = None
		for index in range(min(len(rows), LOOK_FOR_HEADER)):
			for header in (self._one_line(rows, index), self._two_lines(rows, index)):
				if header and (best is None or self._rank(header) > self._rank(best)):
					best = header
		return best

	def columns_from_choice(self, headers: Iterable[tuple[int, str, str | None]]) -> tuple[Column, ...]:
		"""The mapping as a person corrected it: (index, header, target or "Ignore")."""
		return tuple(
			Column(index, header, target if target in self.by_name else None)
			for index, header, target in headers
		)

	def _rank(self, header: Header) -> tuple:
		return self.key in header.targets, header.found

	def _one_line(self, rows, index: int) -> Header | None:
		return self._header(rows[index], index, index, [self.target_of(cell) for cell in rows[index]])

	def _two_lines(self, rows, index: int) -> Header | None:
		"""家长信息 over 姓名 | 电话: merged cells carry their text in the first cell only."""
		if index + 1 >= len(rows):
			return None
		upper, lower = rows[index], rows[index + 1]
		known = self.target_of
		if not any(known(cell) for cell in lower) or not any(known(cell) for cell in upper):
			return None
		headers, targets, group = [], [], ""
		for place in range(max(len(upper), len(lower))):
			above, below = _cell(upper, place), _cell(lower, place)
			if below and known(above) and not known(below):
				return None  # 20260001 under 学号: the lower row is a student
			if above:  # with nothing below it, it was merged downwards and heads no group
				group = above if below else ""
			if not below:
				headers.append(above)
				targets.append(known(above))
				continue
			short_group = re.sub("(?:基本)?(?:信息|情况|资料)$", "", plain_header(group))
			headers.append(f"{group} {below}".strip())
			together = short_group + plain_header(below)
			found = self.by_word.get(together) or (self.stem_of(together) if short_group else None)
			targets.append(found or (None if _SOMEBODY_ELSE.search(short_group) else known(below)))
		return self._header(headers, index + 1, index, targets)

	def _header(self, headers, row: int, first_row: int, targets) -> Header | None:
		first, again, columns, before = {}, {}, [], None
		for index, target in enumerate(targets):
			target = self.settle(target, before, targets)
			if target in first and target not in self.many:
				again.setdefault(target, index)
				target = None
			if target:
				first[target] = index
			if target or headers[index]:
				before = target
			text = values.plain(values.visible(headers[index] or ""))
			if text:
				columns.append(Column(index, text, target))
		if len(first) < MIN_HEADERS - 1:
			return None
		for guess in (self.stem_of, lambda header: self.weak.get(plain_header(header))):
			columns = _fill_in(columns, first, again, guess)
		halves = None
		if self.key in again and len(again) > 1:
			halves = (first[self.key], again[self.key], min(again.values()))
		header = Header(row, first_row, tuple(columns), halves)
		return header if header.found >= MIN_HEADERS else None


def _fill_in(columns: list[Column], first: dict, again: dict, guess: Callable) -> list[Column]:
	"""Columns without a meaning get the one that is guessed, where nothing else has it."""
	found = []
	for column in columns:
		target = None if column.target or column.index in again.values() else guess(column.header)
		if target and target not in first:
			first[target] = column.index
			column = Column(column.index, column.header, target)
		found.append(column)
	return found


_AROUND_START = re.compile("^(?:学生|本人|所在|所属|现在?|当前|居民|校内|本校|专业|教学|详细)+")
_AROUND_END = re.compile("(?:名称|全称|简称|编号|号码|代码)$")
_FIRST_OF_SEVERAL = re.compile("(家长|监护人|联系人)[1一](.*)$")  # the second has words of its own
_SOMEBODY_ELSE = re.compile("父|母|家长|监护|联系人|导员|班主任|导师|班长|室长|舍长|寝室长")
_BRACKETS = re.compile(r"[(\[{<【〔《「][^)\]}>】〕》」]*[)\]}>】〕》」]?")
_TRAILING_NOTE = re.compile(
	r"(?:必填|选填|可选|非必填|[0-9]{2}位.*|格式.*|例如.*|例[:：].*|如[:：].*|请.*|文本.*|[*#:：、,，.。;；/\\|_\-]+)+$"
)
_LEADING_MARK = re.compile(r"^(?:[*#]|必填|\d{1,2}[.、])+")


def plain_header(text: str) -> str:
	"""The word that a header comes down to: 手机（必填） → 手机, "学 号*" → 学号."""
	word = _BRACKETS.sub("", "".join(values.visible(text).lower().split()))
	word = _TRAILING_NOTE.sub("", _LEADING_MARK.sub("", word))
	return word.replace("'", "").replace("_", "").replace("的姓名", "姓名").replace("的电话", "电话")


def _cell(row, place: int) -> str:
	return values.visible(row[place] or "") if place < len(row) else ""


# reading cells


def text_of(raw: str | None, longest: int) -> str | None:
	"""The cell as a reader sees it, None when it says nothing.

	Errors: BadValue — cell_error, control_characters, formula, too_long.
	"""
	if raw is None:
		raise BadValue("cell_error")
	is_ordinary = values.is_ordinary(raw)
	text = raw if is_ordinary else _seen(raw)
	if values.is_nothing(text):
		return None
	if not is_ordinary and values.is_formula(text):
		raise BadValue("formula")
	if len(text) > longest:
		raise BadValue("too_long", longest)
	return text


def _seen(raw: str) -> str:
	if values.has_control_characters(raw):
		raise BadValue("control_characters")
	text = values.visible(raw)
	return values.unquoted(text) if text.startswith('="') else text


def shown(raw: str | None) -> str:
	"""The cell for the list of problems: one line, and short."""
	text = values.plain(values.visible("".join(sign for sign in raw or "" if sign >= " ")))
	text = IDENTITY.sub(
		lambda found: mask(found[0]), text
	)  # they are stored encrypted, in whatever column they stand
	return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def is_example(texts: Iterable[str | None]) -> bool:
	return any((text or "").lstrip().startswith(EXAMPLES) for text in texts)


_SUM = re.compile(r"^(?:本页|本班|全班|以上)?(?:合计|总计|小计|共计|总数|总人数|人数|共\d+人)")
_REMARK = re.compile(
	"^(?:合计|总计|小计|共计|注[:：]|备注|说明|填表|制表|审核|联系人[:：]|填报|单位[(（:：]|日期[:：]|以下空白|注意)"
)


def is_remark(texts: Iterable[str | None]) -> bool:
	"""Totals, signatures and notes below the table."""
	filled = list(islice(filter(None, texts), 3))
	return len(filled) <= 2 and bool(filled) and _REMARK.match(values.visible(filled[0])) is not None


def is_sum(texts: Iterable[str | None], key: str | None) -> bool:
	"""合计 45人 …: a row of totals, however many cells it has. key: what stands where a student's number would."""
	first = [text.lstrip() for text in islice(filter(None, texts), 2)]
	if not any(
		text[:1] in _SUM_SIGNS and _SUM.match("".join(values.visible(text).split())) for text in first
	):
		return False
	key = "".join(values.visible(key or "").split())
	return not key or bool(_SUM.match(key)) or _COUNT.match(key) is not None


_SUM_SIGNS = frozenset("本全以合总小共人")
_COUNT = re.compile(r"(?:共?\d{1,5}[人名个]?|\d{1,4})$")
