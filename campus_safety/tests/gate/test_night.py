"""Tonight's passages in the roll call: in, late, and nothing for those about whom the gates say nothing."""

from datetime import date, datetime, timedelta

import frappe

from campus_safety.domain.gate.passage import Passage
from campus_safety.services.gate import events, night, retention
from campus_safety.services.gate.people import find_people
from campus_safety.services.presence import roll
from campus_safety.services.presence.naming import roll_name
from campus_safety.services.presence.roll import Mark
from campus_safety.tests.base import TEACHING_DAY
from campus_safety.tests.gate.base import EVENT, NUMBERS, GateTestCase

EVENING = date(2026, 11, 25)
ROLL_TIME = datetime(2026, 11, 25, 22, 35)


class TestNight(GateTestCase):
	moment = TEACHING_DAY

	def pass_by(self, student: str, clock: str, direction: str = "In", device: str | None = None) -> None:
		hour, minute = map(int, clock.split(":"))
		moment = datetime.combine(EVENING + timedelta(days=hour < 12), datetime.min.time()).replace(
			hour=hour, minute=minute
		)
		device = device or self.door
		passage = Passage(0, student, moment, direction, f"{student}{clock}{direction}")
		events.write(device, events.sort(device, [passage]).new, find_people([student]))

	def fill(self, at: datetime = ROLL_TIME) -> int | None:
		return night.fill(at).get(self.building)

	def rows(self) -> dict[str, tuple]:
		rows = frappe.get_all(
			"Campus Night Roll Call Row",
			filters={"parent": roll_name(self.building, EVENING)},
			fields=["student", "status", "confirmed", "mark_source", "return_time"],
		)
		return {row.student: (row.status, row.confirmed, row.mark_source or "") for row in rows}

	def test_states(self) -> None:
		first, second, third, fourth = NUMBERS
		self.pass_by(first, "18:00")
		self.pass_by(second, "22:33")
		self.pass_by(third, "19:00", "Out")
		self.pass_by(fourth, "21:00", device=self.gate)
		self.assertEqual(self.fill(), 2)
		rows = self.rows()
		self.assertEqual(rows[first], ("In", 1, "Gate"))
		self.assertEqual(rows[second], ("Late", 1, "Gate"))
		self.assertEqual(rows[third], ("In", 0, ""), "preset: left for people to check")
		self.assertEqual(rows[fourth], ("In", 0, ""), "the campus gate is not the bed")

	def test_again_changes_nothing_and_later_ones_follow(self) -> None:
		self.pass_by(NUMBERS[0], "18:00")
		self.assertEqual((self.fill(), self.fill()), (1, 0))
		self.pass_by(NUMBERS[0], "22:50", "Out")
		self.pass_by(NUMBERS[0], "23:40")
		self.assertEqual(self.fill(datetime(2026, 11, 25, 23, 45)), 1)
		self.assertEqual(self.rows()[NUMBERS[0]][0], "Late")

	def test_after_midnight_it_is_still_that_night(self) -> None:
		self.pass_by(NUMBERS[0], "0:40")
		self.assertEqual(self.fill(datetime(2026, 11, 26, 0, 45)), 1)
		self.assertEqual(self.rows()[NUMBERS[0]][0], "Late")
		self.assertEqual(frappe.db.get_value(EVENT, {"student": NUMBERS[0]}, "night"), EVENING)

	def test_a_person_beats_the_gate(self) -> None:
		name = roll.ensure(self.building, EVENING, ROLL_TIME)
		missing = Mark(NUMBERS[0], "Missing", None, "", datetime(2026, 11, 25, 22, 31), "tap-1")
		roll.mark(name, [missing], source="Page", user="Administrator", now=ROLL_TIME)
		self.pass_by(NUMBERS[0], "22:20")
		self.assertEqual(self.fill(), 0)
		self.assertEqual(self.rows()[NUMBERS[0]][0], "Missing")

	def test_before_the_hour_and_when_switched_off(self) -> None:
		self.pass_by(NUMBERS[0], "18:00")
		self.assertIsNone(self.fill(datetime(2026, 11, 25, 20, 0)))
		frappe.db.set_single_value("Campus Safety Settings", "gate_fills_roll", 0)
		frappe.clear_document_cache("Campus Safety Settings", "Campus Safety Settings")
		self.assertIsNone(self.fill())

	def test_whoever_goes_out_again_is_told(self) -> None:
		from campus_safety.domain import roles as r
		from campus_safety.tests import factories as make

		manager = make.make_user("gatemanager@campus.test", r.DORM_MANAGER)
		make.assign(manager, "Dorm Manager", "Dormitory", dormitory=self.building)
		self.pass_by(NUMBERS[0], "22:00")
		self.fill()
		self.pass_by(NUMBERS[0], "23:00", "Out")
		for minute in (5, 10):
			self.fill(datetime(2026, 11, 25, 23, minute))
		told = frappe.get_all(
			"Notification Log", filters={"for_user": manager}, fields=["subject", "document_name"]
		)
		self.assertEqual([row.document_name for row in told], [roll_name(self.building, EVENING)])
		self.assertNotIn(NUMBERS[0], told[0].subject)

	def test_old_passages_are_deleted(self) -> None:
		self.pass_by(NUMBERS[0], "22:00")
		self.pass_by(NUMBERS[1], "22:00")
		frappe.db.set_value(
			EVENT, {"student": NUMBERS[0], "device": self.door}, "event_time", "2026-01-01 08:00:00"
		)
		self.assertEqual(retention.delete_old(datetime(2026, 11, 26)), 1)
		self.assertEqual([event[0] for event in self.events()], [NUMBERS[1]])
