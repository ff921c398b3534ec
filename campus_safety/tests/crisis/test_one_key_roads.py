"""Threat: one person alone closes a diagnosed case, or calls it less grave, by some road beside the form's own buttons.

Held: form, REST, client calls, bulk actions, a list's edit, mailed steps, Data Import, a plain save; by either of the two who sign.
"""

import frappe
from frappe.core.doctype.data_import.importer import Importer
from frappe.utils import now_datetime

from campus_safety.access.secrets import encrypt
from campus_safety.engines.opening import openings
from campus_safety.exceptions import RiskLevelError
from campus_safety.services.crisis import levels
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient

CASE, PATH = "Campus Crisis Case", "/api/resource/Campus Crisis Case"
CLOSE = "Sign Closing of the Crisis"
LOWER = "campus_safety.api.crisis.lower_level"
LIST_EDIT = "frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs"
STUDENT = "CXROAD01"
TO_CLOSED = {"workflow_state": "Closed", "status": "Closed"}
TO_GENERAL = {"crisis_level": "General"}


class TestOneKey(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		make.make_student(STUDENT, self.world.units["class_1"])
		self.addCleanup(self.remove)

	def case(self) -> str:
		"""Diagnosed, watched, observed, and with nothing left to do: only the keys are missing."""
		frappe.set_user("Administrator")
		self.remove_case()
		now, users = now_datetime().replace(microsecond=0), self.world.users
		case = frappe.get_doc(
			{
				"doctype": CASE,
				"student": STUDENT,
				"unit": self.world.units["class_1"],
				"college": self.world.units["college_1"],
				"found_at": now,
				"occurred_on": now,
				"level_since": now,
				"crisis_level": "Diagnosed",
				"diagnosis_kind": "Severe Disorder",
				"diagnosis_proof": "/private/files/none.txt",
				"danger_now": 1,
				"status": "Observing",
				"workflow_state": "Observing",
				"needs_student_affairs": 1,
				"assessed_by": users["psych_teacher"],
				"responsible_person": users["counsellor"],
				"psych_teacher": users["psych_teacher"],
				"lead": users["lead"],
				"basis": encrypt("诊断证明"),
				"close_reason": encrypt("平稳"),
			}
		)
		case.set_new_name()
		case.db_insert()
		frappe.db.commit()  # requests read on their own connection
		return case.name

	as_user = CampusTestCase.as_user

	def remove_case(self) -> None:
		for name in frappe.get_all(CASE, {"student": STUDENT}, pluck="name"):
			for table in frappe.get_meta(CASE).get_table_fields():
				frappe.db.delete(table.options, {"parenttype": CASE, "parent": name})
			frappe.db.delete(CASE, {"name": name})
			frappe.db.delete("Campus Alert", {"reference_name": name})

	def remove(self) -> None:
		frappe.db.rollback()
		frappe.set_user("Administrator")
		self.remove_case()
		frappe.db.delete("Campus Student", {"name": STUDENT})
		frappe.db.commit()

	def roads(self, client: HttpClient, name: str, values: dict):
		"""Every endpoint that writes into a document."""
		whole = client.get(f"{PATH}/{name}").json
		doc = {**((whole or {}).get("data") or {"doctype": CASE, "name": name}), **values}
		text, names = frappe.as_json(doc), frappe.as_json([name])
		step = frappe.as_json({"doctype": CASE, "name": name})
		yield lambda: client.put(f"{PATH}/{name}", **values)
		for field, value in values.items():
			one = {"doctype": CASE, "name": name, "fieldname": field, "value": value}
			yield lambda one=one: client.call("frappe.client.set_value", **one)
		yield lambda: client.call("frappe.client.save", doc=text)
		yield lambda: client.call("frappe.desk.form.save.savedocs", doc=text, action="Save")
		yield lambda: client.call(
			"frappe.client.bulk_update", docs=frappe.as_json([{"doctype": CASE, "docname": name, **values}])
		)
		yield lambda: client.call(
			LIST_EDIT, doctype=CASE, docnames=names, action="update", data=frappe.as_json(values)
		)
		yield lambda: client.call("frappe.model.workflow.apply_workflow", doc=step, action=CLOSE)
		yield lambda: client.call(
			"frappe.model.workflow.bulk_workflow_approval", doctype=CASE, docnames=names, action=CLOSE
		)

	def test_by_no_road_of_one(self) -> None:
		for who in ("psych_head", "lead", "counsellor", "psych_teacher", "administrator_of_site"):
			user = self.world.users[who]
			name, client = self.case(), HttpClient(user)
			if who in ("psych_head", "lead"):
				self.open(user, name)
			for values in (TO_GENERAL, TO_CLOSED, {**TO_CLOSED, **TO_GENERAL}):
				for number, road in enumerate(self.roads(client, name, values)):
					with self.subTest(who, road=number, values=values):
						answer = road()
						self.assertLess(answer.status_code, 500, answer.text[-400:])
						self.stands(name)

	def open(self, user: str, name: str) -> None:
		"""As one does before a signature."""
		with self.as_user(user):
			openings.read(CASE, name, "审核签字")
		frappe.db.commit()

	def stands(self, name: str) -> None:
		row = frappe.db.get_value(CASE, name, ["crisis_level", "status", "closed_at"])
		self.assertEqual(row, ("Diagnosed", "Observing", None))

	def test_the_own_endpoint_asks_for_the_second(self) -> None:
		name, user = self.case(), self.world.users["psych_head"]
		self.open(user, name)
		for _time in range(2):
			HttpClient(user).call(LOWER, case=name, level="General")
			self.stands(name)

	def test_data_import_and_a_plain_save(self) -> None:
		"""Of the importer the step that writes an existing record, as it is."""
		name = self.case()
		self.assertFalse(frappe.get_meta(CASE).allow_import)
		importer = Importer.__new__(Importer)
		importer.doctype, importer.data_import = CASE, frappe._dict(name="Data Import")
		for user in (self.world.users["psych_head"], self.world.users["lead"], "Administrator"):
			for values in (TO_GENERAL, TO_CLOSED):
				with self.subTest(user=user, values=values), self.as_user(user):
					with self.assertRaises((frappe.ValidationError, frappe.PermissionError)):
						importer.update_record(frappe._dict(name=name, **values))
					case = frappe.get_doc(CASE, name)
					case.update(values)
					with self.assertRaises((frappe.ValidationError, frappe.PermissionError)):
						case.save(ignore_permissions=True)
					self.stands(name)

	def test_raised_again_before_the_second_key_nothing_is_lowered(self) -> None:
		"""One key for General and the other for Severe are no two keys."""
		name = self.case()
		for user, level in (("psych_head", "General"), ("lead", "Severe")):
			self.open(self.world.users[user], name)
			with self.as_user(self.world.users[user]):
				self.assertFalse(levels.lower(name, level, now_datetime())["in_force"])
		self.stands(name)
		case = frappe.get_doc(CASE, name)
		case.crisis_level = "Severe"
		self.assertRaises(RiskLevelError, case.save)
