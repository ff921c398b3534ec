"""First rows and counts of many lists of a person, read in one query.

Each list is the framework's own, with the caller's conditions in it, so nothing comes back that the list of that
DocType would not show.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import frappe

from campus_safety.engines.workbench.permitted_rows import names_sql

COLUMNS = "kind, total, name, at, title, note, level, details"
STUDENT = "student.student_name, student.unit"
BETWEEN = "\x1f"  # what nobody types: it holds the parts of a title apart


@dataclass(frozen=True)
class Asked:
	"""One list. when: the field it is sorted by; title: fields that name a row, for `student` the name and the class.

	level: the field that holds a risk level, whose gravest come first.
	"""

	key: str
	doctype: str
	filters: dict | list
	when: str
	title: tuple[str, ...] = field(default=("student",))
	note: str = ""
	level: str = ""
	details: tuple[str, ...] = ()


def read(lists: Iterable[Asked], most: int) -> dict[str, tuple[int, list[dict]]]:
	"""{key: (rows in all, the first `most` as {name, at, title, note, level, details as JSON}, the gravest and the oldest first)};
	lists without rows are left out. title: what names the row, in parts as they are stored.
	"""
	parts = [_part(asked, most) for asked in lists]
	if not parts:
		return {}
	# text, because the parts are the framework's lists; `names_sql` escapes what is in them
	rows = frappe.db.sql(
		f"select {COLUMNS} from ({' union all '.join(parts)}) as lists order by gravity desc, at",
		as_dict=True,
	)
	found: dict[str, tuple[int, list[dict]]] = {}
	for row in rows:
		kind, total = row.pop("kind"), row.pop("total")
		row.title = [part for part in (row.title or "").split(BETWEEN) if part]
		found.setdefault(kind, (int(total), []))[1].append(row)
	return found


def _part(asked: Asked, most: int) -> str:
	names_student = "student" in asked.title
	title = ", ".join(STUDENT if part == "student" else f"record.`{part}`" for part in asked.title)
	student = (
		"left join `tabCampus Student` as student on student.name = record.student" if names_student else ""
	)
	level = (
		f"left join `tabCampus Risk Level` as level on level.name = record.`{asked.level}`"
		if asked.level
		else ""
	)
	gravity = "coalesce(level.rank, 0)" if asked.level else "0"
	return f"""(
		select {frappe.db.escape(asked.key, percent=False)} as kind, count(*) over () as total, record.name,
			cast(record.`{asked.when}` as datetime) as at, concat_ws('{BETWEEN}', {title}) as title,
			{f"record.`{asked.note}`" if asked.note else "null"} as note,
			{f"record.`{asked.level}`" if asked.level else "null"} as level, {_details(asked)} as details, {gravity} as gravity
		from ({names_sql(asked.doctype, asked.filters)}) as permitted
		join `tab{asked.doctype}` as record on record.name = permitted.name {student} {level}
		order by gravity desc, record.`{asked.when}`
		limit {int(most)}
	)"""


def _details(asked: Asked) -> str:
	"""Names of fields are the declaration's, never a caller's."""
	pairs = ", ".join(f"'{name}', record.`{name}`" for name in asked.details)
	return f"json_object({pairs})" if pairs else "null"
