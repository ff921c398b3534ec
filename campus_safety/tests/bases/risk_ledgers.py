"""A small school in which a ledger is nominated, filed and closed by those whose business it is."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, nowdate

from campus_safety.engines.opening import openings
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.world import NEIGHBOUR, get_world

DOCTYPE = "Campus Risk Ledger"
STATUS = "Campus Risk Status"


class RiskTestCase(CampusTestCase):
	"""On the committed world of the tests: a class, its staff, a student with nothing recorded."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		world = get_world()
		cls.student = NEIGHBOUR
		cls.unit, cls.other_unit, cls.college = (
			world.units[name] for name in ("class_1", "class_2", "college_1")
		)
		for name in ("counsellor", "adviser", "lead", "psych_head"):
			setattr(cls, name, world.users[name])
		cls.stranger, cls.affairs = world.users["other_counsellor"], world.users["student_affairs"]

	def nominate(self, **values):
		with self.as_user(self.counsellor):
			return make.make_ledger(values.pop("student", self.student), **values)

	def act(self, user: str, ledger, *actions: str):
		with self.as_user(user):
			for action in actions:
				if action == "Sign Closing":
					self.read(ledger)
				apply_workflow(frappe.get_doc(DOCTYPE, ledger.name).as_dict(), action)
		ledger.reload()
		return ledger

	def read(self, ledger) -> None:
		"""The session user opens it, as one does before a signature."""
		openings.read(DOCTYPE, ledger.name, "审核签字")

	def edit(self, user: str, ledger, **values):
		"""Save as the user; a list is added to its table."""
		with self.as_user(user):
			document = frappe.get_doc(DOCTYPE, ledger.name)
			for field, value in values.items():
				if isinstance(value, list):
					document.extend(field, value)
				else:
					document.set(field, value)
			document.save()
		ledger.reload()
		return ledger

	def supporting(self, **values):
		ledger = self.nominate(**values)
		return self.act(self.lead, ledger, "File Ledger", "Start Support")

	def dispatch(self, **values) -> dict:
		return {"date": nowdate(), "situation": "情绪平稳", "decision": "继续关注", **values}

	def filed(self, days_ago: int, **values):
		"""In support, filed so many days ago: dispatches may lie in between."""
		ledger = self.supporting(**values)
		ledger.db_set("filed_on", add_days(nowdate(), -days_ago))
		return ledger

	def proposed(self, **values):
		"""Everything is there and closing is proposed."""
		ledger = self.filed(30, **values)
		rows = [self.dispatch(date=add_days(nowdate(), -days)) for days in (14, 7, 0)]
		self.edit(self.lead, ledger, dispatches=rows)
		with self.as_user(self.counsellor):
			document = frappe.get_doc(DOCTYPE, ledger.name)
			for row in document.measures:
				row.done = 1
			document.close_reason, document.close_evidence = "三个月平稳", "三次调度、心理评估"
			document.save()
		return self.act(self.counsellor, ledger, "Propose Closing")

	def log_of(self, ledger, action: str) -> list[str]:
		return frappe.get_all(
			"Campus Access Log",
			filters={"reference_name": ledger.name, "action": action},
			order_by="sequence asc",
			pluck="reason",
		)
