"""Every workflow says which of its steps approve what somebody wrote, or why none does: nobody approves their own last words."""

from frappe.model.base_document import get_controller

from campus_safety.declared import WORKFLOWS
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.declarations.test_every_doctype import doctype_files

# {DocType: why no step of its workflow approves what one person has written}
NO_APPROVAL = {
	"Campus Emergency Incident": "steps of a response by who commands; it is judged by its review",
	"Campus Absence Case": "a search by whoever looks; who closes it states what they know themselves",
	"Campus Crisis Case": "assessed by the centre, started by the college: two offices; closed by several signatures",
	"Campus Parent Risk Notice": "a paper that is handed over and signed by the parents",
	"Campus Responsibility Transfer": "a paper that is handed over and signed by the family",
	"Campus Abnormal Report": "handled by who took it; the conclusion is theirs",
	"Campus Study Suspension": "Academic Affairs sets the dates that it decides on; class and student ask for it",
	"Campus Resumption Assessment": "a panel decides, by a line of each of its members",
	"Campus Postvention": "closed by several signatures",
	"Campus Risk Ledger": "filed by the college, nominated by the class; closed by several signatures",
	"Campus Care Plan": "a plan is its writer's work; it takes no right from anybody",
	"Campus File Handover": "signed by who gives, who takes and who witnesses: three people",
	"Campus Outside Handover": "sealed by several signatures",
	"Campus Destruction Record": "signed by two; what is destroyed is worked out by the app",
	"Campus Safety Hazard": "whoever mends does not accept (services.hazards.steps)",
	"Campus Dispute Case": "mediated by one, closed by the office that registered it after both sides were asked",
	"Campus Appeal Ticket": "answered, then agreed to by a second reader (services.governance.appeals.steps)",
}


class TestFourEyes(CampusTestCase):
	def test_every_workflow_is_weighed(self) -> None:
		approving = {doctype for doctype, table in WORKFLOWS.items() if table.approvals}
		self.assertEqual(approving & set(NO_APPROVAL), set())
		self.assertEqual(approving | set(NO_APPROVAL), set(WORKFLOWS))

	def test_steps_without_self_approval_are_approvals(self) -> None:
		for doctype, table in WORKFLOWS.items():
			for way in table.transitions:
				if (
					not way.self_approval and way.target != "Reviewed"
				):  # who reviews an assessment writes its deductions
					self.assertIn(way.target, table.approvals, (doctype, way.action))

	def test_what_is_approved_can_be_written_and_is_remembered(self) -> None:
		definitions = doctype_files()
		for doctype, table in WORKFLOWS.items():
			if not table.approvals:
				self.assertEqual(table.approved_words, (), doctype)
				continue
			fields = {field["fieldname"]: field for field in definitions[doctype]["fields"]}
			statuses = {state.name for state in table.states}
			with self.subTest(doctype):
				self.assertLessEqual(set(table.approvals), statuses)
				self.assertLessEqual(set(table.approved_words), set(fields))
				self.assertFalse([each for each in table.approved_words if fields[each].get("read_only")])
				self.assertTrue(fields["written_by"]["hidden"] and fields["written_by"]["read_only"])
				self.assertIn("written_by", get_controller(doctype).app_owned)
