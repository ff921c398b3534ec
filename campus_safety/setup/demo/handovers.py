"""A handover under way: signed by the counsellor, waiting for the class adviser, who takes each item or says why not."""

import frappe
from frappe.model.workflow import apply_workflow

from campus_safety.setup.demo import accounts, students
from campus_safety.setup.demo.records import acting_as

HANDOVER, LEDGER = "Campus File Handover", "Campus Risk Ledger"
TEXTS = {
	"summary": "每日下课后见面，先问睡眠和服药，再谈学习。情绪低落时愿意听音乐散步，不要当众追问。母亲电话最快接通。",
	"student_told": "已当面告诉学生今后由班主任跟进，学生同意，希望周三下午见面。",
}


def create() -> None:
	"""For the gravest of the counsellor's; nothing where one is there already."""
	sender, receiver = accounts.user_of("counsellor"), accounts.user_of("adviser")
	student = students.in_class("软件技术2601班", 12).number
	if frappe.db.exists(HANDOVER, {"student": student}) or not frappe.db.exists(
		LEDGER, {"student": student, "responsible_person": sender, "status": "Supporting"}
	):
		return
	with acting_as(sender):
		handover = frappe.get_doc(
			{
				"doctype": HANDOVER,
				"from_user": sender,
				"to_user": receiver,
				"reason": "On Leave",
				"student": student,
				"pledge": 1,
				"items": [
					{
						"kind": "Parent Contact",
						"student": student,
						"pages": 2,
						"summary": "家长联系记录两页。",
					}
				],
			}
		).insert()
		for row in handover.items:
			if row.kind != "Parent Contact":
				row.update({**TEXTS, "pages": 6})
		handover.save()
		apply_workflow(handover.as_dict(), "Sign the Handover")
