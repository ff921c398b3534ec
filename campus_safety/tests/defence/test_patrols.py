"""Patrols: planned, walked from code to code, called while there is time to go, missed with a reason."""

from datetime import timedelta

import frappe

from campus_safety.exceptions import AppOwnedFieldError, PatrolError
from campus_safety.records.school import get_school
from campus_safety.services.defence import due, patrols, points
from campus_safety.tests.defence.base import LOG, POINT, SLOT, DefenceTestCase


class TestRound(DefenceTestCase):
	def test_walked_from_code_to_code(self) -> None:
		first = self.scan(0, 9, 45, armed=True)
		self.assertEqual((first["passed"], first["points"]), (1, 3))
		log = self.get_log()
		self.assertEqual((log.status, log.in_time, log.armed, log.unit), ("Running", 1, 1, get_school()))
		self.scan(1, 10, 5, finding="门没锁")
		self.scan(2, 10, 10)
		log.reload()
		self.assertEqual((log.status, log.missing_points, log.marks), ("Done", 0, 0))
		self.assertIn("门没锁", log.findings)

	def test_planned_once_and_on_school_days_alone(self) -> None:
		self.assertEqual(patrols.plan(self.at(9, 30)), 1)
		self.assertEqual(patrols.plan(self.at(9, 31)), 0)
		self.assertEqual(patrols.plan(self.at(9, 30) + timedelta(days=1)), 0, "a Saturday")
		self.assertEqual(patrols.plan(self.at(12, 0)), 0)

	def test_the_same_point_again_changes_nothing(self) -> None:
		self.scan(0, 9, 45)
		self.scan(0, 10, 30, by=self.guard2)
		self.assertEqual(
			[(row.point, row.user) for row in self.get_log().scans], [(self.points[0].name, self.guard)]
		)

	def test_faster_than_one_walks_is_marked_and_not_refused(self) -> None:
		self.scan(0, 10, 0)
		self.scan(1, 10, 2)
		self.scan(2, 10, 2, by=self.guard2)
		marks = [row.too_fast for row in self.get_log().scans]
		self.assertEqual(marks, [0, 1, 0], "another guard came from elsewhere")

	def test_late_on_post(self) -> None:
		self.scan(0, 9, 51)
		self.assertEqual(self.get_log().in_time, 0)

	def test_outside_its_time_nothing_is_passed(self) -> None:
		self.assertRaises(PatrolError, self.scan, 0, 8, 0)
		self.assertRaises(PatrolError, self.scan, 0, 11, 30)

	def test_a_question_on_site(self) -> None:
		frappe.db.set_single_value("Campus Safety Settings", "patrol_question_every", 1)
		point = self.points[0]
		point.update({"question": "铅封的颜色？", "answer": "红"})
		point.save()
		self.assertEqual(self.scan(0, 10, 0)["question"], "铅封的颜色？")
		patrols.answer(point, self.guard, "绿", self.at(10, 1))
		log = self.get_log()
		self.assertEqual((log.marks, log.scans[0].answered_wrong), (1, 1))
		self.assertRaises(PatrolError, patrols.answer, point, self.guard, "红", self.at(10, 2))

	def test_an_old_print_is_worthless(self) -> None:
		point = self.points[0]
		code = points.get_code(point)
		self.assertEqual(points.get_point(point.name, code).name, point.name)
		point.make_new_code()
		for given in (code, "", "x" * 20):
			self.assertRaises(PatrolError, points.get_point, point.name, given)
		self.assertRaises(PatrolError, points.get_point, "no such point", code)
		self.assertIn("/campus-patrol?p=", points.get_address(point))
		self.assertTrue(point.get_qr().startswith("data:image/svg+xml"))

	def test_what_the_app_writes_nobody_else_does(self) -> None:
		self.scan(0, 9, 45)
		for user in (self.guard, self.security):
			for field, value in (("armed", 1), ("scans", []), ("status", "Done")):
				with self.subTest(user=user, field=field), self.as_user(user):
					log = self.get_log()
					log.set(field, value)
					self.assertRaises(AppOwnedFieldError, log.save)
		with self.as_user(self.security), self.assertRaises(frappe.PermissionError):
			frappe.get_doc({"doctype": LOG, "planned": self.slot.name}).insert()

	def test_masters_refuse_what_cannot_be(self) -> None:
		self.assertEqual(frappe.get_doc(POINT, self.points[0].name).enabled, 1)
		self.assertEqual(len(frappe.get_doc(SLOT, self.slot.name).points), 3)
		for doctype, name, values in (
			(SLOT, self.slot.name, {"to_time": "10:00:00"}),
			(SLOT, self.slot.name, {"points": [{"point": self.points[0].name}] * 2}),
			(POINT, self.points[0].name, {"question": "？", "answer": ""}),
		):
			document = frappe.get_doc(doctype, name)
			document.update(values)
			self.assertRaises(frappe.ValidationError, document.save)


class TestMissed(DefenceTestCase):
	def go_on(self, hour: int, minute: int) -> None:
		"""As the job, without its commits."""
		now = self.at(hour, minute)
		patrols.plan(now)
		for row in due.get_rows(now):
			due.go_on(row, now)

	def calls(self) -> list[str]:
		return frappe.get_all(
			"Campus Alert", filters={"kind": "Patrol Not Made", "status": "Open"}, pluck="reference_name"
		)

	def test_it_calls_within_its_time_and_stops_when_somebody_walks(self) -> None:
		self.go_on(10, 17)
		self.assertEqual(self.calls(), [])
		self.go_on(10, 18)
		self.assertEqual(self.calls(), [self.get_log().name])
		self.go_on(10, 19)
		self.assertEqual(len(self.calls()), 1)
		self.scan(0, 10, 20)
		self.assertEqual(self.calls(), [])

	def test_missed_until_it_is_said_why(self) -> None:
		self.go_on(10, 18)
		self.go_on(11, 0)
		log = self.get_log()
		self.assertEqual((log.status, log.occurred_on), ("Missed", None))
		self.assertEqual(len(self.calls()), 1)
		with self.as_user(self.security):
			log.missed_reason = "人手不足，已报"
			log.save()
			self.assertEqual(self.calls(), [])
			log.missed_reason = ""
			self.assertRaises(frappe.ValidationError, log.save)

	def test_walked_in_part_is_done_and_says_what_was_not_passed(self) -> None:
		self.scan(0, 10, 5)
		self.go_on(11, 0)
		log = self.get_log()
		self.assertEqual((log.status, log.missing_points), ("Done", 2))


class TestWithoutANetwork(DefenceTestCase):
	"""A point that a phone kept until it had a network again."""

	def test_the_time_is_when_it_was_passed_and_the_row_says_it_came_later(self) -> None:
		self.scan(0, 10, 40, waited=timedelta(minutes=25), key="a")
		row = self.get_log().scans[0]
		self.assertEqual((row.at, row.sent_later, row.sent_at), (self.at(10, 15), 1, self.at(10, 40)))

	def test_what_arrives_twice_counts_once(self) -> None:
		for _again in range(2):
			self.scan(0, 10, 40, waited=timedelta(minutes=25), key="a", finding="灯坏了")
		log = self.get_log()
		self.assertEqual((len(log.scans), log.findings.count("灯坏了")), (1, 1))

	def test_a_patrol_called_missed_was_walked_after_all(self) -> None:
		patrols.plan(self.at(10, 5))
		patrols.finish(self.get_log().name)
		self.assertEqual(self.get_log().status, "Missed")
		for number in range(3):
			self.scan(number, 11, 30, waited=timedelta(minutes=80 - 10 * number), key=str(number))
		log = self.get_log()
		self.assertEqual((log.status, log.arrived_at, log.missing_points), ("Done", self.at(10, 10), 0))

	def test_nobody_passes_a_patrol_of_long_ago_or_of_tomorrow(self) -> None:
		self.assertRaises(PatrolError, self.scan, 0, 10, 40, waited=timedelta(hours=13), key="a")
		self.assertRaises(PatrolError, self.scan, 0, 10, 40, waited=timedelta(hours=5), key="b")
		self.scan(0, 10, 40, waited=timedelta(hours=-5), key="c")
		self.assertEqual(self.get_log().scans[0].at, self.at(10, 40))
