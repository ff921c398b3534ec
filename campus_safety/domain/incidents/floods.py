"""How long whoever reports has to wait when very many do: nobody is refused, and no network address is looked at."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

LONGEST_WAIT = 60  # seconds
AFTER_WRONG = 2  # seconds more for each wrong code of the last minutes
LONGEST = 200  # characters of a token
VALID_LOOK = 10 * 60  # seconds: it is fetched when the code has been typed
VALID = 6 * 60 * 60  # seconds: as long as a page may lie open


@dataclass(frozen=True)
class Token:
	"""A page's pass: when it was given, how many seconds it waits, what it is for."""

	at: int
	wait: int
	purpose: str
	number: str

	def text(self) -> str:
		return f"{self.at}.{self.wait}.{self.purpose}.{self.number}"

	def is_ripe(self, now: int) -> bool:
		return self.at + self.wait <= now <= self.at + VALID


def wait_to_report(arrived: int, most: int) -> int:
	"""Seconds: `arrived` of the last minute, all together; beyond `most` each waits longer than the one before."""
	return max(0, min(LONGEST_WAIT, arrived - most))


def wait_to_look(wrong: int) -> int:
	"""Seconds after so many wrong codes in the last minutes: a wrong one costs time and locks nobody out."""
	return min(LONGEST_WAIT, AFTER_WRONG * wrong)


def make_token(at: int, wait: int, purpose: str, key: str) -> str:
	token = Token(at, wait, purpose, secrets.token_hex(16))
	return f"{token.text()}.{_mark(token, key)}"


def read_token(text: str | None, purpose: str, key: str) -> Token | None:
	"""None for what this site has not given for this purpose."""
	given = str(text or "")
	parts = given.split(".")
	if (
		not given.isascii()
		or len(given) > LONGEST
		or len(parts) != 5
		or not (parts[0].isdigit() and parts[1].isdigit())
		or parts[2] != purpose
	):
		return None
	token = Token(int(parts[0]), int(parts[1]), purpose, parts[3])
	return token if hmac.compare_digest(_mark(token, key), parts[4]) else None


def _mark(token: Token, key: str) -> str:
	return hmac.new(key.encode(), token.text().encode(), hashlib.sha256).hexdigest()
