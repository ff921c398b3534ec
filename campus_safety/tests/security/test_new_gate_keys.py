"""Threat: one passage marks a missing student in and halts the search. Whoever makes a key, or moves a device, does so unseen?

Forbidden: a device that is new, has a new key or another place marks nobody in and halts no search, for hours that the school
sets; and its maker cannot take back the line, nor the message. Allowed: the same device once they have passed.
"""

from datetime import date, datetime, timedelta

import frappe
from frappe.utils import add_to_date, now_datetime

from campus_safety.domain import roles as r
from campus_safety.services.gate import keys, night, no_trace, probation, push
from campus_safety.services.presence import absence_cases, page, roll
from campus_safety.services.presence.absence_cases import CASE, Found
from campus_safety.services.presence.naming import roll_name
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, WorldTestCase
from campus_safety.tests.gate.base import DEVICE, EVENT, NUMBERS, GateTestCase
from campus_safety.tests.http import KeyClient
from campus_safety.tests.world import NEIGHBOUR

EVENING = date(2026, 11, 25)
LOG = "Campus Access Log"


class TestWhatItCounts(GateTestCase):
	moment = TEACHING_DAY

	def push(self, place: int, clock: datetime, direction: str = "In", device: str | None = None) -> None:
		sent = {
			"event_id": frappe.generate_hash(length=8),
			"student_no": NUMBERS[place],
			"time": f"{clock:%Y-%m-%d %H:%M:%S}",
			"direction": direction,
		}
		answer = push.take(frappe.get_doc(DEVICE, device or self.door), [sent], None)
		self.assertEqual(answer["accepted"], 1, answer)

	def search(self, place: int, when: datetime) -> None:
		absence_cases.open_cases([Found(NUMBERS[place], "Report", when)], when)

	def halted(self, place: int) -> bool:
		return bool(frappe.db.get_value(CASE, {"open_key": NUMBERS[place]}, "halted_at"))

	def ago(self, **how) -> datetime:
		return add_to_date(now_datetime(), **{unit: -amount for unit, amount in how.items()})

	def test_a_new_key_halts_no_search(self) -> None:
		self.search(0, self.ago(hours=2))
		keys.issue(frappe.get_doc(DEVICE, self.door), self.ago(hours=1))
		self.push(0, self.ago(minutes=30))
		night.fill(now_datetime())
		self.assertFalse(self.halted(0))
		self.assertEqual(frappe.db.get_value(EVENT, {"student": NUMBERS[0]}, "key_was_new"), 1)
		# nor does it later, when the key is no longer new: the passage was sent while it was
		frappe.db.set_value(DEVICE, self.door, "new_since", self.ago(days=3))
		night.fill(now_datetime())
		self.assertFalse(self.halted(0))
		self.push(0, self.ago(minutes=10))
		night.fill(now_datetime())
		self.assertTrue(self.halted(0), "the same device, and its key has stood the time")

	def test_a_way_out_is_believed(self) -> None:
		"""It only makes people look."""
		self.search(0, self.ago(hours=2))
		self.push(0, self.ago(minutes=50))
		night.fill(now_datetime())
		self.assertTrue(self.halted(0))
		keys.issue(frappe.get_doc(DEVICE, self.door), now_datetime())
		self.push(0, self.ago(minutes=5), "Out")
		night.fill(now_datetime())
		self.assertFalse(self.halted(0))

	def test_a_gate_that_was_made_a_door(self) -> None:
		"""The busiest gate, said to be the door of the student's building: all its passages would lead to bed."""
		self.search(0, self.ago(hours=2))
		self.push(0, self.ago(minutes=30), device=self.gate)
		gate = frappe.get_doc(DEVICE, self.gate)
		gate.dormitory = self.building
		gate.save()
		night.fill(now_datetime())
		self.assertFalse(self.halted(0))

	def test_a_new_door_does_not_make_the_campus_gate_the_bed(self) -> None:
		self.search(0, self.ago(hours=2))
		keys.issue(frappe.get_doc(DEVICE, self.door), self.ago(hours=1))
		self.push(0, self.ago(minutes=30), device=self.gate)
		night.fill(now_datetime())
		self.assertFalse(self.halted(0))

	def test_nor_does_a_door_whose_clock_is_wrong(self) -> None:
		self.search(0, self.ago(hours=2))
		frappe.db.set_value(DEVICE, self.door, "clock_skew", -10800)
		self.push(0, self.ago(minutes=30), device=self.gate)
		night.fill(now_datetime())
		self.assertFalse(self.halted(0))

	def test_it_marks_nobody_in_and_is_no_trace(self) -> None:
		at = datetime(2026, 11, 25, 22, 35)
		frappe.db.set_value(DEVICE, self.door, "new_since", at - timedelta(hours=3))
		for key_was_new in (1, 0):
			name = frappe.generate_hash(length=20)
			event = {"doctype": EVENT, "name": name, "student": NUMBERS[key_was_new], "direction": "In"}
			event |= {"event_time": datetime(2026, 11, 25, 21), "night": EVENING, "device": self.door}
			event |= {"event_id": name[:12], "dormitory": self.building, "unit": self.unit}
			frappe.get_doc({**event, "key_was_new": key_was_new}).db_insert()
		night.fill(at)
		roll.ensure(self.building, EVENING, at)
		self.assertEqual(self.confirmed(), {0}, "the whole device is on probation")
		self.assertEqual(probation.get_names_of_new(self.building, at), ["门禁1号楼大门"])
		frappe.db.set_value(DEVICE, self.door, "new_since", None)
		night.fill(at)
		lines = {row[0]: row[5] for row in page.get_lines(roll_name(self.building, EVENING))}
		self.assertEqual((lines[NUMBERS[0]], lines[NUMBERS[1]]), (1, 0))
		for number in NUMBERS[:2]:
			frappe.db.set_value("Campus Student", number, "creation", "2020-01-01")
		frappe.db.delete("Campus Night Roll Call Row", {"student": ("in", NUMBERS)})
		silent = {student for student, _building in no_trace.find_silent(at, no_trace.Rule(24, 90))}
		self.assertEqual(silent & set(NUMBERS[:2]), {NUMBERS[1]})

	def confirmed(self) -> set[int]:
		return {row[5] for row in page.get_lines(roll_name(self.building, EVENING))}


class TestWhoIsTold(GateTestCase):
	moment = TEACHING_DAY

	def set_up_once(self) -> None:
		super().set_up_once()
		self.safety = make.make_user("newkey-safety@campus.test", r.SAFETY_OFFICE)
		self.security = make.make_user("newkey-security@campus.test", r.SECURITY_OFFICE)
		self.manager = make.make_user("newkey-manager@campus.test", r.DORM_MANAGER)
		make.assign(self.manager, "Dorm Manager", "Dormitory", dormitory=self.building)

	def told(self, user: str) -> int:
		about = {"for_user": user, "document_type": DEVICE, "document_name": self.door}
		return frappe.db.count("Notification Log", about)

	def lines(self) -> list[str]:
		about = {"reference_doctype": DEVICE, "reference_name": self.door, "action": "Account Change"}
		return frappe.get_all(LOG, about, pluck="reason", order_by="creation asc")

	def test_each_key_is_a_line_and_a_message(self) -> None:
		before, door = len(self.lines()), frappe.get_doc(DEVICE, self.door)
		for count in (1, 2):
			keys.issue(door, now_datetime())
			self.assertEqual(len(self.lines()) - before, count)
			self.assertEqual(
				{self.told(user) for user in (self.safety, self.security, self.manager)}, {count}
			)
		keys.revoke(door)
		self.assertEqual(len(self.lines()) - before, 3)

	def test_past_its_device(self) -> None:
		"""The framework gives any account a key, by one button of its form."""
		door = frappe.get_doc(DEVICE, self.door)
		keys.issue(door, now_datetime())
		frappe.db.set_value(DEVICE, self.door, "new_since", None)
		before, told = len(self.lines()), self.told(self.safety)
		user = frappe.get_doc("User", door.api_user)
		user.api_secret = frappe.generate_hash(length=15)
		user.save(ignore_permissions=True)
		self.assertEqual((len(self.lines()) - before, self.told(self.safety) - told), (1, 1))
		self.assertTrue(frappe.db.get_value(DEVICE, self.door, "new_since"))

	def test_what_decides_what_its_passages_mean(self) -> None:
		for field, value in (("direction", "In"), ("in_words", "3"), ("dormitory", None), ("enabled", 0)):
			with self.subTest(field=field):
				frappe.db.set_value(DEVICE, self.door, "new_since", None)
				before, door = len(self.lines()), frappe.get_doc(DEVICE, self.door)
				door.set(field, value)
				door.save()
				is_on = field != "enabled"
				self.assertEqual(len(self.lines()) - before, int(is_on))
				self.assertEqual(bool(frappe.db.get_value(DEVICE, self.door, "new_since")), is_on)
		door.enabled = 1
		door.save()
		self.assertTrue(door.new_since, "switched on again")
		door.place = "一层"
		frappe.db.set_value(DEVICE, self.door, "new_since", None)
		door.reload()
		door.place = "二层"
		door.save()
		self.assertFalse(door.new_since, "a name is only a name")


class TestByHttp(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.device = make.make_gate_device("世界西门")
		frappe.db.commit()
		self.addCleanup(self.remove)

	def remove(self) -> None:
		frappe.set_user("Administrator")
		frappe.db.delete(EVENT, {"device": self.device})
		frappe.delete_doc(DEVICE, self.device, force=True)
		frappe.db.commit()

	def test_a_system_manager_alone(self) -> None:
		administrator = KeyClient(self.world.users["administrator_of_site"])
		answer = administrator.call("campus_safety.api.gate.issue_key", device=self.device)
		self.assertEqual(answer.status_code, 200, answer.text)
		device = KeyClient(None)
		key = answer.json["message"]
		device.headers["Authorization"] = f"token {key['api_key']}:{key['api_secret']}"
		now = add_to_date(now_datetime(), minutes=-1)
		sent = [
			{"event_id": "N1", "student_no": NEIGHBOUR, "time": f"{now:%Y-%m-%d %H:%M:%S}", "direction": "in"}
		]
		self.assertEqual(
			device.call("campus_safety.api.gate.push", events=sent).json["message"]["accepted"], 1
		)
		self.assertEqual(frappe.db.get_value(EVENT, {"device": self.device}, "key_was_new"), 1)
		for values in ({"new_since": None}, {"new_since": "2020-01-01 00:00:00"}, {"key_issued_at": None}):
			administrator.put(f"/api/resource/{DEVICE}/{self.device}", **values)
		self.assertTrue(
			probation.is_new(frappe.db.get_value(DEVICE, self.device, "new_since"), now_datetime())
		)
		line = frappe.get_all(
			LOG, {"reference_name": self.device}, ["user", "action"], order_by="creation desc"
		)[0]
		self.assertEqual(
			(line.user, line.action), (self.world.users["administrator_of_site"], "Account Change")
		)
