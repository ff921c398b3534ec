"""Classified care: a plan filed by the counsellor of the class, begun, ticked and reviewed by whose business it is."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import nowdate

from campus_safety.domain import roles as r
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.factories import make_user
from campus_safety.tests.world import NEIGHBOUR, get_world

PLAN = "Campus Care Plan"
STUDY, MOOD, BODY = "学业困难", "情绪问题", "特异体质"
BEGIN, END = "Begin the Care", "End the Care"


class CareTestCase(CampusTestCase):
	"""On the committed world of the tests: a class, its staff, a student with nothing recorded."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		world = get_world()
		cls.student = NEIGHBOUR
		for name in ("counsellor", "adviser", "lead"):
			setattr(cls, name, world.users[name])
		cls.stranger = world.users["other_counsellor"]
		cls.mentor = make_user("teacher@care.test", r.MENTOR)

	def file(self, *categories: str, by: str | None = None, **values):
		with self.as_user(by or self.counsellor):
			return frappe.get_doc(
				{
					"doctype": PLAN,
					"student": self.student,
					"situation": "两门课不及格，上课跟不上",
					"categories": [{"category": name} for name in categories or (STUDY,)],
					**values,
				}
			).insert()

	def begun(self, *categories: str, **values):
		return self.act(self.counsellor, self.file(*categories, **values), BEGIN)

	def act(self, user: str, plan, action: str):
		with self.as_user(user):
			apply_workflow(frappe.get_doc(PLAN, plan.name).as_dict(), action)
		return frappe.get_doc(PLAN, plan.name)

	def edit(self, user: str, plan, change):
		"""Save as the user what `change` does to the document."""
		with self.as_user(user):
			document = frappe.get_doc(PLAN, plan.name)
			change(document)
			document.save()
		return frappe.get_doc(PLAN, plan.name)

	def tick(self, user: str, plan, action: str, **values):
		def change(document) -> None:
			row = next(row for row in document.actions if row.action == action and not row.done)
			row.update({"done": 1, "outcome": "做了，学生愿意", **values})

		return self.edit(user, plan, change)

	def review(self, plan, effect: str = "Better", by: str | None = None, **values):
		row = {"review_date": nowdate(), "effect": effect, "note": "作业能按时交", **values}
		return self.edit(by or self.counsellor, plan, lambda document: document.append("reviews", row))
