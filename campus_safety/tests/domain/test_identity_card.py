"""Identity numbers: every number here is made up, its check digit computed by the rule of GB 11643."""

from datetime import date
from unittest import TestCase

from campus_safety.domain.people import identity_card
from campus_safety.domain.people.identity_card import IdentityFault, IdentityNumberError
from campus_safety.tests.domain.table import rows

TODAY = date(2026, 11, 25)
# the worked example of the standard itself
EXAMPLE = "11010519491231002X"


class TestIdentityCard(TestCase):
	@rows(
		[
			(EXAMPLE, date(1949, 12, 31), "Female"),
			("11010519491231002x", date(1949, 12, 31), "Female"),
			(" 1101 0519 4912 3100 2X ", date(1949, 12, 31), "Female"),
			("１１０１０５１９４９１２３１００２Ｘ", date(1949, 12, 31), "Female"),
			("440524188001010014", None, None),
			("370102200802290013", date(2008, 2, 29), "Male"),
			("810000199408230021", date(1994, 8, 23), "Female"),
		],
	)
	def test_valid_numbers(self, text, birth, gender):
		if birth is None:  # the standard's other example is of 1880: before any student
			with self.assertRaises(IdentityNumberError) as error:
				identity_card.parse(text, TODAY)
			assert error.exception.fault is IdentityFault.BIRTH_DATE
			return
		digits = identity_card.normalize(text)[:17]
		number = identity_card.parse(digits + identity_card.check_character(digits), TODAY)
		assert (number.birth_date, number.gender) == (birth, gender)

	def test_the_standards_own_example_passes_as_it_stands(self):
		assert identity_card.parse(EXAMPLE, TODAY).digits == EXAMPLE
		assert identity_card.check_character("44052418800101001") == "4"

	@rows(
		[
			("110105491231002", IdentityFault.FIFTEEN_DIGITS),
			("", IdentityFault.LENGTH),
			("1101051949123100", IdentityFault.LENGTH),
			("11010519491231002XX", IdentityFault.LENGTH),
			("1101051949123100X2", IdentityFault.CHARACTERS),
			("1101051949123100😀X", IdentityFault.CHARACTERS),
			("990105194912310029", IdentityFault.REGION),
			("110105194902300020", IdentityFault.BIRTH_DATE),
			("110105200902290020", IdentityFault.BIRTH_DATE),
			("110105189912310020", IdentityFault.BIRTH_DATE),
			("110105202611260020", IdentityFault.FUTURE_BIRTH),
			("110105194912310021", IdentityFault.CHECK_DIGIT),
			("110105194912310012", IdentityFault.CHECK_DIGIT),
		],
	)
	def test_faults(self, text, fault):
		with self.assertRaises(IdentityNumberError) as error:
			identity_card.parse(text, TODAY)
		assert error.exception.fault is fault
		assert text == "" or text not in str(error.exception), "an error never repeats the number"

	def test_every_single_mistyped_digit_is_found(self):
		for position in range(17):
			for digit in "0123456789":
				if digit != EXAMPLE[position]:
					with self.assertRaises(IdentityNumberError):
						identity_card.parse(EXAMPLE[:position] + digit + EXAMPLE[position + 1 :], TODAY)

	@rows(
		[
			(EXAMPLE, "1101**********002X"),
			("", ""),
			("12345", "*****"),
			("1101 0519 4912 3100 2x", "1101**********002X"),
		],
	)
	def test_mask(self, text, masked):
		assert identity_card.mask(text) == masked
		assert identity_card.is_masked(masked) == bool(text)

	def test_a_number_does_not_show_itself(self):
		assert "19491231" not in repr(identity_card.parse(EXAMPLE, TODAY))

	@rows(
		[
			(date(2008, 11, 25), TODAY, False),
			(date(2008, 11, 26), TODAY, True),
			(date(2008, 2, 29), date(2026, 2, 28), True),
			(date(2008, 2, 29), date(2026, 3, 1), False),
			(None, TODAY, False),
		],
	)
	def test_minor(self, birth, today, minor):
		assert identity_card.is_minor(birth, today, 18) is minor
		if birth:
			assert (birth > identity_card.years_before(today, 18)) is minor, "the set-based rule agrees"
