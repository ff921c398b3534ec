"""A school with an office that takes complaints, a department that answers them, and people who ask."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import now_datetime

from campus_safety.domain import roles as r
from campus_safety.services.governance.appeals import filing, senders
from campus_safety.services.governance.appeals.filing import Told
from campus_safety.services.incidents import floods
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

TICKET, SENDER = filing.TICKET, senders.SENDER
CANARY = "食堂的汤总是冷的"


class AppealTestCase(CampusTestCase):
	moment = TEACHING_DAY  # a Friday at ten

	def set_up_once(self) -> None:
		super().set_up_once()
		make.make_term()
		school = make.make_unit("诉求测试学校", "School")
		self.logistics_unit = make.make_unit("诉求测试总务处", "Department", school)
		frappe.db.set_value("Campus Unit", self.logistics_unit, "office_role", r.LOGISTICS)
		self.office = make.make_user("office@appeals.test", r.SCHOOL_OFFICE)
		self.office2 = make.make_user("office2@appeals.test", r.SCHOOL_OFFICE)
		self.discipline = make.make_user("discipline@appeals.test", r.DISCIPLINE_OFFICE)
		self.discipline2 = make.make_user("discipline2@appeals.test", r.DISCIPLINE_OFFICE)
		self.hr = make.make_user("hr@appeals.test", r.HR_OFFICE)
		self.leader = make.make_user("leader@appeals.test", r.SCHOOL_LEADER)
		self.handler = make.make_user("handler@appeals.test", r.LOGISTICS)
		self.mentor = make.make_user("mentor@appeals.test", r.MENTOR)
		self.student = make.make_user("student@appeals.test", r.STUDENT_USER)
		self.cause = frappe.get_all("Campus Appeal Cause", limit=1, pluck="name")[0]

	def file(self, content: str = CANARY, **told):
		"""Without a name, by the page. (complaint, code)."""
		now = now_datetime()
		with self.as_user("Guest"):
			filed = filing.file_nameless(
				Told(content, **{"category": "Logistics", **told}),
				floods.begin(floods.REPORT, now)["token"],
				now,
			)
		return frappe.get_doc(TICKET, senders.find_by_code(filed.code).ticket), filed.code

	def file_named(self, content: str = CANARY, key: str = "k1", **told):
		with self.as_user(self.student):
			filing.file_named(
				Told(content, **{"category": "Logistics", **told}),
				"13800000000",
				key,
				self.student,
				now_datetime(),
			)
		return frappe.get_doc(TICKET, senders.get_own(self.student)[0].ticket)

	def take_down(self, **values):
		with self.as_user(self.office):
			return frappe.get_doc(
				{"doctype": TICKET, "source": "Phone", "category": "Logistics", "content": CANARY, **values}
			).insert()

	def write(self, ticket, user: str, **values):
		with self.as_user(user):
			document = frappe.get_doc(TICKET, ticket.name)
			document.update(values)
			document.save()
		ticket.reload()
		return ticket

	def step(self, ticket, user: str, action: str, **values):
		"""As on the form: what is entered is saved, then the button is pressed."""
		if values:
			self.write(ticket, user, **values)
		with self.as_user(user):
			apply_workflow(frappe.get_doc(TICKET, ticket.name).as_dict(), action)
		ticket.reload()
		return ticket

	def assign(self, ticket, by: str | None = None, **values):
		by = by or self.office
		self.step(ticket, by, "Triage Complaint")
		values = {"handler_unit": self.logistics_unit, "handler": self.handler, **values}
		return self.step(ticket, by, "Assign Complaint", **values)

	def reply(self, ticket, **values):
		self.step(ticket, self.handler, "Begin Handling")
		values = {"reply": "已加装保温台", "outcome": "Solved", "cause": self.cause, **values}
		return self.step(ticket, self.handler, "Reply to Complaint", **values)

	def by_code(self, code: str) -> senders.Sender:
		return senders.find_by_code(code)
