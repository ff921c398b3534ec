"""A scale's structure and its scoring: items, options, reversed items, factors. No item text stands in this repository.

The school pastes the texts from the instrument's own sheet; their count and order are checked against the structure.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property


class ScaleError(ValueError):
	"""A structure or a set of answers that cannot be. `code` names the reason, `args_` fill the message."""

	def __init__(self, code: str, *args_):
		super().__init__(code, *args_)
		self.code = code
		self.args_ = args_


@dataclass(frozen=True)
class Item:
	"""no: 1, 2, 3 … as printed. options: name of the set it is answered with. scored: counts in the total."""

	no: int
	options: str = "A"
	scored: bool = True
	reversed: bool = False
	self_harm: bool = False


@dataclass(frozen=True)
class Scale:
	"""options: {set: values in their order}. factors: {name: numbers of its items}. factor_means: a factor is the mean of its
	items, as SCL-90 has it, else their sum. contradictions: (item, item, apart): answers so far apart cannot both be meant.
	"""

	items: tuple[Item, ...]
	options: Mapping[str, tuple[int, ...]]
	factors: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
	factor_means: bool = False
	contradictions: tuple[tuple[int, int, int], ...] = ()

	@cached_property
	def by_no(self) -> dict[int, Item]:
		return {item.no: item for item in self.items}

	@cached_property
	def scored(self) -> tuple[Item, ...]:
		return tuple(item for item in self.items if item.scored)

	@property
	def highest(self) -> int:
		"""The largest total there can be."""
		return sum(max(self.options[item.options]) for item in self.scored)


@dataclass(frozen=True)
class Scores:
	total: float
	factors: dict[str, float]


def check_structure(scale: Scale) -> None:
	"""Errors: ScaleError numbering, no_options, few_options, factor_item, contradiction_item."""
	numbers = [item.no for item in scale.items]
	if numbers != list(range(1, len(numbers) + 1)):
		raise ScaleError("numbering")
	for item in scale.items:
		values = scale.options.get(item.options)
		if not values:
			raise ScaleError("no_options", item.no)
		if len(set(values)) < 2:
			raise ScaleError("few_options", item.options)
	for name, members in scale.factors.items():
		for number in members:
			if number not in scale.by_no:
				raise ScaleError("factor_item", name, number)
	for first, second, _apart in scale.contradictions:
		for number in (first, second):
			if number not in scale.by_no:
				raise ScaleError("contradiction_item", number)


_NUMBER = re.compile(r"^\s*[(（]?\s*(\d{1,3})\s*[)）.．、,，:：]\s*")


def read_texts(pasted: str, count: int) -> tuple[str, ...]:
	"""Item texts from the instrument's sheet, one a line, numbered or not; a line without a text of its own is left out.

	Errors: ScaleError text_count (found, wanted), text_order (line, number there), text_twice (line).
	"""
	lines = [line.strip() for line in pasted.splitlines() if line.strip()]
	numbered = [_NUMBER.match(line) for line in lines]
	if lines and all(numbered):
		for place, found in enumerate(numbered, start=1):
			if int(found[1]) != place:
				raise ScaleError("text_order", place, int(found[1]))
		lines = [line[found.end() :].strip() for line, found in zip(lines, numbered, strict=True)]
	elif any(numbered):
		raise ScaleError("text_order", next(place for place, found in enumerate(numbered, 1) if not found), 0)
	if len(lines) != count or not all(lines):
		raise ScaleError("text_count", len([line for line in lines if line]), count)
	for place, line in enumerate(lines):
		if line in lines[:place]:
			raise ScaleError("text_twice", place + 1)
	return tuple(lines)


def read_numbers(text: str) -> tuple[int, ...]:
	"""Item numbers of a factor: "1, 4,12-14". Errors: ScaleError item_numbers."""
	found: list[int] = []
	for part in re.split(r"[,，、;；\s]+", (text or "").strip()):
		if not part:
			continue
		span = re.fullmatch(r"(\d{1,3})(?:[-–~](\d{1,3}))?", part)
		if not span or (span[2] and int(span[2]) < int(span[1])):
			raise ScaleError("item_numbers", part[:20])
		found += range(int(span[1]), int(span[2] or span[1]) + 1)
	return tuple(dict.fromkeys(found))


def check_answers(scale: Scale, answers: Sequence[int | None]) -> None:
	"""Every item, in order, with one of its options. Errors: ScaleError answer_count, answer_missing, answer_value."""
	if len(answers) != len(scale.items):
		raise ScaleError("answer_count", len(answers), len(scale.items))
	for item, answer in zip(scale.items, answers, strict=True):
		if answer is None:
			raise ScaleError("answer_missing", item.no)
		if isinstance(answer, bool) or answer not in scale.options[item.options]:
			raise ScaleError("answer_value", item.no)


def score(scale: Scale, answers: Sequence[int]) -> Scores:
	"""Total and factors of a whole set of answers. Errors: as check_answers."""
	check_answers(scale, answers)
	counted = {
		item.no: _counted(scale, item, answer) for item, answer in zip(scale.items, answers, strict=True)
	}
	total = sum(counted[item.no] for item in scale.scored)
	factors = {}
	for name, members in scale.factors.items():
		whole = sum(counted[number] for number in members)
		factors[name] = round(whole / len(members), 2) if scale.factor_means and members else whole
	return Scores(total, factors)


def _counted(scale: Scale, item: Item, answer: int) -> int:
	values = scale.options[item.options]
	return min(values) + max(values) - answer if item.reversed else answer


def asks_for_help(scale: Scale, answers: Mapping[int, int | None]) -> bool:
	"""Is an item about self-harm answered with anything above its lowest option? Asked before anything is stored."""
	return any(
		item.self_harm and (answers.get(item.no) or 0) > min(scale.options[item.options])
		for item in scale.items
	)
