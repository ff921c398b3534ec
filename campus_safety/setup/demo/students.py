"""Three hundred students with guardians, rooms and identity numbers, drawn with a fixed seed.

Identity numbers carry the region 379999, which does not exist, and telephones begin with 1990000: nobody is
called by chance.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

import frappe

from campus_safety.domain.people.identity_card import check_character
from campus_safety.setup.demo import accounts, dormitories, units

PER_CLASS = 30
REGION = "379999"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
MALE_GIVEN = (
	"浩然 子轩 宇航 嘉豪 俊杰 明轩 志强 文博 天佑 鑫 磊 凯 一凡 家乐 泽宇 思源 鹏飞 昊 建成 晨阳"
).split()
FEMALE_GIVEN = (
	"欣怡 梓涵 雨桐 诗涵 思琪 佳慧 雅婷 晓雯 静怡 梦瑶 婷 雪 若曦 艺菲 可欣 子墨 文静 丽娜 语嫣 春燕"
).split()
# share of women in the classes of a college
WOMEN_SHARE = {units.INFORMATION: 0.4, units.NURSING: 0.8, units.MACHINERY: 0.3}
TOWNS = ("历下区文化路 市中区经十路 章丘区双山街 莱芜区凤城街 长清区大学路 平阴县榆山路 商河县许商街").split()


@dataclass(frozen=True)
class Person:
	number: str
	name: str
	gender: str
	birth: date
	unit: str


@cache
def people() -> tuple[Person, ...]:
	"""The whole register; the first student of the first class is the portal account's."""
	random, found, names = Random(20261125), [], set()
	for college_no, (college, classes) in enumerate(units.CLASSES.items(), start=1):
		for class_no, (class_name, grade) in enumerate(classes, start=1):
			for place in range(1, PER_CLASS + 1):
				gender = "Female" if random.random() < WOMEN_SHARE[college] else "Male"
				name = _draw_name(random, gender, names)
				birth = date(int(grade) - 19, 9, 1) + timedelta(days=random.randrange(480))
				if not found:
					gender, name = "Male", "郭一凡"
				names.add(name)
				found.append(
					Person(f"{grade}{college_no:02}{class_no:02}{place:02}", name, gender, birth, class_name)
				)
	return tuple(found)


def _draw_name(random: Random, gender: str, taken: set[str]) -> str:
	while True:
		name = random.choice(SURNAMES) + random.choice(FEMALE_GIVEN if gender == "Female" else MALE_GIVEN)
		if name not in taken:
			return name


def identity_number(person: Person) -> str:
	college, class_no, place = (int(person.number[at : at + 2]) for at in (4, 6, 8))
	serial = (college * 4 + class_no) * PER_CLASS + place  # 1 to 500, another one for everybody
	serial = serial % 500 * 2 + (person.gender == "Male")
	first = f"{REGION}{person.birth:%Y%m%d}{serial:03}"
	return first + check_character(first)


def guardians_of(person: Person, index: int) -> list[dict]:
	surname, random = person.name[0], Random(person.number)
	father = {
		"guardian_name": surname + random.choice(MALE_GIVEN),
		"relation": "父亲",
		"mobile": f"19900002{index:03}",
		"is_primary": 1,
	}
	mother = {
		"guardian_name": random.choice(SURNAMES) + random.choice(FEMALE_GIVEN),
		"relation": "母亲",
		"mobile": f"19900003{index:03}",
	}
	if index % 11 == 0:
		return [{**mother, "relation": "祖母", "is_primary": 1}]
	if index % 7 == 0:
		return [{**mother, "is_primary": 1}]
	return [father, mother]


def create() -> None:
	beds = {gender: _beds(building) for building, gender in dormitories.BUILDINGS}
	unit_names = {
		title: units.name_of(title) for classes in units.CLASSES.values() for title, _grade in classes
	}
	for index, person in enumerate(people()):
		room, bed = next(beds[person.gender], (None, None)) if index % 15 else (None, None)
		if frappe.db.exists("Campus Student", person.number):
			continue
		frappe.get_doc(
			{
				"doctype": "Campus Student",
				"student_no": person.number,
				"student_name": person.name,
				"gender": person.gender,
				"unit": unit_names[person.unit],
				"id_no": identity_number(person),
				"mobile": f"19900001{index:03}",
				"home_address": f"山东省济南市{TOWNS[index % len(TOWNS)]}{index % 180 + 1}号",
				"residence_type": "Dormitory" if room else ("Off Campus" if index % 30 else "Day Student"),
				"dormitory": room,
				"bed_no": bed,
				"status": "Internship" if person.unit.endswith("2401班") and index % 3 == 0 else "Enrolled",
				"admission_date": date(int(person.number[:4]), 9, 1),
				"guardians": guardians_of(person, index),
				"user": None if index else accounts.user_of(accounts.PORTAL_STUDENT),
			}
		).insert()


def _beds(building: str):
	"""Yield (room, bed number) of a building, room by room."""
	rooms = frappe.get_all(
		"Campus Dormitory",
		filters={"building": building, "dormitory_type": "Room"},
		order_by="lft asc",
		pluck="name",
	)
	for room in rooms:
		for bed in range(1, dormitories.BEDS + 1):
			yield room, str(bed)


def in_class(unit: str, place: int) -> Person:
	"""The student at this place of the class list, counted from 1."""
	return [person for person in people() if person.unit == unit][place - 1]
