"""The guards' day: posts and their equipment, a round that was walked, a visitor inside and one expected, what lies in the safe."""

import frappe
from frappe.utils import add_days, add_to_date, getdate, now_datetime

from campus_safety.services.defence import patrols, visits
from campus_safety.setup.demo import accounts, students
from campus_safety.setup.demo.records import acting_as

POINT, SLOT, CHECK = "Campus Patrol Point", patrols.SLOT, "Campus Equipment Check"
FACILITY, ITEM, VISIT = "Campus Defence Facility", "Campus Prohibited Item", visits.VISIT
POINTS = (
	("东门岗亭", "校门与围墙", "灭火器铅封是什么颜色？", "红色"),
	("1号楼楼顶门", "学生宿舍", "", ""),
	("配电房", "配电房、锅炉房与水泵房", "门上的编号是多少？", "03"),
	("操场看台", "体育馆与操场", "", ""),
)
FACILITIES = (
	("东门岗", "Human", "校门与围墙", "Works", 1, 3),
	("东门升降柱", "Physical", "校门与围墙", "Works", 0, 12),
	("一键报警柱", "Technical", "教学楼", "Works", 1, 40),
	("西围墙监控", "Technical", "校园周边", "Faulty", 0, 2),
)


def create() -> None:
	_masters()
	_checks()
	_patrols()
	_visits()
	_safe()


def _masters() -> None:
	with acting_as(accounts.user_of("security")):
		for name, area, question, answer in POINTS:
			if not frappe.db.exists(POINT, name):
				frappe.get_doc(
					{
						"doctype": POINT,
						"point_name": name,
						"area": area,
						"question": question,
						"answer": answer,
						"least_minutes": 2,
						"enabled": 1,
					}
				).insert()
		for name in frappe.get_all(SLOT, pluck="name"):
			slot = frappe.get_doc(SLOT, name)
			if not slot.points:
				slot.update({"disabled": 0, "points": [{"point": row[0]} for row in POINTS]})
				slot.save()
		for name, kind, area, state, linked, days in FACILITIES:
			if not frappe.db.exists(FACILITY, {"facility_name": name}):
				frappe.get_doc(
					{
						"doctype": FACILITY,
						"facility_name": name,
						"kind": kind,
						"area": area,
						"state": state,
						"linked_to_police": linked,
						"last_test": add_days(getdate(), -days),
						"note": "已报修，夜间加派一人" if state != "Works" else "",
					}
				).insert()


def _checks() -> None:
	if frappe.db.exists(CHECK, {"post": "东门岗"}):
		return
	soon = add_days(getdate(), 20)
	with acting_as(accounts.user_of("guard")):
		check = frappe.get_doc({"doctype": CHECK, "post": "东门岗", "occurred_on": getdate(), "lines": []})
		for item in frappe.get_all(
			"Campus Equipment Item", fields=["name", "standard", "has_expiry"], order_by="place asc"
		):
			missing = item.name == "防割手套"
			check.append(
				"lines",
				{
					"item": item.name,
					"actual": item.standard - missing,
					"condition": "Good",
					"expiry": soon if item.has_expiry else None,
				},
			)
		check.insert()


def _patrols() -> None:
	"""One walked from code to code, one that is on the list."""
	day = now_datetime()
	for hour, minute in ((7, 5), (17, 0)):
		patrols.plan(day.replace(hour=hour, minute=minute))
	guard = accounts.user_of("guard")
	for number, (name, *_rest) in enumerate(POINTS[:3]):
		moment = day.replace(hour=7, minute=8 + 6 * number)
		if patrols.get_running(name, moment):
			patrols.scan(frappe.get_doc(POINT, name), guard, True, "一切正常" if number == 0 else "", moment)


def _visits() -> None:
	if frappe.db.exists(VISIT, {"visitor": "刘建国"}):
		return
	for visitor, host, reason, inside in (
		("刘建国", "counsellor", "家长，约谈学业", True),
		("宋梅", "logistics", "空调维修", False),
	):
		with acting_as(accounts.user_of("guard")):
			visit = frappe.get_doc(
				{
					"doctype": VISIT,
					"visitor": visitor,
					"id_last4": "0012",
					"host": accounts.user_of(host),
					"reason": reason,
					"gate": "东门",
					"belongings_checked": 1,
				}
			).insert()
		if inside:
			with acting_as(accounts.user_of(host)):
				visits.confirm(visit, True, now_datetime())
			with acting_as(accounts.user_of("guard")):
				visits.enter(frappe.get_doc(VISIT, visit.name), now_datetime())


def _safe() -> None:
	if frappe.db.exists(ITEM, {"item": "折叠刀一把"}):
		return
	student = students.in_class("数控技术2601班", 9).number
	with acting_as(accounts.user_of("dorm")):
		frappe.get_doc(
			{
				"doctype": ITEM,
				"type": "Knife",
				"item": "折叠刀一把",
				"student": student,
				"found_at": add_to_date(now_datetime(), hours=-5),
				"area": "学生宿舍",
				"witness": accounts.user_of("counsellor4"),
				"action": "Kept",
			}
		).insert()
