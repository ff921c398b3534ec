"""Session notes: author and head, fixed words, disclosures as rows, groups, no way out of the centre."""

import frappe
from frappe.utils import now_datetime, nowdate

from campus_safety.access.secrets import is_encrypted
from campus_safety.campus_counselling.doctype.campus_session_note import checked
from campus_safety.engines.opening.emergency_access import break_glass
from campus_safety.engines.opening.reveal import reveal
from campus_safety.exceptions import ClosedRecordError
from campus_safety.services.counselling import course
from campus_safety.tests.counselling.base import (
	APPOINTMENT,
	NOTE,
	OTHER,
	STUDENT,
	CentreTestCase,
	make_shift,
)


class TestNotes(CentreTestCase):
	def note(self, user: str | None = None, **values):
		with self.as_user(user or self.teacher):
			return frappe.get_doc(
				{
					"doctype": NOTE,
					"session_kind": "Individual",
					"student": STUDENT,
					"held_at": now_datetime(),
					"limits_explained": 1,
					"risk_check": "None",
					"note": "谈了睡眠与考试",
					"concerns": [{"concern": "Mood and sleep"}],
					**values,
				}
			).insert()

	def test_it_is_ciphertext_and_its_opening_is_logged(self) -> None:
		note = self.note()
		self.assertTrue(is_encrypted(frappe.db.get_value(NOTE, note.name, "note")))
		with self.as_user(self.teacher):
			self.assertEqual(reveal(NOTE, note.name, "准备下次会谈")["fields"]["note"], "谈了睡眠与考试")
		self.assertTrue(
			frappe.db.exists("Campus Access Log", {"reference_name": note.name, "action": "Reveal"})
		)

	def test_author_and_head_and_nobody_else(self) -> None:
		note = self.note()
		for user, opens in (
			(self.teacher, True),
			(self.head, True),
			(self.second, False),
			(self.counsellor, False),
		):
			with self.as_user(user):
				self.assertEqual(bool(frappe.has_permission(NOTE, "read", doc=note.name)), opens, user)
				readable = frappe.has_permission(NOTE, "read")
				listed = frappe.get_list(NOTE, pluck="name") if readable else []
				self.assertEqual(note.name in listed, opens, user)

	def test_the_head_reads_and_the_author_writes(self) -> None:
		note = self.note()
		with self.as_user(self.head):
			doc = self.get(note.name, NOTE)
			doc.plan = "由我接手"
			self.assertRaises(frappe.PermissionError, doc.save)

	def test_limits_before_anything_else(self) -> None:
		self.assertRaises(frappe.ValidationError, self.note, limits_explained=0)
		self.assertRaises(frappe.ValidationError, self.note, note="  ")
		self.assertRaises(frappe.ValidationError, self.note, held_at=self.later(hours=1))

	def test_a_grave_risk_is_told_to_the_head_by_number(self) -> None:
		note = self.note(risk_check="Plan")
		self.assertNotIn("Plan", frappe.as_json(frappe.db.get_value(NOTE, note.name, "*", as_dict=True)))
		self.assertEqual(checked.get(note).risk, "Plan")
		(said,) = [bell for bell in self.bells(self.head) if note.name in bell]
		for word in (STUDENT, "Plan", "计划", "睡眠"):
			self.assertNotIn(word, said)
		self.assertEqual(self.bells(self.counsellor), [])

	def test_disclosures_are_rows_and_stay(self) -> None:
		row = {
			"told_on": nowdate(),
			"ground": "Danger",
			"to_whom": "家长",
			"what": "有具体计划",
			"student_told": "先告诉本人会联系家长",
		}
		note = self.note(disclosures=[row])
		for field in ("to_whom", "what", "student_told"):
			self.assertTrue(is_encrypted(note.disclosures[0].get(field)))
		with self.as_user(self.teacher):
			doc = self.get(note.name, NOTE)
			doc.disclosures = []
			self.assertRaises(frappe.ValidationError, doc.save)

	def test_groups(self) -> None:
		self.assertRaises(
			frappe.ValidationError,
			self.note,
			session_kind="Group",
			student=None,
			participants=[{"student": OTHER}],
		)
		group = self.note(
			session_kind="Group",
			student=None,
			participants=[{"student": STUDENT, "remark": "话少"}, {"student": OTHER}],
		)
		self.assertTrue(is_encrypted(group.participants[0].remark))
		with self.as_user(self.second):
			self.assertFalse(frappe.has_permission(NOTE, "read", doc=group.name))
		self.assertEqual((group.unit, group.college), (None, None))

	def test_risk_and_concerns_are_as_secret_as_the_text(self) -> None:
		note = self.note(risk_check="Ideation")
		row = frappe.db.get_value(NOTE, note.name, ["risk_check", "checked"], as_dict=True)
		self.assertFalse(row.risk_check)
		self.assertTrue(is_encrypted(row.checked))
		self.assertEqual(frappe.db.count("Campus Session Concern", {"parent": note.name}), 0)
		with self.as_user(self.teacher):
			doc = self.get(note.name, NOTE)
			doc.plan = "两周后再谈"
			doc.save()  # what is not typed again stays
			self.assertEqual(checked.get(doc), checked.Checked("Ideation", ("Mood and sleep",)))
			doc.risk_check, doc.checked = "None", "{}"
			doc.save()
			self.assertEqual(checked.get(doc).risk, "None")
			opened = reveal(NOTE, note.name, "准备下次会谈")["fields"]["checked"]
		self.assertIn(frappe._("Mood and sleep"), opened)
		self.assertRaises(frappe.MandatoryError, self.note, risk_check="")
		self.assertRaises(frappe.LinkValidationError, self.note, concerns=[{"concern": "王小明"}])

	def test_its_appointment_is_held(self) -> None:
		name = self.book(make_shift(self.teacher, start="10:30", end="14:30"), "14:00")
		self.note(appointment=name)
		doc = self.get(name)
		self.assertEqual((doc.status, doc.has_note), ("Done", 1))
		other = self.book(make_shift(self.second, start="10:30", end="14:30"), "14:00", key="centre-key-9")
		self.assertRaises(frappe.PermissionError, self.note, appointment=other)

	def test_no_glass_is_broken(self) -> None:
		self.note()
		with self.as_user(self.counsellor):
			for doctype in (NOTE, APPOINTMENT):
				self.assertRaises(
					frappe.PermissionError,
					break_glass,
					STUDENT,
					"学生在楼顶，需要立刻了解情况",
					now_datetime(),
					doctype,
				)

	def test_no_rule_counts_them(self) -> None:
		"""Whoever writes rules of duties learns from their counts."""
		for doctype, field, time in ((NOTE, "student", "held_at"), (APPOINTMENT, "student", "starts_at")):
			rule = frappe.get_doc(
				{
					"doctype": "Campus Duty Rule",
					"rule_name": f"数 {doctype}",
					"subject_type": "Student",
					"evidence_doctype": doctype,
					"subject_field": field,
					"time_field": time,
					"period": "Month",
					"min_count": 1,
					"responsible_position": "Counsellor",
					"effective_from": nowdate(),
					"enabled": 1,
				}
			)
			self.assertRaises(frappe.ValidationError, rule.insert)

	def test_nobody_deletes_one(self) -> None:
		self.assertRaises(ClosedRecordError, frappe.delete_doc, NOTE, self.note().name)

	def test_done_by_hand_leaves_a_note_to_write(self) -> None:
		name = self.book(make_shift(self.teacher, start="10:30", end="14:30"), "10:30")
		with self.as_user(self.teacher):
			course.done(self.get(name), self.later(hours=1))
		self.assertEqual(self.get(name).has_note, 0)
