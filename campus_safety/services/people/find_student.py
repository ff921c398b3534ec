"""Find a student 找学生: by name, number, pinyin, dormitory or the last digits of a telephone, within the searcher's list.

Nothing is stored for it: the pinyin of a name is worked out when it is asked for, so it is exactly as secret as the
name. With `pypinyin` missing (an extra) letters find names in Latin script only.
"""

from collections.abc import Iterable
from functools import lru_cache

import frappe

from campus_safety.domain.people import pinyin
from campus_safety.records.students import AT_SCHOOL, get_guardians

STUDENT = "Campus Student"
MOST = 8
FEWEST_DIGITS = 4  # of a telephone: fewer would fit half a class
SHOWN = ("name", "student_name", "unit", "dormitory", "bed_no", "status")


def find(text: str, most: int = MOST) -> dict:
	"""{"students": [{name, student_name, unit, dormitory, bed_no, status}], "more": are there others?} of the own list.

	Words are looked for all together: `张 2601` is a Zhang in a class called so. Those at school come first.
	"""
	words = text.split()[:4]
	if not words or not frappe.has_permission(STUDENT, "read"):
		return {"students": [], "more": False}
	names: set[str] | None = None
	for word in words if not pinyin.is_pinyin(text) else [text]:
		found = _with(word, names)
		names = found if names is None else names & found
		if not names:
			return {"students": [], "more": False}
	return _shown(names or set(), most)


def _shown(names: set[str], most: int) -> dict:
	rows = frappe.get_list(
		STUDENT,
		filters={"name": ("in", sorted(names))},
		fields=list(SHOWN),
		order_by="student_name asc, name asc",
		limit_page_length=0,
	)
	rows.sort(key=lambda row: row.status not in AT_SCHOOL)
	return {"students": rows[:most], "more": len(rows) > most}


def _with(word: str, among: set[str] | None) -> set[str]:
	"""Names of the students that one word fits."""
	if pinyin.is_pinyin(word) and (read := _reader()):
		return {
			row.name
			for row in _list(among, ["name", "student_name"])
			if pinyin.fits(word, _readings(row.student_name or "", read)) or word in (row.student_name or "")
		}
	like = ("like", f"%{_literally(word)}%")
	by = [[STUDENT, field, *like] for field in ("student_no", "student_name", "unit", "dormitory")]
	found = {row.name for row in _list(among, ["name"], by)}
	digits = word.replace("-", "")
	if digits.isdigit() and len(digits) >= FEWEST_DIGITS:
		found |= _by_telephone(digits, among)
	return found


def _by_telephone(digits: str, among: set[str] | None) -> set[str]:
	ending = ("like", f"%{digits}")
	own = {row.name for row in _list(among, ["name"], [[STUDENT, "mobile", *ending]])}
	families = frappe.get_all(
		"Campus Student Guardian",
		filters={"parenttype": STUDENT, "mobile": ending},
		pluck="parent",
		limit_page_length=500,
	)
	# a family's number finds the student for whoever has the student in the own list
	return own | {row.name for row in _list(set(families), ["name"])} if families else own


def _list(among: Iterable[str] | None, fields: list[str], or_filters: list | None = None) -> list:
	if among is not None and not among:
		return []
	return frappe.get_list(
		STUDENT,
		filters={"name": ("in", sorted(among))} if among is not None else {},
		or_filters=or_filters,
		fields=fields,
		limit_page_length=0,
		order_by=None,
	)


def _literally(text: str) -> str:
	return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _readings(name: str, read) -> pinyin.Readings:
	return pinyin.readings_of(name, read)


@lru_cache(maxsize=1)
def _reader():
	"""What tells the readings of a character; None where the extra `pinyin` is not installed."""
	try:
		from pypinyin import Style
		from pypinyin import pinyin as spell
	except ImportError:
		return None

	@lru_cache(maxsize=20_000)
	def read(character: str) -> tuple[str, ...]:
		readings = spell(character, style=Style.NORMAL, heteronym=True, errors="ignore")
		return tuple(readings[0]) if readings else (character.lower(),)

	return read


def get_contact(student: str) -> dict:
	"""What whoever found a student does next needs: {student_name, unit, mobile, guardians: [{guardian_name, relation, mobile}]}."""
	row = frappe.db.get_value(STUDENT, student, ["name", "student_name", "unit", "mobile"], as_dict=True)
	return {**row, "guardians": get_guardians(student)}
