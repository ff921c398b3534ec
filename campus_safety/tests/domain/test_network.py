from datetime import date
from unittest import TestCase

from campus_safety.domain.people import network
from campus_safety.domain.people.network import POSTS, Status, overlap, status_on
from campus_safety.domain.roles import ALL_ROLES
from campus_safety.tests.domain.table import rows

D = date.fromisoformat


class TestNetwork(TestCase):
	@rows(
		[
			("2026-11-25", "2026-11-25", None, Status.ACTIVE),
			("2026-11-24", "2026-11-25", None, Status.PLANNED),
			("2026-11-25", "2026-09-01", "2026-11-26", Status.ACTIVE),
			(
				"2026-11-25",
				"2026-09-01",
				"2026-11-25",
				Status.ENDED,
			),  # the end day is the first without access
			("2026-11-25", "2026-11-25", "2026-11-25", Status.ENDED),  # a mistake undone on the same day
		],
	)
	def test_status(self, today, first, last, status):
		assert status_on(D(today), D(first), D(last) if last else None) is status

	@rows(
		[
			(("2026-09-01", None), ("2026-09-01", None), True),
			(("2026-09-01", "2026-12-01"), ("2026-12-01", None), False),
			(("2026-09-01", "2026-12-02"), ("2026-12-01", None), True),
			(("2026-12-01", None), ("2026-09-01", "2026-12-01"), False),
			(("2026-09-01", "2026-09-01"), ("2026-09-01", None), False),
		],
	)
	def test_overlap(self, first, second, shares_a_day):
		def span(pair):
			return D(pair[0]), D(pair[1]) if pair[1] else None

		assert overlap(*span(first), *span(second)) is shares_a_day
		assert overlap(*span(second), *span(first)) is shares_a_day

	def test_posts_are_complete(self):
		for name, post in POSTS.items():
			assert post.levels, name
			assert post.by_user or post.by_student, name
			assert not post.role or post.role in ALL_ROLES, name
		assert [name for name, post in POSTS.items() if post.covert] == ["Hidden Safety Officer"]

	@rows(
		[
			(0, 200, 0, 0),
			(1, 200, 0, 1),
			(200, 200, 0, 1),
			(201, 200, 0, 2),
			(3000, 4000, 2, 2),
			(12001, 4000, 2, 4),
		],
	)
	def test_staff_needed(self, students, per_holder, at_least, needed):
		assert network.staff_needed(students, per_holder, at_least) == needed

	def test_ratios_without_anybody_are_none(self):
		assert network.students_per_holder(400, 0) is None
		assert network.students_per_holder(400, 3) == 133.3
		assert network.rate(1, 0) is None
		assert network.rate(1, 3) == 33.3
