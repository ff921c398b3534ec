"""Overdue leaves from before the app kept when the search for the student ended: the update ends their red card."""

import frappe

from campus_safety.patches.v1_0 import overdue_leaves_found
from campus_safety.services.presence import absence_cases
from campus_safety.tests.presence.night_base import CASE, at
from campus_safety.tests.presence.search_base import PERMIT, SearchTestCase


class TestOverdueFound(SearchTestCase):
	def test_found_before_the_update(self) -> None:
		permits = [self.overdue(place, now=60) for place in (0, 1)]
		case = self.case_of(0)
		case.update(
			{"located_at": at(80), "outcome": "In Hospital", "whereabouts": "校医院", "found_by": "王医生"}
		)
		absence_cases.write(case, "Located")
		frappe.db.set_value(PERMIT, permits[0], "found_at", None)
		for _again in range(2):
			overdue_leaves_found.execute()
			found = [frappe.db.get_value(PERMIT, name, "found_at") for name in permits]
			self.assertEqual(found, [at(80), None], "who is still looked for stays red")

	def test_searched_for_again_stays_red(self) -> None:
		permit = self.overdue()
		frappe.db.set_value(CASE, self.case_of(0).name, "located_at", at(80))
		overdue_leaves_found.execute()
		self.assertIsNone(frappe.db.get_value(PERMIT, permit, "found_at"))
