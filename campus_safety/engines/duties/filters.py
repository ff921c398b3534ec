"""Filters of a rule: read, checked against the metadata, turned into query conditions.

The two spellings of the framework are understood: {"field": value, "field": ["operator", value]} and
[["field", "operator", value], ["DocType", "field", "operator", value]]. A field of the record's table is "table.field"; "user_field.role" asks for a role of the member of staff in a field.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields
from frappe.utils import cint, cstr, getdate
from pypika.functions import Coalesce
from pypika.terms import Criterion, Term

from campus_safety.access.rules import PROTECTED, ROW_RESTRICTED, RULES
from campus_safety.exceptions import DutyRuleError

# whoever writes rules need not see the records: text could be read letter by letter, one student asked about by name
OPERATORS = frozenset(("=", "!=", ">", "<", ">=", "<=", "in", "not in", "is", "between"))
CLOSED = frozenset(("Select", "Check", "Link", "Date", "Datetime", "Int"))
STANDARD = {
	"name": "Data",
	"owner": "Link",
	"creation": "Datetime",
	"modified": "Datetime",
	"docstatus": "Int",
}
DATES = frozenset(("Date", "Datetime"))
HIDDEN = frozenset(("Password",))
ROLE = ".role"


@dataclass(frozen=True)
class Condition:
	"""`table` is the name of the table field for a condition on a child row, else empty."""

	doctype: str
	field: str
	operator: str
	value: object
	table: str = ""
	of_role: bool = False

	def criterion(self, tables: Mapping[tuple[str, str], object]) -> Criterion:
		term = tables[(self.doctype, self.table)][self.field]
		if self.of_role:
			return _role_criterion(term, self.operator, self.value)
		return _criterion(term, self.operator, self.value)

	def rules_out(self, doc) -> bool:
		"""Does the record in memory certainly not meet it? Decided for closed lists and whole numbers; else the query tells."""
		field = doc.meta.get_field(self.field)
		if self.table or self.of_role or self.operator not in ("=", "in") or not field:
			return False
		wanted = self.value if self.operator == "in" else (self.value,)
		if field.fieldtype in ("Int", "Check"):
			return cint(doc.get(self.field)) not in wanted
		if field.fieldtype == "Select":
			return cstr(doc.get(self.field)).casefold() not in {cstr(value).casefold() for value in wanted}
		return False


@dataclass(frozen=True)
class Column:
	"""A field as the rule names it: of the record, or of one of its tables."""

	doctype: str
	name: str
	fieldtype: str
	options: str = ""
	table: str = ""
	child: str = ""


def find_column(doctype: str, path: str) -> Column:
	"""The column behind "field" or "table.field". Errors: DutyRuleError naming what there is not, or what is confidential."""
	table, _dot, name = path.rpartition(".")
	owner, child = doctype, ""
	if doctype in PROTECTED and path not in RULES[doctype].countable:
		_refuse_confidential(path, doctype)
	if table:
		field = frappe.get_meta(doctype).get_field(table)
		if not field or field.fieldtype not in table_fields:
			_refuse(_("{0} has no table {1}.").format(_(doctype), table))
		owner = child = field.options
	if name in STANDARD:
		return Column(doctype, name, STANDARD[name], table=table, child=child)
	field = frappe.get_meta(owner).get_field(name)
	if not field or field.fieldtype in no_value_fields or field.get("is_virtual"):
		_refuse(_("{0} has no field {1}.").format(_(owner), name))
	if field.fieldtype in HIDDEN:
		_refuse_confidential(name, owner)
	return Column(doctype, name, field.fieldtype, field.options or "", table, child)


def parse(text: str | None, doctype: str, others: Sequence[str] = ()) -> tuple[Condition, ...]:
	"""Conditions of the filter. Fields without a DocType belong to `doctype`. Errors: DutyRuleError with the reason."""
	if text is not None and not isinstance(text, str):
		_refuse(_("The filter must be a list or an object."))
	if not (text or "").strip():
		return ()
	try:
		raw = json.loads(text)
	except (ValueError, RecursionError) as error:
		_refuse(_("The filter is not valid JSON: {0}.").format(error))
	if isinstance(raw, dict):
		rows = [(doctype, field, *_operator_of(value)) for field, value in raw.items()]
	elif isinstance(raw, list):
		rows = [_row_of(row, doctype) for row in raw]
	else:
		_refuse(_("The filter must be a list or an object."))
	return tuple(_condition(*row, allowed=(doctype, *others)) for row in rows)


def _operator_of(value) -> tuple[str, object]:
	if isinstance(value, list):
		if len(value) != 2 or not isinstance(value[0], str):
			_refuse(
				_("In the filter write [operator, value], not {0}.").format(
					json.dumps(value, ensure_ascii=False)
				)
			)
		return value[0], value[1]
	return "=", value


def _row_of(row, doctype: str) -> tuple:
	if not isinstance(row, list) or len(row) not in (3, 4):
		_refuse(
			_('Each row of the filter is ["field", "operator", value], not {0}.').format(
				json.dumps(row, ensure_ascii=False)
			)
		)
	return tuple(row) if len(row) == 4 else (doctype, *row)


def _condition(doctype: str, path, operator, value, allowed: tuple[str, ...]) -> Condition:
	if doctype not in allowed:
		_refuse(
			_("The filter may ask about {0} only, not {1}.").format(
				", ".join(_(each) for each in allowed), doctype
			)
		)
	operator = str(operator).lower().strip()
	if _asks_for_role(doctype, str(path)):
		return _role_condition(doctype, str(path).removesuffix(ROLE), operator, value)
	column = find_column(doctype, str(path))
	if operator not in OPERATORS:
		_refuse(
			_("The filter knows no operator {0}. Use one of: {1}.").format(
				operator, ", ".join(sorted(OPERATORS))
			)
		)
	_validate_closed(column)
	_validate_of_many(column, operator)
	value = _checked(column, operator, value)
	return Condition(doctype, column.name, operator, value, column.table)


def _validate_closed(column: Column) -> None:
	"""Units and dormitories, whose rows are everybody's, may be named too."""
	everybodys = column.doctype in RULES and column.doctype not in ROW_RESTRICTED
	if column.fieldtype not in CLOSED and not (everybodys and column.name == "name" and not column.table):
		_refuse(
			_(
				"{0} cannot be a filter: a rule filters by choices, ticks, links, dates and whole numbers, never by text."
			).format(column.name)
		)


def _validate_of_many(column: Column, operator: str) -> None:
	"""A link to a student, a record or a student's account narrows a rule to one person."""
	accounts = column.options == "User" and column.doctype == "Campus Student"
	if column.fieldtype == "Link" and operator != "is" and (column.options in ROW_RESTRICTED or accounts):
		_refuse(
			_(
				"{0} cannot be a filter: a rule is about all of a kind, never about one person or record."
			).format(column.name)
		)


def _asks_for_role(doctype: str, path: str) -> bool:
	"""A table of that name wins: then role is an ordinary field of its rows."""
	name = path.removesuffix(ROLE)
	field = frappe.get_meta(doctype).get_field(name)
	return path.endswith(ROLE) and (name == "owner" or bool(field and field.fieldtype not in table_fields))


def _role_condition(doctype: str, name: str, operator: str, value) -> Condition:
	column = find_column(doctype, name)
	if name != "owner" and column.options != "User":
		_refuse(_("{0} does not name a member of staff, so it has no role.").format(name))
	roles = value if isinstance(value, list) else [value]
	if operator not in ("=", "!=", "in", "not in"):
		_refuse(_("A role is asked for with one of: {0}.").format("=, !=, in, not in"))
	for role in roles:
		if not frappe.db.exists("Role", role, cache=True):
			_refuse(_("There is no role {0}.").format(role))
	return Condition(doctype, name, operator, tuple(roles), of_role=True)


def _role_criterion(term: Term, operator: str, roles: tuple[str, ...]) -> Criterion:
	has_role = frappe.qb.DocType("Has Role")
	holders = (
		frappe.qb.from_(has_role)
		.select(has_role.parent)
		.where((has_role.parenttype == "User") & has_role.role.isin(list(roles)))
	)
	return term.isin(holders) if operator in ("=", "in") else Coalesce(term, "").notin(holders)


def _checked(column: Column, operator: str, value):
	if operator == "is":
		if str(value).lower() not in ("set", "not set"):
			_refuse(_('After "is" comes "set" or "not set", not {0}.').format(value))
		return str(value).lower()
	if operator in ("in", "not in", "between"):
		if isinstance(value, str):
			value = [each.strip() for each in value.split(",")]
		if not isinstance(value, list) or not value or (operator == "between" and len(value) != 2):
			_refuse(_("{0} needs a list of values for {1}.").format(operator, column.name))
		return tuple(_checked_one(column, operator, each) for each in value)
	if isinstance(value, list | dict):
		_refuse(_("{0} takes one value, not {1}.").format(column.name, json.dumps(value, ensure_ascii=False)))
	return _checked_one(column, operator, value)


def _checked_one(column: Column, operator: str, value):
	if column.fieldtype == "Select" and operator in ("=", "!=", "in", "not in") and value not in (None, ""):
		options = column.options.split("\n")
		if str(value) not in options:
			_refuse(
				_("{0} is never {1}. It is one of: {2}.").format(
					column.name, value, ", ".join(filter(None, options))
				)
			)
	if column.fieldtype in DATES:
		try:
			getdate(value)
		except Exception:
			_refuse(_("{0} is a date; {1} is none.").format(column.name, value))
	if column.fieldtype in ("Int", "Check", "Float", "Currency", "Percent"):
		try:
			return float(value) if column.fieldtype in ("Float", "Currency", "Percent") else int(value)
		except (TypeError, ValueError):
			_refuse(_("{0} is a number; {1} is none.").format(column.name, value))
	return "" if value is None else str(value)


def _criterion(term: Term, operator: str, value) -> Criterion:
	"""An empty field is the same whether the database holds NULL or ""."""
	if operator == "is":
		filled = Coalesce(term, "") != ""
		return filled if value == "set" else Coalesce(term, "") == ""
	if operator == "in":
		return term.isin(list(value))
	if operator == "not in":
		return Coalesce(term, "").notin(list(value))
	if operator == "between":
		return term.between(*value)
	if operator == "=":
		return Coalesce(term, "") == "" if value == "" else term == value
	if operator == "!=":
		return Coalesce(term, "") != value
	return {">": term.gt, "<": term.lt, ">=": term.gte, "<=": term.lte}[operator](value)


def _refuse_confidential(name: str, doctype: str) -> None:
	_refuse(_("{0} of {1} is confidential and cannot be used in a rule.").format(name, _(doctype)))


def _refuse(reason: str) -> None:
	frappe.throw(reason, DutyRuleError, title=_("The rule cannot work"))
