"""Living off campus counts between its dates, while it is approved, and through no changed register (found/fidelity.md 2)."""

from datetime import timedelta

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import now_datetime

from campus_safety.domain.presence.night import Status
from campus_safety.engines.duties import rules, subjects
from campus_safety.services.gate.no_trace import _is_resident
from campus_safety.services.presence import expected, overdue_leaves
from campus_safety.tests import factories as make
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.presence.night_base import NIGHT, NightTestCase

RESIDENCE = "Campus Off Campus Residence"
PAPERS = {"guardian_consent": 1, "guardian_id_check": 1, "safety_pledge": 1}


class TestNights(NightTestCase):
	def approve(self, first: int, last: int):
		"""Through all hands, from so many days after the night on."""
		student = self.students[0]
		with self.as_user(self.counsellor):
			doc = frappe.get_doc(
				{
					"doctype": RESIDENCE,
					"student": student,
					"reason": "身体原因，与家长同住",
					"address": "历下区某小区 3-101",
					"from_date": NIGHT + timedelta(days=first),
					"to_date": NIGHT + timedelta(days=last),
					**PAPERS,
				}
			).insert()
			doc = apply_workflow(doc, "Submit Application")
		for user, action in (
			(self.counsellor, "Pass to College"),
			(self.lead, "Pass to Student Affairs"),
			(self.affairs, "Approve"),
		):
			with self.as_user(user):
				doc = apply_workflow(frappe.get_doc(RESIDENCE, doc.name), action)
		self.assertEqual(doc.status, "Active")
		return doc

	def preset(self, days: int = 0) -> Status | None:
		"""What the list of that night says of the student; None when they do not stand on it."""
		people = expected.get_expected(self.building, NIGHT + timedelta(days=days)).people
		return next((each.preset.status for each in people if each.student == self.students[0]), None)

	def test_it_explains_its_own_nights_only(self) -> None:
		self.approve(3, 20)
		found = [self.preset(days) for days in (0, 2, 3, 20, 21)]
		inside, outside = Status.OFF_CAMPUS, Status.IN
		self.assertEqual(found, [outside, outside, inside, inside, outside])
		register = frappe.db.get_value("Campus Student", self.students[0], "residence_type")
		self.assertEqual(register, "Dormitory")

	def test_revoked_it_explains_nothing(self) -> None:
		doc = self.approve(3, 20)
		with self.as_user(self.affairs):
			doc = frappe.get_doc(RESIDENCE, doc.name)
			doc.decision_note = "家长要求回校住"
			doc.save()
			apply_workflow(doc, "Revoke Residence")
		self.assertEqual([self.preset(days) for days in (0, 3)], [Status.IN, Status.IN])

	def test_the_roll_counts_it(self) -> None:
		self.approve(0, 20)
		self.assertEqual(self.totals(self.roll()).get("off_campus"), 1)

	def test_whoever_has_a_bed_is_called_whatever_the_register_says(self) -> None:
		for kind in ("Off Campus", "Day Student"):
			with self.subTest(kind=kind):
				frappe.db.set_value("Campus Student", self.students[0], "residence_type", kind)
				self.assertEqual(self.preset(), Status.IN)
				student = frappe.qb.DocType("Campus Student")
				watched = frappe.qb.from_(student).select(student.name).where(_is_resident(student))
				self.assertIn((self.students[0],), watched.run())

	def test_the_visit_is_owed_while_somebody_lives_outside(self) -> None:
		rule = rules.read(frappe.get_doc(rules.RULE, {"seed_key": "off_campus_visit"}))

		def owes() -> bool:
			found = subjects.select(rule)
			return bool(found.query.select(found.name).where(found.name == self.students[0]).run())

		doc = self.approve(3, 20)
		self.assertFalse(owes(), "not begun")
		for days, answer in ((3, True), (21, False)):
			now = now_datetime().replace(year=NIGHT.year, month=NIGHT.month, day=NIGHT.day) + timedelta(days)
			overdue_leaves.run(now)
			self.assertEqual(owes(), answer)
		self.assertEqual(frappe.db.get_value(RESIDENCE, doc.name, "status"), "Expired")


class TestRegister(WorldTestCase):
	"""Class staff take nobody out of the roll call; the college does."""

	def setUp(self) -> None:
		super().setUp()
		building = make.make_dormitory("登记1号楼", "Building")
		self.rooms = [make.make_dormitory(name, "Room", building) for name in ("登记101", "登记102")]
		self.student = make.make_student(
			f"RG{frappe.generate_hash(length=8)}",
			self.world.units["class_1"],
			residence_type="Dormitory",
			dormitory=self.rooms[0],
			bed_no="1",
		)
		frappe.db.commit()
		self.addCleanup(self.remove)

	def remove(self) -> None:
		frappe.set_user("Administrator")
		frappe.db.delete("Campus Student", {"name": self.student})
		frappe.db.commit()

	def put(self, as_whom: str, **values) -> int:
		client = HttpClient(self.world.users[as_whom])
		return client.put(f"/api/resource/Campus Student/{self.student}", **values).status_code

	def test_who_may_take_a_student_out_of_the_dormitory(self) -> None:
		for values in (
			{"residence_type": "Day Student"},
			{"residence_type": "Off Campus"},
			{"dormitory": None, "bed_no": None},
			{"status": "Internship"},
			{"lives_off_campus": 1, "residence_type": "Off Campus"},
		):
			for whom in ("counsellor", "adviser"):
				with self.subTest(values=values, whom=whom):
					self.assertEqual(self.put(whom, **values), 403)
		self.assertEqual(self.put("other_counsellor", mobile="13900001111"), 403)
		self.assertEqual(self.put("lead", residence_type="Day Student", dormitory=None, bed_no=None), 200)

	def test_from_room_to_room_they_may(self) -> None:
		self.assertEqual(self.put("counsellor", dormitory=self.rooms[1], bed_no="3"), 200)
		building = frappe.db.get_value("Campus Student", self.student, "dormitory_building")
		self.assertTrue(building)

	def test_who_lives_outside_is_worked_out(self) -> None:
		self.put("lead", lives_off_campus=1)
		self.assertEqual(frappe.db.get_value("Campus Student", self.student, "lives_off_campus"), 0)
