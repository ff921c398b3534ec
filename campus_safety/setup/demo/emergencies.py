"""A fire in a workshop from the first word to its end, by the plan for it; reported, told, nobody badly hurt."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, getdate, now_datetime

from campus_safety.services.incidents.emergency import acting, log, opening
from campus_safety.setup.demo import accounts, students
from campus_safety.setup.demo.records import acting_as, make

INCIDENT, PLAN = opening.INCIDENT, opening.PLAN
PLACE = "实训楼一层焊接实训室"
GROUPS = (
	("疏散引导组", "adviser", "按疏散图撤到操场，逐班清点"),
	("灭火警戒组", "guard", "断电断气，初期火用灭火器，拉警戒线"),
	("医疗救护组", "logistics", "校医到场，伤者送医并留人陪同"),
	("家属信息组", "affairs", "由一人对家长，只说事实"),
)


def create() -> None:
	kind = (
		frappe.db.get_value(opening.TYPE, {"name": "火情"}) or frappe.get_all(opening.TYPE, pluck="name")[0]
	)
	with acting_as(accounts.user_of("safety")):
		make(
			PLAN,
			{"plan_name": "消防疏散应急预案", "version": "2026-1"},
			{
				"incident_type": kind,
				"commander": accounts.user_of("security"),
				"deputy": accounts.user_of("affairs"),
				"review_due": add_days(getdate(), 200),
				"steps": "打119，说清楼栋和着火物\n切断电源、燃气\n按疏散图撤离并清点\n初期火用灭火器，火大立即撤出",
				"groups": [
					{"group_name": name, "head": accounts.user_of(head), "tasks": tasks}
					for name, head, tasks in GROUPS
				],
			},
		)
	if not frappe.db.exists(INCIDENT, {"place": PLACE}):
		_go_through(kind)


def _go_through(kind: str) -> None:
	student = students.in_class("数控技术2601班", 4).number
	with acting_as(accounts.user_of("mentor")):
		name = opening.open_incident(kind, PLACE, "电焊火花引燃纸箱，有烟，人已撤出", now_datetime()).name
	with acting_as(accounts.user_of("security")):
		_step(name, "Take Command")
		acting.put_person(
			name,
			"",
			{"student": student, "harm": "Injured", "where_now": "校医院，手背轻度烫伤"},
			now_datetime(),
		)
		_step(name, "Begin Response")
	with acting_as(accounts.user_of("security")):
		for key, entry in enumerate(
			(
				"保安：灭火器扑灭明火，已断电，警戒线拉好",
				"班主任：全班撤到操场，清点无缺",
				"校医：伤口已处理，无需转院",
			)
		):
			log.add(name, entry, str(key), now_datetime())
	with acting_as(accounts.user_of("security")):
		incident = frappe.get_doc(INCIDENT, name)
		for row in incident.notifications:
			if row.ends_with == "Told" and not row.not_needed:
				acting.tell(name, row.name, "值班领导", now_datetime())
		acting.tell_guardian(
			name, incident.people[0].name, "电话告知母亲，已说明伤情和处理", "", now_datetime()
		)
		acting.report(
			name,
			"First",
			"焊接实训室纸箱起火，5分钟内扑灭；1名学生手背轻度烫伤；家长已告知。",
			"起火的具体原因；设备损失。",
			now_datetime(),
		)
		_step(name, "Bring Under Control")
		incident = frappe.get_doc(INCIDENT, name)
		incident.update(
			{
				"scene_protected": 1,
				"injured": 1,
				"aid": "校医院处理烫伤",
				"aftercare": "班主任当晚看望，次日复诊",
			}
		)
		incident.save()
		_step(name, "Begin Aftercare")
		_step(name, "End the Incident")
		acting.report(name, "Final", "火情已结束，1人轻伤已处理，现场已恢复。", "", now_datetime())


def _step(name: str, action: str) -> None:
	apply_workflow(frappe.get_doc(INCIDENT, name).as_dict(), action)
