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


def is_same(one: str, other: str) -> bool:
	return bool(one and other) and distance(one, other) <= NEAR
