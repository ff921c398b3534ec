"""What a school without anything sees: a tree that can be begun, a workbench that says why it is empty."""

from datetime import timedelta

import frappe
from frappe.utils import getdate

from campus_safety.api import trees
from campus_safety.domain import roles as r
from campus_safety.engines.workbench import why_empty
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

RUN = "Campus Coverage Run"


class TestTrees(CampusTestCase):
	def test_the_first_node_of_an_empty_tree(self) -> None:
		frappe.db.delete("Campus Unit")
		self.assertEqual(trees.get_children("Campus Unit"), [])
		name = trees.add_node(
			"Campus Unit", parent="Campus Unit", is_root="true", unit_name="空学校", unit_type="School"
		)
		self.assertEqual(
			frappe.db.get_value("Campus Unit", name, ["parent_campus_unit", "unit_type"]), (None, "School")
		)
		below = trees.add_node(
			"Campus Unit", parent=name, is_root="false", unit_name="空学院", unit_type="College"
		)
		self.assertEqual([row.value for row in trees.get_children("Campus Unit", parent=name)], [below])

	def test_only_who_may_and_only_ours(self) -> None:
		with self.as_user(make.make_user("tree@empty.test", r.COUNSELLOR)):
			with self.assertRaises(frappe.PermissionError):
				trees.add_node("Campus Unit", is_root=True, unit_name="不行", unit_type="School")
		for doctype in ("User", "Campus Student"):
			with self.assertRaises(frappe.PermissionError):
				trees.add_node(doctype, is_root=True)


class TestWhyEmpty(CampusTestCase):
	moment = TEACHING_DAY

	def set_up_once(self) -> None:
		super().set_up_once()
		college = make.make_unit("空白学院", "College", make.make_unit("空白学校", "School"))
		self.klass = make.make_unit("空白2601班", "Class", college)
		self.counsellor = make.make_user("counsellor@empty.test", r.COUNSELLOR)
		frappe.db.delete(why_empty.OBLIGATION)
		frappe.db.delete(RUN)

	def why(self) -> str | None:
		found = why_empty.find(self.counsellor, getdate())
		return found and found["why"]

	def test_where_duties_are_known_and_done_nothing_is_missing(self) -> None:
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.klass)
		self.assertEqual(self.why(), why_empty.NEVER_RUN)
		frappe.get_doc({"doctype": why_empty.OBLIGATION, "name": "some-duty", "state": "Done"}).db_insert()
		self.assertIsNone(self.why())

	def test_what_is_open_and_not_due_soon_is_counted(self) -> None:
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.klass)
		for place, (user, state) in enumerate(
			(
				(self.counsellor, "Open"),
				(self.counsellor, "Open"),
				(self.counsellor, "Done"),
				("Administrator", "Open"),
			)
		):
			frappe.get_doc(
				{
					"doctype": why_empty.OBLIGATION,
					"name": f"some-duty-{place}",
					"state": state,
					"responsible_user": user,
					"due_date": getdate() + timedelta(days=20 - place),
				}
			).db_insert()
		self.assertEqual(
			why_empty.find(self.counsellor, getdate()),
			{"why": why_empty.AHEAD, "day": getdate() + timedelta(days=19), "count": 2},
		)

	def test_in_the_order_in_which_a_school_gets_there(self) -> None:
		self.assertEqual(self.why(), why_empty.NO_POST)
		later = getdate() + timedelta(days=3)
		post = make.assign(self.counsellor, "Counsellor", "Class", unit=self.klass, from_date=later)
		self.assertEqual(
			why_empty.find(self.counsellor, getdate()), {"why": why_empty.POST_LATER, "day": later}
		)
		frappe.delete_doc("Campus Network Assignment", post)
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.klass)
		self.assertEqual(self.why(), why_empty.NEVER_RUN)
		frappe.get_doc(
			{"doctype": RUN, "status": "Completed", "run_date": getdate(), "trigger": "Night"}
		).db_insert()
		frappe.db.set_value("Campus Duty Rule", {"enabled": 1}, "enabled", 0)
		self.assertIsNone(self.why())
		rule = frappe.get_all("Campus Duty Rule", filters={"period": "Month"}, pluck="name", limit=1)[0]
		frappe.db.set_value(
			"Campus Duty Rule", rule, {"enabled": 1, "effective_from": getdate(), "running_period": 0}
		)
		self.assertEqual(
			why_empty.find(self.counsellor, getdate()),
			{"why": why_empty.RULES_LATER, "day": getdate("2026-12-01")},
		)
