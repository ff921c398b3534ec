"""Classes and rooms of the school, found by the words people write in lists."""

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher

import frappe

from campus_safety.domain.people.room_words import building_key, places, plain_key, room_key, split_path
from campus_safety.domain.sheets.sheet_values import BadValue

MOST_ASKED = 50  # comparing names takes its time; a list with more unknown classes is another school's
LOOKS_LIKE = 0.6  # share of the characters that two names have in common, beside their numbers
_CLASS_WORDS = re.compile("[级届班]")


def _numbers_and_words(text: str) -> tuple[list[str], str]:
	"""24级软件1班 and 24级软件2班 are two classes however much they look alike: their numbers tell them apart."""
	key = plain_key(text)
	return re.findall("[0-9]+", key), _CLASS_WORDS.sub("", re.sub("[0-9]+", "", key))


@dataclass(frozen=True)
class NewClass:
	"""A class to be made: below an existing college (by name) or one to be made first."""

	college_name: str
	class_name: str
	grade: str = ""


@dataclass(frozen=True)
class NewRoom:
	building_name: str
	room_name: str


class Units:
	"""Classes by name, within the college when the file says which."""

	def __init__(self):
		rows = frappe.get_all(
			"Campus Unit",
			fields=["name", "unit_name", "unit_type", "college", "code", "grade"],
			filters={"disabled": 0},
			order_by="lft",
			limit_page_length=0,
		)
		self._asked = 0
		self.college_of = {row.name: row.college for row in rows}
		self.title_of = {row.name: row.unit_name for row in rows}
		self.college_names: dict[str, set[str]] = defaultdict(set)
		self.classes: dict[str, set[str]] = defaultdict(set)
		for row in rows:
			index = {"Class": self.classes, "College": self.college_names}.get(row.unit_type)
			if index is None:
				continue
			for word in (row.unit_name, row.name, row.code):
				if word:
					index[plain_key(word)].add(row.name)
			if (
				row.unit_type == "Class"
				and row.grade
				and not plain_key(row.unit_name).startswith(plain_key(row.grade))
			):
				index[plain_key(f"{row.grade}级{row.unit_name}")].add(row.name)

	def find(self, class_text: str, college_text: str | None, grade: str | None) -> str | NewClass:
		"""Errors: BadValue — class_ambiguous, class_in_other_college, class_without_college.

		A class that does not exist comes back as NewClass: the caller decides whether it may be made.
		"""
		found = self._named(class_text, grade)
		if college_text:
			colleges = self.college_names.get(plain_key(college_text), set())
			here = {name for name in found if self.college_of[name] in colleges}
			if found and not here and colleges:
				other = self.college_of[min(found)]
				if len(found) == 1:
					raise BadValue(
						"class_in_other_college",
						class_text,
						self.title_of.get(other, other or ""),
						college_text,
					)
			found = here
		if len(found) > 1:
			raise BadValue("class_ambiguous", class_text)
		if found:
			return min(found)
		if not college_text:
			raise BadValue("class_unknown_without_college", class_text)
		return NewClass(college_text, class_text, grade or "")

	def _named(self, class_text: str, grade: str | None) -> set[str]:
		found = self.classes.get(plain_key(class_text), set())
		if not found and grade:
			found = self.classes.get(plain_key(f"{grade.removesuffix('级')}级{class_text}"), set())
		return found

	def nearest(self, class_text: str, college_text: str | None) -> str | None:
		"""The class of the school whose name looks most like this one: 软件技术2601 → 软件技术2601班. Never taken by itself."""
		self._asked += 1
		if self._asked > MOST_ASKED:
			return None
		colleges = self.college_names.get(plain_key(college_text or ""), set())
		if college_text and not colleges:
			return None
		digits, words = _numbers_and_words(class_text)
		alike = {}
		for name in {name for names in self.classes.values() for name in names}:
			title = self.title_of[name]
			other_digits, other_words = _numbers_and_words(title)
			if (
				digits == other_digits
				and title != class_text
				and (not colleges or self.college_of[name] in colleges)
			):
				alike[title] = SequenceMatcher(None, words, other_words).ratio()
		best = max(sorted(alike), key=alike.get, default=None)
		return best if best and alike[best] >= LOOKS_LIKE else None

	def has_college(self, text: str) -> bool:
		return plain_key(text) in self.college_names


class Rooms:
	"""Rooms by building and number."""

	def __init__(self):
		rows = frappe.get_all(
			"Campus Dormitory",
			fields=["name", "dormitory_name", "dormitory_type", "building"],
			filters={"disabled": 0},
			order_by="lft",
			limit_page_length=0,
		)
		self.building_of = {row.name: row.building for row in rows}
		titles = {row.name: row.dormitory_name for row in rows}
		self.buildings: dict[str, set[str]] = defaultdict(set)
		self.by_path: dict[tuple[str, str], set[str]] = defaultdict(set)
		self.by_room: dict[str, set[str]] = defaultdict(set)
		self.by_name: dict[str, str] = {}
		for row in rows:
			if row.dormitory_type == "Building":
				self.buildings[building_key(row.dormitory_name)].add(row.name)
			elif row.dormitory_type == "Room":
				self.by_name[plain_key(row.name)] = row.name
				room = room_key(row.dormitory_name)
				self.by_room[room].add(row.name)
				if row.building:
					self.by_path[building_key(titles.get(row.building) or row.building), room].add(row.name)

	def find(self, text: str, building_text: str | None) -> tuple[str | NewRoom, str]:
		"""The room and, where the text names it as well, the bed. Unknown rooms come back as NewRoom.

		Errors: BadValue — room_ambiguous, room_unknown_without_building, room_or_bed where 1-101-4 could be either and
		the school has neither.
		"""
		meant = places(text)
		for place in meant:
			found = self._find(place.room, building_text)
			if isinstance(found, str):
				return found, place.bed
		if len(meant) > 1 and (building_text or split_path(meant[1].room)):
			raise BadValue("room_or_bed", text)
		if not found:
			raise BadValue("room_unknown_without_building", meant[0].room)
		return found, meant[0].bed

	def _find(self, text: str, building_text: str | None) -> str | NewRoom | None:
		path = (building_text, _bare_room(text, building_text)) if building_text else split_path(text)
		if path:
			found = self.by_path.get((building_key(path[0]), room_key(path[1])), set())
		else:
			found = self.by_room.get(room_key(text), set())
		if not found and plain_key(text) in self.by_name:
			return self.by_name[plain_key(text)]
		if len(found) > 1:
			raise BadValue("room_ambiguous", text)
		if found:
			return min(found)
		return NewRoom(*path) if path else None

	def has_building(self, text: str) -> bool:
		return building_key(text) in self.buildings


def _bare_room(text: str, building_text: str) -> str:
	"""The room column often repeats the building: 1号楼 | 1-301."""
	path = split_path(text)
	return path[1] if path and building_key(path[0]) == building_key(building_text) else text


class Directory:
	def __init__(self):
		self.units = Units()
		self.rooms = Rooms()


def create_missing(classes: set[NewClass], rooms: set[NewRoom]) -> None:
	"""Colleges, classes, buildings and rooms that the file names and the school does not have yet, as
	documents."""
	units = Units()
	colleges: dict[str, str] = {key: min(names) for key, names in units.college_names.items()}
	made = set()
	for new in sorted(classes, key=lambda new: (new.college_name, new.class_name, new.grade), reverse=True):
		key = plain_key(new.college_name)
		if (key, plain_key(new.class_name)) in made:
			continue  # the same class once with its grade and once without
		made.add((key, plain_key(new.class_name)))
		if key not in colleges:
			colleges[key] = _insert(
				"Campus Unit", unit_name=new.college_name, unit_type="College", is_group=1
			)
		_insert(
			"Campus Unit",
			unit_name=new.class_name,
			unit_type="Class",
			parent_campus_unit=colleges[key],
			grade=new.grade.removesuffix("级") or None,
		)
	buildings: dict[str, str] = {key: min(names) for key, names in Rooms().buildings.items()}
	made = set()
	for new in sorted(rooms, key=lambda new: (new.building_name, new.room_name)):
		key = building_key(new.building_name)
		if key not in buildings:
			name = f"{new.building_name}号楼" if new.building_name.isdigit() else new.building_name
			buildings[key] = _insert(
				"Campus Dormitory",
				dormitory_name=name,
				dormitory_type="Building",
				parent_campus_dormitory=_only_campus(),
				is_group=1,
			)
		if (key, room_key(new.room_name)) in made:
			continue
		made.add((key, room_key(new.room_name)))
		_insert(
			"Campus Dormitory",
			dormitory_name=room_key(new.room_name).upper(),
			dormitory_type="Room",
			parent_campus_dormitory=_floor_of(buildings[key], room_key(new.room_name)) or buildings[key],
		)


def _insert(doctype: str, **values) -> str:
	# the import document itself was checked; making its units is part of it
	return frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True).name


def _only_campus() -> str | None:
	found = frappe.get_all("Campus Dormitory", filters={"dormitory_type": "Campus"}, pluck="name", limit=2)
	return found[0] if len(found) == 1 else None


def _floor_of(building: str, room: str) -> str | None:
	"""Room 305 lies on floor 3, when the building has floors."""
	floors = frappe.get_all(
		"Campus Dormitory",
		filters={"building": building, "dormitory_type": "Floor"},
		fields=["name", "dormitory_name"],
	)
	number = room[:-2]
	for floor in floors:
		if number and re.sub("[层楼fF]|^0+", "", floor.dormitory_name) == number.lstrip("0"):
			return floor.name
	return None
