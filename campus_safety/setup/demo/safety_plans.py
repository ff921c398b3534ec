"""The safety plan of the portal's student: written with a psych teacher, the PIN still to be set on the phone."""

import frappe

from campus_safety.setup.demo import accounts, students
from campus_safety.setup.demo.records import acting_as

PLAN = "Campus Safety Plan"


def create() -> None:
	student = students.people()[0].number
	if frappe.db.exists(PLAN, {"student": student}):
		return
	with acting_as(accounts.user_of("psychteacher")):
		frappe.get_doc(
			{
				"doctype": PLAN,
				"student": student,
				"warning_signs": "连着几晚睡不着，不想回消息，觉得自己是累赘。",
				"own_steps": "离开宿舍走一圈；听那张老歌单；把想法写下来。",
				"places": "图书馆二楼靠窗的位子；操场看球。",
				"people": "姐姐 199-0000-1111；室友小马。",
				"professionals": "心理中心 0531-0000-0000；全国热线 12356；急救 120。",
				"surroundings": "药交给姐姐保管；难受时不一个人待在宿舍。",
			}
		).insert()
