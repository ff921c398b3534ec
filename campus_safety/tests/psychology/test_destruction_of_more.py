"""With a file go counselling notes, crises and safety plans; a group's note with its last participant; what has no name by its age."""

import frappe
from frappe.utils import add_years, nowdate

from campus_safety.services.psychology import retention
from campus_safety.services.psychology.of_nobody import APPOINTMENT, NOTE
from campus_safety.services.psychology.retention import FILE, KINDS
from campus_safety.tests.psychology.test_destruction import DestructionTestCase

CRISIS = "Campus Crisis Case"
OF_THE_CENTRE = (
	APPOINTMENT,
	NOTE,
	"Campus Student Referral",
	"Campus Key Feedback",
	"Campus Parent Risk Notice",
	"Campus Responsibility Transfer",
	"Campus Safety Plan",
)


class TestMore(DestructionTestCase):
	def row(self, doctype: str, day=None, **values) -> str:
		"""As it stands in the database for years: a row."""
		doc = frappe.get_doc({"doctype": doctype, **values})
		tables = [row for table in doc.meta.get_table_fields() for row in doc.get(table.fieldname)]
		doc.set_new_name()
		doc.db_insert()
		for row in tables:
			row.parent = doc.name
			row.set_new_name()
			row.db_insert()
		day = day or add_years(nowdate(), -7)
		frappe.db.set_value(doctype, doc.name, {"creation": day, "modified": day}, update_modified=False)
		return doc.name

	def group(self, *students: str, **values) -> str:
		rows = [{"student": student} for student in students]
		return self.row(NOTE, session_kind="Group", participants=rows, **values)

	def crisis(self, student: str, status: str = "Closed") -> str:
		actions = [{"action": "陪护"}]
		return self.row(CRISIS, student=student, status=status, crisis_level="Severe", actions=actions)

	def there(self, doctype: str, name: str) -> bool:
		return bool(frappe.db.exists(doctype, name))

	def test_everything_of_the_centre_and_of_crises_goes(self) -> None:
		gone = [(kind, self.row(kind, student=self.student)) for kind in OF_THE_CENTRE]
		gone.append((CRISIS, self.crisis(self.student)))
		stays = [(kind, self.row(kind, student=self.students[4])) for kind in OF_THE_CENTRE]
		record = self.destroyed()
		self.assertEqual([place for place in gone if self.there(*place)], [])
		self.assertFalse(frappe.db.exists("Campus Crisis Action", {"parent": gone[-1][1]}))
		self.assertEqual([place for place in stays if not self.there(*place)], [])
		self.assertEqual(record.digest, record.proposed_digest)
		self.assertEqual({row.kind for row in record.counts}, set(KINDS))
		for row in record.counts:
			self.assertEqual(row.proposed, row.destroyed, row.kind)
			if row.kind in OF_THE_CENTRE:
				self.assertEqual(row.destroyed, 1, row.kind)

	def test_a_group_goes_with_the_last_of_it(self) -> None:
		gone = self.group(*self.students[:2])
		stays = self.group(self.student, self.students[4])  # who is still at school
		held = self.group(*self.students[:2])
		self.hold(subject_type="Record", reference_doctype=NOTE, reference_name=held)
		record = self.destroyed()
		self.assertEqual([self.there(NOTE, name) for name in (gone, stays, held)], [False, True, True])
		self.assertEqual(frappe.db.count("Campus Session Participant", {"parent": stays}), 2)
		self.assertEqual({row.kind: row.destroyed for row in record.counts}[NOTE], 1)
		self.assertEqual(record.digest, record.proposed_digest)

	def test_a_group_with_somebody_whose_file_is_kept_back_stays(self) -> None:
		note, record = self.group(*self.students[:2]), self.signed()
		self.hold(student=self.students[1])
		record = self.destroyed(record)
		self.assertTrue(self.there(NOTE, note))
		self.assertNotEqual(record.digest, record.proposed_digest)

	def test_an_appointment_without_a_name_goes_by_its_age(self) -> None:
		old = self.row(APPOINTMENT)
		young = self.row(APPOINTMENT, day=add_years(nowdate(), -4))
		self.destroyed()
		self.assertEqual([self.there(APPOINTMENT, name) for name in (old, young)], [False, True])

	def test_a_crisis_that_is_not_over_keeps_everything(self) -> None:
		case = self.crisis(self.student, status="Observing")
		record = self.destroyed()
		self.assertEqual((record.students_destroyed, record.students_held), (3, 1))
		self.assertTrue(self.there(CRISIS, case) and frappe.db.exists(FILE, {"student": self.student}))

	def test_the_newest_of_all_counts(self) -> None:
		self.row("Campus Session Note", day=add_years(nowdate(), -2), student=self.student)
		retention.follow(frappe.utils.getdate())
		until = frappe.db.get_value(FILE, {"student": self.student}, "retention_until")
		self.assertEqual(until, frappe.utils.getdate(add_years(nowdate(), 3)))
