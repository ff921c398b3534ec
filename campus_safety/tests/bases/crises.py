"""A crisis, found by the counsellor of the student's class, and what is done about it by whose business it is."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import now_datetime

from campus_safety.engines.opening import openings
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.world import NEIGHBOUR, get_world

CASE = "Campus Crisis Case"
SIGNED = ("Start Handling the Crisis", "Sign Closing of the Crisis")
NOTICE, TRANSFER = "Campus Parent Risk Notice", "Campus Responsibility Transfer"


class CrisisTestCase(CampusTestCase):
	"""On the committed world of the tests: a class, its staff, a student with nothing recorded."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		world = get_world()
		cls.student = NEIGHBOUR
		for name in ("counsellor", "adviser", "lead", "psych_head", "psych_teacher"):
			setattr(cls, name, world.users[name])
		cls.stranger, cls.affairs = world.users["other_counsellor"], world.users["student_affairs"]

	def find(self, level: str = "Severe", **values):
		with self.as_user(values.pop("by", self.counsellor)):
			return frappe.get_doc(
				{
					"doctype": CASE,
					"student": self.student,
					"found_at": now_datetime(),
					"crisis_level": level,
					"assessed_by": self.psych_teacher,
					"basis": "课间说不想活了",
					**values,
				}
			).insert()

	def paper(self, user: str | None = None) -> str:
		"""A hospital's paper that the user has just uploaded."""
		with self.as_user(user or self.psych_head):
			file = frappe.get_doc(
				{
					"doctype": "File",
					"file_name": "paper.txt",
					"is_private": 1,
					"content": frappe.generate_hash(),
				}
			)
			return file.insert().file_url

	def edit(self, user: str, doc, **values):
		"""Save as the user; a list is added to its table."""
		with self.as_user(user):
			document = frappe.get_doc(doc.doctype, doc.name)
			for field, value in values.items():
				if isinstance(value, list):
					document.extend(field, value)
				else:
					document.set(field, value)
			document.save()
		return self.again(doc)

	def act(self, user: str, doc, *actions: str):
		with self.as_user(user):
			for action in actions:
				if action in SIGNED:
					self.read(doc)
				apply_workflow(frappe.get_doc(doc.doctype, doc.name).as_dict(), action)
		return self.again(doc)

	def read(self, doc) -> None:
		"""The session user opens it, as one does before a signature."""
		openings.read(doc.doctype, doc.name, "审核签字")

	def started(self, level: str = "Severe", **values):
		case = self.find(level, **values)
		self.act(self.psych_teacher, case, "Confirm the Assessment")
		self.act(self.lead, case, "Start Handling the Crisis")
		return case if level == "General" else self.act(self.affairs, case, "Start Handling the Crisis")

	def again(self, doc):
		doc.reload()
		return doc

	def open_actions(self, case) -> dict[str, object]:
		"""{action: row} of what is still to do."""
		return {row.action: row for row in self.again(case).actions if not (row.done or row.not_needed)}
