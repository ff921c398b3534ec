"""A duty rule as a value; what is wrong with one; which rules a kind of record concerns."""

from dataclasses import dataclass
from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, flt, getdate

from campus_safety.domain import roles
from campus_safety.domain.duties.obligation import DaysThatCount, Period, Policy, Span
from campus_safety.domain.duties.rhythm import DAYS_OF, Rhythm
from campus_safety.domain.people.network import POSTS
from campus_safety.engines.duties.filters import DATES, Column, Condition, find_column, parse
from campus_safety.engines.duties.settings import get_min_teaching_days, talks_pause_in_breaks
from campus_safety.exceptions import DutyRuleError
from campus_safety.records.positions import get_post
from campus_safety.records.posts import get_departments

RULE = "Campus Duty Rule"
REGISTRY = "campus_duty_rules_by_evidence"
SHOWN = "campus_duty_rules_shown"
RISK_STATUS = "Campus Risk Status"
# students owe because an open record of theirs says so: its DocType, the status in which it does, since when
LISTED_BY = {
	"Key Student": (RISK_STATUS, "Active", None),
	"Student in Care": ("Campus Care Plan", "Supporting", "started_on"),
	"Suspended Student": ("Campus Study Suspension", "Suspended", "from_date"),
}
AWAY = frozenset(("Suspended Student",))  # not at school, by what they are
SUBJECT_DOCTYPES = {
	"Student": "Campus Student",
	"Key Student": "Campus Student",
	"Student in Care": "Campus Student",
	"Suspended Student": "Campus Student",
	"Class": "Campus Unit",
	"College": "Campus Unit",
	"Department": "Campus Unit",
	"School": "Campus Unit",
	"Dormitory": "Campus Dormitory",
}
# the offices that may be responsible, by the name in the form
OFFICES = {role.removeprefix("Campus "): role for role in roles.DESK_ROLES}
# named in a key student's ledger instead of holding a post, and the field of the risk status that says who
NAMED_FOR_KEY_STUDENT = {"Responsible Person": "responsible_person", "Lead in Charge": "lead"}


@dataclass(frozen=True)
class DutyRule:
	"""What the engine needs of a rule; built from the document by `read`."""

	name: str
	subject_type: str
	subject_conditions: tuple[Condition, ...]
	evidence_doctype: str
	subject_column: Column
	time_column: Column
	evidence_conditions: tuple[Condition, ...]
	policy: Policy
	responsible_position: str
	effective_from: date | None
	warn_before_days: int = 0
	weight: float = 1.0
	responsible_unit: str | None = None
	rhythm: Rhythm | None = None
	running_period: bool = False

	def is_owed_in(self, span: Span) -> bool:
		"""A rule begins with the first whole period from its day on; with the running one where the school says so."""
		first = self.effective_from
		return not first or span.first >= first or (self.running_period and span.last >= first)

	@property
	def subject_doctype(self) -> str:
		return SUBJECT_DOCTYPES[self.subject_type]

	@property
	def names_student(self) -> bool:
		return self.subject_doctype == "Campus Student"

	@property
	def is_risk(self) -> bool:
		"""Its duties exist because somebody reported a risk."""
		return self.subject_type in LISTED_BY

	@property
	def has_level(self) -> bool:
		return self.subject_type == "Key Student"

	@property
	def role(self) -> str | None:
		"""The office's role, when no post of the network is responsible."""
		return OFFICES[self.responsible_position] if is_office(self.responsible_position) else None


def is_office(position: str) -> bool:
	"""An office of the school, and no post of the network: those of a school's own bear no office's name."""
	return position in OFFICES and position not in POSTS


def read(doc) -> DutyRule:
	"""Errors: DutyRuleError, when the metadata no longer fits the rule."""
	subject_doctype = SUBJECT_DOCTYPES[doc.subject_type]
	others = (LISTED_BY[doc.subject_type][0],) if doc.subject_type in LISTED_BY else ()
	return DutyRule(
		name=doc.name,
		subject_type=doc.subject_type,
		subject_conditions=parse(doc.subject_filter, subject_doctype, others),
		evidence_doctype=doc.evidence_doctype,
		subject_column=find_column(doc.evidence_doctype, doc.subject_field),
		time_column=find_column(doc.evidence_doctype, doc.time_field),
		evidence_conditions=parse(doc.evidence_filter, doc.evidence_doctype),
		policy=get_policy(doc),
		responsible_position=doc.responsible_position,
		effective_from=getdate(doc.effective_from) if doc.effective_from else None,
		warn_before_days=cint(doc.warn_before_days),
		weight=flt(doc.weight),
		responsible_unit=doc.responsible_unit or None,
		rhythm=Rhythm(doc.rhythm) if doc.get("rhythm") else None,
		running_period=bool(cint(doc.get("running_period"))),
	)


def get_department(rule: DutyRule) -> str | None:
	"""The department that answers for the rule's duties: the one it names, else the one of its office."""
	return rule.responsible_unit or (get_departments().get(rule.role) if rule.role else None)


def fits(document) -> bool:
	"""Does the DocType exist, with the fields the rule counts on? A later version may name them otherwise."""
	if not frappe.db.exists("DocType", document.evidence_doctype):
		return False
	try:
		document.name = document.name or document.rule_name
		validate(document)
	except DutyRuleError:
		frappe.clear_last_message()
		return False
	return True


def get_policy(doc) -> Policy:
	"""Monthly duties toward students pause in breaks, or go on there, as the settings say (domain §22)."""
	kind = DaysThatCount(doc.days_that_count or "All Days")
	min_days = cint(doc.min_days)
	if kind is DaysThatCount.TEACHING and not min_days:
		min_days = get_min_teaching_days()
	talks = doc.period == "Month" and SUBJECT_DOCTYPES[doc.subject_type] == "Campus Student"
	return Policy(
		period=Period(doc.period),
		min_count=max(cint(doc.min_count), 1),
		grace_days=cint(doc.grace_days),
		catch_up_days=cint(doc.catch_up_days),
		due_week=cint(doc.due_week),
		days_that_count=kind,
		min_days=min_days,
		pauses_in_breaks=not talks or talks_pause_in_breaks(),
	)


def get_enabled() -> list[str]:
	return frappe.get_all(RULE, filters={"enabled": 1}, pluck="name", order_by="rule_name asc")


# which rules a kind of record concerns


def forget_shown(unit=None, method: str | None = None) -> None:
	"""`on_update` of Campus Unit: a department may have become an office, or be one no more."""
	frappe.cache.delete_value(SHOWN)


def by_evidence() -> dict[str, list[str]]:
	"""{DocType of evidence: names of enabled rules}: whose records settle duties when they are saved."""

	def load() -> dict[str, list[str]]:
		found: dict[str, list[str]] = {}
		if not frappe.db.table_exists(RULE):
			return found
		rule = frappe.qb.DocType(RULE)  # not get_all: that asks for hooks, which are being read right now
		query = frappe.qb.from_(rule).select(rule.evidence_doctype, rule.name).where(rule.enabled == 1)
		for doctype, name in query.orderby(rule.name).run():
			found.setdefault(doctype, []).append(name)
		return found

	return frappe.cache.get_value(REGISTRY, load)


# what is wrong with one


def validate(doc) -> None:
	"""Refuse a rule that could never be counted, with the reason (domain §23)."""
	_validate_evidence(doc)
	rule = read(doc)
	_validate_subject_field(rule)
	_validate_time_field(rule)
	_validate_one_table(rule)
	_validate_rhythm(rule)
	_validate_responsible(rule)
	_validate_numbers(doc)
	_validate_escalation(doc)


def _validate_evidence(doc) -> None:
	if not frappe.db.exists("DocType", doc.evidence_doctype):
		_refuse(_("There is no document type {0}.").format(doc.evidence_doctype))
	meta = frappe.get_meta(doc.evidence_doctype)
	if meta.istable:
		_refuse(
			_(
				"{0} is a table. Choose the document type it belongs to and name the field as table.field."
			).format(_(doc.evidence_doctype))
		)
	if meta.issingle or meta.get("is_virtual"):
		_refuse(_("{0} keeps no records that could be counted.").format(_(doc.evidence_doctype)))
	if doc.evidence_doctype in ("Campus Duty Obligation", "Campus Coverage Run"):
		_refuse(_("A duty cannot be fulfilled by a duty."))


def _validate_subject_field(rule: DutyRule) -> None:
	column = rule.subject_column
	if column.fieldtype != "Link" or column.options != rule.subject_doctype:
		_refuse(
			_("The subject field {0} does not link to {1}, which a rule about {2} needs.").format(
				column.name, _(rule.subject_doctype), _(rule.subject_type, context="Campus Duty Rule")
			)
		)


def _validate_time_field(rule: DutyRule) -> None:
	if rule.time_column.fieldtype not in DATES:
		_refuse(_("The time field {0} is not a date field.").format(rule.time_column.name))


def _validate_one_table(rule: DutyRule) -> None:
	tables = {
		rule.subject_column.table,
		rule.time_column.table,
		*(each.table for each in rule.evidence_conditions),
	} - {""}
	if len(tables) > 1:
		_refuse(_("Fields of two tables ({0}) cannot be counted together.").format(", ".join(sorted(tables))))


def _validate_rhythm(rule: DutyRule) -> None:
	if not rule.rhythm:
		return
	if not rule.has_level:
		_refuse(
			_("Only key students have a level. Leave the rhythm empty, or choose the subject Key Student.")
		)
	if rule.policy.period not in DAYS_OF:
		_refuse(_("The rhythm of a level is counted by day, week or month."))


def _validate_responsible(rule: DutyRule) -> None:
	named = rule.responsible_position in NAMED_FOR_KEY_STUDENT
	if not is_office(rule.responsible_position) and not named:
		post = get_post(rule.responsible_position)
		if post and (post.covert or not post.by_user):
			_refuse(
				_("{0} is held by students, or hidden: no duty stands in their list.").format(
					_(rule.responsible_position)
				)
			)
		if not post:
			_refuse(_("There is no post or office {0}.").format(rule.responsible_position))
	if named and not rule.has_level:
		_refuse(_("Only key students have a responsible person. Choose a post, or the subject Key Student."))
	if rule.responsible_position == "Mentor" and not rule.names_student and rule.subject_type != "Class":
		_refuse(
			_("Mentors answer for students. Choose another post for {0}.").format(
				_(rule.subject_type, context="Campus Duty Rule")
			)
		)


def _validate_numbers(doc) -> None:
	if cint(doc.min_count) < 1:
		_refuse(
			_("At least one record is needed: {0} must be 1 or more.").format(
				_(doc.meta.get_label("min_count"), context=doc.doctype)
			)
		)
	for field in ("grace_days", "catch_up_days", "due_week", "min_days", "warn_before_days", "weight"):
		if flt(doc.get(field)) < 0:
			_refuse(_("{0} cannot be negative.").format(_(doc.meta.get_label(field), context=doc.doctype)))


def _validate_escalation(doc) -> None:
	for row in doc.escalation:
		if bool(row.to_role) == bool(row.to_position):
			_refuse(_("Escalation, row {0}: name a role or a post, one of the two.").format(row.idx))
		if row.to_role and not frappe.db.exists("Role", row.to_role):
			_refuse(_("Escalation, row {0}: there is no role {1}.").format(row.idx, row.to_role))


def _refuse(reason: str) -> None:
	frappe.throw(reason, DutyRuleError, title=_("The rule cannot work"))
