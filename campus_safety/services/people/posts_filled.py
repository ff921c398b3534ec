"""Posts filled 岗位到位率 (domain §1): every position against where the school says somebody must hold it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import frappe
from frappe.query_builder.functions import Count

from campus_safety.domain.people.network import UNIT_TYPES, Post
from campus_safety.records.positions import get_posts
from campus_safety.records.students import AT_SCHOOL

UNIT_KINDS = frozenset(kind for kinds in UNIT_TYPES.values() for kind in kinds)
STUDENT = "Student"


@dataclass(frozen=True)
class Filled:
	"""One position in one college, or in the whole school. needed: units, buildings, rooms or students that ask for it."""

	position: str
	needed_for: str
	college: str | None
	whole_school: bool
	have: int
	needed: int


@dataclass(frozen=True)
class Node:
	name: str
	lft: int
	rgt: int
	colleges: frozenset[str | None]


def get_filled(posts: Iterable, only: Collection[str] = ()) -> list[Filled]:
	"""Of every position in use that must be filled, or of `only` these: the school's line, then a line per college.

	posts: `network_posts.get_open_posts()`. What is held above covers what lies below: whoever holds a college holds its
	classes. A room counts while somebody lives there, in each college that lives there; buildings are the school's alone.
	"""
	held = defaultdict(list)
	for row in posts:
		held[row.position].append(row)
	nodes: dict[str, list[Node]] = {}
	found = []
	for position, post in get_posts().items():
		if not post.enabled or post.covert or not post.needed_for or (only and position not in only):
			continue
		if post.needed_for == STUDENT:
			found += _of_students(position, held[position])
			continue
		if post.needed_for not in nodes:
			nodes[post.needed_for] = _nodes(post.needed_for)
		found += _of_nodes(position, post, nodes[post.needed_for], held[position])
	return found


def _of_nodes(position: str, post: Post, nodes: list[Node], rows: list) -> list[Filled]:
	field, doctype = (
		("unit", "Campus Unit") if post.needed_for in UNIT_KINDS else ("dormitory", "Campus Dormitory")
	)
	names = {row[field] for row in rows if row[field]}
	spans = [
		(span.lft, span.rgt)
		for span in frappe.get_all(
			doctype, filters={"name": ("in", list(names) or [""])}, fields=["lft", "rgt"]
		)
		if span.rgt - span.lft > 1  # a leaf covers itself alone, found by its name
	]
	have, needed = Counter(), Counter()
	whole = 0
	for node in nodes:
		filled = node.name in names or any(lft <= node.lft and node.rgt <= rgt for lft, rgt in spans)
		whole += filled
		for college in node.colleges:
			needed[college] += 1
			have[college] += filled
	return [
		Filled(position, post.needed_for, None, True, whole, len(nodes)),
		*(Filled(position, post.needed_for, each, False, have[each], needed[each]) for each in needed),
	]


def _of_students(position: str, rows: list) -> list[Filled]:
	"""Named one by one, or with their class and what lies above it."""
	unit = frappe.qb.DocType("Campus Unit")
	student = frappe.qb.DocType("Campus Student")
	named = [row.student for row in rows if row.student]
	spans = [(row.lft, row.rgt) for row in rows if row.unit and row.lft is not None]
	classes = [
		row.name
		for row in frappe.get_all(
			"Campus Unit", fields=["name", "lft", "rgt"], filters={"unit_type": "Class"}
		)
		if any(lft <= row.lft and row.rgt <= rgt for lft, rgt in spans)
	]

	def count(*conditions) -> Counter:
		query = (
			frappe.qb.from_(student)
			.left_join(unit)
			.on(unit.name == student.unit)
			.select(unit.college, Count("*"))
			.where(student.status.isin(AT_SCHOOL))
			.groupby(unit.college)
		)
		for condition in conditions:
			query = query.where(condition)
		return Counter({college or None: number for college, number in query.run()})

	needed = count()
	have = count(student.name.isin(named or [""]) | student.unit.isin(classes or [""]))
	return [
		Filled(position, STUDENT, None, True, sum(have.values()), sum(needed.values())),
		*(Filled(position, STUDENT, each, False, have[each], needed[each]) for each in needed),
	]


def _nodes(kind: str) -> list[Node]:
	if kind in UNIT_KINDS:
		return [
			Node(row.name, row.lft, row.rgt, frozenset((row.college or None,)))
			for row in frappe.get_all(
				"Campus Unit",
				filters={"unit_type": kind, "disabled": 0},
				fields=["name", "lft", "rgt", "college"],
			)
		]
	living = _colleges_by_room() if kind == "Room" else {}
	return [
		Node(row.name, row.lft, row.rgt, frozenset(living.get(row.name, ())))
		for row in frappe.get_all(
			"Campus Dormitory",
			filters={"dormitory_type": kind, "disabled": 0},
			fields=["name", "lft", "rgt"],
		)
		if kind != "Room" or row.name in living
	]


def _colleges_by_room() -> dict[str, set[str | None]]:
	found = defaultdict(set)
	for row in frappe.get_all(
		"Campus Student",
		filters={"dormitory": ("is", "set"), "status": ("in", AT_SCHOOL)},
		fields=["dormitory", "college"],
		distinct=True,
	):
		found[row.dormitory].add(row.college or None)
	return found
