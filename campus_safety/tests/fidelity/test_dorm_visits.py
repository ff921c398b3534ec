"""Every room is visited monthly by counsellor or adviser; a dorm manager's round is another duty (found/fidelity.md 14)."""

import frappe
from frappe.utils import getdate, nowdate

from campus_safety.domain import roles as r
from campus_safety.engines.duties import generate, rules, subjects
from campus_safety.engines.duties.evidence import EvidenceQuery, Group
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.world import get_world

VISIT = "Campus Dorm Visit"


class TestDormVisits(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		world = get_world()
		cls.units, cls.users = world.units, world.users
		cls.building = make.make_dormitory("走访1号楼", "Building")
		cls.room, cls.mixed, cls.empty = (
			make.make_dormitory(name, "Room", cls.building) for name in ("走访101", "走访102", "走访103")
		)
		for number, (room, unit) in enumerate(
			((cls.room, "class_1"), (cls.mixed, "class_2"), (cls.mixed, "class_1"), (cls.mixed, "class_2"))
		):
			make.make_student(f"DVF{number}", cls.units[unit], dormitory=room, residence_type="Dormitory")
		cls.keeper = make.make_user("keeper@fidelity.test", r.DORM_MANAGER)
		make.assign(cls.keeper, "Dorm Manager", "Dormitory", dormitory=cls.building)

	def rule(self, key: str):
		return rules.read(frappe.get_doc(rules.RULE, {"seed_key": key}))

	def owed(self, key: str) -> dict[str, tuple]:
		found = subjects.select(self.rule(key))
		rows = (
			found.query.select(found.name, found.holder, found.unit)
			.where(found.name.isin([self.room, self.mixed, self.empty]))
			.run()
		)
		return {room: (holder, unit) for room, holder, unit in rows}

	def visit(self, user: str) -> None:
		with self.as_user(user):
			frappe.get_doc(
				{
					"doctype": VISIT,
					"date": nowdate(),
					"dormitory": self.building,
					"rooms": [{"room": self.room}],
					"findings": "宿舍整洁，同学在复习，未见异常",
				}
			).insert()

	def done(self, key: str) -> int:
		query, today = EvidenceQuery(self.rule(key)), getdate(nowdate())
		query.of_subjects([self.room])
		rows = query.counted(Group(today, today, today, today), today).run(as_dict=True)
		return rows[0].done if rows else 0

	def test_it_is_owed_by_who_looks_after_the_students(self) -> None:
		one, two = self.users["counsellor"], self.users["other_counsellor"]
		self.assertEqual(
			self.owed("dorm_visit"),
			{self.room: (one, self.units["class_1"]), self.mixed: (two, self.units["class_2"])},
		)

	def test_the_adviser_stands_in_where_there_is_no_counsellor(self) -> None:
		frappe.db.set_value(
			"Campus Network Assignment",
			{"unit": self.units["class_1"], "position": "Counsellor"},
			"status",
			"Ended",
		)
		self.assertEqual(self.owed("dorm_visit")[self.room][0], self.users["adviser"])

	def test_a_managers_round_fulfils_the_managers_own_duty_only(self) -> None:
		self.assertEqual({holder for holder, _unit in self.owed("dorm_round").values()}, {self.keeper})
		self.visit(self.keeper)
		self.assertEqual((self.done("dorm_visit"), self.done("dorm_round")), (0, 1))

	def test_counsellor_and_adviser_fulfil_it(self) -> None:
		for number, user in enumerate((self.users["counsellor"], self.users["adviser"]), 1):
			self.visit(user)
			self.assertEqual((self.done("dorm_visit"), self.done("dorm_round")), (number, 0))

	def test_duties_carry_their_class(self) -> None:
		rule, today = self.rule("dorm_visit"), getdate(nowdate())
		frappe.db.set_value(rules.RULE, rule.name, {"days_that_count": "All Days", "effective_from": None})
		frappe.clear_document_cache(rules.RULE, rule.name)
		rule = self.rule("dorm_visit")
		generate.make(rule, today, today, generate.Calendar.around(today, today))
		duty = {"rule": rule.name, "subject": self.room}
		self.assertEqual(
			frappe.db.get_value(generate.OBLIGATION, duty, ["unit", "responsible_user"]),
			(self.units["class_1"], self.users["counsellor"]),
		)
