"""Nobody learns which students there are by naming one in a record of their own: the framework looks for links before anything else."""

import json

import frappe

from campus_safety.access.rules import RULES
from campus_safety.exceptions import OutOfScopeError
from campus_safety.records.record import CampusRecord
from campus_safety.records.scoped import Scoped
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.turns import has_turn
from campus_safety.tests.world import STUDENT

NOBODY, POINT = "W2099999", "campus_links"
ABOUT_ANYBODY = ("Campus Abnormal Report",)  # everybody reports about everybody


def about_students() -> list[str]:
	"""Kinds of records that are written about students one looks after, and about no others."""
	return [
		doctype
		for doctype, rule in sorted(RULES.items())
		if not rule.parent
		and doctype not in ABOUT_ANYBODY
		and frappe.get_meta(doctype).has_field("student")
		and issubclass(kind := type(frappe.new_doc(doctype)), CampusRecord)
		and kind.validate_scope is Scoped.validate_scope
	]


class TestExistenceByLinks(WorldTestCase):
	def said(self, doctype: str, student: str) -> tuple[str, str]:
		frappe.db.savepoint(POINT)
		try:
			frappe.get_doc({"doctype": doctype, "student": student}).insert()
		except Exception as error:  # whatever it says
			return type(error).__name__, str(error).replace(student, NOBODY)
		finally:
			frappe.db.rollback(save_point=POINT)
			frappe.clear_messages()
		return "saved", ""

	def test_a_student_out_of_reach_and_none_are_one_answer(self) -> None:
		asked, user = 0, self.world.users["far_lead"]
		for doctype in about_students():
			if frappe.has_permission(doctype, "create", user=user):
				with self.subTest(doctype=doctype), self.as_user(user):
					there, nowhere = self.said(doctype, STUDENT), self.said(doctype, NOBODY)
					self.assertEqual(there, nowhere)
					self.assertEqual(there[0], OutOfScopeError.__name__)
					asked += 1
		self.assertGreater(asked, 8)

	def test_who_makes_none_of_a_kind_is_refused_before_anything_is_looked_for(self) -> None:
		asked = 0
		for who in ("far_lead", "other_counsellor"):
			user, client = self.world.users[who], HttpClient(self.world.users[who])
			for place, (doctype, rule) in enumerate(sorted(RULES.items())):
				meta = frappe.get_meta(doctype)
				links = [field for field in meta.get_link_fields() if field.options == "Campus Student"]
				if rule.parent or not links or not has_turn(0, 2, place):
					continue
				if frappe.has_permission(doctype, "create", user=user):
					continue
				values = {"doctype": doctype, links[0].fieldname: NOBODY, "__islocal": 1}
				with self.subTest(doctype=doctype, who=who):
					answer = client.post(f"/api/resource/{doctype}", **{links[0].fieldname: NOBODY})
					self.assertEqual(answer.status_code, 403)
					form = {"doc": json.dumps(values), "action": "Save"}
					answer = client.call("frappe.desk.form.save.savedocs", **form)
					self.assertEqual(answer.status_code, 403)
					asked += 1
		self.assertGreater(asked, 8)

	def test_about_ones_own_it_is_written(self) -> None:
		with self.as_user(self.world.users["counsellor"]):
			kind, _text = self.said("Campus Heart Talk", STUDENT)
		self.assertNotEqual(kind, OutOfScopeError.__name__)
