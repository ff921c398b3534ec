"""One entry of the seal: that this record had this content at this time. It holds a digest, never the content itself."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

ALGORITHM = "sha256"
CONTENT = b"\x00"  # before a content and before a leaf of the tree; inner nodes begin with another (tree.py)
SALT_BYTES = 16
NO_DIGEST = ""


class Kind(str, Enum):
	"""What a leaf tells of its record."""

	RECORD = "Record"  # its content, a version
	ACCESS = "Access"  # a line of the access log
	DELETED = "Deleted"  # it was there and is gone
	ERASED = "Erased"  # its time was over: content and salts are gone, the digests stay
	LAYOUT = "Layout"  # which columns the digests of a DocType speak of
	BEGUN = "Begun"  # from here on every record of this DocType has a leaf
	CHAIN = "Chain"  # the last hash of the access log's chain of before


class Leaf(NamedTuple):
	"""at: the server's time, microseconds. layout: which columns the content had (Kind.LAYOUT); "" where there is none."""

	kind: str
	doctype: str
	name: str
	version: int
	layout: str
	algorithm: str
	digest: str
	writer: str
	at: str

	def text(self) -> str:
		"""What is hashed: a line for each field. No field holds a line break (`one_line`)."""
		return "\n".join(map(str, self))


def one_line(value: str) -> str:
	"""A name as it stands in a leaf: what would begin a new line there is written as a space."""
	return " ".join(value.splitlines()) if value.splitlines() != [value] else value


_SPELLING = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(content: Mapping) -> bytes:
	"""One spelling of a content: JSON over strings alone, keys in order, nothing between; what is empty is left out."""
	return _SPELLING.encode(_as_text(content)).encode()


def _as_text(value):
	if isinstance(value, str):  # most are
		return value
	if isinstance(value, Mapping):
		return {key: _as_text(item) for key, item in value.items() if item is not None}
	if isinstance(value, list | tuple):
		return [_as_text(item) for item in value]
	return plain(value)


def plain(value) -> str:
	"""A database's value as text: the same on every version of Python, driver and framework."""
	if isinstance(value, str):
		return value
	if isinstance(value, bool | int):
		return str(int(value))
	if isinstance(value, float | Decimal):
		return f"{value:.9f}"
	if isinstance(value, datetime):
		return value.isoformat(sep=" ", timespec="microseconds")
	if isinstance(value, date | time):
		return value.isoformat()
	if isinstance(value, timedelta):
		return f"{value / timedelta(seconds=1):.6f}"
	if isinstance(value, bytes):
		return value.hex()
	return str(value)


def digest(salt: bytes, content: bytes) -> str:
	"""SHA-256 over salt and content. Without the salt nobody can try out what the content may have been."""
	return hashlib.sha256(CONTENT + salt + content).hexdigest()


def mark(key: bytes, text: str, sequence: int) -> str:
	"""HMAC of a leaf at its place (0: it has none yet). Who holds the database alone can make none."""
	return hmac.digest(key, f"{sequence}\n{text}".encode(), "sha256").hex()
