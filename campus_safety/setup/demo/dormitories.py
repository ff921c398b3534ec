"""Two buildings with three floors of nine rooms each, six beds to a room."""

from campus_safety.setup.demo.records import make

CAMPUS = "主校区宿舍"
MEN, WOMEN = "1号楼", "2号楼"
BUILDINGS = ((MEN, "Male"), (WOMEN, "Female"))
FLOORS = 3
ROOMS_PER_FLOOR = 9
BEDS = 6


def create() -> None:
	campus = _make(CAMPUS, "Campus", None)
	for building_title, gender in BUILDINGS:
		building = _make(building_title, "Building", campus, gender=gender)
		for number in range(1, FLOORS + 1):
			floor = _make(f"{number}层", "Floor", building)
			for room in rooms_of_floor(number):
				_make(room, "Room", floor, beds=BEDS)


def rooms_of_floor(number: int) -> list[str]:
	return [f"{number}{room:02}" for room in range(1, ROOMS_PER_FLOOR + 1)]


def _make(title: str, kind: str, parent: str | None, **values) -> str:
	return make(
		"Campus Dormitory",
		{"dormitory_name": title, **({"parent_campus_dormitory": parent} if parent else {})},
		{"dormitory_type": kind, **values},
	)
