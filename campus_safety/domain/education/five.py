"""Five-management 五项管理 (三(一)): homework, sleep, phone, reading, physique, looked at in every class once a month."""

from collections.abc import Sequence

ITEMS = ("Homework", "Sleep", "Phone", "Reading", "Physique")
PROBLEM = "Problem"


def missing(named: Sequence[str]) -> list[str]:
	return [item for item in ITEMS if item not in named]


def named_twice(named: Sequence[str]) -> list[str]:
	return sorted({item for item in named if named.count(item) > 1})
