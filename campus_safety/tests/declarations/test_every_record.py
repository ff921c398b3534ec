"""What each record about a student has, gives and gives not: what a DocType made by the Desk's own defaults lacks (found/first-day.md §3)."""

from frappe.model.base_document import get_controller

from campus_safety.access.rules import RULES
from campus_safety.declared import EVIDENCE, LEDGERS
from campus_safety.domain.visibility import Level
from campus_safety.records.record import CampusRecord
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.declarations.test_every_doctype import doctype_files, is_table

COMMON = ("unit", "college", "term", "occurred_on", "late_entry", "recorded_by")
LACKING = {  # {DocType: {common field: why it has none}}
	"Campus Hidden Officer": dict.fromkeys(("unit", "college"), "nobody learns of what class"),
	"Campus Report Sender": dict.fromkeys(
		("unit", "college"), "who wrote belongs to no class as far as anybody sees"
	),
	"Campus Appeal Sender": dict.fromkeys(
		("unit", "college"), "who wrote belongs to no class as far as anybody sees"
	),
	"Campus Counts Release": dict.fromkeys(("unit", "college"), "figures of the whole school"),
	"Campus Destruction Record": {"late_entry": "made by the app on its day"},
	"Campus Clause Task": dict.fromkeys(
		("occurred_on", "late_entry"), "a task ahead, not something that happened"
	),
	"Campus Legal Hold": {"late_entry": "begins when it is written"},
	"Campus Impact Assessment": {"late_entry": "a document, not something that happened"},
}
# that name a student and are no record of a person's: made by the app, or rights and logs with rules of their own
NO_RECORDS = {
	"Campus Access Log",
	"Campus Alert",
	"Campus Duty Exemption",
	"Campus Duty Obligation",
	"Campus Emergency Access",
	"Campus Gate Event",
	"Campus Muster Mark",
	"Campus Network Assignment",
	"Campus Risk Status",
	"Campus Screening Advice",
}
# what the Desk gives to every role of a new DocType, and what carries a student's record past the app's own doors
DOORS = ("delete", "share", "export", "email", "import")
OPEN = {  # {(DocType, right): why some role has it}
	(
		"Campus Class Absence",
		"import",
	): "lists of the academic system come through the framework's Data Import",
	("Campus Duty Obligation", "export"): "dates and states, no narrative",
	("Campus Network Assignment", "delete"): "a post entered by mistake, before it began",
}
# evidence that has no ledger of its own, and why
NO_LEDGER = {
	"stands in the ledger of what it belongs to": (
		"Campus Alert",
		"Campus Case Request",
		"Campus Duty Exemption",
		"Campus Leave Confirmation",
		"Campus Parent Risk Notice",
		"Campus Responsibility Transfer",
		"Campus Resumption Assessment",
	),
	"its text leaves in no list: single forms and figures do": (
		"Campus Accountability Case",
		"Campus Appeal Sender",
		"Campus Counselling Appointment",
		"Campus Data Request",
		"Campus File Access Request",
		"Campus File Handover",
		"Campus Hidden Officer",
		"Campus Key Feedback",
		"Campus Outside Handover",
		"Campus Police Push",
		"Campus Postvention",
		"Campus Psych File",
		"Campus Report Sender",
		"Campus Safety Plan",
		"Campus Screening Consent",
		"Campus Screening Interview",
		"Campus Screening Result",
		"Campus Session Note",
		"Campus Student Referral",
	),
	"a report or a document of its own is what is handed in": (
		"Campus Clause Task",
		"Campus Counselling Shift",
		"Campus Counts Release",
		"Campus Data Incident",
		"Campus Emergency Plan",
		"Campus Impact Assessment",
		"Campus Legal Hold",
		"Campus Psych Analysis Report",
		"Campus Report Round",
		"Campus Screening Campaign",
		"Campus Spot Check",
		"Campus Staff Qualification",
		"Campus Training Record",
	),
	"a list of the school, or of the machine itself": (
		"Campus Alert Kind",
		"Campus Defence Facility",
		"Campus Duty Roster",
		"Campus Emergency Access",
		"Campus Seal Check",
		"Campus Seal Checkpoint",
	),
}


class TestEveryRecord(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.doctypes = {
			name: definition
			for name, definition in doctype_files().items()
			if not is_table(definition) and not definition.get("issingle")
		}
		cls.fields = {
			name: {field["fieldname"] for field in definition["fields"]}
			for name, definition in cls.doctypes.items()
		}

	def records(self) -> list[str]:
		return [name for name in self.doctypes if issubclass(get_controller(name), CampusRecord)]

	def test_every_record_has_the_common_fields(self) -> None:
		self.assertGreater(len(self.records()), 40)
		for name in self.records():
			missing = {field for field in COMMON if field not in self.fields[name]}
			with self.subTest(doctype=name):
				self.assertEqual(missing, {*LACKING.get(name, {})}, "domain §0; or say in LACKING why not")

	def test_what_names_a_student_is_a_record(self) -> None:
		named = {name for name in self.doctypes if "student" in self.fields[name]}
		self.assertEqual(named - {*self.records()}, NO_RECORDS, "inherit CampusRecord, or say here why not")

	def test_no_side_door_leads_out_of_what_names_a_student(self) -> None:
		found = set()
		for name, definition in self.doctypes.items():
			if RULES[name].level is Level.L1 or "student" not in self.fields[name]:
				continue
			for row in definition["permissions"]:
				found |= {(name, right) for right in DOORS if row.get(right)}
		self.assertEqual(
			found - {*OPEN}, set(), "take the right away: the Desk gives it to every role of a new DocType"
		)
		self.assertEqual({*OPEN} - found, set(), "no longer given")

	def test_all_evidence_has_a_ledger_or_says_why_not(self) -> None:
		excused = {name for names in NO_LEDGER.values() for name in names}
		wanted = {name for name in EVIDENCE if name in self.doctypes and RULES[name].level is not Level.L1}
		self.assertEqual(
			wanted - {*LEDGERS} - excused, set(), "declare a Layout, or say in NO_LEDGER why not"
		)
		self.assertEqual(excused & {*LEDGERS}, set(), "has a ledger by now")
