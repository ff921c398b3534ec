"""Whoever a step of the search tells can open the case: posts, offices, who is on duty, and posts and roles of the school's own."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.records import roster
from campus_safety.services.presence import alarms
from campus_safety.tests import factories as make
from campus_safety.tests.presence.case_base import CaseTestCase
from campus_safety.tests.presence.night_base import CASE, at

POSITIONS = (
	"Counsellor",
	"Dorm Manager",
	"College Lead",
	"Student Affairs",
	"Security Office",
	"School Leader",
)


class TestStepsCanBeOpened(CaseTestCase):
	def climb(self, *steps: dict) -> str:
		settings = frappe.get_doc("Campus Safety Settings")
		rows = [
			{"after_minutes": 10 * place, "action_text": "查明去向", **step}
			for place, step in enumerate(steps)
		]
		settings.set("absence_ladder", rows)
		settings.save()
		case = self.open().name
		alarms.climb(at(10 * len(steps)), [case])
		return case

	def assert_opens(self, case: str, user: str) -> None:
		self.assertIn(user, self.told(case))
		self.assertTrue(frappe.has_permission(CASE, "read", doc=case, user=user), user)

	def test_posts_and_offices(self) -> None:
		case = self.climb(*({"to_position": position} for position in POSITIONS))
		for user in (self.counsellor, self.dorm, self.lead, self.affairs, self.security, self.leader):
			self.assert_opens(case, user)

	def test_a_role_of_the_schools_choice(self) -> None:
		"""Told past the ladder's own word for it, a leader could not open what they were told of."""
		other = make.make_user("logistics@night.test", r.LOGISTICS)
		case = self.climb({"role": r.LOGISTICS}, {"role": r.SCHOOL_LEADER})
		self.assert_opens(case, self.leader)
		self.assertNotIn(other, self.told(case), "a role that opens no case is told of none")

	def test_a_guard_on_duty(self) -> None:
		guard, shift = make.make_user("guard@night.test", r.SECURITY_GUARD), roster.get_shift(at(1))
		row = {"date": shift.day, "shift": shift.name, "level": "Security", "user": guard}
		frappe.get_doc({"doctype": roster.ROSTER, **row}).insert()
		case = self.climb({"on_duty": "Security"}, {"to_position": "Counsellor"})
		self.assert_opens(case, guard)
