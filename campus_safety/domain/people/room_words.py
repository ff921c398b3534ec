"""Buildings, rooms and beds as lists write them: 1号楼301, 1#301, 1-301, 1号楼102-3床."""

import re
from dataclasses import dataclass

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


# 1号楼-1层-106: the floor says nothing that the room does not
_FLOOR = re.compile(
	r"[-_/ ]*第?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:层|楼层|[Ff])[-_/ ]+(?=[0-9A-Za-z])"
)
_NAMED_BED = re.compile(r"[-_/ ]*(\d{1,2})(?:号?床位?|号?铺位?|号位)$")
_BARE_BED = re.compile(r"(?<=[0-9A-Za-z]{2})-(\d{1,2})$")


@dataclass(frozen=True)
class Place:
	"""A room as written, with its bed where one stands behind it. is_sure: the bed is called one."""

	room: str
	bed: str = ""
	is_sure: bool = True


def places(text: str) -> list[Place]:
	"""What a text can mean, the likeliest first: 1-101-4 is room 101-4, or bed 4 of room 101."""
	text = _FLOOR.sub("-", (text or "").strip())
	if named := _NAMED_BED.search(text):
		return [Place(text[: named.start()], named[1])]
	if bare := _BARE_BED.search(text):
		return [Place(text), Place(text[: bare.start()], bare[1], is_sure=False)]
	return [Place(text)]


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
