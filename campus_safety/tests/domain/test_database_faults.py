"""Which errors of the database a person can do something about, however they are wrapped."""

from unittest import TestCase

from pymysql.err import InterfaceError, OperationalError

from campus_safety.domain.database_faults import BY_NUMBER, NUMBERS, Kind, find_kind


class Wrapper(Exception):
	pass


class TestDatabaseFaults(TestCase):
	def test_each_number_means_one_thing(self) -> None:
		self.assertEqual(len(BY_NUMBER), sum(map(len, NUMBERS.values())))
		for number, kind in BY_NUMBER.items():
			self.assertIs(find_kind(OperationalError(number, "words")), kind)

	def test_as_the_framework_wraps_it(self) -> None:
		inner = OperationalError(1213, "Deadlock found")
		self.assertIs(find_kind(Wrapper(inner)), Kind.COLLISION)
		outer = Wrapper("words")
		outer.__cause__ = inner
		self.assertIs(find_kind(outer), Kind.COLLISION)

	def test_a_connection_that_the_driver_has_closed(self) -> None:
		self.assertIs(find_kind(InterfaceError(0, "")), Kind.AWAY)

	def test_everything_else_is_a_fault_of_ours_and_stays_one(self) -> None:
		for error in (
			None,
			KeyError(1213),
			Wrapper(1213),
			OperationalError(1064, "syntax"),
			OperationalError(),
		):
			with self.subTest(error=error):
				self.assertIsNone(find_kind(error))
