"""A school with guards, a round of three points and a plan."""

from datetime import datetime

import frappe
from frappe.utils import now_datetime

from campus_safety.domain import roles as r
from campus_safety.services.defence import patrols, points
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

LOG, SLOT, POINT, VISIT = patrols.LOG, patrols.SLOT, points.POINT, "Campus Gate Visit"
CHECK, ITEM, FACILITY = "Campus Equipment Check", "Campus Prohibited Item", "Campus Defence Facility"


class DefenceTestCase(CampusTestCase):
	moment = TEACHING_DAY  # a Friday at ten

	def set_up_once(self) -> None:
		super().set_up_once()
		make.make_term()
		self.school = make.make_unit("三防测试学校", "School")
		self.guard = make.make_user("guard@defence.test", r.SECURITY_GUARD)
		self.guard2 = make.make_user("guard2@defence.test", r.SECURITY_GUARD)
		self.security = make.make_user("security@defence.test", r.SECURITY_OFFICE)
		self.safety = make.make_user("safety@defence.test", r.SAFETY_OFFICE)
		self.host = make.make_user("host@defence.test", r.MENTOR)
		self.other = make.make_user("other@defence.test", r.MENTOR)
		frappe.db.set_value(SLOT, {"name": ("!=", "")}, "disabled", 1)
		self.area = frappe.get_all("Campus Safety Area", limit=1, pluck="name")[0]
		self.points = [
			frappe.get_doc(
				{"doctype": POINT, "point_name": f"测试点{number}", "least_minutes": 3, "enabled": 1}
			).insert()
			for number in range(3)
		]
		self.slot = frappe.get_doc(
			{
				"doctype": SLOT,
				"slot_name": "测试上学时段",
				"slot": "School Start",
				"days": "School Days",
				"from_time": "10:00:00",
				"to_time": "11:00:00",
				"early_minutes": 10,
				"points": [{"point": point.name} for point in self.points],
			}
		).insert()

	def at(self, hour: int, minute: int) -> datetime:
		return now_datetime().replace(hour=hour, minute=minute, second=0, microsecond=0)

	def scan(self, number: int, hour: int, minute: int, by: str | None = None, **values) -> dict:
		point = frappe.get_doc(POINT, self.points[number].name)
		values = {"armed": False, "finding": "", **values}
		return patrols.scan(point, by or self.guard, now=self.at(hour, minute), **values)

	def get_log(self):
		return frappe.get_doc(LOG, {"planned": self.slot.name})

	def visit(self, **values):
		with self.as_user(self.guard):
			return frappe.get_doc(
				{"doctype": VISIT, "visitor": "访客甲", "host": self.host, "reason": "送货", **values}
			).insert()
