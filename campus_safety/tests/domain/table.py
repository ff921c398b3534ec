"""Tables as tests, with the standard library only: `bench run-tests` runs them too."""

import functools
from collections.abc import Iterable


def rows(table: Iterable[tuple]):
	"""Call the test method once for every row, each a subtest of its own."""

	def make_test(check):
		@functools.wraps(check)
		def test(self) -> None:
			for row in table:
				with self.subTest(row=row):
					check(self, *row)

		del test.__wrapped__  # pytest would take the row's columns for fixtures
		return test

	return make_test
