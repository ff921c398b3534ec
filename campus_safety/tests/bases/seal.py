"""A class with a student, and what the seal has written since a test began."""

import frappe

from campus_safety.engines.seal import leaves
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

LEAF = "Campus Seal Leaf"


class SealCase(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.set_user("Administrator")
		make.make_term()
		school = make.make_unit("封存测试学校", "School")
		college = make.make_unit("封存测试学院", "College", school)
		cls.unit = make.make_unit("封存一班", "Class", college)
		cls.student = make.make_student("SE2401001", cls.unit)

	def set_up_once(self) -> None:
		super().set_up_once()
		self.begun = leaves._new_name()  # a number that was deleted may be given again, and its leaves stay

	def leaves_of(self, doc) -> list:
		return frappe.get_all(
			LEAF,
			{"reference_doctype": doc.doctype, "reference_name": doc.name, "name": (">", self.begun)},
			["*"],
			order_by="version asc",
		)

	def change(self, doc, values: dict) -> None:
		frappe.get_doc(doc.doctype, doc.name).update(values).save()

	def kinds_of(self, doc) -> list[str]:
		return [leaf.kind for leaf in self.leaves_of(doc)]
