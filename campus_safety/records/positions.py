"""The positions 岗位 a school has: records, of which the app ships some and a school adds its own (domain §1)."""

import frappe

from campus_safety.domain.people.network import POSTS, Level, Post

POSITION = "Campus Network Position"
APPOINTER = "Campus Position Appointer"
LEVEL_FIELDS = {
	Level.SCHOOL: "at_school",
	Level.COLLEGE: "at_college",
	Level.CLASS: "at_class",
	Level.DORMITORY: "at_dormitory",
}
HOLDERS = {"Staff": (True, False), "Student": (False, True), "Staff or Student": (True, True)}
FIELDS = (
	"name",
	"enabled",
	"holder_kind",
	"role",
	"one_per_scope",
	"dormitory_type",
	"single_students",
	"covert",
	"needed_for",
	*LEVEL_FIELDS.values(),
)


def get_post(position: str | None) -> Post | None:
	"""What the position needs; None where there is no such position."""
	if not position:
		return None
	row = frappe.db.get_value(POSITION, position, FIELDS, as_dict=True)
	return _read(row) if row else POSTS.get(position)  # before the first seeding


def get_posts() -> dict[str, Post]:
	"""{position: what it needs} of all, in the school's order; those switched off included."""
	rows = frappe.get_all(POSITION, fields=FIELDS, order_by="sort_order asc, name asc")
	return {row.name: _read(row) for row in rows} or POSTS


def get_staff_positions() -> list[str]:
	"""Those in use that a member of staff may hold openly: a duty may name them."""
	return [name for name, post in get_posts().items() if post.enabled and post.by_user and not post.covert]


def get_appointers(position: str) -> dict[str, bool]:
	"""{role: may it appoint anywhere} as the school has written it; empty where it has written nothing."""
	rows = frappe.get_all(
		APPOINTER, filters={"parent": position, "parenttype": POSITION}, fields=["role", "anywhere"]
	)
	return {row.role: bool(row.anywhere) for row in rows}


def to_row(name: str, post: Post) -> dict:
	"""A shipped post as the values of its record."""
	return {
		"name": name,
		"position_name": name,
		"holder_kind": next(
			kind for kind, held in HOLDERS.items() if held == (post.by_user, post.by_student)
		),
		**{field: int(level in post.levels) for level, field in LEVEL_FIELDS.items()},
		"one_per_scope": int(post.one_per_scope),
		"dormitory_type": post.dormitory_type,
		"single_students": int(post.single_students),
		"covert": int(post.covert),
		"role": post.role or None,
		"needed_for": post.needed_for,
	}


def _read(row) -> Post:
	by_user, by_student = HOLDERS[row.holder_kind]
	return Post(
		tuple(level for level, field in LEVEL_FIELDS.items() if row[field]),
		by_user=by_user,
		by_student=by_student,
		one_per_scope=bool(row.one_per_scope),
		dormitory_type=row.dormitory_type or "",
		single_students=bool(row.single_students),
		covert=bool(row.covert),
		role=row.role or "",
		needed_for=row.needed_for or "",
		enabled=bool(row.enabled),
	)
