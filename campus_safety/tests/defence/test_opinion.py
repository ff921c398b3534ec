"""Opinion items: evidence first, verified by the offices, answered, ended; serious ones are told at once."""

import hashlib

import frappe
from frappe.utils import add_to_date, now_datetime

from campus_safety.domain import roles as r
from campus_safety.exceptions import ClosedRecordError
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

OPINION = "Campus Opinion Item"
PICTURE = b"%PDF-1.4 a saved page"


class TestOpinion(CampusTestCase):
	moment = TEACHING_DAY

	def set_up_once(self) -> None:
		super().set_up_once()
		make.make_term()
		school = make.make_unit("舆情测试学校", "School")
		college = make.make_unit("舆情测试学院", "College", school)
		self.klass = make.make_unit("舆情一班", "Class", college)
		self.student = make.make_student("OP2401001", self.klass)
		self.publicity = make.make_user("publicity@opinion.test", r.PUBLICITY)
		self.security = make.make_user("security@opinion.test", r.SECURITY_OFFICE)
		self.counsellor = make.make_user("counsellor@opinion.test", r.COUNSELLOR)
		self.outsider = make.make_user("outsider@opinion.test", r.COUNSELLOR)
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.klass)

	def item(self, user: str | None = None, **values):
		with self.as_user(user or self.publicity):
			return frappe.get_doc(
				{
					"doctype": OPINION,
					"platform": "微博",
					"found_at": add_to_date(now_datetime(), hours=-2),
					"grade": "General",
					"gist": "称食堂食材过期",
					**values,
				}
			).insert()

	def change(self, item, user: str | None = None, **values):
		with self.as_user(user or self.publicity):
			fresh = frappe.get_doc(OPINION, item.name)
			fresh.update(values)
			fresh.save()
		return fresh

	def save_evidence(self, item):
		with self.as_user(self.publicity):
			file = frappe.get_doc(
				{
					"doctype": "File",
					"file_name": "页面存档.pdf",
					"attached_to_doctype": OPINION,
					"attached_to_name": item.name,
					"is_private": 1,
					"content": PICTURE,
				}
			).insert()
			fresh = frappe.get_doc(OPINION, item.name)
			fresh.append("evidence", {"file": file.file_url, "fingerprint": "made up"})
			fresh.save()
		return fresh

	def test_from_found_to_closed(self) -> None:
		item = self.item()
		self.assertEqual((item.status, item.evidence_saved), ("Found", 0))
		now = now_datetime().replace(microsecond=0)
		self.assertRaises(frappe.MandatoryError, self.change, item, takedown_requested_at=now)
		item = self.save_evidence(item)
		self.assertEqual(item.evidence_saved, 1)
		self.assertEqual(item.evidence[0].fingerprint, hashlib.sha256(PICTURE).hexdigest())
		self.assertRaises(frappe.MandatoryError, self.change, item, verdict="Rumour")
		self.assertRaises(frappe.MandatoryError, self.change, item, result="澄清")
		item = self.change(item, verdict="Rumour", verify_result="查进货台账与留样，均在保质期内")
		self.assertEqual((item.status, item.verified_by), ("Verified", self.publicity))
		item = self.change(item, takedown_requested_at=now)
		self.assertEqual(item.status, "Handling")
		item = self.change(item, takedown_result="Taken Down", result="平台已删除，发布澄清")
		self.assertEqual(item.status, "Closed")
		self.assertRaises(ClosedRecordError, self.change, item, gist="别的")

	def test_evidence_stays_and_its_fingerprint_is_the_servers(self) -> None:
		item = self.save_evidence(self.item())
		kept = item.evidence[0].fingerprint
		self.assertRaises(frappe.ValidationError, self.change, item, evidence=[])
		with self.as_user(self.publicity):
			fresh = frappe.get_doc(OPINION, item.name)
			fresh.evidence[0].fingerprint = "0" * 64
			fresh.save()
		self.assertEqual(frappe.get_doc(OPINION, item.name).evidence[0].fingerprint, kept)

	def test_no_fingerprint_of_somebody_elses_file(self) -> None:
		"""It would tell whether a private file holds what one thinks."""
		item = self.item()
		file = frappe.get_doc({"doctype": "File", "file_name": "x.png", "is_private": 1, "content": PICTURE})
		with self.as_user("Administrator"):
			file.insert()
		with self.as_user(self.publicity):
			fresh = frappe.get_doc(OPINION, item.name)
			fresh.append("evidence", {"file": file.file_url})
			self.assertRaises(frappe.ValidationError, fresh.save)

	def test_moments_are_plausible(self) -> None:
		for values in (
			{"found_at": add_to_date(now_datetime(), hours=1)},
			{"reported": "Police", "reported_at": add_to_date(now_datetime(), hours=-3)},
			{"reported": "Police"},
			{"takedown_result": "Refused"},
			{"url": "javascript:alert(1)"},
		):
			with self.subTest(values=values):
				self.assertRaises(frappe.ValidationError, self.item, **values)

	def test_others_write_what_they_saw_and_no_more(self) -> None:
		item = self.item(self.counsellor, student=self.student)
		self.assertEqual((item.unit, item.involves_student), (self.klass, 1))
		self.assertRaises(
			frappe.PermissionError, self.item, self.counsellor, verdict="True", verify_result="x"
		)
		self.assertRaises(frappe.PermissionError, self.change, item, self.counsellor, gist="改写")

	def test_who_sees_it(self) -> None:
		item, other = self.item(student=self.student), self.item()

		def seen(user: str) -> set[str]:
			with self.as_user(user):
				return set(frappe.get_list(OPINION, {"name": ("in", (item.name, other.name))}, pluck="name"))

		self.assertEqual(seen(self.counsellor), {item.name})
		self.assertEqual(seen(self.outsider), set())
		self.assertEqual(seen(self.security), {item.name, other.name})

	def test_a_serious_one_is_told_by_its_number_alone(self) -> None:
		item = self.item(self.counsellor, grade="Serious", gist="有人要跳楼")
		told = frappe.get_all(
			"Notification Log", filters={"document_name": item.name}, fields=["for_user", "subject"]
		)
		self.assertLessEqual({self.publicity, self.security}, {row.for_user for row in told})
		self.assertFalse([row for row in told if "跳楼" in row.subject])
