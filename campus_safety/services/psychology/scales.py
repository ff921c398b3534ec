"""A scale's record as the rules read it."""

import json
from dataclasses import dataclass, field
from functools import cached_property

import frappe
from frappe import _

from campus_safety.domain.psychology.flags import Flag, FlagRule, Of
from campus_safety.domain.psychology.scales import Item, Scale, ScaleError, read_numbers
from campus_safety.domain.psychology.sitting_sheet import Sheet, factor_word

SCALE = "Campus Screening Scale"


@dataclass(frozen=True)
class KnownScale:
	"""structure: None where the app knows only scores. grades: {word of the platform: flag}."""

	name: str
	rules: tuple[FlagRule, ...]
	grades: dict[str, Flag]
	structure: Scale | None
	factor_names: dict[str, str] = field(default_factory=dict)
	contradictions: tuple[tuple[int, int, int], ...] = ()

	@property
	def item_count(self) -> int:
		return len(self.structure.items) if self.structure else 0

	@cached_property
	def sheet(self) -> Sheet:
		values = self.structure.options.values() if self.structure else ()
		return Sheet(
			self.factor_names,
			self.item_count,
			frozenset(float(value) for each in values for value in each),
		)


def get_scale(name: str) -> KnownScale:
	return read_scale(frappe.get_cached_doc(SCALE, name))


def read_scale(doc) -> KnownScale:
	"""Errors: ScaleError for item numbers that are none."""
	contradictions = tuple((row.first_item, row.second_item, row.apart) for row in doc.contradictions)
	return KnownScale(
		doc.name,
		tuple(
			FlagRule(Of(row.rule_of), (row.rule_key or "").strip(), row.operator, row.value, Flag(row.flag))
			for row in doc.rules
		),
		{plain(row.grade_text): Flag(row.flag) for row in doc.platform_grade},
		_structure(doc, contradictions) if doc.get("items") else None,
		{
			factor_word(word): row.factor_name
			for row in doc.factors
			for word in (row.factor_name, *(row.aliases or "").replace("，", ",").split(","))
			if word.strip()
		},
		contradictions,
	)


def _structure(doc, contradictions) -> Scale:
	options: dict[str, tuple[int, ...]] = {}
	for row in doc.options:
		options[row.option_set] = (*options.get(row.option_set, ()), row.value)
	return Scale(
		tuple(
			Item(row.item_no, row.option_set, bool(row.scored), bool(row.reversed), bool(row.self_harm))
			for row in sorted(doc.get("items"), key=lambda row: row.item_no)
		),
		options,
		{row.factor_name: found for row in doc.factors if (found := read_numbers(row.get("items")))},
		bool(doc.factor_means),
		contradictions,
	)


def plain(word: str) -> str:
	return "".join((word or "").split())


def remembered_columns(name: str) -> dict[str, str]:
	"""{header: label of what it means} of the last export that went through."""
	return {row.header: row.target for row in frappe.get_cached_doc(SCALE, name).columns}


def get_questions(name: str) -> dict:
	"""What the student's page shows: texts and answers, in the instrument's order."""
	doc = frappe.get_cached_doc(SCALE, name)
	options: dict[str, list[dict]] = {}
	for row in doc.options:
		options.setdefault(row.option_set, []).append({"value": row.value, "label": row.option_label})
	return {
		"scale": doc.name,
		"items": [
			{
				"no": row.item_no,
				"text": row.item_text,
				"options": options[row.option_set],
				"help": row.self_harm,
			}
			for row in sorted(doc.get("items"), key=lambda row: row.item_no)
		],
	}


def scale_texts() -> dict[str, str]:
	"""Every code of `ScaleError` as a sentence."""
	return {
		"numbering": _("Number the items 1, 2, 3 … without a gap."),
		"no_options": _("Item {0}: there are no answers of its set below."),
		"few_options": _("The set {0} needs two different answers at least."),
		"factor_item": _("Factor {0}: there is no item {1}."),
		"contradiction_item": _("Contradictions: there is no item {0}."),
		"item_numbers": _("“{0}” is no item number; write 1,4,12-14."),
		"text_count": _(
			"{0} texts were pasted, the scale has {1} items. Paste each item on a line of its own."
		),
		"text_order": _("Line {0} carries the number {1}: paste the items in the order of the sheet."),
		"text_twice": _("Line {0} says the same as one above it."),
		"answer_count": _("{0} answers for {1} questions."),
		"answer_missing": _("Question {0} is not answered yet."),
		"answer_value": _("Question {0}: this is none of its answers."),
	}


def text_of(error: ScaleError) -> str:
	return scale_texts()[error.code].format(*error.args_)


def as_json(value) -> str:
	return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
