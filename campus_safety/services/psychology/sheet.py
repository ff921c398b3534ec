"""A platform's export as a kind of import. What its columns mean is remembered on the scale."""

from collections.abc import Sequence

import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.domain.psychology.sitting_sheet import (
	SECRET_TARGETS,
	VOCABULARY,
	Reading,
	find_header,
	read_rows,
)
from campus_safety.domain.sheets.sheet_header import IGNORE, Header, shown
from campus_safety.engines.sheets.file_check import Limits
from campus_safety.engines.sheets.kind import ImportKind
from campus_safety.engines.sheets.messages import file_texts
from campus_safety.services.psychology import consents, messages, store
from campus_safety.services.psychology.campaigns import CAMPAIGN, PUBLISHED
from campus_safety.services.psychology.plan import Plan, Planner
from campus_safety.services.psychology.scales import SCALE, get_scale, remembered_columns
from campus_safety.services.psychology.settings import get_import_limits
from campus_safety.services.psychology.store import Taken

SCORED = frozenset(("total", "grade", "factor", "item"))
HIDDEN = "…"


class ScreeningImport(ImportKind):
	vocabulary = VOCABULARY
	write_chunk = 2000

	def get_limits(self) -> Limits:
		return get_import_limits()

	def who_may(self) -> str:
		return _("Only the psychological centre imports screening results.")

	def choices(self, document) -> tuple[str, ...]:
		return document.campaign, document.scale

	def read_with(self, document) -> tuple[str, ...]:
		return (str(frappe.db.get_value(SCALE, document.scale, "modified")),)

	def find_header(self, document, rows: Sequence[Sequence[str]]) -> Header | None:
		found = find_header(rows, get_scale(document.scale).sheet)
		return _remembered(rows, remembered_columns(document.scale)) or found

	def lack(self, document, targets: frozenset[str]) -> str | None:
		if "student_no" not in targets:
			return "no_student_no"
		return None if targets & SCORED else "nothing_scored"

	def shown(self, target: str | None, raw: str) -> str:
		"""No score stands on the import document, and none that a column might be before it is named."""
		return shown(raw) if target and target not in SECRET_TARGETS else HIDDEN

	def file_texts(self) -> dict[str, str]:
		return {**file_texts(), **messages.file_texts()}

	def problem_text(self, code: str, args: tuple = ()) -> str:
		if code == "note_doubtful":
			words = "、".join(_(word, context=store.RESULT) for word in args)
			return messages.note_texts()[code].format(words)
		return messages.note_texts().get(code) or messages.problem_text(code, args)

	def read(self, document, rows: Sequence[Sequence[str | None]], header: Header) -> Reading:
		return read_rows(rows, header, get_scale(document.scale).sheet)

	def plan(self, document, reading: Reading, header: Header) -> Plan:
		headers = {column.target: column.header for column in header.columns if column.target}
		campaign = frappe.get_doc(CAMPAIGN, document.campaign)
		return Planner(campaign, get_scale(document.scale), headers, now_datetime()).make(reading)

	def empty_plan(self) -> Plan:
		return Plan()

	def describe(self, plan: Plan) -> dict:
		"""Counts alone: who is flagged is read in the interviews, not in a preview."""
		return {"doubtful": plan.doubtful, "declined": len(plan.declined)}

	def write(self, document, part: Sequence[Taken], plan: Plan) -> None:
		campaign, now = frappe.get_doc(CAMPAIGN, document.campaign), now_datetime()
		agreed = {
			taken.student: plan.newly_agreed[taken.student]
			for taken in part
			if taken.student in plan.newly_agreed
		}
		names = consents.write_platform(campaign, ((name, *where) for name, where in agreed.items()), now)
		store.write(campaign, [_with_consent(taken, names) for taken in part], "Import", now)

	def after(self, document, plan: Plan) -> None:
		campaign = frappe.get_doc(CAMPAIGN, document.campaign)
		for student in plan.declined:
			consents.answer(campaign, student, {}, now_datetime(), consents.PLATFORM)
		remember_columns(document)


def _with_consent(taken: Taken, names: dict[str, str]) -> Taken:
	return Taken(**{**taken.__dict__, "consent": names[taken.student]}) if taken.student in names else taken


def _remembered(rows, columns: dict[str, str]) -> Header | None:
	"""By the headers that the last file of this scale had."""
	for index, row in enumerate(rows if columns else ()):
		headers = [(cell or "").strip() for cell in row]
		if set(columns) <= set(headers):
			chosen = [
				(place, header, VOCABULARY.by_label.get(columns.get(header)))
				for place, header in enumerate(headers)
				if header
			]
			return Header(index, index, VOCABULARY.columns_from_choice(chosen))
	return None


def remember_columns(document) -> None:
	"""The mapping of a file that went through is that of the scale's next one."""
	scale = frappe.get_doc(SCALE, document.scale)
	wanted = [(row.header, row.target) for row in document.columns if row.target != IGNORE]
	if wanted != [(row.header, row.target) for row in scale.columns]:
		scale.set("columns", [{"header": header, "target": target} for header, target in wanted])
		with scale.as_app():
			scale.save(ignore_permissions=True)  # who imports need not be who edits the scales


def is_ready(campaign: str) -> bool:
	return frappe.db.get_value(CAMPAIGN, campaign, "status") == PUBLISHED
