"""Visitors, guards' equipment, defences, what was taken away."""

import frappe
from frappe.utils import add_days, getdate, now_datetime

from campus_safety.domain import roles as r
from campus_safety.exceptions import AppOwnedFieldError, ClosedRecordError, VisitError
from campus_safety.services.defence import checks, retention, visits
from campus_safety.setup.defence import create_missing_defence_lists
from campus_safety.tests import factories as make
from campus_safety.tests.defence.base import CHECK, FACILITY, ITEM, VISIT, DefenceTestCase


class TestVisits(DefenceTestCase):
	def code_of(self, visit) -> str:
		return visits.get_link(visit).rsplit("c=", 1)[1]

	def test_confirmed_by_the_link_then_checked_then_in_then_out(self) -> None:
		visit = self.visit()
		self.assertTrue(
			frappe.db.exists("Notification Log", {"for_user": self.host, "document_name": visit.name})
		)
		self.assertRaises(VisitError, visits.enter, visit, now_datetime())
		found = visits.find(visit.name, self.code_of(visit), now_datetime())
		visits.confirm(found, True, now_datetime())
		self.assertRaises(VisitError, visits.confirm, found, False, now_datetime())
		self.assertRaises(VisitError, visits.enter, found, now_datetime())
		with self.as_user(self.guard):
			found.belongings_checked = 1
			found.save()
		visits.enter(found, now_datetime())
		self.assertEqual(found.status, "Inside")
		visits.leave(found, "", now_datetime())
		self.assertEqual((found.status, found.not_seen_leaving), ("Left", 0))
		self.assertRaises(VisitError, visits.find, visit.name, self.code_of(visit), now_datetime())

	def test_a_forged_link_and_one_of_yesterday_say_the_same(self) -> None:
		visit = self.visit()
		said = set()
		for name, code, now in (
			(visit.name, "x" * 32, now_datetime()),
			("nothing", self.code_of(visit), now_datetime()),
			(visit.name, self.code_of(visit), add_days(now_datetime(), 1)),
		):
			with self.assertRaises(VisitError) as refused:
				visits.find(name, code, now)
			said.add(str(refused.exception))
		self.assertEqual(len(said), 1)

	def test_refused_by_the_host_nobody_goes_in(self) -> None:
		visit = self.visit(belongings_checked=1)
		visits.confirm(visit, False, now_datetime())
		self.assertRaises(VisitError, visits.enter, visit, now_datetime())

	def test_not_seen_leaving_is_never_signed_out(self) -> None:
		visit = self.visit(belongings_checked=1)
		visits.confirm(visit, True, now_datetime())
		visits.enter(visit, now_datetime())
		self.assertNotIn(visit.name, visits.get_inside_at_closing(now_datetime()))
		late = now_datetime().replace(hour=23, minute=59)
		self.assertIn(visit.name, visits.get_inside_at_closing(late))
		self.assertEqual((visits.mark_not_seen(visit.name), visits.mark_not_seen(visit.name)), (1, 0))
		visit.reload()
		self.assertEqual((visit.status, visit.out_at, visit.not_seen_leaving), ("Not Seen Leaving", None, 1))
		called = {"kind": "Visitor Not Seen Leaving", "reference_name": visit.name}
		self.assertTrue(frappe.db.exists("Campus Alert", called))
		self.assertRaises(VisitError, visits.leave, visit, "", now_datetime())
		visits.leave(visit, "被访人确认22点前已离校", now_datetime())
		self.assertEqual((visit.status, visit.not_seen_leaving), ("Left", 1), "that nobody saw it stays")
		self.assertFalse(frappe.db.exists("Campus Alert", {**called, "status": "Open"}))

	def test_who_reads_and_who_writes(self) -> None:
		visit = self.visit()
		for user, may in ((self.host, True), (self.other, False), (self.guard, True), (self.safety, True)):
			self.assertEqual(bool(frappe.has_permission(VISIT, "read", doc=visit.name, user=user)), may, user)
		with self.as_user(self.guard):
			visit.status = "Inside"
			visit.in_at = now_datetime()
			self.assertRaises(AppOwnedFieldError, visit.save)
		with self.as_user(self.other), self.assertRaises(frappe.PermissionError):
			frappe.get_doc({"doctype": VISIT, "visitor": "x", "host": self.host, "reason": "x"}).insert()
		for values in ({"id_last4": "12"}, {"host": make.make_user("pupil@defence.test", r.STUDENT_USER)}):
			self.assertRaises(VisitError, self.visit, **values)

	def test_old_ones_are_deleted_and_who_is_inside_stays(self) -> None:
		old, inside = self.visit(), self.visit()
		for visit, status in ((old, "Left"), (inside, "Not Seen Leaving")):
			frappe.db.set_value(
				VISIT, visit.name, {"occurred_on": add_days(now_datetime(), -100), "status": status}
			)
		retention.delete_old(now_datetime())
		self.assertEqual(
			frappe.get_all(VISIT, filters={"name": ("in", (old.name, inside.name))}, pluck="name"),
			[inside.name],
		)


class TestEquipment(DefenceTestCase):
	def check(self, **values):
		with self.as_user(self.guard):
			return frappe.get_doc(
				{"doctype": CHECK, "post": "测试岗", "occurred_on": getdate(), **values}
			).insert()

	def full(self) -> list[dict]:
		far = add_days(getdate(), 400)
		return [
			{
				"item": row.name,
				"actual": row.standard,
				"condition": "Good",
				"expiry": far if row.has_expiry else None,
			}
			for row in checks.get_items()
		]

	def test_what_is_not_counted_is_missing(self) -> None:
		check = self.check()
		self.assertEqual(len(check.lines), len(checks.get_items()))
		self.assertEqual(check.shortfall, sum(row.standard for row in checks.get_items()))

	def test_the_standard_is_the_schools_whatever_came_with_the_form(self) -> None:
		lines = self.full()
		lines[0].update({"standard": 0, "actual": 0})
		self.assertGreater(self.check(lines=lines).shortfall, 0)
		self.assertEqual(self.check(lines=self.full()).shortfall, 0)

	def test_what_expires_says_when(self) -> None:
		lines = self.full()
		dated = next(row for row in lines if row["expiry"])
		dated["expiry"] = None
		self.assertRaises(frappe.MandatoryError, self.check, lines=lines)
		dated["expiry"] = add_days(getdate(), 5)
		self.assertEqual(getdate(self.check(lines=lines).next_expiry), add_days(getdate(), 5))

	def test_the_last_of_a_post_counts(self) -> None:
		first = self.check()
		second = self.check(lines=self.full())
		latest = {name: frappe.db.get_value(CHECK, name, "latest") for name in (first.name, second.name)}
		self.assertEqual(latest, {first.name: 0, second.name: 1})

	def test_an_item_that_is_not_used_any_more_is_not_asked_for(self) -> None:
		item = frappe.get_doc("Campus Equipment Item", checks.get_items()[0].name)
		item.disabled = 1
		item.save()
		self.assertNotIn(item.name, [row.item for row in self.check().lines])

	def test_the_lists_are_the_schools(self) -> None:
		for doctype in ("Campus Equipment Item", "Campus Patrol Slot"):
			frappe.delete_doc(doctype, frappe.get_all(doctype, limit=1, pluck="name")[0], force=True)
			count = frappe.db.count(doctype)
			create_missing_defence_lists()
			self.assertEqual(frappe.db.count(doctype), count, "what was taken out stays out")


class TestFacilities(DefenceTestCase):
	def facility(self, **values):
		with self.as_user(self.security):
			return frappe.get_doc(
				{
					"doctype": FACILITY,
					"facility_name": "测试报警柱",
					"kind": "Technical",
					"area": self.area,
					"state": "Works",
					**values,
				}
			).insert()

	def test_tested_again_and_again(self) -> None:
		self.assertEqual(getdate(self.facility().next_test), getdate(), "never tried: at once")
		tested = self.facility(last_test=getdate(), test_every_days=30)
		self.assertEqual(getdate(tested.next_test), add_days(getdate(), 30))
		self.assertRaises(frappe.ValidationError, self.facility, last_test=add_days(getdate(), 1))
		self.assertRaises(frappe.ValidationError, self.facility, state="Faulty")

	def test_where_the_campus_is_weak_is_not_for_all(self) -> None:
		name = self.facility().name
		for user, may in ((self.guard, True), (self.security, True), (self.host, False)):
			self.assertEqual(bool(frappe.has_permission(FACILITY, "read", doc=name, user=user)), may, user)


class TestSafe(DefenceTestCase):
	def take(self, **values):
		with self.as_user(self.guard):
			return frappe.get_doc(
				{
					"doctype": ITEM,
					"type": "Knife",
					"item": "折叠刀",
					"found_at": now_datetime(),
					"holder": "校外人员",
					"witness": self.guard2,
					"action": "Kept",
					**values,
				}
			).insert()

	def test_before_a_witness_and_handed_to_the_police(self) -> None:
		self.assertRaises(frappe.ValidationError, self.take, witness=self.guard)
		self.assertRaises(frappe.MandatoryError, self.take, holder="")
		item = self.take()
		self.assertEqual(item.status, "Kept")
		with self.as_user(self.security):
			item.action = "Handed to Police"
			self.assertRaises(frappe.MandatoryError, item.save)
			item = frappe.get_doc(ITEM, item.name)
			item.update({"action": "Handed to Police", "handed_to_police_at": now_datetime()})
			item.save()
			self.assertEqual(item.status, "Settled")
			item.item = "别的"
			self.assertRaises(ClosedRecordError, item.save)

	def test_who_reads(self) -> None:
		name = self.take().name
		for user, may in (
			(self.guard, True),
			(self.guard2, True),
			(self.security, True),
			(self.other, False),
		):
			self.assertEqual(bool(frappe.has_permission(ITEM, "read", doc=name, user=user)), may, user)
