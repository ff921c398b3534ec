"""An emergency leave hides nobody for long (found/security.md H4).

A student filed one for ninety days, begun four days ago, and the roll call took the missing student for away with a reason.
"""

from datetime import timedelta

import frappe
from frappe.utils import get_datetime, now_datetime

from campus_safety.exceptions import LeaveTimeError
from campus_safety.services.leave.away import get_on_leave
from campus_safety.services.leave.policy import get_policy, get_undecided_hours
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient

PERMIT = "Campus Leave Permit"
REQUEST = "campus_safety.api.student.request_leave"
# begins, ends: hours from now
TOO_MUCH = {
	"Emergency": ((-100, 2160), (-100, -90), (-1, 10), (0, 49), (0, 24 * 90), (72, 80)),
	"Personal": ((1, 24 * 365), (1, 24 * 365 * 7900)),
	"Sick": ((1, 24 * 181),),
}


def asked(leave_type: str, first: float, last: float) -> dict:
	now = now_datetime().replace(microsecond=0)
	return {
		"leave_type": leave_type,
		"from_time": str(now + timedelta(hours=first)),
		"to_time": str(now + timedelta(hours=last)),
		"destination": "济南市历下区家中",
		"reason": "家中有急事",
		"contact_phone": "13800000003",
	}


class TestStudents(WorldTestCase):
	"""By each road a student has: the page's endpoint, with every type."""

	def tearDown(self) -> None:
		frappe.db.delete(PERMIT, {"request_key": ("like", "%campus-test-%")})
		frappe.db.commit()
		super().tearDown()

	def ask(self, number: int, leave_type: str, first: float, last: float):
		pupil = HttpClient(self.world.users["pupil"])
		return pupil.call(REQUEST, key=f"campus-test-{number}", **asked(leave_type, first, last))

	def test_no_leave_out_of_bounds(self) -> None:
		before = frappe.db.count(PERMIT)
		for number, (kind, spans) in enumerate(TOO_MUCH.items()):
			for place, (first, last) in enumerate(spans):
				with self.subTest(kind=kind, first=first, last=last):
					answer = self.ask(100 * number + place, kind, first, last)
					self.assertEqual(answer.status_code, 417, answer.text[-300:])
					self.assertIn("LeaveTimeError", answer.text)
		self.assertEqual(frappe.db.count(PERMIT), before)

	def test_a_real_emergency_is_taken(self) -> None:
		answer = self.ask(900, "Emergency", 0, 6)
		self.assertEqual(answer.status_code, 200, answer.text[-300:])


class TestModel(CampusTestCase):
	"""Whoever files it: the bounds are the record's own."""

	def set_up_once(self) -> None:
		super().set_up_once()
		self.student = make.make_student("EMG001", make.make_unit("紧急2601班"))

	def test_staff_have_bounds_too(self) -> None:
		for kind, spans in TOO_MUCH.items():
			for first, last in spans:
				if kind == "Emergency" and first >= -24 and last - first <= 24 and first <= 24:
					continue  # staff enter what they heard of an hour late
				with self.subTest(kind=kind, first=first, last=last), self.assertRaises(LeaveTimeError):
					make.make_leave(self.student, **asked(kind, first, last))

	def test_undecided_it_explains_some_hours(self) -> None:
		permit = make.make_leave(self.student, **asked("Emergency", 0, 20))
		permit.db_set({"status": "Pending", "workflow_state": "Pending"})
		start, bound = get_datetime(permit.from_time), timedelta(hours=get_undecided_hours())
		self.assertLess(bound, timedelta(hours=get_policy().emergency_hours))
		self.assertIn(self.student, self.away(start + bound - timedelta(minutes=1)))
		self.assertNotIn(self.student, self.away(start + bound))
		permit.db_set("status", "Approved")
		self.assertIn(self.student, self.away(start + bound), "decided, it holds to its end")

	def away(self, moment) -> set[str]:
		return get_on_leave(moment, moment, [self.student])
