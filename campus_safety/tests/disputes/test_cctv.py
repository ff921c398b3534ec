"""Footage that was looked at: never of a room, for somebody's reason, what is missing is a hazard, copies have numbers."""

import frappe
from frappe.utils import add_to_date, now_datetime

from campus_safety.domain import roles as r
from campus_safety.domain.cctv.review import is_inside_a_room
from campus_safety.engines.duties import rules
from campus_safety.exceptions import CameraPlaceError
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

REVIEW, HAZARD = "Campus CCTV Review", "Campus Safety Hazard"


class TestReviews(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		make.make_unit("监控测试学校", "School")
		self.security = make.make_user("security@cctv.test", r.SECURITY_OFFICE)
		self.guard = make.make_user("guard@cctv.test", r.SECURITY_GUARD)
		self.other = make.make_user("guard2@cctv.test", r.SECURITY_GUARD)
		self.affairs = make.make_user("affairs@cctv.test", r.STUDENT_AFFAIRS)
		self.area = frappe.get_all("Campus Safety Area", limit=1, pluck="name")[0]

	def look(self, user: str | None = None, **values):
		now = now_datetime()
		with self.as_user(user or self.guard):
			return frappe.get_doc(
				{
					"doctype": REVIEW,
					"reason": "Weekly Review",
					"area": self.area,
					"camera": "西围墙07号",
					"view_from": add_to_date(now, hours=-5),
					"view_to": add_to_date(now, hours=-3),
					"findings": "没有异常",
					**values,
				}
			).insert()

	def test_no_camera_looks_into_a_room(self) -> None:
		for camera in (
			"3号楼宿舍内 12",
			"二楼女更衣室",
			"浴室 2",
			"卫 生 间",
			"浴室内，门口上方",
			"更衣里走廊侧",
		):
			self.assertTrue(is_inside_a_room(camera), camera)
		for camera in ("3号楼三层走廊", "浴室门口", "卫生间外墙", "食堂后门"):
			self.assertFalse(is_inside_a_room(camera), camera)
		with self.assertRaises(CameraPlaceError):
			self.look(camera="二楼女更衣室")

	def test_somebody_has_asked_for_it(self) -> None:
		with self.assertRaises(frappe.MandatoryError):
			self.look(reason="Search")
		review = self.look(reason="Search", requested_by=self.affairs)
		for user, reads in ((self.affairs, True), (self.security, True), (self.other, False)):
			self.assertEqual(frappe.has_permission(REVIEW, "read", doc=review, user=user), reads, user)

	def test_an_interval_that_can_be(self) -> None:
		now = now_datetime()
		for since, until in ((-3, -5), (-3, 1), (-24 * 30, -1)):
			with self.subTest(since), self.assertRaises(frappe.ValidationError):
				self.look(view_from=add_to_date(now, hours=since), view_to=add_to_date(now, hours=until))

	def test_what_is_missing_too_soon_is_a_hazard(self) -> None:
		with self.assertRaises(frappe.MandatoryError):
			self.look(footage="Missing")
		with self.as_user(self.guard):
			hazard = frappe.get_doc(
				{
					"doctype": HAZARD,
					"area": self.area,
					"category": frappe.get_all("Campus Hazard Category", {"needs_photo": 0}, pluck="name")[0],
					"description": "07号硬盘录像缺失",
					"found_at": now_datetime(),
				}
			).insert()
		self.assertEqual(self.look(footage="Missing", hazard=hazard.name).hazard, hazard.name)
		old = add_to_date(now_datetime(), days=-40)
		self.assertTrue(self.look(footage="Missing", view_from=old, view_to=add_to_date(old, hours=1)).name)

	def test_a_copy_has_its_number_and_stays(self) -> None:
		copy = {"exported": 1, "export_to": "历城分局", "export_basis": "调取证据通知书"}
		with self.assertRaises(frappe.PermissionError):
			self.look(**copy)
		with self.assertRaises(frappe.MandatoryError):
			self.look(self.security, exported=1)
		review = self.look(self.security, **copy)
		self.assertTrue(review.export_no.startswith("EX-"))
		self.assertTrue(
			frappe.db.exists("Campus Access Log", {"reference_name": review.name, "reason": review.export_no})
		)
		with self.as_user(self.security), self.assertRaises(frappe.PermissionError):
			review.export_to = "别人"
			review.save()

	def test_only_its_author_changes_it(self) -> None:
		review = self.look()
		with self.as_user(self.security), self.assertRaises(frappe.PermissionError):
			frappe.get_doc(REVIEW, review.name).update({"findings": "改"}).save()

	def test_the_weekly_duty_waits_for_it(self) -> None:
		rule = frappe.get_doc("Campus Duty Rule", {"seed_key": "cctv_review"})
		self.assertTrue(rules.fits(rule))
		self.assertTrue(rule.enabled, "switched on when its DocType arrived")
