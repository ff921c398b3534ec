"""Resident identity numbers 公民身份号码 (GB 11643-1999): reading, checking and masking them.

An 18-digit number is region (6), birth date (8), serial (3, odd for men) and a check character
(ISO 7064 MOD 11-2). The 15-digit numbers of before 1999 were withdrawn on 2013-01-01 and are refused.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
# first two digits: provinces, and 81–83 for residence permits of Hong Kong, Macao and Taiwan residents
PROVINCES = frozenset(
	(
		"11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 "
		"50 51 52 53 54 61 62 63 64 65 71 81 82 83"
	).split()
)
# 外国人永久居留身份证 since 2023: 9, the province that issued it, the country, then birth date and check as above
PERMANENT_RESIDENT = "9"
EARLIEST_BIRTH = date(1900, 1, 1)
MASK_CHARACTER = "*"
MASK_PATTERN = re.compile(r"^[0-9]{4}\*+[0-9]{3}[0-9X]$")


class IdentityFault(str, Enum):
	"""What is wrong with a number; the caller words it."""

	FIFTEEN_DIGITS = "fifteen digits"
	LENGTH = "length"
	CHARACTERS = "characters"
	REGION = "region"
	BIRTH_DATE = "birth date"
	FUTURE_BIRTH = "birth date in the future"
	CHECK_DIGIT = "check digit"


class IdentityNumberError(ValueError):
	"""The text is no valid identity number. `fault` says why; the message never repeats the number."""

	def __init__(self, fault: IdentityFault, expected: str = ""):
		super().__init__(fault.value)
		self.fault = fault
		self.expected = expected


@dataclass(frozen=True)
class IdentityNumber:
	"""A number that passed every check. `repr` shows it masked, so it cannot slip into a log."""

	digits: str

	@property
	def birth_date(self) -> date:
		return date(int(self.digits[6:10]), int(self.digits[10:12]), int(self.digits[12:14]))

	@property
	def gender(self) -> str:
		"""`Male` or `Female`: the 17th digit is odd for men."""
		return "Male" if int(self.digits[16]) % 2 else "Female"

	@property
	def masked(self) -> str:
		return mask(self.digits)

	def __repr__(self) -> str:
		return f"IdentityNumber({self.masked!r})"


def normalize(text: str) -> str:
	"""Full-width digits and x become plain, blanks and dashes go, the check letter becomes a capital."""
	return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text or "")).upper()


def mask(text: str) -> str:
	"""First and last four characters, stars between: `3701**********1234`; anything shorter is all stars."""
	text = normalize(text)
	if len(text) < 12:
		return MASK_CHARACTER * len(text)
	return text[:4] + MASK_CHARACTER * (len(text) - 8) + text[-4:]


def is_masked(text: str) -> bool:
	return MASK_CHARACTER in (text or "")


def check_character(first_seventeen: str) -> str:
	total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first_seventeen, strict=True))
	return CHECK_CHARACTERS[total % 11]


def parse(text: str, today: date) -> IdentityNumber:
	"""The number in `text`, or IdentityNumberError with the first fault found."""
	digits = normalize(text)
	if re.fullmatch(r"[0-9]{15}", digits):
		raise IdentityNumberError(IdentityFault.FIFTEEN_DIGITS)
	if len(digits) != 18:
		raise IdentityNumberError(IdentityFault.LENGTH)
	if not re.fullmatch(r"[0-9]{17}[0-9X]", digits):
		raise IdentityNumberError(IdentityFault.CHARACTERS)
	region = digits[1:3] if digits[0] == PERMANENT_RESIDENT else digits[:2]
	if region not in PROVINCES:
		raise IdentityNumberError(IdentityFault.REGION)
	try:
		birth = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
	except ValueError:
		raise IdentityNumberError(IdentityFault.BIRTH_DATE) from None
	if birth < EARLIEST_BIRTH:
		raise IdentityNumberError(IdentityFault.BIRTH_DATE)
	if birth > today:
		raise IdentityNumberError(IdentityFault.FUTURE_BIRTH)
	expected = check_character(digits[:17])
	if digits[17] != expected:
		raise IdentityNumberError(IdentityFault.CHECK_DIGIT, expected)
	return IdentityNumber(digits)


_OTHER_PAPER = re.compile(r"[0-9A-Z]{5,20}")


def is_other_paper(text: str) -> bool:
	"""Number of a passport or permit, normalized: letters and digits, not checked any further."""
	return bool(_OTHER_PAPER.fullmatch(text)) and any(sign.isdigit() for sign in text)


def years_before(day: date, years: int) -> date:
	"""The same calendar day `years` earlier; 29 February becomes 28 February in a common year."""
	try:
		return day.replace(year=day.year - years)
	except ValueError:
		return day.replace(year=day.year - years, day=28)


def age_on(birth: date, day: date) -> int:
	"""Completed years. Whoever was born on 29 February is a year older on 1 March of a common year."""
	return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def is_minor(birth: date | None, today: date, majority: int) -> bool:
	"""Younger than `majority` years; nobody is called a minor without a birth date."""
	return bool(birth) and age_on(birth, today) < majority
