"""A list shows people by name and loses no row over it: a record that nobody has taken is the one to be seen."""

import frappe

from campus_safety import hooks
from campus_safety.api import overrides
from campus_safety.domain import roles as r
from campus_safety.engines.workbench.list_titles import Title, add_to, take_from
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

LIST = "frappe.desk.reportview.get"
TITLE = "allocated_to.full_name as allocated_to_full_name"
FIELDS = ["`tabToDo`.`name`", "`tabToDo`.`allocated_to`", TITLE]


class TestListTitles(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		unit = make.make_unit("题名学院", "College", make.make_unit("题名学校", "School"))
		self.user = make.make_user("titles@desk.test", r.COUNSELLOR)
		make.assign(self.user, "Counsellor", "Class", unit=make.make_unit("题名2601班", "Class", unit))
		self.far = make.make_student("TT2026001", make.make_unit("题名2602班", "Class", unit))
		for text, person in (("有人", self.user), ("没人", None)):
			todo = {"doctype": "ToDo", "description": text, "assigned_by": self.user, "allocated_to": person}
			frappe.get_doc(todo).insert()

	def ask(self, endpoint) -> dict:
		with self.as_user(self.user):  # which empties the request
			frappe.local.form_dict = frappe._dict(
				doctype="ToDo", fields=frappe.as_json(FIELDS), order_by="`tabToDo`.`creation` asc"
			)
			return endpoint()

	def test_the_list_in_use_keeps_rows_whose_link_is_empty(self) -> None:
		answer = self.ask(frappe.get_attr(hooks.override_whitelisted_methods.get(LIST, LIST)))
		self.assertEqual(len(answer["values"]), 2)

	def test_ours_answers_with_the_names_as_columns(self) -> None:
		answer = self.ask(overrides.get_rows)
		found = [dict(zip(answer["keys"], row, strict=True)) for row in answer["values"]]
		full_name = frappe.db.get_value("User", self.user, "full_name")
		self.assertEqual(
			[(row["allocated_to"], row["allocated_to_full_name"]) for row in found],
			[(self.user, full_name), (None, None)],
		)

	def test_a_title_out_of_reach_stays_blank(self) -> None:
		rows = {"keys": ["name", "student"], "values": [["x", self.far]]}
		with self.as_user(self.user):
			answer = add_to(rows, [Title("student", "Campus Student", "student_name")])
		self.assertEqual(answer["values"], [["x", self.far, None]])

	def test_only_titles_are_taken_from_a_request(self) -> None:
		other = ["allocated_to.email as allocated_to_email", "`tabToDo`.`status`", "allocated_to.full_name"]
		request = {"doctype": "ToDo", "fields": frappe.as_json([*other, TITLE])}
		self.assertEqual(take_from(request), [Title("allocated_to", "User", "full_name")])
		self.assertEqual(frappe.parse_json(request["fields"]), [*other, "`tabToDo`.`allocated_to`"])
		for asked in ({"doctype": "ToDo"}, {"doctype": "No Such", "fields": [TITLE]}, {"fields": [TITLE]}):
			self.assertEqual(take_from(dict(asked)), [])
