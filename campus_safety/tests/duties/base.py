"""A small school and a record type of its own (custom=1), made as an administrator makes it on the Desk: no code."""

from datetime import date

import frappe
from frappe.utils import getdate

from campus_safety.domain import roles as r
from campus_safety.engines.duties import events, generate, rules
from campus_safety.engines.duties.settle import settle
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

VISIT = "Campus Test Round"  # the school's own DocType: student, happened_on, kind, and rooms in a table
VISIT_ROW = "Campus Test Round Row"
COUNSELLOR, SUCCESSOR, LEAD = (
	"duty-counsellor@duties.test",
	"duty-successor@duties.test",
	"duty-lead@duties.test",
)


def make_custom_doctypes() -> None:
	"""Creating a DocType commits, so these stay on the site."""
	if not frappe.db.exists("DocType", VISIT_ROW):
		_doctype(
			VISIT_ROW,
			[
				{"fieldname": "unit", "fieldtype": "Link", "options": "Campus Unit", "label": "Unit"},
				{"fieldname": "day", "fieldtype": "Date", "label": "Day"},
			],
			istable=1,
		)
	if not frappe.db.exists("DocType", VISIT):
		_doctype(
			VISIT,
			[
				{
					"fieldname": "student",
					"fieldtype": "Link",
					"options": "Campus Student",
					"label": "Student",
				},
				{
					"fieldname": "dormitory",
					"fieldtype": "Link",
					"options": "Campus Dormitory",
					"label": "Dormitory",
				},
				{"fieldname": "happened_on", "fieldtype": "Date", "label": "Happened On"},
				{"fieldname": "kind", "fieldtype": "Select", "options": "Routine\nKey", "label": "Kind"},
				{"fieldname": "late_entry", "fieldtype": "Check", "label": "Late"},
				{"fieldname": "notes", "fieldtype": "Data", "label": "Notes"},
				{"fieldname": "units", "fieldtype": "Table", "options": VISIT_ROW, "label": "Units"},
			],
		)


def _doctype(name: str, fields: list[dict], **values) -> None:
	frappe.get_doc(
		{
			"doctype": "DocType",
			"name": name,
			"module": "Campus Duties",
			"custom": 1,
			"autoname": "hash",
			"fields": fields,
			"permissions": []
			if values.get("istable")
			else [{"role": "System Manager", "read": 1, "write": 1, "create": 1, "delete": 1}],
			**values,
		}
	).insert()


class DutyTestCase(CampusTestCase):
	"""The school is made once and committed; what a test changes is rolled back."""

	moment = TEACHING_DAY

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.set_user("Administrator")
		make_custom_doctypes()
		cls.school = make.make_unit("职责测试学院", "School")
		cls.college = make.make_unit("职责测试信息学院", "College", cls.school)
		cls.class_1 = make.make_unit("职责测试2601班", "Class", cls.college)
		cls.class_2 = make.make_unit("职责测试2602班", "Class", cls.college)
		cls.counsellor = make.make_user(COUNSELLOR, r.COUNSELLOR)
		cls.successor = make.make_user(SUCCESSOR, r.COUNSELLOR)
		cls.lead = make.make_user(LEAD, r.COLLEGE_LEAD)
		cls.assignment = make.assign(cls.counsellor, "Counsellor", "Class", unit=cls.class_1)
		make.assign(cls.lead, "College Lead", "College", unit=cls.college)
		cls.students = [make.make_student(f"DT{number:03}", cls.class_1) for number in range(1, 5)]
		make.make_term()
		frappe.db.commit()

	def set_up_once(self) -> None:
		super().set_up_once()
		rule = frappe.qb.DocType(rules.RULE)
		frappe.qb.update(rule).set(rule.enabled, 0).run()

	def _roll_back(self) -> None:
		frappe.set_user("Administrator")
		names = frappe.get_all(rules.RULE, pluck="name")
		super()._roll_back()
		for name in names:
			frappe.clear_document_cache(rules.RULE, name)
		events.drop_caches()

	def make_rule(self, name: str = "测试走访", **values):
		return frappe.get_doc(
			{
				"doctype": rules.RULE,
				"enabled": 1,
				"rule_name": name,
				"subject_type": "Student",
				"subject_filter": f'[["unit", "in", ["{self.class_1}", "{self.class_2}"]]]',
				"evidence_doctype": VISIT,
				"subject_field": "student",
				"time_field": "happened_on",
				"period": "Month",
				"min_count": 1,
				"grace_days": 3,
				"responsible_position": "Counsellor",
				"effective_from": "2026-01-01",
				**values,
			}
		).insert()

	def record(self, student: str, day: str, **values):
		return frappe.get_doc({"doctype": VISIT, "student": student, "happened_on": day, **values}).insert()

	def run_rule(self, rule, today: str, since: str | None = None) -> dict[str, int]:
		"""One night of one rule."""
		value, day = rules.read(rule), getdate(today)
		known = generate.Calendar.around(day, day)
		made = generate.make(value, getdate(since or today), day, known)
		not_owed, moved = generate.follow(value, day)
		return {"made": made, "not_owed": not_owed, "moved": moved, "settled": settle(value, day)}

	def duties(self, rule, **filters) -> list:
		return frappe.get_all(
			generate.OBLIGATION,
			filters={"rule": rule.name, **filters},
			fields=["*"],
			order_by="period_start asc, subject asc",
		)

	def states(self, rule, **filters) -> dict[str, str]:
		return {duty.subject: duty.state for duty in self.duties(rule, **filters)}

	def duty(self, rule, subject: str, month: str = "2026-11-01"):
		name = frappe.db.get_value(
			generate.OBLIGATION,
			{"rule": rule.name, "subject": subject, "period_start": date.fromisoformat(month)},
		)
		return frappe.get_doc(generate.OBLIGATION, name)
