"""Leave in every state, one overdue, three students living off campus, a return point; the demo student has one on the way."""

from dataclasses import dataclass
from datetime import timedelta

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, get_datetime, getdate, now_datetime, nowdate

from campus_safety.services.leave import moves, student_side
from campus_safety.services.presence import overdue_leaves
from campus_safety.setup.demo import accounts, calendar, students
from campus_safety.setup.demo.records import acting_as, make

PERMIT, RESIDENCE, POINT = "Campus Leave Permit", "Campus Off Campus Residence", "Campus Return Point"
HOUR = timedelta(hours=1)
REJECTION = {"decision_note": "当天有期末实训考核，考完再回。"}


@dataclass(frozen=True)
class Leave:
	"""start, length: hours from now. by: the account that files it; steps: (account, workflow action)."""

	unit: str
	place: int
	start: float
	length: float
	kind: str
	destination: str
	reason: str
	steps: tuple[tuple[str, str], ...] = ()
	by: str = "adviser"


AGREED = {"parent_confirmed_by": "家长电话同意", "parent_confirmed_via": "Phone"}
ASK, APPROVE = ("adviser", "Request Leave"), ("counsellor", "Approve")
LEAD_APPROVES = ("lead", "Approve")  # longer than a day
BACK, SEEN = ("counsellor", "Record Return"), ("counsellor", "Verify Return")
CLASS_1 = "软件技术2601班"

LEAVES = (
	Leave(CLASS_1, 2, 30, 8, "Personal", "济南市历下区家中", "给爷爷过八十大寿"),
	Leave(CLASS_1, 3, 26, 10, "Official", "山东省技能大赛赛场（烟台）", "参加技能大赛省赛", (ASK,)),
	Leave(CLASS_1, 6, 20, 24, "Personal", "泰安市泰山区家中", "家中办婚事", (ASK,)),  # a parent must confirm
	Leave(CLASS_1, 7, 5, 6, "Sick", "市中心医院", "复查牙齿", (ASK, APPROVE)),
	Leave(CLASS_1, 8, 2, 4, "Personal", "火车站", "接亲戚", (ASK, ("counsellor", "Reject"))),
	Leave(CLASS_1, 9, -1, 6, "Personal", "市图书馆", "查资料", (ASK, APPROVE)),  # on leave
	Leave(CLASS_1, 10, -10, 8, "Sick", "省立医院急诊", "发热就诊", (ASK, APPROVE)),  # overdue
	Leave(CLASS_1, 11, -26, 8, "Personal", "高新区公司", "实习面试", (ASK, APPROVE, BACK)),
	Leave(CLASS_1, 12, -50, 30, "Holiday", "德州市陵城区家中", "周末回家", (ASK, LEAD_APPROVES, BACK, SEEN)),
	Leave(CLASS_1, 13, 40, 5, "Personal", "汽车站", "取行李", (ASK, ("counsellor", "Cancel Leave"))),
)


@dataclass(frozen=True)
class Residence:
	unit: str
	place: int
	address: str
	reason: str
	steps: tuple[tuple[str, str], ...] = ()
	visits: tuple[tuple[int, str, str], ...] = ()  # (days ago, what was found, result)


PASSED = (("counsellor", "Submit Application"), ("counsellor", "Pass to College"))
BOTH_APPROVED = (*PASSED, ("lead", "Pass to Student Affairs"), ("affairs", "Approve"))
CHECKED = {
	"guardian_consent": 1,
	"guardian_id_check": 1,
	"safety_pledge": 1,
	"guardian_name": "母亲（电话核实）",
}

RESIDENCES = (
	Residence(
		CLASS_1,
		20,
		"历下区文化路18号2号楼1单元402",
		"母亲陪读照料身体",
		BOTH_APPROVED,
		((2, "燃气软管已换新，门锁完好，与母亲同住。", "In Order"),),
	),
	Residence("软件技术2501班", 20, "历下区和平路7号院5号楼201", "家住学校附近", BOTH_APPROVED),
	Residence(CLASS_1, 21, "市中区经十路300号青年公寓1106", "备考需要安静环境", PASSED),
)


def create() -> None:
	make(POINT, {"place": "南门"}, {})
	if not frappe.db.exists(PERMIT, {"reason": LEAVES[0].reason}):
		for leave in LEAVES:
			_take(leave)
		_ask_as_student()
		overdue_leaves.run(now_datetime())
	for residence in RESIDENCES:
		student = students.in_class(residence.unit, residence.place).number
		if not frappe.db.exists(RESIDENCE, {"student": student}):
			_live(residence, student)


def _take(leave: Leave) -> None:
	start = get_datetime(now_datetime().replace(minute=0, second=0, microsecond=0)) + leave.start * HOUR
	student = students.in_class(leave.unit, leave.place).number
	with acting_as(accounts.user_of(leave.by)):
		doc = frappe.get_doc(
			{
				"doctype": PERMIT,
				"student": student,
				"leave_type": leave.kind,
				"from_time": start,
				"to_time": start + leave.length * HOUR,
				"destination": leave.destination,
				"reason": leave.reason,
				"contact_phone": frappe.db.get_value("Campus Student", student, "mobile"),
			}
		).insert()
	for account, action in leave.steps:
		_step(doc.name, account, action)


def _step(name: str, account: str, action: str) -> None:
	with acting_as(accounts.user_of(account)):
		doc = frappe.get_doc(PERMIT, name)
		if action == "Approve":
			_make_ready(doc)
		if action == "Reject":
			doc.update(REJECTION)
			doc.save()
		if action == "Record Return":
			with acting_as("Administrator"):
				moves.begin(now_datetime())
			doc.reload()
		apply_workflow(doc, action)


def _make_ready(doc) -> None:
	"""What the approval needs: a parent's word where it is asked for."""
	if doc.parent_needed:
		doc.update(AGREED)
		doc.save()


def _ask_as_student() -> None:
	"""The portal account asks for the evening off, as the phone's page does."""
	user = accounts.user_of(accounts.PORTAL_STUDENT)
	student = frappe.db.get_value("Campus Student", {"user": user})
	tomorrow = get_datetime(add_days(nowdate(), 1))
	with acting_as(user):
		student_side.request(
			student,
			{
				"leave_type": "Personal",
				"from_time": tomorrow + 17 * HOUR,
				"to_time": tomorrow + 21 * HOUR,
				"destination": "济南市历下区泉城广场，和家人吃饭",
				"reason": "表姐从外地来看我",
				"contact_phone": frappe.db.get_value("Campus Student", student, "mobile"),
			},
			"demo-student-leave",
			now_datetime(),
		)


def _live(residence: Residence, student: str) -> None:
	today = getdate(nowdate())
	_name, start, _end, last_day = calendar.term_around(today)  # nobody lives off campus beyond it
	since = max(add_days(today, -2), start)
	with acting_as(accounts.user_of("counsellor")):
		doc = frappe.get_doc(
			{
				"doctype": RESIDENCE,
				"student": student,
				"from_date": since,
				"to_date": min(add_days(today, 50), last_day),
				"address": residence.address,
				"reason": residence.reason,
				"cohabitants": "母亲",
				**CHECKED,
			}
		).insert()
	for account, action in residence.steps:
		with acting_as(accounts.user_of(account)):
			doc = apply_workflow(frappe.get_doc(RESIDENCE, doc.name), action)
	with acting_as(accounts.user_of("counsellor")):
		for ago, findings, result in residence.visits:
			doc.append(
				"visits",
				{
					"visit_date": max(add_days(today, -ago), since),
					"visitor": frappe.session.user,
					"findings": findings,
					"result": result,
				},
			)
		if residence.visits:
			doc.save()
