"""Errors of MariaDB by their numbers, as far as somebody who was saving or looking can do something about them."""

from enum import Enum


class Kind(Enum):
	"""What happened, as whoever had asked understands it."""

	COLLISION = "collision"
	AWAY = "away"
	FULL = "full"
	TOO_LONG = "too long"
	TOO_SLOW = "too slow"


NUMBERS = {
	Kind.COLLISION: (1020, 1205, 1213),  # changed since it was read, lock wait, deadlock
	Kind.AWAY: (1040, 1053, 1152, 1203, 1226, 1927, 2002, 2003, 2006, 2013, 4031),
	Kind.FULL: (3, 28, 1021, 1030, 1041, 1114, 1290, 1792, 1836),  # disk, memory, read only
	Kind.TOO_LONG: (1118, 1153, 1264, 1406),
	Kind.TOO_SLOW: (1317, 1969, 3024),
}
BY_NUMBER = {number: kind for kind, numbers in NUMBERS.items() for number in numbers}
# of the database's driver; others have arguments that are numbers, too
DRIVERS = ("pymysql", "MySQLdb")
DEEPEST = 5
CLOSED = "(0, '')"  # what the driver says of a connection that it has closed itself


def find_kind(error: BaseException | None) -> Kind | None:
	"""Of an error of the database, or one that it caused or that wraps it; None for every other."""
	for found in _chain(error):
		if not type(found).__module__.startswith(DRIVERS):
			continue
		number = found.args[0] if found.args else None
		if number in BY_NUMBER:
			return BY_NUMBER[number]
		if str(found) == CLOSED:
			return Kind.AWAY
	return None


def _chain(error: BaseException | None):
	for _depth in range(DEEPEST):
		if error is None:
			return
		yield error
		wrapped = error.args[0] if error.args and isinstance(error.args[0], BaseException) else None
		error = wrapped or error.__cause__
