"""Psychological files whose time is over: proposed by one, signed by two, destroyed as a set; what keeps them, what stays."""

from datetime import timedelta

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, add_years, getdate, now_datetime, nowdate

from campus_safety.domain.privacy.destruction import extend_digest
from campus_safety.engines.opening import openings
from campus_safety.exceptions import (
	AppOwnedFieldError,
	ClosedRecordError,
	DestructionError,
	NotOpenedError,
	WorkflowGuardError,
)
from campus_safety.services.psychology import destruction, files, retention
from campus_safety.services.psychology.destruction import RECORD
from campus_safety.services.psychology.retention import FILE, KINDS
from campus_safety.tests.psychology.base import HEAVY, RESULT
from campus_safety.tests.psychology.test_student_page import PageTestCase

PROPOSE, SIGN, WITHDRAW = "Propose the Destruction", "Sign the Destruction", "Withdraw the Destruction"
HOLD = "Campus Legal Hold"


class DestructionTestCase(PageTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		files.make_missing(now_datetime())
		for student in self.students[:3]:
			self.agree(self.campaign, student)
			self.begin(student, at=self.later(-5))
			self.send(HEAVY, student=student, seconds=-120)
		self.written(self.students[:4], add_years(nowdate(), -7))
		self.leave(self.students[:4], add_years(nowdate(), -6))
		retention.follow(getdate())

	def leave(self, students, day) -> None:
		frappe.db.set_value(
			"Campus Student", {"name": ("in", students)}, {"status": "Graduated", "graduation_date": day}
		)

	def written(self, students, day) -> None:
		"""Everything in their files was made on that day."""
		for kind in KINDS:
			rows = {"student": ("in", students)}
			frappe.db.set_value(kind, rows, {"creation": day, "modified": day}, update_modified=False)

	def write(self, user: str | None = None, **values):
		with self.as_user(user or self.teacher):
			return frappe.get_doc(
				{"doctype": RECORD, "due_by": nowdate(), "reason": "毕业满五年，按学校规定销毁", **values}
			).insert()

	def act(self, user: str, record, action: str, reads: bool = True):
		with self.as_user(user):
			if reads:
				openings.read(RECORD, record.name, "审核签字")
			apply_workflow(frappe.get_doc(RECORD, record.name).as_dict(), action)
		record.reload()
		return record

	def proposed(self, **values):
		return self.act(self.teacher, self.write(**values), PROPOSE)

	def signed(self):
		record = self.act(self.head, self.proposed(), SIGN)
		return self.act(self.leader, record, SIGN)

	def destroyed(self, record=None):
		record = record or self.signed()
		with self.as_user(self.head):
			destruction.begin(frappe.get_doc(RECORD, record.name), now_datetime())
		destruction.carry_out(record.name, now_datetime())
		record.reload()
		return record

	def left(self) -> dict[str, int]:
		students = ("in", self.students)
		return {kind: frappe.db.count(kind, {"student": students}) for kind in KINDS}

	def hold(self, **values) -> None:
		frappe.get_doc({"doctype": HOLD, "subject_type": "Student", "reason": "家长诉讼", **values}).insert()


class TestHowLong(DestructionTestCase):
	def until(self, student: str):
		return frappe.db.get_value(FILE, {"student": student}, ["left_on", "retention_until"])

	def test_from_the_day_of_leaving_by_the_setting(self) -> None:
		day = getdate(add_years(nowdate(), -6))
		self.assertEqual(self.until(self.student), (day, getdate(add_years(day, 5))))
		frappe.db.set_single_value("Campus Safety Settings", "psych_file_years", 9)
		frappe.clear_document_cache("Campus Safety Settings", "Campus Safety Settings")
		retention.follow(getdate())
		self.assertEqual(self.until(self.student)[1], getdate(add_years(day, 9)))
		self.assertEqual(retention.get_due(getdate()), [])

	def test_who_withdrew_counts_from_the_night_it_was_found_and_who_is_back_does_not(self) -> None:
		gone = self.students[5]
		frappe.db.set_value("Campus Student", gone, "status", "Withdrawn")
		retention.follow(getdate())
		self.assertEqual(self.until(gone)[0], getdate())
		frappe.db.set_value("Campus Student", gone, "status", "Enrolled")
		retention.follow(getdate())
		self.assertEqual(self.until(gone), (None, None))
		self.assertEqual(self.until(self.students[4]), (None, None))

	def test_a_day_of_leaving_written_long_back_frees_no_fresh_file(self) -> None:
		gone = self.students[5]
		self.leave([gone], "2015-06-30")
		retention.follow(getdate())
		self.assertEqual(self.until(gone), (getdate("2015-06-30"), getdate(add_years(nowdate(), 5))))
		self.assertNotIn(gone, retention.get_due(getdate()))

	def test_the_register_is_read_anew(self) -> None:
		day = getdate(add_years(nowdate(), -1))
		self.leave([self.student], day)
		retention.follow(getdate())
		self.assertEqual(self.until(self.student), (day, getdate(add_years(day, 5))))
		self.assertNotIn(self.student, retention.get_due(getdate()))

	def test_nobody_graduates_before_they_came(self) -> None:
		student = frappe.get_doc("Campus Student", self.students[5])
		student.update(
			{"admission_date": "2024-09-01", "graduation_date": "2015-06-30", "status": "Graduated"}
		)
		self.assertRaises(frappe.ValidationError, student.save)


class TestSigning(DestructionTestCase):
	def test_a_proposal_counts_and_marks(self) -> None:
		record = self.proposed()
		self.assertEqual((record.students_proposed, record.students_held), (4, 0))
		self.assertEqual(record.left_in, f"{getdate(add_years(nowdate(), -6)).year}: 4")
		counts = {row.kind: row.proposed for row in record.counts}
		self.assertEqual((counts[FILE], counts[RESULT]), (4, self.results_of(self.students[:4])))
		self.assertGreater(counts["Campus Screening Consent"], 0)
		self.assertEqual(frappe.db.count(FILE, {"destruction": record.name}), 4)
		digest = ""
		for student, rows in retention.get_records(self.students[:4]).items():
			self.assertTrue(rows, student)
			digest = extend_digest(digest, [row[:2] for row in rows])
		self.assertEqual(record.proposed_digest, digest)
		for signer in (self.head, self.leader):
			told = {"for_user": signer, "document_type": RECORD, "document_name": record.name}
			self.assertEqual(frappe.db.count("Notification Log", told), 1, signer)
		with self.assertRaises(DestructionError):
			self.proposed()  # each file stands in one proposal

	def results_of(self, students) -> int:
		return frappe.db.count(RESULT, {"student": ("in", students)})

	def test_two_people_and_not_one_twice(self) -> None:
		record = self.act(self.head, self.proposed(), SIGN)
		self.assertEqual(record.status, "Proposed")
		with self.assertRaises(WorkflowGuardError):
			self.act(self.head, record, SIGN)
		record = self.act(self.leader, record, SIGN)
		self.assertEqual(record.status, "Signed")
		self.assertEqual({row.user for row in record.signatures}, {self.head, self.leader})

	def test_nobody_signs_unread_and_no_other_role_signs(self) -> None:
		record = self.proposed()
		with self.assertRaises(NotOpenedError):
			self.act(self.leader, record, SIGN, reads=False)
		for user in (self.teacher, self.counsellor, self.lead, self.adviser):
			with self.assertRaises((frappe.ValidationError, frappe.PermissionError)):
				self.act(user, record, SIGN)
		self.assertEqual(frappe.db.get_value(RECORD, record.name, "status"), "Proposed")

	def test_not_before_two_have_signed(self) -> None:
		record = self.act(self.head, self.proposed(), SIGN)
		with self.as_user(self.head), self.assertRaises(DestructionError):
			destruction.begin(frappe.get_doc(RECORD, record.name), now_datetime())
		destruction.carry_out(record.name, now_datetime())
		self.assertEqual(self.left()[FILE], 6)

	def test_what_was_proposed_stands(self) -> None:
		record = self.proposed()
		with self.as_user(self.head):
			for change, error in (
				({"due_by": add_days(nowdate(), -1)}, frappe.ValidationError),
				({"reason": "另一个理由"}, frappe.ValidationError),
				({"students_proposed": 1}, AppOwnedFieldError),
				({"status": "Signed"}, frappe.ValidationError),
			):
				document = frappe.get_doc(RECORD, record.name)
				document.update(change)
				if "status" in change:
					document.workflow_state = "Signed"
				with self.assertRaises(error):
					document.save()

	def test_a_withdrawn_one_frees_its_files(self) -> None:
		record = self.act(self.head, self.proposed(), WITHDRAW)
		self.assertEqual(frappe.db.count(FILE, {"destruction": record.name}), 0)
		self.assertEqual(self.proposed().students_proposed, 4)

	def test_signed_it_is_withdrawn_until_it_has_begun(self) -> None:
		record = self.act(self.head, self.signed(), WITHDRAW)
		self.assertEqual(
			(record.status, frappe.db.count(FILE, {"destruction": record.name})), ("Withdrawn", 0)
		)
		record = self.signed()
		with self.as_user(self.head):
			destruction.begin(frappe.get_doc(RECORD, record.name), now_datetime())
		with self.assertRaises(frappe.ValidationError):
			self.act(self.head, record, WITHDRAW)

	def test_no_day_to_come_and_no_administrator(self) -> None:
		with self.assertRaises(frappe.ValidationError):
			self.write(due_by=add_days(nowdate(), 1))
		with self.assertRaises(frappe.PermissionError):
			frappe.get_doc({"doctype": RECORD, "due_by": nowdate(), "reason": "清理"}).insert()


class TestDestroyed(DestructionTestCase):
	def test_everything_of_a_file_goes_and_the_certificate_stays(self) -> None:
		record = self.signed()
		names = frappe.get_all(RESULT, {"student": ("in", self.students[:4])}, pluck="name")
		scores = frappe.db.count("Campus Screening Score", {"parent": ("in", names)})
		self.assertGreater(scores, 0)
		record = self.destroyed(record)
		self.assertEqual(record.status, "Destroyed")
		self.assertEqual((record.students_destroyed, record.students_kept), (4, 0))
		self.assertEqual(record.digest, record.proposed_digest)
		for row in record.counts:
			self.assertEqual(row.destroyed, row.proposed, row.kind)
			self.assertEqual(frappe.db.count(row.kind, {"student": ("in", self.students[:4])}), 0, row.kind)
		self.assertEqual(frappe.db.count("Campus Screening Score", {"parent": ("in", names)}), 0)
		self.assertEqual(self.left()[FILE], 2)  # of who is still at school
		with self.as_user(self.head):
			record.reason = "改写"
			self.assertRaises(ClosedRecordError, record.save)
			record.reload()
			self.assertRaises(ClosedRecordError, record.delete, ignore_permissions=True)

	def test_the_seal_tells_of_it_and_no_salt_is_left(self) -> None:
		name = frappe.db.get_value(RESULT, {"student": self.student})
		record = self.destroyed()
		leaves = frappe.get_all(
			"Campus Seal Leaf", {"reference_name": name}, ["kind", "salt", "detail"], order_by="version"
		)
		self.assertEqual((leaves[-1].kind, leaves[-1].detail), ("Erased", record.name))
		self.assertFalse([leaf.salt for leaf in leaves if leaf.salt])

	def test_the_file_of_a_record_goes_with_it(self) -> None:
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "paper.txt",
				"is_private": 1,
				"content": frappe.generate_hash(),
				"attached_to_doctype": FILE,
				"attached_to_name": frappe.db.get_value(FILE, {"student": self.student}),
			}
		).insert()
		self.destroyed()
		self.assertFalse(frappe.db.exists("File", file.name))

	def test_cut_off_it_goes_on_and_counts_nothing_twice(self) -> None:
		record = self.signed()
		with self.as_user(self.head):
			destruction.begin(frappe.get_doc(RECORD, record.name), now_datetime())
		document = frappe.get_doc(RECORD, record.name)
		destruction._destroy_part(document, sorted(self.students[:2]), now_datetime())
		destruction._save(document)
		self.assertEqual(self.left()[FILE], 4)
		destruction.go_on(now_datetime())
		record.reload()
		self.assertEqual((record.status, record.students_destroyed), ("Destroyed", 4))
		self.assertEqual(record.digest, record.proposed_digest)


class TestKeptBack(DestructionTestCase):
	def kept(self, record) -> tuple[int, int]:
		record.reload()
		return record.students_destroyed, record.students_kept

	def test_whoever_is_preserved_when_it_is_proposed(self) -> None:
		self.hold(student=self.student)
		record = self.proposed()
		self.assertEqual((record.students_proposed, record.students_held), (3, 1))

	def test_a_record_a_period_and_a_hold_that_came_after_the_signatures(self) -> None:
		record = self.signed()
		result = frappe.db.get_value(RESULT, {"student": self.students[1]})
		self.hold(subject_type="Record", reference_doctype=RESULT, reference_name=result)
		record = self.destroyed(record)
		self.assertEqual(self.kept(record), (3, 1))
		self.assertTrue(frappe.db.exists(RESULT, result))
		self.assertTrue(frappe.db.exists(FILE, {"student": self.students[1]}))
		self.assertNotEqual(record.digest, record.proposed_digest)
		self.assertFalse(frappe.db.get_value(FILE, {"student": self.students[1]}, "destruction"))

	def test_a_period(self) -> None:
		for day in (nowdate(), add_years(nowdate(), -7)):  # answered today; the files of an older day
			period = {"period_from": add_days(day, -1), "period_to": add_days(day, 1)}
			self.hold(subject_type="Period", **period)
		with self.assertRaises(DestructionError):
			self.proposed()

	def test_what_an_emergency_has_opened(self) -> None:
		"""Until it is reviewed: whoever reviews it must see what was read."""
		grant = frappe.get_doc(
			{
				"doctype": "Campus Emergency Access",
				"user": self.adviser,
				"reference_doctype": RESULT,
				"reference_name": "-",
				"student": self.student,
				"granted_at": now_datetime() - timedelta(days=2),
				"expires_at": now_datetime() - timedelta(days=1),
				"ground": "Threat to Life",
				"reason": "天台",
				"review": "Pending",
			}
		)
		grant.db_insert()
		self.assertEqual(self.proposed().students_proposed, 3)

	def test_who_has_asked_for_a_copy(self) -> None:
		request = frappe.get_doc(
			{
				"doctype": "Campus Data Request",
				"student": self.student,
				"kind": "Copy",
				"concerns": "Psychological",
				"channel": "In Person",
				"requester": "本人",
				"received_on": nowdate(),
				"request": "要一份自己的测评结果",
			}
		)
		with self.as_user(self.head):
			request.insert()
		self.assertEqual(self.proposed().students_held, 1)

	def test_who_came_back_and_about_whom_something_was_written_since(self) -> None:
		record = self.signed()
		frappe.db.set_value("Campus Student", self.students[0], "status", "Enrolled")
		retention.follow(getdate())
		consent = frappe.db.get_value("Campus Screening Consent", {"student": self.students[1]})
		frappe.db.set_value(
			"Campus Screening Consent", consent, "creation", now_datetime() + timedelta(minutes=5)
		)
		self.assertEqual(self.kept(self.destroyed(record)), (2, 2))

	def test_about_whom_something_was_changed_since(self) -> None:
		record = self.signed()
		result = frappe.db.get_value(RESULT, {"student": self.students[0]})
		frappe.db.set_value(
			RESULT, result, "modified", now_datetime() + timedelta(minutes=5), update_modified=False
		)
		self.assertEqual(self.kept(self.destroyed(record)), (3, 1))
