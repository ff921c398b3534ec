"""Screening scales (domain §6), seeded where missing; afterwards the school's own to edit. No item text is shipped."""

import frappe

from campus_safety.domain.psychology import published
from campus_safety.domain.psychology.published import Published
from campus_safety.setup import seeded

SCALE = "Campus Screening Scale"


def create_missing_scales() -> None:
	for scale in published.ALL:
		if seeded.is_new(SCALE, scale.name, bool(frappe.db.exists(SCALE, scale.name))):
			frappe.get_doc({"doctype": SCALE, **get_values(scale)}).insert(
				ignore_permissions=True  # install and migrate run without a person
			)


def get_values(scale: Published) -> dict:
	structure = scale.structure
	return {
		"scale_name": scale.name,
		"text_rights": scale.rights,
		"enabled": 1,
		"factor_means": int(bool(scale.factors)),
		"rules": [
			{
				"rule_of": rule.of.value,
				"rule_key": rule.key,
				"operator": rule.operator,
				"value": rule.value,
				"flag": rule.flag.value,
			}
			for rule in scale.rules
		],
		"platform_grade": [{"grade_text": word, "flag": flag.value} for word, flag in scale.grades],
		"factors": [{"factor_name": name} for name in scale.factors],
		"options": [
			{"option_set": name, "value": value, "option_label": label}
			for name, pairs in scale.options
			for value, label in pairs
		],
		"items": [
			{
				"item_no": item.no,
				"option_set": item.options,
				"scored": int(item.scored),
				"reversed": int(item.reversed),
				"self_harm": int(item.self_harm),
			}
			for item in (structure.items if structure else ())
		],
	}
