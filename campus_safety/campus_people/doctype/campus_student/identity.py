"""The identity number of a student: shown masked, stored encrypted, and what it tells."""

import frappe
from frappe import _
from frappe.utils import cstr, getdate, nowdate

from campus_safety.access.secrets import decrypt, encrypt
from campus_safety.domain.people import identity_card
from campus_safety.domain.people.identity_card import IdentityFault, IdentityNumberError
from campus_safety.domain.sheets.words import IDENTITY_CARD
from campus_safety.records.students import LEFT_SCHOOL


def set_identity(student) -> None:
	"""Take over a newly typed number; an unchanged mask keeps the stored one; empty removes it."""
	before = student.get_doc_before_save()
	stored_mask = cstr(before.id_no) if before else ""
	student.id_no_encrypted = before.id_no_encrypted if before else None
	typed = identity_card.normalize(student.id_no)
	student.id_type = student.id_type or IDENTITY_CARD
	if typed == stored_mask:
		student.id_no = stored_mask
		return
	if not typed:
		student.id_no = student.id_no_encrypted = None
		return
	if student.id_type != IDENTITY_CARD:
		_set_other_paper(student, typed)
		return
	number = read_number(typed)
	student.id_no = number.masked
	student.id_no_encrypted = encrypt(number.digits)
	fill_from(student, number)


def _set_other_paper(student, typed: str) -> None:
	"""Of a passport or permit: nothing in it can be checked, and nothing is taken from it."""
	if identity_card.is_masked(typed) or not identity_card.is_other_paper(typed):
		frappe.throw(
			_("Type the number as it is on the paper: 5 to 20 letters and digits."),
			title=_("Wrong identity number"),
		)
	student.id_no, student.id_no_encrypted = identity_card.mask(typed), encrypt(typed)


def validate_only_one(student) -> None:
	"""One person, one number: the same paper under another number is the same person. Errors: ValidationError."""
	before = student.get_doc_before_save()
	if not student.id_no_encrypted or (before and before.id_no_encrypted == student.id_no_encrypted):
		return
	number = decrypt(student.id_no_encrypted)
	other = find_owner(number, student.name)
	if other and other.status not in LEFT_SCHOOL:
		frappe.throw(
			_(
				"Student {0} has this identity number. One of the two is wrong, or it is the same person."
			).format(other.name),
			title=_("Wrong identity number"),
		)
	if other:
		_warn(_("Student {0}, who has left the school, has the same identity number.").format(other.name))


def find_owner(number: str, student: str | None) -> frappe._dict | None:
	"""Another student with the same number, one at school first. Masks are compared first, as only they are stored in clear."""
	rows = frappe.get_all(
		"Campus Student",
		filters={"id_no": identity_card.mask(number), "name": ("!=", student or "")},
		fields=["name", "status", "id_no_encrypted"],
		order_by="status asc, name asc",
		limit_page_length=0,
	)
	same = [row for row in rows if decrypt(row.id_no_encrypted) == number]
	return min(same, key=lambda row: row.status in LEFT_SCHOOL, default=None)


def read_number(typed: str) -> identity_card.IdentityNumber:
	"""Errors: ValidationError that says what is wrong with the number, never repeating it."""
	if identity_card.is_masked(typed):
		frappe.throw(
			_("The identity number is shown masked. Type all 18 digits to change it, or leave it as it was."),
			title=_("Wrong identity number"),
		)
	try:
		return identity_card.parse(typed, getdate(nowdate()))
	except IdentityNumberError as error:
		frappe.throw(get_fault_text(error.fault), title=_("Wrong identity number"))


def get_fault_text(fault: IdentityFault) -> str:
	"""Shared with the import of students."""
	return {
		IdentityFault.FIFTEEN_DIGITS: _(
			"Old identity numbers of 15 digits are no longer valid. Copy the 18 digits from the card."
		),
		IdentityFault.LENGTH: _(
			"An identity number has 18 characters. Count them: one is missing or one too many."
		),
		IdentityFault.CHARACTERS: _(
			"An identity number has 17 digits and then a digit or X. There is another character in it."
		),
		IdentityFault.REGION: _(
			"The first two digits of the identity number are no province. Compare it with the card."
		),
		IdentityFault.BIRTH_DATE: _(
			"Digits 7 to 14 of the identity number are no date. Compare them with the card."
		),
		IdentityFault.FUTURE_BIRTH: _(
			"The birth date in the identity number lies in the future. Compare it with the card."
		),
		IdentityFault.CHECK_DIGIT: _(
			"The check digit of the identity number is wrong: a digit is mistyped. Compare it with the card."
		),
	}[fault]


def fill_from(student, number: identity_card.IdentityNumber) -> None:
	"""Birth date and gender where empty; what was already typed stays, and a difference is pointed out."""
	if not student.birth_date:
		student.birth_date = number.birth_date
	elif getdate(student.birth_date) != number.birth_date:
		_warn(_("The birth date differs from the one in the identity number."))
	if not student.gender:
		student.gender = number.gender
	elif student.gender != number.gender:
		_warn(_("The gender differs from the one in the identity number."))


def _warn(text: str) -> None:
	frappe.msgprint(text, indicator="orange", alert=True)
