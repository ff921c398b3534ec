"""A night on which somebody is looked for: leaves as the workflow leaves them, rows as the phone is given them."""

import frappe

from campus_safety.services.presence import overdue_leaves, page
from campus_safety.tests.base import at as standing_at
from campus_safety.tests.presence.case_base import CaseTestCase
from campus_safety.tests.presence.night_base import at

PERMIT = "Campus Leave Permit"


class SearchTestCase(CaseTestCase):
	def permit(self, place: int, start: int, end: int, status: str = "On Leave") -> str:
		"""A leave as the workflow would have left it; minutes from the roll call."""
		name = self.leave(place, at(start), at(end), status)
		values = {
			"destination": "济南市家中",
			"reason": "家中有事",
			"contact_phone": "13800000003",
			"parent_confirmed_by": "父亲",
		}
		frappe.db.set_value(PERMIT, name, {"workflow_state": status, **values, "occurred_on": at(start)})
		return name

	def overdue(self, place: int = 0, now: int = 60) -> str:
		"""A permit that ended before the roll call and whom nobody recorded back; found by the clock."""
		name = self.permit(place, -300, -60)
		overdue_leaves.run(at(now))
		self.assertEqual(self.case_of(place).source, "Leave Overdue")
		return name

	def line(self, name: str, place: int) -> dict:
		"""The row as the phone is given it."""
		fields = (
			"student",
			"name",
			"room",
			"bed",
			"status",
			"confirmed",
			"until",
			"back",
			"note",
			"by",
			"searched",
			"left",
			"from",
			"found",
			"marked",
			"to",
		)
		(line,) = (row for row in page.get_lines(name) if row[0] == self.students[place])
		return dict(zip(fields, line, strict=True))

	def kinds(self, place: int) -> list[str]:
		return [row.kind for row in self.case_of(place).events]

	def save(self, name: str, status: str, minutes: int, **values) -> None:
		"""A decision of staff at that minute."""
		with standing_at(at(minutes)):
			permit = frappe.get_doc(PERMIT, name)
			permit.update({"status": status, "workflow_state": status, **values})
			with permit.as_app():
				permit.save(ignore_permissions=True)
