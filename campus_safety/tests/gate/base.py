"""A building with a door, a campus gate, and four students."""

import frappe
from frappe.utils import add_to_date, now_datetime

from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.factories import make_gate_device as make_device

DEVICE, EVENT, IMPORT = "Campus Gate Device", "Campus Gate Event", "Campus Gate Import"
NUMBERS = ("G2026001", "G2026002", "G2026003", "G2026004")


def ago(**how) -> str:
	"""`ago(minutes=5)` as a device writes it."""
	moment = add_to_date(now_datetime(), **{unit: -amount for unit, amount in how.items()})
	return f"{moment:%Y-%m-%d %H:%M:%S}"


class GateTestCase(CampusTestCase):
	def setUp(self) -> None:
		super().setUp()
		frappe.local.lang = "en"

	def set_up_once(self) -> None:
		super().set_up_once()
		school = make.make_unit("门禁学院", "School")
		self.college = make.make_unit("门禁信息学院", "College", school)
		self.unit = make.make_unit("门禁2601班", "Class", self.college)
		self.building = make.make_dormitory("门禁1号楼", "Building", gender="Male")
		self.room = make.make_dormitory("101", "Room", self.building)
		for number in NUMBERS:
			make.make_student(number, self.unit, residence_type="Dormitory", dormitory=self.room)
		self.door = make_device("门禁1号楼大门", dormitory=self.building)
		self.gate = make_device("门禁东门")

	def events(self, **filters) -> list[tuple]:
		rows = frappe.get_all(
			EVENT,
			filters={"device": ("in", (self.door, self.gate)), **filters},
			fields=["student", "direction", "event_id"],
			order_by="event_id",
		)
		return [(row.student, row.direction, row.event_id) for row in rows]
