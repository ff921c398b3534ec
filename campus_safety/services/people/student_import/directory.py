"""Classes and rooms of the school, found by the words people write in lists."""

import re
from collections import defaultdict
from dataclasses import dataclass

import frappe

from campus_safety.domain.sheets.sheet_values import BadValue

_CHINESE_NUMBER = re.compile("[一二三四五六七八九十]{1,3}(?=号|栋|幢|#|公寓|宿舍|楼|座|$)")
_DIGIT = {sign: number for number, sign in enumerate("零一二三四五六七八九")}
_BUILDING_WORDS = (
	"号学生公寓楼|号学生公寓|号宿舍楼|号公寓楼|号公寓|学生公寓楼|学生公寓|宿舍楼|公寓楼|公寓|"
	"号楼|栋|幢|座|楼|#|号"
)
_BUILDING_END = re.compile(f"(?:{_BUILDING_WORDS})+$")
_ROOM_END = re.compile("(?:寝室|宿舍|房间|室|房|号)+$")
_PATH = re.compile(
	f"(?P<building>.+?)(?:(?:{_BUILDING_WORDS})[-_/ ]*|[-_/ ]+)(?P<room>[0-9A-Za-z]+(?:-[0-9A-Za-z]+)?)$"
)


def plain_key(text: str) -> str:
	return "".join((text or "").split()).casefold()


def building_key(text: str) -> str:
	"""1号楼, 1#, 一号楼, 1栋 and 第1公寓 are the same building."""
	key = _CHINESE_NUMBER.sub(lambda found: str(_number(found[0])), plain_key(text).removeprefix("第"))
	return _BUILDING_END.sub("", key) or key


def room_key(text: str) -> str:
	key = plain_key(text)
	return _ROOM_END.sub("", key) or key


def split_path(text: str) -> tuple[str, str] | None:
	"""Building and room of 1号楼301, 1#301, 1-301 or 1栋 301室; None for a bare room number."""
	found = _PATH.match(_ROOM_END.sub("", (text or "").strip()))
	return (found["building"], found["room"]) if found else None


def _number(signs: str) -> int:
	tens, ten, ones = signs.rpartition("十")
	if not ten:
		return int("".join(str(_DIGIT[sign]) for sign in signs))
	return (_DIGIT.get(tens, 1) if tens else 1) * 10 + _DIGIT.get(ones, 0)


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

	def find(self, text: str, building_text: str | None) -> str | NewRoom:
		"""Errors: BadValue — room_ambiguous, room_without_building. Unknown ones come back as NewRoom."""
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
		if not path:
			raise BadValue("room_unknown_without_building", text)
		return NewRoom(*path)

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
