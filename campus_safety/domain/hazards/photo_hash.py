"""Two photos that show the same picture: an average hash of 64 bits (Pillow), the same after resizing or saving anew."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

SIDE = 8  # pixels: 64 bits
NEAR = 3  # bits that saving anew may turn
FLAT = 4  # grey levels: of what is one colour the bits say nothing


def average_hash(content: bytes) -> str:
	"""16 hexadecimal digits; "" for what is no picture, or shows nothing but one colour."""
	try:
		with Image.open(io.BytesIO(content)) as picture:
			small = ImageOps.exif_transpose(picture).convert("L").resize((SIDE, SIDE), Image.LANCZOS)
	except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
		return ""
	levels = list(small.getdata())
	if max(levels) - min(levels) < FLAT:
		return ""
	mean = sum(levels) / len(levels)
	bits = "".join("1" if level > mean else "0" for level in levels)
	return f"{int(bits, 2):0{SIDE * SIDE // 4}x}"


def distance(one: str, other: str) -> int:
	"""Bits in which two hashes differ."""
	return (int(one, 16) ^ int(other, 16)).bit_count()


def views(one: str) -> frozenset[str]:
	"""The hash of the same picture turned by quarters and mirrored; none of ""."""
	if not one:
		return frozenset()
	bits = f"{int(one, 16):0{SIDE * SIDE}b}"
	rows, found = [bits[place : place + SIDE] for place in range(0, SIDE * SIDE, SIDE)], set()
	for _quarter in range(4):
		rows = ["".join(column) for column in zip(*rows[::-1], strict=True)]
		found |= {"".join(rows), "".join(row[::-1] for row in rows)}
	return frozenset(f"{int(view, 2):0{SIDE * SIDE // 4}x}" for view in found)


def is_same(one: str, other: str) -> bool:
	"""However it was turned or mirrored."""
	return bool(other) and is_same_view(views(one), other)


def is_same_view(seen: frozenset[str], other: str) -> bool:
	"""`seen`: the views of the first one."""
	return any(distance(view, other) <= NEAR for view in seen)
