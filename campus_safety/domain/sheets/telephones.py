"""Telephones as lists write them: mobile numbers, landlines, numbers abroad."""

import re

import phonenumbers

from campus_safety.domain.sheets.sheet_values import BadValue, number_as_text, without_blanks

_MOBILE = re.compile(r"1[3-9][0-9]{9}$")
_LANDLINE = re.compile(r"(?:0\d{2,3})?-?[2-9]\d{6,7}(?:-\d{1,6})?$")
_TWO_NUMBERS = re.compile(r"\d{7,}\s*[/、,，;； ]\s*\d{7,}")


def mobile(text: str) -> str:
	"""A mainland mobile number, 11 digits, or a number abroad with + or 00 and its country.

	Errors: digits_lost, phone_two, mobile_digits, mobile_form, phone_abroad.
	"""
	if _MOBILE.match(text):
		return text  # as nearly all are written
	if _TWO_NUMBERS.search(text):
		raise BadValue("phone_two")
	text = _NOTE_BEHIND.sub("", text)
	if abroad := _abroad(text.lstrip("'")):
		return abroad
	value = number_as_text(without_blanks(text).lstrip("'"))
	digits = value.replace("-", "").replace("—", "")
	for prefix in ("+86", "0086", "86"):
		if digits.startswith(prefix) and len(digits) == 11 + len(prefix):
			digits = digits[len(prefix) :]
			break
	if not digits.isdigit() or not digits.isascii():
		raise BadValue("mobile_form")
	if len(digits) != 11:
		raise BadValue("mobile_digits", len(digits))
	if not _MOBILE.match(digits):
		raise BadValue("mobile_form")
	return digits


_NOTE_BEHIND = re.compile(r"(?<=\d)\s*[(\[【][^0-9()]*[)\]】]$")  # 13800001234(父)
_ABROAD = re.compile(r"(?:\+|00)(?!86)[1-9][\d ().-]{5,22}$")


def _abroad(text: str) -> str | None:
	"""The number in the form +821012345678; None when it names no other country. Errors: phone_abroad."""
	if not _ABROAD.match(text):
		return None
	number = "+" + "".join(sign for sign in text if sign.isdigit()).removeprefix("00")
	try:
		found = phonenumbers.parse(number)
	except phonenumbers.NumberParseException:
		raise BadValue("phone_abroad") from None
	if not phonenumbers.is_possible_number(found):
		raise BadValue("phone_abroad")
	return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)


def phone(text: str) -> str:
	"""A parent's number: mobile, or a landline with area code."""
	if _MOBILE.match(text):
		return text
	value = without_blanks(_NOTE_BEHIND.sub("", text)).replace("—", "-").replace("(", "").replace(")", "-")
	if _LANDLINE.match(value) and not _TWO_NUMBERS.search(text):
		return value
	return mobile(text)
