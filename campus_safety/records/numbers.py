"""Numbers of the records that many people write at once: HT-2026-00123, taken without waiting for each other.

The framework's own series is a row that stays locked until whoever took a number commits: eight people who write talks wait for
each other. A sequence of the database gives each the next number at once. A save that is undone leaves its number unused.
"""

import re

import frappe
from frappe.model.naming import make_autoname
from frappe.utils import now_datetime

# {DocType: what its numbers begin with}
NUMBERED = {
	"Campus Heart Talk": "HT",
	"Campus Parent Contact": "PC",
	"Campus Leave Permit": "LP",
	"Campus Absence Case": "AC",
	"Campus Class Absence": "CA",
	"Campus Dorm Visit": "DV",
}
EXPORT = "EX"  # what is taken out has a number, and is no record
LETTERS = re.compile(r"[A-Z]{2,4}")
DIGITS = 5
UNKNOWN_SEQUENCE = 4091  # of MariaDB


def follow(doc, method: str | None = None) -> None:
	"""`autoname`. A school that names the records in another way keeps its own."""
	letters = NUMBERED[doc.doctype]
	if doc.meta.autoname == get_pattern(letters):
		doc.name = take(letters)


def take(letters: str) -> str:
	"""The next number of this year; of the framework's series where nobody has made a sequence yet."""
	year = now_datetime().year
	try:
		# a sequence: the query builder knows none
		number = frappe.db.sql(f"select nextval(`{get_sequence(letters, year)}`)")[0][0]
	except frappe.db.OperationalError as error:
		if error.args[0] != UNKNOWN_SEQUENCE:
			raise
		return make_autoname(get_pattern(letters))
	return f"{letters}-{year}-{number:0{DIGITS}}"


def get_pattern(letters: str) -> str:
	return f"{letters}-.YYYY.-.{'#' * DIGITS}"


def get_sequence(letters: str, year: int) -> str:
	"""Its name in the database. Errors: ValueError for what is no series of ours: names of tables are not bound."""
	if not LETTERS.fullmatch(letters):
		raise ValueError(letters)
	return f"campus_{letters.lower()}_{int(year)}_seq"


def make_missing(year: int) -> int:
	"""How many were made for this year; each goes on where the numbers that were given stop. Commits, as such statements do."""
	made = 0
	for letters, doctype in [*((letters, doctype) for doctype, letters in NUMBERED.items()), (EXPORT, None)]:
		name = get_sequence(letters, year)
		if _exists(name):
			continue
		frappe.db.commit()  # creating something commits anyway, and the framework asks that it be said
		frappe.db.sql_ddl(
			f"create sequence if not exists `{name}` start with {_get_last(letters, doctype, year) + 1} nocache"
		)
		made += 1
	return made


def _exists(name: str) -> bool:
	return bool(
		frappe.db.sql(
			"select 1 from information_schema.tables where table_schema = database() and table_name = %s",
			(name,),
		)
	)


def _get_last(letters: str, doctype: str | None, year: int) -> int:
	prefix = f"{letters}-{year}-"
	series = frappe.db.sql("select current from tabSeries where name = %s", (prefix,))
	given = [int(row[0] or 0) for row in series]
	if doctype:
		rows = frappe.get_all(
			doctype, filters={"name": ("like", f"{prefix}%")}, pluck="name", order_by="name desc", limit=1
		)
		given += [int(name.removeprefix(prefix)) for name in rows if name.removeprefix(prefix).isdigit()]
	return max(given, default=0)
