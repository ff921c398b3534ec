"""A reach in parts: every row that is reached fits exactly one of them, an empty field or not."""

import frappe

from campus_safety.access.queries import criterion, parts
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach
from campus_safety.tests.base import CampusTestCase

USER = "User"


class TestParts(CampusTestCase):
	def count(self, condition) -> int:
		table = frappe.qb.DocType(USER)
		rows = frappe.qb.from_(table).select(table.name).where(condition(table)).run()
		return len(rows)

	def test_parts_add_up_to_the_reach(self) -> None:
		languages = {row or "" for row in frappe.get_all(USER, pluck="language")}
		reaches = (
			EVERYTHING,
			NOTHING,
			Reach.of(Match.on(enabled={1})),
			Reach.of(Match.on(enabled={1}), Match.on(name={"Administrator", "Guest"})),
			Reach.of(
				Match.on(language=languages | {"zh", "en"}),
				Match.on(user_type={"System User"}, enabled={1}),
				Match.on(mobile_no={"13800000000"}),
				Match.on(enabled={0, 1}),
			),
		)
		table = frappe.qb.DocType(USER)
		for reach in reaches:
			with self.subTest(reach):
				whole = self.count(lambda _table, reach=reach: criterion(reach, table))
				each = [self.count(lambda _table, part=part: part) for part in parts(reach, table)]
				self.assertEqual(sum(each), whole)
				self.assertEqual(len(each), max(1, len(reach.matches)))
