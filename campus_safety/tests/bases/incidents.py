"""Abnormal reports on the committed world: who takes them, the student's class, college and offices."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import now_datetime

from campus_safety.access.scopes.incidents import INTAKE
from campus_safety.domain import roles as r
from campus_safety.services.incidents import filing, floods
from campus_safety.services.incidents.filing import Told
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.world import NEIGHBOUR, get_world

REPORT, SENDER = "Campus Abnormal Report", "Campus Report Sender"


def make_intake(world) -> str:
	"""An account of the Safety Office that takes reports."""
	user = make.make_user("intake@world.test", r.SAFETY_OFFICE, full_name="受理员")
	make.assign(user, INTAKE, "School", unit=frappe.db.get_value("Campus Unit", {"unit_type": "School"}))
	return user


class ReportTestCase(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		world = get_world()
		cls.world, cls.student = world, NEIGHBOUR
		for name in ("counsellor", "adviser", "lead", "psych_head", "psych_teacher"):
			setattr(cls, name, world.users[name])
		cls.stranger, cls.affairs = world.users["other_counsellor"], world.users["student_affairs"]
		cls.office, cls.leader = world.by_role[r.SAFETY_OFFICE], world.by_role[r.SCHOOL_LEADER]

	def setUp(self) -> None:
		super().setUp()
		frappe.cache.delete_keys("campus_report")

	def set_up_once(self) -> None:
		self.intake = make_intake(self.world)

	def tell(self, facts: str = "三天没去上课，课间独自坐着", **values):
		"""A report without a name; the code."""
		now = now_datetime()
		told = Told(facts, **values)
		with self.as_user("Guest"):
			return filing.file_nameless(told, "", floods.begin(floods.REPORT, now)["token"], now)

	def write(self, user: str | None = None, **values):
		"""In the Desk."""
		with self.as_user(user or self.counsellor):
			return frappe.get_doc(
				{
					"doctype": REPORT,
					"student": self.student,
					"facts": "晚自习后独自哭泣",
					"signs": [{"sign": "Emotion"}],
					"found_at": now_datetime(),
					"urgency": "Normal",
					**values,
				}
			).insert()

	def newest(self):
		name = frappe.get_all(REPORT, order_by="creation desc", limit=1, pluck="name")[0]
		return frappe.get_doc(REPORT, name)

	def act(self, user: str, name: str, *actions: str, **values):
		with self.as_user(user):
			for action in actions:
				if values:
					report = frappe.get_doc(REPORT, name)
					report.update(values)
					report.save()
					values = {}
				apply_workflow(frappe.get_doc(REPORT, name).as_dict(), action)
		return frappe.get_doc(REPORT, name)
