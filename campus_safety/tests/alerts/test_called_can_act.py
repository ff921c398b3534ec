"""Whoever an alert calls opens what the bell leads to; who may not open the record hears who can (walked over every kind and step)."""

from datetime import timedelta

import frappe
from frappe.utils import get_fullname, now_datetime

from campus_safety.declared import ALERTS
from campus_safety.domain import roles as r
from campus_safety.engines.alerts import board, kinds, loop
from campus_safety.records import roster
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.world import get_world

ALERT, BELL, CASE = loop.ALERT, "Notification Log", "Campus Crisis Case"
YEAR = timedelta(days=365)


class TestWhoIsCalledCanAct(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.world = get_world()

	def set_up_once(self) -> None:
		super().set_up_once()
		self.ours = {*self.world.users.values(), *self.world.by_role.values()}
		on_duty = {"user": self.world.by_role[r.COUNSELLOR], "date": now_datetime().date()}
		for level in ("School", "Centre"):
			for shift in ("Day", "Night"):
				frappe.get_doc({"doctype": roster.ROSTER, "level": level, "shift": shift, **on_duty}).insert()

	def record(self, doctype: str):
		if doctype == "Campus Day":
			return frappe.get_last_doc(doctype)
		named = next((subject.name for subject in self.world.subjects if subject.doctype == doctype), None)
		return frappe.get_doc(doctype, named or frappe.get_all(doctype, pluck="name", limit=1)[0])

	def call(self, source, doc):
		"""Raised, and climbed to its last step."""
		now = now_datetime()
		row = doc.get(source.rows)[0] if source.rows else None
		frappe.db.delete(ALERT, {"open_key": loop.get_open_key(source, doc, row)})
		alert = frappe.get_doc(ALERT, loop.raise_alert(source, doc, now, row=row))
		with alert.as_app():
			loop.climb_one(alert, kinds.get_kind(source.kind), now + YEAR)
		return alert

	def bells(self, alert) -> list:
		"""Those of the accounts of this test about this alert."""
		about = (alert.name, alert.reference_name)
		found = frappe.get_all(
			BELL,
			{"document_name": ("in", about), "for_user": ("in", sorted(self.ours))},
			["for_user", "document_type", "document_name", "email_content"],
		)
		return [bell for bell in found if bell.document_name == alert.name or bell.document_type != ALERT]

	def test_every_kind_and_every_step(self) -> None:
		refused = set()
		for source in ALERTS:
			doc, kind = self.record(source.doctype), kinds.get_kind(source.kind)
			frappe.db.delete(BELL, {"document_name": doc.name})  # what the record itself has said before
			alert = self.call(source, doc)
			self.assertEqual(alert.step >= len(kind.steps), True, source.kind)
			openers = {
				row.user
				for row in alert.recipients
				if frappe.has_permission(doc.doctype, "read", doc=doc.name, user=row.user)
			}
			for bell in self.bells(alert):
				with self.subTest(kind=source.kind, user=bell.for_user):
					self.assertTrue(
						frappe.has_permission(
							bell.document_type, "read", doc=bell.document_name, user=bell.for_user
						),
						"the bell leads to what its reader may not open",
					)
					if bell.for_user in openers or source.settled_by_answer:
						self.assertIn(kind.what_to_do, bell.email_content)
						continue
					refused.add((source.kind, bell.for_user))
					self.assertNotIn(kind.what_to_do, bell.email_content)
					named = [opener for opener in openers if get_fullname(opener) in bell.email_content]
					self.assertEqual(named, [], "what is stored and sent names nobody")
					self.assertTrue(bell.email_content.strip())
			frappe.db.delete(BELL, {"document_name": ("in", (alert.name, doc.name))})
		self.assertIn(("Crisis to Start", self.world.users["student_affairs"]), refused)

	def test_the_page_says_it_too(self) -> None:
		source = next(source for source in ALERTS if source.kind == "Crisis to Start")
		case, affairs = frappe.get_doc(CASE, self.world.crisis), self.world.users["student_affairs"]
		frappe.db.set_value("User", self.world.users["psych_head"], "mobile_no", "053180001234")
		frappe.clear_document_cache("User", self.world.users["psych_head"])
		alert = self.call(source, case)
		(shown,) = board.get_for(CASE, case.name, affairs)
		self.assertIn(f"{get_fullname(self.world.users['psych_head'])} 053180001234", shown["what_to_do"])
		with self.as_user(affairs):
			alert.run_method("onload")
			self.assertFalse(alert.get_onload("opens"), "no button to a record that refuses its reader")
		with self.as_user(self.world.users["lead"]):
			alert.run_method("onload")
			self.assertTrue(alert.get_onload("opens"))
