"""Emergency incidents on the committed world: who opens, commands, is on duty, reaches nothing."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import now_datetime

from campus_safety.domain import roles as r
from campus_safety.records.roster import ROSTER
from campus_safety.services.incidents.emergency import acting, opening
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.world import NEIGHBOUR, get_world

INCIDENT = opening.INCIDENT
FIRE, DANGER = "测试火情", "测试危险"


def make_type(name: str, **values) -> str:
	if frappe.db.exists(opening.TYPE, name):
		return name
	return frappe.get_doc({"doctype": opening.TYPE, "type_name": name, **values}).insert().name


class EmergencyTestCase(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		world = get_world()
		cls.world, cls.student = world, NEIGHBOUR
		cls.counsellor, cls.lead = world.users["counsellor"], world.users["lead"]
		cls.stranger = world.users["other_counsellor"]
		cls.safety, cls.leader = world.by_role[r.SAFETY_OFFICE], world.by_role[r.SCHOOL_LEADER]
		cls.guard, cls.hr = world.by_role[r.SECURITY_GUARD], world.by_role[r.HR_OFFICE]

	def set_up_once(self) -> None:
		super().set_up_once()
		self.on_duty = make.make_user("duty@emergencies.test", r.MENTOR)
		make_type(FIRE, default_grade="General")
		for shift in ("Day", "Night"):
			for days in (-1, 0):
				frappe.get_doc(
					{
						"doctype": ROSTER,
						"date": frappe.utils.add_days(now_datetime().date(), days),
						"shift": shift,
						"level": "School",
						"user": self.on_duty,
						"phone": "0531-88000000",
					}
				).insert()

	def open(self, user: str | None = None, place: str = "实训楼三楼", facts: str = "", **values):
		with self.as_user(user or self.guard):
			incident = opening.open_incident(FIRE, place, facts, now_datetime())
		for field, value in values.items():
			incident.set(field, value)
		if values:
			with incident.as_app():
				incident.save()
		return incident

	def act(self, user: str, incident, *actions: str):
		with self.as_user(user):
			for action in actions:
				apply_workflow(frappe.get_doc(INCIDENT, incident.name).as_dict(), action)
		incident.reload()
		return incident

	def row(self, incident, ends_with: str):
		incident.reload()
		return next(row for row in incident.notifications if row.ends_with == ends_with)

	def tell_all(self, incident, user: str | None = None) -> None:
		incident.reload()
		with self.as_user(user or self.safety):
			for row in incident.notifications:
				if row.ends_with == "Told" and not row.done_at:
					acting.tell(incident.name, row.name, "值班员", now_datetime())
			if not incident.reports:
				acting.report(incident.name, "First", "三楼冒烟，已疏散", "原因", now_datetime())
		incident.reload()

	def end(self, incident):
		self.tell_all(incident)
		return self.act(
			self.safety,
			incident,
			"Take Command",
			"Begin Response",
			"Bring Under Control",
			"End the Incident",
		)
