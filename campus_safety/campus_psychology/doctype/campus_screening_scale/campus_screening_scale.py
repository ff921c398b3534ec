import frappe
from frappe import _
from frappe.model.document import Document

from campus_safety.domain.psychology.flags import Of
from campus_safety.domain.psychology.scales import ScaleError, check_structure, read_texts
from campus_safety.exceptions import ScreeningScaleError
from campus_safety.records.app_owned import AppOwned
from campus_safety.services.psychology import scales

WITHOUT_TEXTS = "Scores Only"


class CampusScreeningScale(AppOwned, Document):
	"""A psychological scale 量表 (domain §6): its rights, structure and rules. Item texts come from the school alone."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_psychology.doctype.campus_screening_column.campus_screening_column import (
			CampusScreeningColumn,
		)
		from campus_safety.campus_psychology.doctype.campus_screening_contradiction.campus_screening_contradiction import (
			CampusScreeningContradiction,
		)
		from campus_safety.campus_psychology.doctype.campus_screening_factor.campus_screening_factor import (
			CampusScreeningFactor,
		)
		from campus_safety.campus_psychology.doctype.campus_screening_grade.campus_screening_grade import (
			CampusScreeningGrade,
		)
		from campus_safety.campus_psychology.doctype.campus_screening_item.campus_screening_item import (
			CampusScreeningItem,
		)
		from campus_safety.campus_psychology.doctype.campus_screening_option.campus_screening_option import (
			CampusScreeningOption,
		)
		from campus_safety.campus_psychology.doctype.campus_screening_rule.campus_screening_rule import (
			CampusScreeningRule,
		)

		columns: DF.Table[CampusScreeningColumn]
		contradictions: DF.Table[CampusScreeningContradiction]
		enabled: DF.Check
		factor_means: DF.Check
		factors: DF.Table[CampusScreeningFactor]
		items: DF.Table[CampusScreeningItem]
		licence: DF.Data | None
		may_be_answered: DF.Check
		options: DF.Table[CampusScreeningOption]
		pasted_texts: DF.Text | None
		platform_grade: DF.Table[CampusScreeningGrade]
		rules: DF.Table[CampusScreeningRule]
		scale_name: DF.Data
		text_rights: DF.Literal["Public Domain", "Licensed", "Scores Only"]
		texts_from: DF.Data | None
	# end: auto-generated types

	def validate(self) -> None:
		self.set_texts()
		self.validate_rights()
		self.validate_structure()
		self.validate_rules()
		self.set_may_be_answered()

	def set_texts(self) -> None:
		"""Pasted texts stand with their items. Errors: ScreeningScaleError for another count or order."""
		if not (self.pasted_texts or "").strip():
			return
		rows = sorted(self.get("items"), key=lambda row: row.item_no)
		for row, text in zip(rows, _said(read_texts, self.pasted_texts, len(rows)), strict=True):
			row.item_text = text
		self.pasted_texts = None

	def validate_rights(self) -> None:
		if self.text_rights == WITHOUT_TEXTS and any(row.item_text for row in self.get("items")):
			frappe.throw(
				_("Of this scale only scores may be kept here: take the item texts out."), ScreeningScaleError
			)

	def validate_structure(self) -> None:
		scale = _said(scales.read_scale, self)
		if scale.structure:
			_said(check_structure, scale.structure)

	def validate_rules(self) -> None:
		"""A rule over a factor or an item names it."""
		factors = {row.factor_name for row in self.factors}
		numbers = {row.item_no for row in self.get("items")}
		for row in self.rules:
			key = (row.rule_key or "").strip()
			if row.rule_of == Of.FACTOR.value and key not in factors:
				frappe.throw(
					_("Rule {0}: name one of the factors below.").format(row.idx), ScreeningScaleError
				)
			if row.rule_of == Of.ITEM.value and not (key.isdigit() and (not numbers or int(key) in numbers)):
				frappe.throw(_("Rule {0}: write the number of an item.").format(row.idx), ScreeningScaleError)

	def set_may_be_answered(self) -> None:
		items = self.get("items")
		self.may_be_answered = int(
			self.text_rights != WITHOUT_TEXTS and bool(items) and all(row.item_text for row in items)
		)


def _said(check, *values):
	"""Errors: ScreeningScaleError in words."""
	try:
		return check(*values)
	except ScaleError as error:
		frappe.throw(scales.text_of(error), ScreeningScaleError)
