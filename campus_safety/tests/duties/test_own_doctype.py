"""A record type of the school's own, made on the Desk by an administrator, with a rule over it: counted, reminded,
escalated and assessed, with no code (issue 4)."""

import json

import frappe
from frappe.utils import getdate

from campus_safety.domain import roles as r
from campus_safety.engines.duties import digest, escalate, events, generate, rules
from campus_safety.engines.duties.settle import settle
from campus_safety.records.students import AT_SCHOOL
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import NEIGHBOUR, STUDENT

OWN = "School Gate Greeting"  # 校门问候: nothing in this app knows of it
RULE = "每月校门问候"
SAVE = "frappe.desk.form.save.savedocs"
ASSESSMENT = "Campus Accountability Assessment"


class TestOwnDocType(WorldTestCase):
	moment = TEACHING_DAY

	def setUp(self) -> None:
		super().setUp()
		make.make_term()
		frappe.db.commit()  # the requests read on other connections
		self.addCleanup(self.remove)
		self.remove()
		self.counsellor = self.world.users["counsellor"]
		self.admin = HttpClient(self.world.users["administrator_of_site"])

	def remove(self) -> None:
		frappe.set_user("Administrator")
		frappe.db.rollback()
		names = frappe.get_all("Campus Accountability Item", {"rule": RULE}, pluck="parent", distinct=True)
		for table in frappe.get_meta(ASSESSMENT).get_table_fields():
			frappe.db.delete(table.options, {"parent": ("in", names or [""])})
		frappe.db.delete(ASSESSMENT, {"name": ("in", names or [""])})
		frappe.db.delete(generate.OBLIGATION, {"rule": RULE})
		frappe.db.delete("Campus Duty Escalation", {"parent": RULE})
		frappe.db.delete(rules.RULE, {"name": RULE})
		frappe.db.commit()
		events.drop_caches()
		frappe.delete_doc("DocType", OWN, force=True, ignore_missing=True)
		frappe.db.sql_ddl(f"drop table if exists `tab{OWN}`")  # the framework leaves it behind
		frappe.db.commit()

	def save_on_desk(self, **doc) -> None:
		answer = self.admin.call(SAVE, doc=json.dumps({"__islocal": 1, **doc}), action="Save")
		self.assertEqual(answer.status_code, 200, answer.text)

	def make_doctype(self) -> None:
		self.save_on_desk(
			doctype="DocType",
			name=OWN,
			__newname=OWN,
			module="Campus Duties",
			custom=1,
			autoname="hash",
			fields=[
				{
					"doctype": "DocField",
					"fieldname": "pupil",
					"fieldtype": "Link",
					"options": "Campus Student",
					"label": "Pupil",
				},
				{"doctype": "DocField", "fieldname": "day", "fieldtype": "Date", "label": "Day"},
				{"doctype": "DocField", "fieldname": "words", "fieldtype": "Data", "label": "Words"},
			],
			permissions=[
				{"doctype": "DocPerm", "role": r.COUNSELLOR, "read": 1, "write": 1, "create": 1, "delete": 1},
			],
		)

	def make_rule(self) -> None:
		self.save_on_desk(
			doctype=rules.RULE,
			name="new-campus-duty-rule-1",  # as the form calls a document that is not saved
			rule_name=RULE,
			subject_type="Student",
			subject_filter=json.dumps({"unit": self.world.units["class_1"]}),
			evidence_doctype=OWN,
			subject_field="pupil",
			time_field="day",
			period="Month",
			min_count=1,
			grace_days=3,
			responsible_position="Counsellor",
			effective_from="2026-01-01",
			weight=2,
			enabled=1,
			escalation=[{"doctype": "Campus Duty Escalation", "after_days": 3, "to_role": r.COLLEGE_LEAD}],
		)
		events.drop_caches()

	def night(self, day: str) -> None:
		value, today = rules.read(frappe.get_doc(rules.RULE, RULE)), getdate(day)
		generate.make(value, today, today, generate.Calendar.around(today, today))
		generate.follow(value, today)
		settle(value, today)
		frappe.db.commit()  # the requests read on other connections

	def state(self, student: str, month: str) -> str:
		frappe.db.rollback()
		return frappe.db.get_value(
			generate.OBLIGATION, {"rule": RULE, "subject": student, "period_start": month}, "state"
		)

	def test_from_the_desk_to_the_assessment(self) -> None:
		self.make_doctype()
		self.assertTrue(frappe.get_meta(OWN).custom)
		self.make_rule()
		self.night("2026-10-20")
		self.night("2026-11-10")
		self.assertEqual(self.state(STUDENT, "2026-10-01"), "Overdue")
		self.check_counted()
		self.check_reminded_and_escalated()
		self.check_assessed()

	def check_counted(self) -> None:
		"""At once when the counsellor saves it, and no longer when it is deleted."""
		counsellor = HttpClient(self.counsellor)
		self.assertEqual(self.state(STUDENT, "2026-11-01"), "Open")
		answer = counsellor.post(f"/api/resource/{OWN}", pupil=STUDENT, day="2026-11-20", words="早上好")
		self.assertEqual(answer.status_code, 200, answer.text)
		self.assertEqual(self.state(STUDENT, "2026-11-01"), "Done")
		counsellor.delete(f"/api/resource/{OWN}/{answer.json['data']['name']}")
		self.assertEqual(self.state(STUDENT, "2026-11-01"), "Open")
		counsellor.post(f"/api/resource/{OWN}", pupil=STUDENT, day="2026-11-21", words="您好")
		counsellor.post(f"/api/resource/{OWN}", pupil=STUDENT, day="2026-10-21", words="补记")
		self.assertEqual(
			self.state(STUDENT, "2026-10-01"), "Done Late", "it happened in time and was written late"
		)
		self.assertEqual(self.state(NEIGHBOUR, "2026-11-01"), "Open")

	def others(self) -> int:
		"""Students of the class but STUDENT: other tests leave some there."""
		at_school = {"unit": self.world.units["class_1"], "status": ("in", AT_SCHOOL)}
		return frappe.db.count("Campus Student", at_school) - 1

	def check_reminded_and_escalated(self) -> None:
		lead = self.world.users["lead"]
		found = digest.collect(getdate("2026-12-01"))[self.counsellor]
		others = self.others()
		self.assertEqual(found.rules[RULE], [others, 0, others])
		subject, text = digest.write(found)
		self.assertIn(RULE, text)
		self.assertNotIn(STUDENT, subject + text)
		escalate.climb(getdate("2026-12-01"))
		self.assertEqual(digest.collect(getdate("2026-12-01"))[lead].escalated[RULE], others)
		frappe.db.rollback()

	def check_assessed(self) -> None:
		quality = HttpClient(self.world.by_role[r.QUALITY_OFFICE])
		answer = quality.post(
			f"/api/resource/{ASSESSMENT}",
			subject_type="Person",
			user=self.counsellor,
			period_from="2026-11-01",
			period_to="2026-12-31",
		)
		self.assertEqual(answer.status_code, 200, answer.text)
		others = self.others()
		item = next(row for row in answer.json["data"]["items"] if row["rule"] == RULE)
		self.assertEqual(
			(item["due"], item["done"], item["late"], item["missed"], item["weight"], item["rate"]),
			(2 + others, 1, 1, others, 2.0, round(100 * 1.5 / (2 + others), 2)),
		)
