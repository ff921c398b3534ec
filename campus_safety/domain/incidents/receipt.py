"""The receipt 回执码 of a report without a name: sixteen digits, the only way back to it; kept by nobody but whoever wrote it down."""

import hashlib
import re
import secrets
import unicodedata

DIGITS, IN_GROUP = 16, 4
# what a code looks like in a text, however it was grouped
IN_TEXT = re.compile(r"(?<!\d)(?:\d[ \-—–.·]{0,3}){15}\d(?!\d)")
# of scrypt: 16 MB and some hundredths of a second for every try, right or wrong
COST, BLOCK, LANES = 2**14, 8, 1


def new_code() -> str:
	"""Four groups of four, 53 bits: with what each try costs nobody finds one by trying."""
	digits = "".join(secrets.choice("0123456789") for _place in range(DIGITS))
	return "-".join(digits[start : start + IN_GROUP] for start in range(0, DIGITS, IN_GROUP))


def digits_of(code: str | None) -> str | None:
	"""The sixteen digits, however they were written down; None for what is no code."""
	text = plain_digits(code)
	digits = "".join(sign for sign in text if sign in "0123456789")
	return digits if len(digits) == DIGITS and len(text) <= 3 * DIGITS else None


def plain_digits(text: str | None) -> str:
	"""With the digits of every script, wide ones too, as 0 to 9."""
	plain = unicodedata.normalize("NFKC", str(text or ""))
	return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in plain)


def key_of(digits: str, pepper: bytes) -> str:
	"""What is kept of a code: nobody turns it back without the site's own key, nor quickly with it."""
	return hashlib.scrypt(digits.encode(), salt=pepper, n=COST, r=BLOCK, p=LANES, dklen=32).hex()


def codes_in(text: str | None, most: int = 3) -> list[str]:
	"""Digits of whatever in the text looks like a code; no more than `most` are looked at."""
	found = (digits_of(match.group()) for match in IN_TEXT.finditer(plain_digits(text)))
	return list(dict.fromkeys(filter(None, found)))[:most]
