"""A number in a workbook as the cell shows it: 1024017 with the format 000000000 is 001024017.

Excel keeps 15 digits of a number; what a longer one holds after them is noise. Such a number is given in the form in
which every reader of names refuses it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

KEPT_DIGITS = 15
GENERAL = "General"
_TAG = re.compile(r"\[[^\]]*\]")
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|[_*].|([0#?])|(,)|([-+() :¥￥]|[\u2e80-\uffff])|(.)', re.DOTALL)


@dataclass(frozen=True)
class _Form:
	"""parts: a placeholder as itself, a literal as (text,)."""

	parts: tuple

	@property
	def least(self) -> int:
		places = [part for part in self.parts if isinstance(part, str)]
		return len(places) - places.index("0") if "0" in places else 1

	@property
	def changes(self) -> bool:
		return self.least > 1 or any(isinstance(part, tuple) for part in self.parts)


def as_text(value: int | float, form: str = GENERAL) -> str:
	"""The number without a point where it is whole, as the format shows it where that adds or groups digits."""
	if abs(value) >= 10**KEPT_DIGITS:
		return f"{value:.{KEPT_DIGITS - 1}E}"
	if not float(value).is_integer():
		return str(value)
	plain = str(int(value))
	found = _parse(form) if value >= 0 else None
	return _filled(plain, found) if found and found.changes else plain


def changes_numbers(form: str) -> bool:
	"""Whether the format shows other digits than the number has."""
	found = _parse(form)
	return bool(found and found.changes)


@lru_cache(maxsize=500)
def _parse(form: str) -> _Form | None:
	"""None: dates, decimals, shares, powers, text, whatever shows no whole number digit by digit."""
	first = _TAG.sub("", (form or "").split(";")[0]).strip()
	if not first or first.lower() == GENERAL.lower():
		return None
	parts: list = []
	for found in _TOKEN.finditer(first):
		quoted, escaped, place, comma, sign, other = found.groups()
		if other:
			return None
		if place:
			parts.append(place)
		elif (literal := quoted or escaped or sign) and not comma:
			parts.append((literal,))
	return _Form(tuple(parts)) if any(isinstance(part, str) for part in parts) else None


def _filled(digits: str, form: _Form) -> str:
	left = list(digits.rjust(form.least, "0"))
	places = sum(1 for part in form.parts if isinstance(part, str))
	shown = []
	for part in reversed(form.parts):
		if isinstance(part, tuple):
			shown.append(part[0])
			continue
		places -= 1
		if not places:
			shown.append("".join(left))
			left = []
		elif left:
			shown.append(left.pop())
	return "".join(reversed(shown)).strip()
