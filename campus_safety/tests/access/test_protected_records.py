"""Opening a protected record for a stated reason, logged, never by Administrator; emergencies; keys."""

from unittest.mock import patch

import frappe
from cryptography.fernet import Fernet
from frappe.utils import add_to_date, now_datetime

from campus_safety.access import secrets
from campus_safety.access.checks import granted_names
from campus_safety.engines.opening.emergency_access import break_glass
from campus_safety.engines.opening.reveal import reveal
from campus_safety.exceptions import AppOwnedFieldError, MissingKeyError, OutOfScopeError, WorkflowGuardError
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase, WorldTestCase, at
from campus_safety.tests.http import HttpClient
from campus_safety.tests.seal import get_bent
from campus_safety.tests.world import STUDENT, get_world

LEDGER = "Campus Risk Ledger"
GRANT = "Campus Emergency Access"
DANGER = "学生在天台边缘，电话无人接听"


class ProtectedTestCase(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.world = get_world()
		cls.ledger = cls.world.ledger

	def count(self, **filters) -> int:
		return frappe.db.count("Campus Access Log", {"reference_name": self.ledger, **filters})


class TestSwitchedOffWorkflow(ProtectedTestCase):
	def test_no_status_moves_by_a_plain_save(self) -> None:
		frappe.db.set_value("Workflow", "Campus Risk Ledger Workflow", "is_active", 0)
		frappe.cache.delete_value("workflow")
		with self.as_user(self.world.users["counsellor"]):
			ledger = frappe.get_doc(LEDGER, self.ledger)
			ledger.status = "Declined"
			with self.assertRaises(WorkflowGuardError):
				ledger.save()
			ledger.reload()
			ledger.support_advice = "多鼓励，按时吃饭"
			ledger.save()
		self.assertEqual(frappe.db.get_value(LEDGER, self.ledger, "status"), "Filed")


class TestReveal(ProtectedTestCase):
	def test_plain_text_and_one_line_in_the_log(self) -> None:
		user, before = self.world.users["psych_teacher"], self.count(action="Reveal")
		with self.as_user(user):
			plain = reveal(LEDGER, self.ledger, " 准备谈话 ")
		self.assertEqual(plain["fields"]["hospital"], "CANARY-hospital")
		row = next(iter(plain["tables"]["measures"].values()))
		self.assertEqual(row["measure"], "CANARY-measure")
		self.assertEqual(self.count(action="Reveal"), before + 1)
		self.assertEqual(self.count(action="Reveal", user=user, reason="准备谈话", student=STUDENT), 1)

	def test_no_reason_no_text(self) -> None:
		before = self.count()
		for reason in ("", None, "   ", "看看"):
			with self.subTest(reason=reason), self.as_user(self.world.users["psych_head"]):
				with self.assertRaises(frappe.ValidationError):
					reveal(LEDGER, self.ledger, reason)
		self.assertEqual(self.count(), before)

	def test_outside_the_circle(self) -> None:
		for name in ("adviser", "other_counsellor", "far_lead", "student_affairs", "administrator_of_site"):
			with self.subTest(who=name), self.as_user(self.world.users[name]):
				with self.assertRaises(frappe.PermissionError):
					reveal(LEDGER, self.ledger, "谈话准备")
		with self.assertRaises(frappe.PermissionError):
			reveal(LEDGER, self.ledger, "谈话准备")  # Administrator

	def test_nothing_tells_whether_a_record_exists(self) -> None:
		with self.as_user(self.world.users["other_counsellor"]):
			for doctype, name in ((LEDGER, "nowhere"), (LEDGER, self.ledger), ("User", "Administrator")):
				with self.subTest(name=name), self.assertRaises(frappe.PermissionError) as refused:
					reveal(doctype, name, "谈话准备")
				self.assertEqual(str(refused.exception), frappe._("You may not open this record."))


class TestRevealOverHttp(WorldTestCase):
	def reveal(self, as_whom: str, verb: str = "post"):
		values = {"doctype": LEDGER, "name": self.world.ledger, "reason": "谈话准备"}
		path = "/api/method/campus_safety.api.records.reveal"
		return getattr(HttpClient(self.world.users[as_whom]), verb)(path, **values)

	def test_by_post_only(self) -> None:
		self.assertEqual(self.reveal("psych_head", "get").status_code, 403)
		self.assertEqual(self.reveal("psych_head").json["message"]["fields"]["hospital"], "CANARY-hospital")

	def test_a_refusal_leaves_a_line_without_the_student(self) -> None:
		filters = {"user": self.world.users["other_counsellor"], "action": "Refused"}
		before = frappe.db.count("Campus Access Log", filters)
		self.assertEqual(self.reveal("other_counsellor").status_code, 403)
		self.assertEqual(frappe.db.count("Campus Access Log", filters), before + 1)
		self.assertIsNone(frappe.get_last_doc("Campus Access Log", filters).student)


class TestEmergencyAccess(ProtectedTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.user = self.world.users["adviser"]

	def break_glass(self, reason: str = DANGER, user: str | None = None):
		with self.as_user(user or self.user):
			return break_glass(STUDENT, reason, now_datetime())

	def test_reads_for_a_few_hours_and_changes_nothing(self) -> None:
		with self.as_user(self.user):
			self.assertFalse(frappe.has_permission(LEDGER, "read", doc=self.ledger))
		self.assertEqual(self.break_glass()["name"], self.ledger)
		with self.as_user(self.user):
			self.assertTrue(frappe.has_permission(LEDGER, "read", doc=self.ledger))
			self.assertIn(self.ledger, frappe.get_list(LEDGER, pluck="name"))
			self.assertEqual(reveal(LEDGER, self.ledger, DANGER)["fields"]["hospital"], "CANARY-hospital")
			document = frappe.get_doc(LEDGER, self.ledger)
			document.family_aware = 1
			with self.assertRaises(frappe.PermissionError):
				document.save()
		with at(add_to_date(now_datetime(), hours=5)):
			self.assertEqual(granted_names(self.user, LEDGER), frozenset())
			with self.as_user(self.user):
				self.assertFalse(frappe.has_permission(LEDGER, "read", doc=self.ledger))
				self.assertNotIn(self.ledger, frappe.get_list(LEDGER, pluck="name"))

	def test_psych_head_is_told_the_number_only(self) -> None:
		self.break_glass()
		grant = frappe.get_last_doc(GRANT)
		notice = frappe.get_last_doc("Notification Log", {"for_user": self.world.users["psych_head"]})
		self.assertIn(grant.name, notice.subject)
		for secret in (STUDENT, DANGER, self.ledger):
			self.assertNotIn(secret, notice.subject)
		said = {"action": "Emergency Access", "user": self.user, "reason": ("like", f"%{DANGER}")}
		self.assertEqual(self.count(**said), 1, "the ground, then the person's own words")

	def test_needs_a_danger_and_ones_own_student(self) -> None:
		for reason in ("", "急", "很急很急"):
			with self.subTest(reason=reason), self.assertRaises(frappe.ValidationError):
				self.break_glass(reason)
		for name in ("other_counsellor", "far_lead"):
			with self.subTest(who=name), self.assertRaises(OutOfScopeError):
				self.break_glass(user=self.world.users[name])
		with self.assertRaises(OutOfScopeError):
			self.break_glass(user="Administrator")

	def test_an_administrator_of_the_machine_is_not_on_duty(self) -> None:
		"""A System Manager sees the roll of all students, which is no reason to read a ledger."""
		with self.assertRaises(OutOfScopeError):
			self.break_glass(user=self.world.users["administrator_of_site"])

	def test_only_l3_records(self) -> None:
		for doctype in ("User", "Campus Student", "Campus Risk Ledger Measure"):
			with (
				self.subTest(doctype=doctype),
				self.as_user(self.user),
				self.assertRaises(frappe.PermissionError),
			):
				break_glass(STUDENT, DANGER, now_datetime(), doctype)

	def test_a_grant_is_not_made_stretched_or_removed_by_hand(self) -> None:
		self.break_glass()
		grant = frappe.get_last_doc(GRANT)
		grant.expires_at = add_to_date(grant.expires_at, days=30)
		with self.assertRaises(AppOwnedFieldError):
			grant.save(ignore_permissions=True)
		with self.assertRaises(frappe.PermissionError):
			frappe.delete_doc(GRANT, grant.name)
		copy = frappe.copy_doc(grant)
		with self.assertRaises(AppOwnedFieldError):
			copy.insert(ignore_permissions=True)

	def test_psych_head_reviews(self) -> None:
		self.break_glass()
		with self.as_user(self.world.users["psych_head"]):
			grant = frappe.get_last_doc(GRANT)
			grant.review = "Justified"
			self.assertRaises(frappe.ValidationError, grant.save)  # and was more read than needed?
			grant = frappe.get_last_doc(GRANT)
			grant.update({"review": "Justified", "read_more_than_needed": "No"})
			grant.save()
		with self.as_user(self.user), self.assertRaises(frappe.PermissionError):
			grant.review = "Not Justified"
			grant.save()


class TestKeys(ProtectedTestCase):
	def with_keys(self, *keys: str):
		return patch.dict(frappe.local.conf, {secrets.CONFIG_KEY: list(keys)})

	def test_a_missing_key_is_said_plainly(self) -> None:
		with patch.dict(frappe.local.conf), self.as_user(self.world.users["psych_head"]):
			frappe.local.conf.pop(secrets.CONFIG_KEY)
			with self.assertRaises(MissingKeyError):
				reveal(LEDGER, self.ledger, "谈话准备")
			with self.assertRaises(MissingKeyError):
				make.make_ledger("W2026002")

	def test_a_lost_key_is_said_plainly(self) -> None:
		with self.with_keys(Fernet.generate_key().decode()), self.as_user(self.world.users["psych_head"]):
			with self.assertRaises(MissingKeyError) as refused:
				reveal(LEDGER, self.ledger, "谈话准备")
		self.assertIn(secrets.CONFIG_KEY, str(refused.exception))

	def test_a_new_key_goes_in_front(self) -> None:
		old = frappe.conf[secrets.CONFIG_KEY]
		with self.with_keys(Fernet.generate_key().decode(), *old):
			fresh = secrets.encrypt("新内容")
			self.assertEqual(secrets.decrypt(fresh), "新内容")
			with self.as_user(self.world.users["psych_head"]):
				self.assertTrue(reveal(LEDGER, self.ledger, "谈话准备"))
		with self.assertRaises(MissingKeyError):
			secrets.decrypt(fresh)

	def test_the_log_stays_whole(self) -> None:
		self.assertEqual(get_bent("Campus Access Log"), [])
