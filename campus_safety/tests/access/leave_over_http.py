"""A student with a leave of their own, asked for over HTTP, and the world as it was afterwards."""

import re
from datetime import timedelta

import frappe
from frappe.utils import add_days, get_datetime, nowdate

from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import NEIGHBOUR, STUDENT

PERMIT, RESIDENCE, CONFIRMATION = (
	"Campus Leave Permit",
	"Campus Off Campus Residence",
	"Campus Leave Confirmation",
)
API = "campus_safety.api.student."
SECRET = "CANARY-leave-destination"


def unescaped(text: str) -> str:
	"""Chinese in JSON is written as \\uXXXX."""
	return re.sub(r"\\+u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def said(answer) -> str:
	return unescaped(answer.get_data(as_text=True))


class LeaveOverHttp(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.child = HttpClient(self.world.users["child"])
		self.pupil = HttpClient(self.world.users["pupil"])
		self.counsellor = HttpClient(self.world.users["counsellor"])
		self.addCleanup(self.clear)

	def clear(self) -> None:
		"""The world keeps the one leave its canaries are about."""
		frappe.set_user("Administrator")
		kept = (self.world.leave, self.world.residence)
		for doctype in (CONFIRMATION, PERMIT, RESIDENCE):
			for name in frappe.get_all(
				doctype, {"student": ("in", (STUDENT, NEIGHBOUR)), "name": ("not in", kept)}, pluck="name"
			):
				frappe.delete_doc(doctype, name, force=True)
		frappe.db.commit()

	def morning(self, days: int = 5):
		return get_datetime(add_days(nowdate(), days)) + timedelta(hours=9)

	def request(self, client: HttpClient, key: str = "http-request-1", **values):
		start = self.morning()
		return client.call(
			API + "request_leave",
			**{
				"key": key,
				"leave_type": "Personal",
				"from_time": str(start),
				"to_time": str(start + timedelta(hours=6)),
				"destination": SECRET,
				"reason": "探亲",
				"contact_phone": "13800009993",
				**values,
			},
		)

	def file(self, **values) -> str:
		return self.request(self.child, **values).get_json()["message"]
