"""What counts as a photo: a picture every browser shows, of bearable size."""

import io
from enum import Enum

from PIL import Image, UnidentifiedImageError

MEGABYTE = 1024 * 1024
FORMATS = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",)}
MOST_PIXELS = 100_000_000  # beyond this a small file unpacks to gigabytes


class PhotoFault(Enum):
	"""Why a file is not accepted as a photo."""

	TOO_LARGE = "too large"
	NOT_A_PICTURE = "not a picture"
	OTHER_NAME = "name and content differ"


def judge_photo(
	content: bytes, file_name: str, limit_mb: float, most_pixels: int = MOST_PIXELS
) -> PhotoFault | None:
	"""None for a good photo. The content decides what it is; its name must say the same."""
	if len(content) > limit_mb * MEGABYTE:
		return PhotoFault.TOO_LARGE
	try:
		with Image.open(io.BytesIO(content)) as picture:
			kind, pixels = picture.format, picture.width * picture.height
			picture.verify()
	except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
		return PhotoFault.NOT_A_PICTURE
	if kind not in FORMATS or pixels > most_pixels:
		return PhotoFault.NOT_A_PICTURE
	return None if file_name.lower().endswith(FORMATS[kind]) else PhotoFault.OTHER_NAME
