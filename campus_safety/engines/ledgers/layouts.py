"""Which ledgers there are: the school's records of layouts, seeded from what the rooms declare (decision 6).

A record may change columns, title, order; what is secret stays as it was declared: no layout of a school's own opens text
that the declared one does not, and what no paper shows is shown by none.
"""

import frappe
from frappe import _
from frappe.model import table_fields

from campus_safety.access.rules import RULES
from campus_safety.declared import LEDGERS
from campus_safety.domain.ledger_layouts import (
	Column,
	Fact,
	First,
	Layout,
	Related,
	Rows,
	Serial,
	Signed,
	Source,
	Span,
	Value,
)
from campus_safety.domain.visibility import Level
from campus_safety.exceptions import LedgerLayoutError

LAYOUT, COLUMN = "Campus Ledger Layout", "Campus Ledger Column"
ONE_LINE, LINES = "、", "\n"
# fieldtypes that hold nothing for paper
EMPTY_KINDS = frozenset(
	("Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading", "Fold", "Image")
)
SHORTEST, WIDEST = 3, 100
MOST_COLUMNS = 40


def get_layout_of(doctype: str) -> Layout | None:
	"""The school's layout, else the declared one; None where there is none or it is switched off."""
	if not frappe.db.exists(LAYOUT, doctype):
		return LEDGERS.get(doctype)
	record = frappe.get_cached_doc(LAYOUT, doctype)
	return read(record) if record.enabled else None


def get_ledgers() -> dict[str, bool]:
	"""{DocType: has it a form for a single record} of all that can be exported."""
	found = {doctype: bool(layout.form) for doctype, layout in LEDGERS.items()}
	for row in frappe.get_all(LAYOUT, fields=["name", "enabled", "form"]):
		found[row.name] = bool(form_of(row.name, row.form))
		if not row.enabled:
			del found[row.name]
	return found


def level_of(doctype: str) -> Level:
	"""A school's own DocType is its own business: for internal use."""
	return RULES[doctype].level if doctype in RULES else Level.L2


def form_of(doctype: str, form: str | None) -> str:
	"""A protected record keeps the app's form: a template is a program."""
	declared = LEDGERS.get(doctype)
	if declared and level_of(doctype).is_protected:
		return declared.form
	return "" if level_of(doctype).is_protected else form or ""


# a record as a layout, and back


def read(record) -> Layout:
	declared = LEDGERS.get(record.document_type)
	return Layout(
		record.document_type,
		record.title,
		tuple(Column(row.label, read_source(row), int(row.width or 14)) for row in record.columns),
		order_by=lines_of(record.order_by),
		form=form_of(record.document_type, record.form),
		left_out=frozenset(lines_of(record.left_out)),
		never=declared.never if declared else "",
		signed_by=_signers(record.get("signed_by")),
	)


def _signers(said: str | None) -> tuple[str, ...] | None:
	named = lines_of(said)
	return () if named == ("-",) else named or None


def read_source(row) -> Source:
	"""Errors: LedgerLayoutError when the row does not name what its kind needs."""
	fields = tuple(filter(None, (part.strip() for part in (row.field_names or "").split(","))))
	joined_by = ONE_LINE if row.on_one_line else LINES
	match row.kind, fields:
		case "Number", _none:
			return Serial()
		case "Field", (field,):
			return Value(field)
		case "Protected Fact", (field,) if row.fact:
			return Fact(field, row.fact.strip())
		case "First Filled", (_first, *_others):
			return First(fields)
		case "Period", (first, last):
			return Span(first, last)
		case "Signature", (field, reason):
			return Signed(field, reason)
		case "Table", (_first, *_others) if row.table_field:
			return Rows(row.table_field.strip(), fields, joined_by)
		case "Linked Records", (_first, *_others) if row.linked_doctype and row.linked_by:
			return Related(row.linked_doctype, row.linked_by.strip(), fields, joined_by)
	refuse(
		_("Column {0}: {1} needs other fields than {2}.").format(
			row.idx or row.label, _(row.kind, context=COLUMN), row.field_names or "—"
		)
	)


def to_record(layout: Layout) -> dict:
	"""The values of a layout's record."""
	return {
		"doctype": LAYOUT,
		"document_type": layout.doctype,
		"title": layout.title,
		"form": layout.form or None,
		"order_by": "\n".join(layout.order_by),
		"left_out": "\n".join(sorted(layout.left_out)),
		"columns": [
			{"label": column.label, "width": column.width, **to_row(column.source)}
			for column in layout.columns
		],
	}


def to_row(source: Source) -> dict:
	def row(kind: str, *fields: str, **values) -> dict:
		return {"kind": kind, "field_names": ", ".join(fields), **values}

	match source:
		case Serial():
			return row("Number")
		case Value(field):
			return row("Field", field)
		case Fact(field, label):
			return row("Protected Fact", field, fact=label)
		case First(fields):
			return row("First Filled", *fields)
		case Span(first, last):
			return row("Period", first, last)
		case Signed(field, reason):
			return row("Signature", field, reason)
		case Rows(table, fields, joined_by, _between):
			return row("Table", *fields, table_field=table, on_one_line=int(joined_by != LINES))
		case Related(doctype, by, fields, joined_by, _between):
			return row(
				"Linked Records",
				*fields,
				linked_doctype=doctype,
				linked_by=by,
				on_one_line=int(joined_by != LINES),
			)


def lines_of(text: str | None) -> tuple[str, ...]:
	return tuple(filter(None, (line.strip() for line in (text or "").splitlines())))


# which fields may stand in it


def get_secrets_shown(doctype: str) -> frozenset[tuple[str, str]]:
	"""(DocType of the field, field) of the secret text that the declared layout opens, and so may a school's."""
	declared = LEDGERS.get(doctype)
	if not declared:
		return frozenset()
	return frozenset(
		pair for column in declared.columns for pair in named_by(doctype, column.source) if is_secret(*pair)
	)


def get_facts_shown(doctype: str) -> frozenset[Fact]:
	"""Of a field that holds several facts those that the declared layout shows, one by one."""
	declared = LEDGERS.get(doctype)
	if not declared:
		return frozenset()
	return frozenset(column.source for column in declared.columns if isinstance(column.source, Fact))


def named_by(doctype: str, source: Source) -> list[tuple[str, str]]:
	"""(DocType, field) of every field a column shows. Errors: LedgerLayoutError for a table that is none."""
	match source:
		case Value(field):
			return [(doctype, field)]
		case First(fields):
			return [(doctype, field) for field in fields]
		case Span(first, last) | Signed(first, last):
			return [(doctype, first), (doctype, last)]
		case Rows(table, fields):
			found = frappe.get_meta(doctype).get_field(table)
			if not found or found.fieldtype not in table_fields:
				refuse(_("{0} has no table {1}.").format(_(doctype), table))
			return [(found.options, field) for field in fields]
		case Related(linked, by, fields):
			return [(linked, field) for field in (by, *fields)]
	return []


def is_secret(doctype: str, field: str) -> bool:
	"""Stored as ciphertext by the table of rules, of a record or of its rows."""
	rule = RULES.get(doctype)
	if not rule:
		return False
	if not rule.parent:
		return field in rule.secrets
	meta = frappe.get_meta(rule.parent)
	return any(
		field in fields and meta.get_field(table).options == doctype
		for table, fields in RULES[rule.parent].child_secrets.items()
	)


def validate(record) -> None:
	"""Errors: LedgerLayoutError with what is wrong and where."""
	doctype = record.document_type
	validate_doctype(doctype)
	layout = read(record)
	if len(layout.columns) > MOST_COLUMNS:
		refuse(
			_("{0} columns fit on no sheet of paper; {1} at most.").format(len(layout.columns), MOST_COLUMNS)
		)
	meta, allowed = frappe.get_meta(doctype), get_secrets_shown(doctype)
	for field in layout.order_by:
		if field != "name" and not is_stored(meta, field):
			refuse(
				_("{0}: there is no field {1} in {2}.").format(
					_("Sorted By", context=LAYOUT), field, _(doctype)
				)
			)
		if is_secret(doctype, field):
			refuse(_("Rows cannot be sorted by protected text ({0}).").format(field))
	if not layout.order_by:
		refuse(_("Name at least one field that the rows are sorted by."))
	for column in layout.columns:
		if not SHORTEST <= column.width <= WIDEST:
			refuse(_("{0}: a width between {1} and {2}.").format(column.label, SHORTEST, WIDEST))
		validate_related(doctype, column)
		validate_fact(doctype, column)
		for owner, field in named_by(doctype, column.source):
			validate_field(column.label, owner, field, allowed)


def validate_doctype(doctype: str) -> None:
	meta = frappe.get_meta(doctype)
	app = frappe.db.get_value("Module Def", meta.module, "app_name")
	if meta.istable or meta.issingle or meta.get("is_virtual"):
		refuse(_("{0} keeps no records that a ledger could list.").format(_(doctype)))
	if level_of(doctype) is Level.L4 or (app == "frappe" and not meta.custom):
		refuse(_("There is no ledger of {0}.").format(_(doctype)))


def validate_related(doctype: str, column: Column) -> None:
	"""Another DocType's records stand in it as its own list shows them; those with protected text only where declared."""
	source = column.source
	if not isinstance(source, Related):
		return
	by = frappe.get_meta(source.doctype).get_field(source.by)
	if not by or by.fieldtype != "Link" or by.options != doctype:
		refuse(_("{0}: {1} does not name a {2}.").format(column.label, source.by, _(doctype)))
	if level_of(source.doctype).is_protected and not is_declared(doctype, source):
		refuse(
			_("{0}: what {1} holds leaves by its own ledger only.").format(column.label, _(source.doctype))
		)


def validate_fact(doctype: str, column: Column) -> None:
	if isinstance(column.source, Fact) and column.source not in get_facts_shown(doctype):
		refuse(
			_("{0}: {1} is protected and leaves the system in no ledger.").format(
				column.label, column.source.fact
			)
		)


def is_declared(doctype: str, source: Related) -> bool:
	declared = LEDGERS.get(doctype)
	return bool(declared) and any(each.doctype == source.doctype for each in declared.related)


def validate_field(label: str, doctype: str, field: str, allowed: frozenset) -> None:
	meta = frappe.get_meta(doctype)
	if not is_stored(meta, field):
		refuse(_("{0}: there is no field {1} in {2}.").format(label, field, _(doctype)))
	found = meta.get_field(field)
	closed = is_secret(doctype, field) and (doctype, field) not in allowed
	if closed or (found and (found.fieldtype == "Password" or field.endswith("_encrypted"))):
		refuse(_("{0}: {1} is protected and leaves the system in no ledger.").format(label, field))


def is_stored(meta, field: str) -> bool:
	found = meta.get_field(field)
	return bool(found) and found.fieldtype not in EMPTY_KINDS and found.fieldtype not in table_fields


def refuse(reason: str) -> None:
	frappe.throw(reason, LedgerLayoutError, title=_("The layout cannot work"))
