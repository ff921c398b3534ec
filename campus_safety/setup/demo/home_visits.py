"""Home visits in every state, planned by those who go and approved by the college."""

from dataclasses import dataclass, field

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, nowdate

from campus_safety.setup.demo import accounts, students
from campus_safety.setup.demo.records import acting_as

DOCTYPE = "Campus Home Visit"
REPORT = {
	"family_situation": "父母在家务农，与学生关系融洽，住房安全；奶奶常年吃药，由母亲照料。",
	"findings": "学生在家作息规律，担心学费；未发现需要上报的隐患。",
	"agreed_measures": "学校协助申请助学金；家长每周与学生视频一次。",
	"signature_refused_reason": "家长外出务工，由奶奶在纸质表上按手印，已拍照留存。",
}


@dataclass(frozen=True)
class Visit:
	"""place: number of the student in the class list; days: from today to the visit."""

	unit: str
	place: int
	by: str
	days: int
	category: str
	steps: tuple[tuple[str, str], ...] = ()  # (account, workflow action)
	values: dict = field(default_factory=dict)


VISITS = (
	Visit("软件技术2601班", 4, "counsellor", 3, "Key Student"),
	Visit("大数据技术2601班", 9, "counsellor2", 5, "Key Student"),
	Visit(
		"护理2601班",
		11,
		"counsellor3",
		6,
		"Special Family",
		values={
			"visit_mode": "Video Instead",
			"exempt_reason": "家在外省山区，往返需三天，家长同意视频家访。",
		},
	),
	Visit("软件技术2501班", 5, "counsellor", -1, "Key Student", steps=(("lead", "Approve"),)),
	Visit(
		"护理2602班",
		3,
		"counsellor3",
		-2,
		"Key Student",
		steps=(("lead2", "Approve"), ("counsellor3", "Record Visit")),
	),
	Visit(
		"机电一体化2501班",
		7,
		"counsellor4",
		-3,
		"Special Family",
		steps=(("lead3", "Approve"), ("counsellor4", "Record Visit"), ("lead3", "Archive")),
	),
	Visit(
		"软件技术2501班",
		14,
		"counsellor",
		-2,
		"Academic Difficulty",
		steps=(("lead", "Approve"), ("counsellor", "Record Visit")),
	),
)


def create() -> None:
	for visit in VISITS:
		student = students.in_class(visit.unit, visit.place).number
		if not frappe.db.exists(DOCTYPE, {"student": student, "visit_category": visit.category}):
			_make(visit, student)


def _make(visit: Visit, student: str) -> None:
	user = accounts.user_of(visit.by)
	with acting_as(user):
		doc = frappe.get_doc(
			{
				"doctype": DOCTYPE,
				"student": student,
				"visit_category": visit.category,
				"visit_date": add_days(nowdate(), visit.days),
				"visitors": [{"user": user}],
				"address": frappe.db.get_value("Campus Student", student, "home_address"),
				**visit.values,
			}
		).insert()
	for account, action in visit.steps:
		with acting_as(accounts.user_of(account)):
			doc = frappe.get_doc(DOCTYPE, doc.name)
			if action == "Record Visit":
				doc.update(REPORT)
				doc.save()
			apply_workflow(doc, action)
