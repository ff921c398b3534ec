"""Was somebody at a place? Coordinates come in, a word goes out; nobody keeps the coordinates."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_000


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> float:
	"""Metres between two (latitude, longitude) in degrees, along the great circle."""
	lat_a, lon_a, lat_b, lon_b = map(radians, (*a, *b))
	half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
	return 2 * EARTH_RADIUS_M * asin(sqrt(half))


def is_position(latitude: float, longitude: float) -> bool:
	return -90 <= latitude <= 90 and -180 <= longitude <= 180
