"""A checkpoint 封签: how many leaves there are and the root over them, signed, to be kept where the server does not reach.

It is one line of letters that survives paper, mail and a QR code: `CS1|origin|size|root|time|previous|key|signature`.
"""

import hashlib
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import NamedTuple

FORMAT = "CS1"
NONE_BEFORE = "-"
MOMENT = "%Y%m%dT%H%M%S"
# what a mail program, a scanner or a person puts between: blanks, line breaks, marks of quoting
BETWEEN = re.compile(r"[\s>\u200b\ufeff]+")
SHAPE = re.compile(
	r"CS1\|(?P<origin>[\w.:-]+)\|(?P<size>\d{1,12})\|(?P<root>[\w-]{43})\|(?P<time>\d{8}T\d{6})"
	r"\|(?P<previous>-|[\w-]{43})\|(?P<key>[0-9a-f]{16})\|(?P<signature>[\w-]{86})"
)


class Checkpoint(NamedTuple):
	"""time: the school's. previous: fingerprint of the checkpoint before. key: number of the key that signed it."""

	origin: str
	size: int
	root: bytes
	time: datetime
	previous: bytes | None
	key: str
	signature: bytes = b""

	def signed(self) -> bytes:
		"""What the signature is over."""
		return "|".join(self._fields_before_signature()).encode()

	def text(self) -> str:
		return "|".join((*self._fields_before_signature(), to_letters(self.signature)))

	def fingerprint(self) -> bytes:
		"""What the next checkpoint names as its previous one."""
		return hashlib.sha256(self.text().encode()).digest()

	def _fields_before_signature(self) -> tuple[str, ...]:
		return (
			FORMAT,
			self.origin,
			str(self.size),
			to_letters(self.root),
			self.time.strftime(MOMENT),
			to_letters(self.previous) if self.previous else NONE_BEFORE,
			self.key,
		)


def parse(text: str | None) -> Checkpoint | None:
	"""The first checkpoint in a text, as it comes from a mail, a scanner or a form; None where there is none."""
	return next(iter(parse_all(text)), None)


def parse_all(text: str | None) -> list[Checkpoint]:
	"""Every checkpoint in a text: somebody may paste the mails of a whole month."""
	found = map(_read, SHAPE.finditer(BETWEEN.sub("", text or "")))
	return [checkpoint for checkpoint in found if checkpoint]


def _read(found: re.Match) -> Checkpoint | None:
	try:
		return Checkpoint(
			found["origin"],
			int(found["size"]),
			from_letters(found["root"]),
			datetime.strptime(found["time"], MOMENT),
			None if found["previous"] == NONE_BEFORE else from_letters(found["previous"]),
			found["key"],
			from_letters(found["signature"]),
		)
	except ValueError:
		return None


def key_number(public_key: bytes) -> str:
	return hashlib.sha256(public_key).hexdigest()[:16]


def to_letters(value: bytes) -> str:
	return urlsafe_b64encode(value).decode().rstrip("=")


def from_letters(text: str) -> bytes:
	return urlsafe_b64decode(text + "=" * (-len(text) % 4))
