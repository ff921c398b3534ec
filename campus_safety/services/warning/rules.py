"""A warning rule as a value, and what is wrong with one: the same filters as duty rules, and what is no signal at all."""

from dataclasses import dataclass
from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import cint, flt, getdate

from campus_safety.access.rules import RULES
from campus_safety.domain.roles import CLASS_ADVISER, PSYCH_HEAD, STUDENT_AFFAIRS
from campus_safety.domain.visibility import Level
from campus_safety.domain.warning.circumstances import DOCTYPES, FIELDS, name_circumstances
from campus_safety.domain.warning.score import Weighing
from campus_safety.engines.duties import rule_fields
from campus_safety.engines.duties.filters import DATES, Column, Condition, find_column, parse
from campus_safety.exceptions import DutyRuleError, WarningRuleError
from campus_safety.services.privacy import assessments
from campus_safety.services.warning.registry import RULE

STUDENT, WARNING, ACTIVITY = "Campus Student", "Campus Early Warning", "Early Warning"
OFFICES = {"Student Affairs": STUDENT_AFFAIRS, "Psych Head": PSYCH_HEAD}
LONGEST_ON = 366  # days until somebody looks again
LONGEST_WINDOW = 366
MOST_SIGNALS = 12
MOST_WEIGHT = 1000
URGENT = "Urgent"
# a report of sexual harm or about staff is nobody's signal: whom it is about may read warnings
RESTRICTED = "restricted"
# made by the app out of what people recorded: they would feed themselves
OWN = frozenset(
	("Campus Duty Obligation", "Campus Coverage Run", "Campus Alert", "Campus Warning Run", WARNING, RULE)
)


@dataclass(frozen=True)
class Signal:
	"""One row of a rule; as a source of evidence it looks to `engines.duties.evidence` like a duty rule."""

	name: str
	evidence_doctype: str
	subject_column: Column
	time_column: Column
	evidence_conditions: tuple[Condition, ...]
	weighing: Weighing

	@property
	def is_confidential(self) -> bool:
		"""That there is a record counts; which one is not said."""
		return self.evidence_doctype in RULES and RULES[self.evidence_doctype].level.is_protected


@dataclass(frozen=True)
class WarningRule:
	"""Built from the document by `read`; for `engines.duties.assign` it names students, as a duty rule does."""

	name: str
	act: str
	level: str
	threshold: float
	load_budget: int
	responsible_position: str
	signals: tuple[Signal, ...]

	subject_doctype = STUDENT
	names_student = True

	@property
	def role(self) -> str | None:
		return OFFICES.get(self.responsible_position)

	@property
	def longest_window(self) -> int:
		return max(signal.weighing.window_days for signal in self.signals)


def read(doc) -> WarningRule:
	"""Errors: DutyRuleError, when the metadata no longer fits a signal."""
	return WarningRule(
		name=doc.name or doc.rule_name,
		act=doc.act,
		level=doc.level,
		threshold=flt(doc.threshold),
		load_budget=cint(doc.load_budget),
		responsible_position=doc.owner_position,
		signals=tuple(_read_signal(row) for row in doc.signals),
	)


def read_cached(name: str) -> WarningRule:
	"""Errors: DutyRuleError; WarningRuleError for one over what no rule counts, however it came to be switched on."""
	document = frappe.get_cached_doc(RULE, name)
	if fault := find_fault(document):
		_refuse(fault)
	return read(document)


def _read_signal(row) -> Signal:
	return Signal(
		name=row.name or str(row.idx),
		evidence_doctype=row.evidence_doctype,
		subject_column=find_column(row.evidence_doctype, row.student_field),
		time_column=find_column(row.evidence_doctype, row.time_field),
		evidence_conditions=(
			*parse(row.evidence_filter, row.evidence_doctype),
			*_open_ones(row.evidence_doctype),
		),
		weighing=Weighing(
			cint(row.window_days), max(cint(row.min_count), 1), flt(row.weight), cint(row.half_life_days)
		),
	)


def _open_ones(doctype: str) -> tuple[Condition, ...]:
	has_mark = doctype in RULES and frappe.get_meta(doctype).has_field(RESTRICTED)
	return (Condition(doctype, RESTRICTED, "=", 0),) if has_mark else ()


def get_assessment(today: date) -> str:
	"""The one that is valid. Errors: AssessmentNeededError."""
	assessments.validate_assessed(ACTIVITY, today)
	return assessments.get_valid(ACTIVITY, today)


# what is wrong with one


def validate(doc) -> None:
	"""Errors: WarningRuleError with the row and the reason."""
	if not doc.signals:
		_refuse(_("Name at least one signal."))
	if len(doc.signals) > MOST_SIGNALS:
		_refuse(_("At most {0} signals: nobody could say any more why it warns.").format(MOST_SIGNALS))
	known = _known_doctypes(doc)
	for row in doc.signals:
		try:
			_validate_signal(row, known)
		except (DutyRuleError, WarningRuleError) as error:
			frappe.clear_last_message()
			_refuse(_("Signal, row {0}: {1}").format(row.idx, str(error)))
		_validate_numbers(row)
	if not 0 < flt(doc.threshold) <= MOST_SIGNALS * MOST_WEIGHT:
		_refuse(_("The score to reach is more than 0: otherwise every student would be warned of."))
	if cint(doc.load_budget) < 1:
		_refuse(_("Say how many warnings one person can look at in a week: at least 1."))
	if cint(doc.min_precision) > 100:
		_refuse(_("The least precision is a percentage: 100 at most."))


def find_fault(doc) -> str | None:
	"""Why a rule that is switched on may count no more: what is refused today may have been accepted when it was saved.

	Errors: DutyRuleError, when the metadata no longer fits a signal.
	"""
	known = {row.evidence_doctype for row in doc.signals}
	for row in doc.signals:
		try:
			_validate_signal(row, known)
		except WarningRuleError as error:
			frappe.clear_last_message()
			return _("Signal, row {0}: {1}").format(row.idx, str(error))
	return None


def _validate_signal(row, known: set[str]) -> None:
	_validate_doctype(row.evidence_doctype)
	_validate_readers(row.evidence_doctype, known)
	signal = _read_signal(row)
	_validate_columns(signal)
	_validate_circumstances(signal)


def validate_expiry(doc, today: date) -> None:
	"""Errors: WarningRuleError."""
	if not today < getdate(doc.expires_on) <= today + timedelta(days=LONGEST_ON):
		_refuse(
			_(
				"A rule expires on a day to come, a year ahead at most: then somebody looks whether it is right."
			)
		)


def _validate_doctype(doctype: str) -> None:
	if not doctype or not frappe.db.exists("DocType", doctype):
		_refuse(_("There is no document type {0}.").format(doctype))
	meta = frappe.get_meta(doctype)
	if meta.istable or meta.issingle or meta.get("is_virtual"):
		_refuse(_("{0} keeps no records that could be counted.").format(_(doctype)))
	if doctype in OWN:
		_refuse(_("{0} is made from other records and is no signal.").format(_(doctype)))
	if doctype in RULES and RULES[doctype].level is Level.L4:
		_refuse(
			_("{0} is confidential between a student and one person: no rule counts it.").format(_(doctype))
		)


def _known_doctypes(doc) -> set[str]:
	"""What the rule counted already: whoever switches it on need not read all of it."""
	before = doc.get_doc_before_save()
	return {row.evidence_doctype for row in before.signals} if before else set()


def _validate_readers(doctype: str, known: set[str]) -> None:
	"""A warning tells everybody who looks after the student that there is such a record, its count whoever made the rule."""
	if doctype not in RULES:
		return
	if CLASS_ADVISER not in {row.role for row in frappe.get_meta(doctype).permissions if row.read}:
		_refuse(
			_("{0} is closed to the staff of a class, who read warnings: no rule counts it.").format(
				_(doctype)
			)
		)
	may_read = frappe.has_permission(doctype, "read")
	if RULES[doctype].level.is_protected and doctype not in known and not may_read:
		_refuse(_("{0} is closed to you: only whoever may read it has it counted.").format(_(doctype)))


def _validate_columns(signal: Signal) -> None:
	student, time = signal.subject_column, signal.time_column
	if student.fieldtype != "Link" or student.options != STUDENT:
		_refuse(_("{0} does not name a student.").format(student.name))
	if time.fieldtype not in DATES:
		_refuse(_("The time field {0} is not a date field.").format(time.name))
	tables = {student.table, time.table, *(each.table for each in signal.evidence_conditions)} - {""}
	if len(tables) > 1:
		_refuse(_("Fields of two tables ({0}) cannot be counted together.").format(", ".join(sorted(tables))))


def _validate_circumstances(signal: Signal) -> None:
	"""No signal on family, poverty or ethnicity (domain §24)."""
	doctype, meta = signal.evidence_doctype, frappe.get_meta(signal.evidence_doctype)
	if doctype in DOCTYPES or name_circumstances(doctype, _(doctype)):
		_refuse_circumstances(_(doctype))
	for condition in signal.evidence_conditions:
		field = meta.get_field(condition.field)
		if condition.table:
			field = frappe.get_meta(meta.get_field(condition.table).options).get_field(condition.field)
		words = [
			str(each)
			for each in (condition.value if isinstance(condition.value, tuple) else (condition.value,))
		]
		label = field.label if field else ""
		options = [field.options] if field and field.fieldtype == "Link" else []
		if condition.field in FIELDS or name_circumstances(condition.field, label, *options, *words):
			_refuse_circumstances(_(label or condition.field, context=doctype))


def _refuse_circumstances(what: str) -> None:
	_refuse(
		_(
			"{0} says what a student's family, means or origin are, and not that something is wrong: that is no signal. Whoever knows of it enters it in the ledger."
		).format(what)
	)


def _validate_numbers(row) -> None:
	if not 1 <= cint(row.window_days) <= LONGEST_WINDOW:
		_refuse(_("Signal, row {0}: it counts for 1 to {1} days.").format(row.idx, LONGEST_WINDOW))
	if not 0 < flt(row.weight) <= MOST_WEIGHT:
		_refuse(_("Signal, row {0}: its weight is more than 0, at most {1}.").format(row.idx, MOST_WEIGHT))
	if cint(row.half_life_days) < 0 or cint(row.min_count) < 1:
		_refuse(_("Signal, row {0}: at least 1 record, and no negative days.").format(row.idx))


def _refuse(reason: str) -> None:
	frappe.throw(reason, WarningRuleError, title=_("The rule cannot work"))


# what its form asks


def get_fields(doctype: str) -> dict:
	"""Fields that a signal over this DocType may name: {"student": [{value, label, description}], "time": [...]}."""
	found = rule_fields.get_choices(doctype, "Student")
	return {"student": found["subject"], "time": found["time"]}
