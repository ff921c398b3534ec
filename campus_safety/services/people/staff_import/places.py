"""The scope of a post as people write it: a class, a college, a building or a room."""

from dataclasses import dataclass
from difflib import SequenceMatcher

import frappe

from campus_safety.domain.people.network import Level, Post
from campus_safety.domain.people.room_words import building_key, plain_key
from campus_safety.domain.sheets.sheet_values import BadValue
from campus_safety.services.people.student_import.directory import LOOKS_LIKE, NewClass, NewRoom, Rooms, Units

UNIT, DORMITORY = "unit", "dormitory"
ABOVE_CLASS = ("School", "College", "Department")


@dataclass(frozen=True)
class Scope:
	"""field: that of the assignment. title: as people call it."""

	level: str
	field: str
	node: str
	title: str


class Places:
	def __init__(self):
		self.units, self.rooms = Units(), Rooms()
		rows = frappe.get_all(
			"Campus Unit",
			filters={"disabled": 0, "unit_type": ("in", ABOVE_CLASS)},
			fields=["name", "unit_name", "unit_type", "code"],
			order_by="lft",
			limit_page_length=0,
		)
		self.above = {row.name: row for row in rows}
		self.named: dict[str, list[str]] = {}
		for row in rows:
			for word in {plain_key(each) for each in (row.unit_name, row.name, row.code) if each}:
				self.named.setdefault(word, []).append(row.name)
		nodes = frappe.get_all(
			"Campus Dormitory",
			filters={"disabled": 0, "dormitory_type": ("in", ("Campus", "Building", "Floor"))},
			fields=["name", "dormitory_name", "dormitory_type"],
			limit_page_length=0,
		)
		self.nodes = {plain_key(row.name): row for row in nodes}
		for row in nodes:
			if row.dormitory_type != "Floor":
				self.nodes.setdefault(plain_key(row.dormitory_name), row)

	def find(self, post: Post, text: str, college: str | None) -> Scope:
		"""Errors: BadValue — scope_unknown, scope_like, scope_ambiguous, scope_kind, and those of classes and rooms."""
		if set(post.levels) == {Level.CLASS}:
			return self._class(text, college)
		if set(post.levels) == {Level.DORMITORY}:
			return self._dormitory(post, text)
		return self._anything(post, text, college)

	def of_college(self, post: Post, college: str | None) -> Scope | None:
		"""Where no scope is written: the college of the row, for a post that is held at one."""
		if not college or not {Level.COLLEGE, Level.SCHOOL}.intersection(post.levels):
			return None
		return self._above(post, college)

	def _class(self, text: str, college: str | None) -> Scope:
		known = (
			college if college and self.units.has_college(college) else None
		)  # 部门: 学工处 names no college
		found = self.units.find(text, known, None)
		if isinstance(found, NewClass):
			near = self.units.nearest(text, known)
			raise BadValue("class_unknown_like", text, near) if near else BadValue("scope_unknown", text)
		return Scope(Level.CLASS.value, UNIT, found, self.units.title_of[found])

	def _dormitory(self, post: Post, text: str) -> Scope:
		if node := self.nodes.get(plain_key(text)):
			return self._node(post, node.name, node.dormitory_type, node.dormitory_name)
		buildings = self.rooms.buildings.get(building_key(text), set())
		if len(buildings) > 1:
			raise BadValue("scope_ambiguous", text)
		if buildings:
			return self._node(post, min(buildings), "Building", text)
		try:
			found, _bed = self.rooms.find(text, None)
		except BadValue:
			raise BadValue("scope_unknown", text) from None
		if isinstance(found, NewRoom):
			raise BadValue("scope_unknown", text)
		return self._node(post, found, "Room", text)

	def _node(self, post: Post, name: str, kind: str, title: str) -> Scope:
		if post.dormitory_type and post.dormitory_type != kind:
			raise BadValue("scope_kind", title)
		return Scope(Level.DORMITORY.value, DORMITORY, name, title)

	def _above(self, post: Post, text: str) -> Scope:
		found = [
			name
			for name in self.named.get(plain_key(text), ())
			if self._level(post, self.above[name].unit_type)
		]
		if len(found) > 1:
			raise BadValue("scope_ambiguous", text)
		if found:
			row = self.above[found[0]]
			return Scope(self._level(post, row.unit_type), UNIT, row.name, row.unit_name)
		if plain_key(text) in self.named:
			raise BadValue("scope_kind", text)
		near = self._nearest(text)
		raise BadValue("scope_like", text, near) if near else BadValue("scope_unknown", text)

	@staticmethod
	def _level(post: Post, unit_type: str) -> str | None:
		levels = {
			"School": (Level.SCHOOL,),
			"College": (Level.COLLEGE,),
			"Department": (Level.COLLEGE, Level.SCHOOL),
		}[unit_type]
		return next((level.value for level in levels if level in post.levels), None)

	def _anything(self, post: Post, text: str, college: str | None) -> Scope:
		"""A post of several levels: the first that the school calls so."""
		if plain_key(text) in self.named and {Level.COLLEGE, Level.SCHOOL}.intersection(post.levels):
			return self._above(post, text)
		if Level.CLASS in post.levels and plain_key(text) in self.units.classes:
			return self._class(text, college)
		if Level.DORMITORY in post.levels:
			try:
				return self._dormitory(post, text)
			except BadValue as error:
				if error.code != "scope_unknown":
					raise
		if Level.CLASS in post.levels:
			return self._class(text, college)
		return self._above(post, text)

	def _nearest(self, text: str) -> str | None:
		titles = sorted({row.unit_name for row in self.above.values()})
		alike = {title: SequenceMatcher(None, plain_key(text), plain_key(title)).ratio() for title in titles}
		best = max(titles, key=alike.get, default=None)
		return best if best and alike[best] >= LOOKS_LIKE else None
