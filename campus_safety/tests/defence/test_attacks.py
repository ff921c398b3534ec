"""Threats: what was counted, found or confirmed is written anew; a patrol is excused beforehand; a visitor is in no muster."""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, now_datetime

from campus_safety.domain import roles as r
from campus_safety.exceptions import AppOwnedFieldError, ClosedRecordError, VisitError
from campus_safety.services.defence import checks, due, patrols, points, visits
from campus_safety.services.incidents.drills import expected
from campus_safety.setup.defence import create_missing_defence_lists
from campus_safety.tests import factories as make
from campus_safety.tests.defence.base import CHECK, FACILITY, ITEM, LOG, POINT, SLOT, VISIT, DefenceTestCase

REFUSED = (frappe.PermissionError, frappe.ValidationError)


class TestWrittenAnew(DefenceTestCase):
	def write(self, doctype: str, name: str, user: str, **values):
		with self.as_user(user):
			document = frappe.get_doc(doctype, name)
			document.update(values)
			document.save()
			return document

	def refused(self, doctype: str, name: str, user: str, **values) -> None:
		for field, value in values.items():
			with self.subTest(field, user=user):
				self.assertRaises(REFUSED, self.write, doctype, name, user, **{field: value})

	def check(self, by: str):
		with self.as_user(by):
			return frappe.get_doc(
				{"doctype": CHECK, "post": "测试岗", "occurred_on": frappe.utils.nowdate()}
			).insert()

	def test_equipment_stays_as_it_was_counted(self) -> None:
		check = self.check(self.guard)
		missing = check.shortfall
		lines = [{**row.as_dict(), "standard": 0} for row in check.lines]
		for given in (lines, lines[:1], []):
			self.assertEqual(self.write(CHECK, check.name, self.guard, lines=given).shortfall, missing)
		lines[0]["actual"], lines[0]["condition"] = 1, "Good"
		lines[0]["expiry"] = add_days(frappe.utils.nowdate(), 400)
		self.assertLess(self.write(CHECK, check.name, self.guard, lines=lines).shortfall, missing)
		self.refused(CHECK, check.name, self.guard2, note="都在")
		self.refused(CHECK, check.name, self.guard, post="别的岗")
		self.check(self.guard2)
		self.refused(CHECK, check.name, self.guard, note="都在")

	def test_what_was_found_is_put_right_by_the_office_alone(self) -> None:
		with self.as_user(self.guard):
			item = frappe.get_doc(
				{
					"doctype": ITEM,
					"type": "Knife",
					"item": "折叠刀",
					"found_at": now_datetime(),
					"holder": "校外人员",
					"witness": self.guard2,
					"action": "Kept",
				}
			).insert()
		pupil = make.make_user("pupil2@defence.test", r.STUDENT_USER)
		self.refused(ITEM, item.name, self.guard, witness=self.other, holder="别人", type="Other")
		self.refused(
			ITEM, item.name, self.security, witness=pupil, handed_to_police_at=add_days(now_datetime(), 1)
		)
		self.write(ITEM, item.name, self.security, holder="校外人员李某", witness=self.other)
		self.assertEqual(self.write(ITEM, item.name, self.guard, action_note="放在1号柜").status, "Kept")

	def test_guards_switch_no_defence_off(self) -> None:
		with self.as_user(self.security):
			name = (
				frappe.get_doc(
					{
						"doctype": FACILITY,
						"facility_name": "测试报警柱",
						"kind": "Technical",
						"area": self.area,
						"state": "Works",
					}
				)
				.insert()
				.name
			)
		self.refused(FACILITY, name, self.guard, disabled=1, test_every_days=9999, facility_name="x")
		self.write(FACILITY, name, self.guard, last_test=frappe.utils.nowdate(), note="响了")
		self.write(FACILITY, name, self.security, disabled=1)


class TestPatrolsAttacked(DefenceTestCase):
	def test_nobody_excuses_a_patrol_beforehand(self) -> None:
		patrols.plan(self.at(9, 45))
		with self.as_user(self.guard):
			log = self.get_log()
			log.missed_reason = "下雨"
			self.assertRaises(frappe.ValidationError, log.save)
		patrols.finish(log.name)
		with self.as_user(self.security):
			log = self.get_log()
			log.missed_reason = "下雨"
			log.save()
		self.assertEqual(frappe.db.get_value(LOG, log.name, "status"), "Missed")

	def test_a_plan_that_leads_nowhere_is_refused_and_a_long_name_has_its_days(self) -> None:
		slot = frappe.get_doc(SLOT, self.slot.name)
		slot.points = []
		self.assertRaises(frappe.ValidationError, slot.save)
		frappe.db.delete(SLOT)
		create_missing_defence_lists()
		self.assertEqual(
			set(frappe.get_all(SLOT, pluck="disabled")), {1}, "the school's begin without points"
		)
		slot = frappe.copy_doc(self.slot)
		slot.update({"slot_name": "长" * 140, "days": "Every Day", "early_minutes": 99999})
		slot.insert()
		self.assertEqual(slot.early_minutes, 120)
		for days in (0, 1):
			patrols.plan(add_days(self.at(10, 5), days))
		self.assertEqual(frappe.db.count(LOG, {"planned": slot.name}), 2)

	def test_planned_at_the_same_moment_by_two_it_is_there_once(self) -> None:
		patrols.plan(self.at(9, 45))
		with patch.object(frappe.db, "exists", return_value=None):
			self.assertEqual(patrols.plan(self.at(9, 45)), 0)
		self.assertEqual(frappe.db.count(LOG, {"planned": self.slot.name}), 1)

	def test_a_plan_that_cannot_be_read_stops_no_call(self) -> None:
		patrols.plan(self.at(9, 45))
		with (
			patch.object(patrols, "plan", side_effect=ValueError),
			patch.object(frappe.db, "commit"),
			patch.object(frappe.db, "rollback"),
		):
			counts = due.run(self.at(10, 55))
		self.assertEqual((counts["called"], counts["errors"]), (1, 1))


class TestVisitsAttacked(DefenceTestCase):
	def write(self, visit, **values):
		with self.as_user(self.guard):
			document = frappe.get_doc(VISIT, visit.name)
			document.update(values)
			document.save()

	def inside(self, **values):
		visit = self.visit(belongings_checked=1, **values)
		visits.confirm(visit, True, now_datetime())
		visits.enter(visit, now_datetime())
		return visit

	def test_the_host_answers_for_one_visitor(self) -> None:
		visit = self.visit()
		self.write(visit, visitor="访客乙")
		visits.confirm(frappe.get_doc(VISIT, visit.name), True, now_datetime())
		for values in ({"visitor": "别人"}, {"reason": "别的事"}, {"id_last4": "1234"}):
			self.assertRaises(VisitError, self.write, visit, **values)
		self.write(visit, plate="鲁A12345", belongings_checked=1)
		visit.reload()
		self.assertRaises(VisitError, visits.enter, visit, add_days(now_datetime(), 1))
		visits.enter(visit, now_datetime())
		self.assertRaises(VisitError, self.write, visit, belongings_checked=0)

	def test_the_gate_confirms_nobody_itself(self) -> None:
		self.assertRaises(VisitError, self.visit, host=self.guard)
		visit = self.visit()
		heard = {"for_user": self.host, "document_name": visit.name}
		before = frappe.db.count("Notification Log", heard)
		visits.confirm(visit, True, now_datetime(), by_link=True)
		self.assertEqual(frappe.db.count("Notification Log", heard), before + 1, "the link was used")

	def test_who_is_inside_is_in_the_muster_of_their_host(self) -> None:
		unit = make.make_unit("三防测试处", "Department", self.school)
		frappe.db.set_value("Campus Unit", unit, "office_role", r.LOGISTICS)
		host = make.make_user("logistics@defence.test", r.LOGISTICS)
		self.inside(visitor="家长甲", host=host)
		self.inside(visitor="找别人的")
		self.visit(visitor="还没进来", host=host)
		left = self.inside(visitor="已经走了", host=host)
		visits.leave(left, "", now_datetime())
		self.assertEqual(visits.get_inside(unit, now_datetime()), ["家长甲"])
		self.assertEqual(visits.get_inside("没有这个地方", now_datetime()), [])
		self.assertIn("campus_safety.services.defence.visits.get_inside", frappe.get_hooks(expected.VISITORS))

	def test_who_goes_to_a_building_is_in_its_muster(self) -> None:
		"""Wherever their host works; a guest of the library who is in the dormitory comes out of the dormitory."""
		unit = make.make_unit("三防测试馆", "Department", self.school)
		frappe.db.set_value("Campus Unit", unit, "office_role", r.LOGISTICS)
		host = make.make_user("library@defence.test", r.LOGISTICS)
		building = make.make_dormitory("三防测试楼", "Building")
		floor = make.make_dormitory("三防测试一层", "Floor", building)
		self.assertRaises(VisitError, self.visit, building=floor)
		self.inside(visitor="去宿舍的", host=host, building=building)
		self.inside(visitor="去馆里的", host=host)
		self.assertEqual(visits.get_inside(building, now_datetime()), ["去宿舍的"])
		self.assertEqual(visits.get_inside(unit, now_datetime()), ["去馆里的"])


class TestWhatIsTheAppsOwn(DefenceTestCase):
	def test_nobody_chooses_a_points_secret(self) -> None:
		name = self.points[0].name
		code = points.get_code(frappe.get_doc(POINT, name))
		for values in ({"secret": "chosen"}, {"code_made_at": "2020-01-01 00:00:00"}):
			with self.subTest(values=values), self.as_user(self.security):
				point = frappe.get_doc(POINT, name)
				point.update(values)
				self.assertRaises(AppOwnedFieldError, point.save)
		self.assertEqual(points.get_code(frappe.get_doc(POINT, name)), code)
		with self.as_user(self.security):
			made = frappe.get_doc(
				{"doctype": POINT, "point_name": "测试点自选", "secret": "chosen", "enabled": 1}
			).insert()
			self.assertNotEqual(made.get_password("secret"), "chosen")
			plain = frappe.get_doc(POINT, name)
			plain.least_minutes = 4
			plain.save()
			plain.make_new_code()
		self.assertNotEqual(points.get_code(frappe.get_doc(POINT, name)), code)

	def test_a_settled_item_takes_its_receipt_once(self) -> None:
		with self.as_user(self.guard):
			item = frappe.get_doc(
				{
					"doctype": ITEM,
					"type": "Knife",
					"item": "管制刀具一把",
					"holder": "校外人员",
					"witness": self.guard2,
					"found_at": self.at(9, 0),
					"action": "Handed to Police",
					"handed_to_police_at": self.at(9, 30),
				}
			).insert()
			self.assertEqual(item.status, "Settled")
			item.receipt_no = "公收字001"
			item.save()
			item.receipt_no = "公收字002"
			self.assertRaises(ClosedRecordError, item.save)
			item.reload()
			item.item = "水果刀"
			self.assertRaises(ClosedRecordError, item.save)

	def test_the_form_of_a_check_knows_who_may_correct_it(self) -> None:
		with self.as_user(self.guard):
			check = frappe.get_doc(
				{"doctype": CHECK, "post": "测试岗", "occurred_on": self.at(9, 0)}
			).insert()
		self.assertTrue(checks.may_correct(check, self.guard))
		self.assertFalse(checks.may_correct(check, self.security))
