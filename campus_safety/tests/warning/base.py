"""A small school with a record type of its own as a signal; rules are tried on it, everything is rolled back."""

import frappe
from frappe.utils import add_days, getdate, now_datetime

from campus_safety.domain import roles as r
from campus_safety.engines.duties import events
from campus_safety.services.warning import raising, registry, rules
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase
from campus_safety.tests.duties.base import VISIT, make_custom_doctypes

RULE, WARNING = registry.RULE, rules.WARNING


class WarningTestCase(CampusTestCase):
	moment = TEACHING_DAY

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.set_user("Administrator")
		make_custom_doctypes()  # commits

	def set_up_once(self) -> None:
		super().set_up_once()
		make.make_term()
		make.make_assessment("Early Warning")
		frappe.db.set_value(RULE, {"enabled": 1}, "enabled", 0)
		school = make.make_unit("预警测试学校", "School")
		self.college = make.make_unit("预警测试学院", "College", school)
		self.unit = make.make_unit("预警测试2601班", "Class", self.college)
		self.other_unit = make.make_unit("预警测试2602班", "Class", self.college)
		self.counsellor = make.make_user("counsellor@warning.test", r.COUNSELLOR)
		self.adviser = make.make_user("adviser@warning.test", r.CLASS_ADVISER)
		self.lead = make.make_user("lead@warning.test", r.COLLEGE_LEAD)
		self.stranger = make.make_user("stranger@warning.test", r.COUNSELLOR)
		self.safety = make.make_user("safety@warning.test", r.SAFETY_OFFICE)
		self.affairs = make.make_user("affairs@warning.test", r.STUDENT_AFFAIRS)
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.unit)
		make.assign(self.adviser, "Class Adviser", "Class", unit=self.unit)
		make.assign(self.lead, "College Lead", "College", unit=self.college)
		self.students = [make.make_student(f"YJ{number:03}", self.unit) for number in range(1, 9)]

	def _roll_back(self) -> None:
		frappe.set_user("Administrator")
		names = frappe.get_all(RULE, pluck="name")
		super()._roll_back()
		for name in names:
			frappe.clear_document_cache(RULE, name)
		frappe.cache.delete_value(registry.REGISTRY)
		events.drop_caches()

	def make_rule(self, name: str = "三次以上走访异常", signals: list[dict] | None = None, **values):
		return frappe.get_doc(
			{"doctype": RULE, "rule_name": name, **self.rule_values(signals, **values)}
		).insert()

	def rule_values(self, signals: list[dict] | None = None, **values) -> dict:
		return {
			"act": "三天内见到本人，谈一次",
			"enabled": 1,
			"owner_position": "Counsellor",
			"load_budget": 5,
			"threshold": 3,
			"level": "Attention",
			"expires_on": add_days(getdate(), 200),
			"signals": signals or [self.signal()],
			**values,
		}

	def signal(self, **values) -> dict:
		return {
			"evidence_doctype": VISIT,
			"student_field": "student",
			"time_field": "happened_on",
			"window_days": 30,
			"min_count": 1,
			"weight": 1,
			"half_life_days": 0,
			**values,
		}

	def record(self, student: str, days_ago: int = 0, **values):
		day = add_days(getdate(), -days_ago)
		return frappe.get_doc({"doctype": VISIT, "student": student, "happened_on": day, **values}).insert()

	def record_silently(self, student: str, *days_ago: int, **values) -> list[str]:
		"""As rows, so that no event is followed: the night finds them."""
		names = []
		for days in days_ago:
			document = frappe.get_doc(
				{"doctype": VISIT, "student": student, "happened_on": add_days(getdate(), -days), **values}
			)
			document.set_new_name()
			document.db_insert()
			names.append(document.name)
		return names

	def raise_rule(self, rule) -> raising.Raised:
		return raising.raise_for(rules.read(frappe.get_doc(RULE, rule.name)), now_datetime())

	def warnings(self, **filters) -> list:
		return frappe.get_all(WARNING, filters=filters, fields=["*"], order_by="score desc, student asc")

	def make_warning(self, student: str | None = None, **rule_values):
		"""One of a student with three records."""
		student = student or self.students[0]
		rule = self.make_rule(**rule_values)
		self.record_silently(student, 0, 1, 2)
		(name,) = self.raise_rule(rule).names
		return frappe.get_doc(WARNING, name)
