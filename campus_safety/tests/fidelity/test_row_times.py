"""Evidence in a row of a table counts by the row's own time of writing (found/fidelity.md 5)."""

import frappe
from frappe.utils import add_days, get_datetime, getdate, now_datetime, nowdate

from campus_safety.declared.duty_rules import RULES
from campus_safety.engines.duties import rules
from campus_safety.engines.duties.evidence import EvidenceQuery, Group
from campus_safety.exceptions import LateEntryError
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase
from campus_safety.tests.world import get_world

RESIDENCE, VISIT = "Campus Off Campus Residence", "Campus Dorm Visit"


class TestEveryTable(CampusTestCase):
	"""Shipped rules × the tables their evidence lies in."""

	def test_rows_that_count_keep_their_own_time(self) -> None:
		found, lacking = 0, []
		for key, (_name, _clause, values) in RULES.items():
			if not frappe.db.exists("DocType", values["evidence_doctype"]):
				continue
			for field in ("subject_field", "time_field"):
				table, _dot, _field = values[field].rpartition(".")
				if not table:
					continue
				found += 1
				child = frappe.get_meta(frappe.get_meta(values["evidence_doctype"]).get_field(table).options)
				dated = field == "time_field"
				if not child.has_field("recorded_at") or (dated and not child.has_field("late_entry")):
					lacking.append((key, child.name))
		self.assertGreater(found, 5)
		self.assertEqual(lacking, [])


class TestRows(CampusTestCase):
	moment = TEACHING_DAY  # two months before it, too, the student lived there, within one term

	@classmethod
	def setUpClass(cls) -> None:
		world = get_world()  # shared by all, so at the real time
		super().setUpClass()
		make.make_term()
		cls.users, cls.unit = world.users, world.units["class_1"]
		cls.student = make.make_student("RT2601001", cls.unit)
		cls.building = make.make_dormitory("时间1号楼", "Building")
		cls.rooms = [make.make_dormitory(name, "Room", cls.building) for name in ("时间101", "时间102")]
		for number, room in enumerate(cls.rooms):
			make.make_student(f"RT260101{number}", cls.unit, dormitory=room, residence_type="Dormitory")

	def residence(self):
		"""Active for two months, approved and written then."""
		doc = make.make_residence(self.student)
		values = {
			"status": "Active",
			"workflow_state": "Active",
			"from_date": add_days(nowdate(), -60),
			"to_date": add_days(nowdate(), 30),
			"occurred_on": add_days(nowdate(), -60),
			"creation": add_days(now_datetime(), -60),
		}
		frappe.db.set_value(RESIDENCE, doc.name, values, update_modified=False)
		return frappe.get_doc(RESIDENCE, doc.name)

	def visit(self, user: str, days_ago: int, **values):
		with self.as_user(user):
			doc = frappe.get_doc(RESIDENCE, {"student": self.student})
			row = {"visitor": user, "findings": "正常", "result": "In Order"}
			doc.append("visits", {**row, "visit_date": add_days(nowdate(), -days_ago), **values})
			doc.save()
		return doc.visits[-1]

	def counted(self, key: str, subject: str, first: int, last: int, due: int):
		"""Of the period from so many days ago to so many, due so many days ago."""
		rule = rules.read(frappe.get_doc(rules.RULE, {"seed_key": key}))
		query, today = EvidenceQuery(rule), getdate(nowdate())
		query.of_subjects([subject])
		days = [add_days(today, -ago) for ago in (first, last, due)]
		(found,) = query.counted(Group(days[0], days[1], days[2], days[1]), today).run(as_dict=True)
		return found.done, found.on_time, found.late

	def test_a_visit_typed_weeks_later_is_late_and_not_in_time(self) -> None:
		self.residence()
		with self.assertRaises(LateEntryError):
			self.visit(self.users["counsellor"], 40)
		row = self.visit(self.users["lead"], 40, recorded_at=add_days(now_datetime(), -40), late_entry=0)
		self.assertEqual(row.late_entry, 1)
		self.assertLess(abs((now_datetime() - get_datetime(row.recorded_at)).total_seconds()), 60)
		self.assertEqual(self.counted("off_campus_visit", self.student, 45, 31, 28), (1, 0, 1))

	def test_one_written_on_its_day_is_in_time(self) -> None:
		self.residence()
		self.visit(self.users["counsellor"], 0)
		self.assertEqual(self.counted("off_campus_visit", self.student, 1, 0, 0), (1, 1, 0))

	def test_a_saved_row_keeps_its_time_until_it_says_something_else(self) -> None:
		self.residence()
		row = self.visit(self.users["counsellor"], 1)
		old = add_days(now_datetime(), -1).replace(microsecond=0)
		frappe.db.set_value("Campus Off Campus Visit", row.name, "recorded_at", old)
		second = self.visit(self.users["counsellor"], 0)
		self.assertEqual(second.idx, 2)
		kept = frappe.db.get_value("Campus Off Campus Visit", row.name, "recorded_at")
		self.assertEqual(get_datetime(kept), old)
		with self.as_user(self.users["counsellor"]):
			doc = frappe.get_doc(RESIDENCE, {"student": self.student})
			doc.visits[0].findings = "改写的内容"
			doc.save()
		moved = frappe.db.get_value("Campus Off Campus Visit", row.name, "recorded_at")
		self.assertGreater(get_datetime(moved), old)

	def test_a_room_added_later_was_not_visited_in_time(self) -> None:
		with self.as_user(self.users["counsellor"]):
			doc = frappe.get_doc(
				{
					"doctype": VISIT,
					"date": add_days(nowdate(), -5),
					"dormitory": self.building,
					"rooms": [{"room": self.rooms[0]}],
					"findings": "宿舍整洁，同学在复习",
				}
			).insert()
		then = add_days(now_datetime(), -5)
		frappe.db.set_value(VISIT, doc.name, "creation", then, update_modified=False)
		frappe.db.set_value("Campus Dorm Visit Room", doc.rooms[0].name, "recorded_at", then)
		with self.as_user(self.users["counsellor"]):
			doc = frappe.get_doc(VISIT, doc.name)
			doc.append("rooms", {"room": self.rooms[1]})
			doc.save()
		on_time = [self.counted("dorm_visit", room, 6, 4, 3)[:2] for room in self.rooms]
		self.assertEqual(on_time, [(1, 1), (1, 0)])
