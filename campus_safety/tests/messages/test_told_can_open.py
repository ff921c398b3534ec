"""Wherever somebody is told about a record, some test tells them, and `tests.told` watches whether they can open it."""

import ast
from pathlib import Path
from unittest import TestCase

from campus_safety.engines.messages.telling import About, tell
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.told import PACKAGE, Watch
from campus_safety.tests.world import get_world

# module that tells: where it is made to
TOLD_IN = {
	"services/incidents/dossier/making.py": "tests/incidents/test_dossier.py",
	"services/warning/figures.py": "tests/warning/test_run.py",
	"services/warning/steps.py": "tests/warning/test_steps.py",
	"services/warning/thanks.py": "tests/warning/test_steps.py",
	"campus_risk/doctype/campus_file_handover/steps.py": "campus_risk/doctype/campus_file_handover/test_campus_file_handover.py",
	"campus_risk/doctype/campus_risk_ledger/convening.py": "tests/fidelity/test_dispatches.py",
	"engines/alerts/told.py": "tests/alerts/test_called_can_act.py",
	"engines/duties/digest.py": "tests/duties/test_morning.py",
	"engines/duties/remind.py": "tests/duties/test_workbench.py",
	"engines/messages/page_news.py": "tests/counselling/test_booking.py",
	"engines/opening/accounts.py": "tests/security/test_circle_accounts.py",
	"engines/opening/code_roads.py": "tests/security/test_code_roads.py",
	"engines/opening/emergency_access.py": "tests/messages/test_telling.py",
	"engines/seal/checkpoints.py": "tests/security/test_seal.py",
	"engines/seal/checks.py": "tests/security/test_seal.py",
	"engines/seal/stamps.py": "tests/security/test_time_stamps.py",
	"services/care/talk_escalation.py": "tests/messages/test_telling.py",
	"services/counselling/feedback.py": "tests/counselling/test_feedback.py",
	"services/counselling/notes.py": "tests/counselling/test_notes.py",
	"services/counselling/own.py": "tests/counselling/test_booking.py",
	"services/crisis/due.py": "tests/crisis/test_case.py",
	"services/crisis/postvention.py": "tests/crisis/test_postvention.py",
	"services/crisis/resumption.py": "tests/crisis/test_resumption.py",
	"services/crisis/suspensions.py": "tests/crisis/test_suspension.py",
	"services/gate/clock.py": "tests/gate/test_trust.py",
	"services/gate/night.py": "tests/gate/test_night.py",
	"services/gate/no_trace.py": "tests/gate/test_no_trace.py",
	"services/gate/probation.py": "tests/gate/test_push.py",
	"services/defence/visits.py": "tests/defence/test_gate_and_safe.py",
	"services/governance/appeals/answers.py": "tests/appeals/test_course.py",
	"services/governance/reports.py": "tests/appeals/test_work_reports.py",
	"services/governance/policies.py": "tests/appeals/test_policies.py",
	"services/governance/clause_tasks.py": "campus_governance/doctype/campus_clause_task/test_campus_clause_task.py",
	"services/hazards/due.py": "tests/hazards/test_inspection.py",
	"services/hazards/inspections.py": "tests/hazards/test_inspection.py",
	"services/hazards/notices.py": "tests/hazards/test_hazard.py",
	"services/hazards/second_looks.py": "tests/hazards/test_hazard.py",
	"services/incidents/drills/steps.py": "tests/incidents/test_drill.py",
	"services/incidents/emergency/notices.py": "tests/incidents/test_emergency.py",
	"services/incidents/filing.py": "tests/incidents/test_nameless.py",
	"services/incidents/joining.py": "tests/incidents/test_attacks.py",
	"services/incidents/questions.py": "tests/incidents/test_report.py",
	"services/incidents/receipts.py": "tests/incidents/test_report.py",
	"services/incidents/steady.py": "tests/incidents/test_steadfast.py",
	"services/leave/absence.py": "tests/gate/test_no_trace.py",
	"services/leave/follow.py": "campus_leave/doctype/campus_leave_permit/test_campus_leave_permit.py",
	"services/leave/moves.py": "campus_leave/doctype/campus_leave_permit/test_time_alone.py",
	"services/leave/residences.py": "tests/fidelity/test_living_off_campus.py",
	"services/people/intake_post.py": "tests/incidents/test_attacks.py",
	"engines/sheets/stalled.py": "tests/sheets/test_stalled.py",
	"services/people/self_test/run.py": "tests/first_day/test_self_test.py",
	"services/presence/bundles.py": "tests/presence/test_absence_cases.py",
	"services/presence/missed_nights.py": "tests/presence/test_missed_nights.py",
	"services/presence/unheard.py": "tests/presence/test_unheard.py",
	"services/presence/alarms.py": "tests/presence/test_steps_can_be_opened.py",
	"services/presence/digest.py": "tests/presence/test_digest.py",
	"services/privacy/data_requests.py": "campus_evidence/doctype/campus_data_request/test_campus_data_request.py",
	"services/privacy/legal_holds.py": "tests/security/test_legal_holds.py",
	"services/psychology/access_requests.py": "tests/psychology/test_files.py",
	"services/psychology/destruction.py": "tests/psychology/test_destruction.py",
	"services/risk/care_moves.py": "campus_risk/doctype/campus_care_plan/test_course.py",
	"services/risk/case_requests.py": "campus_risk/doctype/campus_case_request/test_campus_case_request.py",
	"services/risk/handover.py": "tests/fidelity/test_handovers.py",
	"services/risk/unowned.py": "campus_risk/doctype/campus_care_plan/test_owner.py",
	"campus_incidents/doctype/campus_emergency_plan/campus_emergency_plan.py": "tests/incidents/test_emergency_numbers.py",
	"engines/sets/kept_jobs.py": "tests/sheets/test_kept_jobs.py",
	"services/defence/opinions.py": "tests/defence/test_opinion.py",
	"services/people/host_sync/schedule.py": "tests/host/test_places_and_staff.py",
}


def tells(path: Path) -> bool:
	"""Does the module call the one door, by its name or through its module?"""
	text = path.read_text(encoding="utf-8")
	if "telling" not in text:
		return False
	nodes = list(ast.walk(ast.parse(text)))
	calls = [node.func for node in nodes if isinstance(node, ast.Call)]
	names = {
		name.asname or name.name
		for node in nodes
		if isinstance(node, ast.ImportFrom) and str(node.module).endswith("messages.telling")
		for name in node.names
		if name.name == "tell"
	}
	return any(
		(isinstance(call, ast.Name) and call.id in names)
		or (isinstance(call, ast.Attribute) and ast.unparse(call) == "telling.tell")
		for call in calls
	)


class TestEveryPlace(TestCase):
	def test_each_place_that_tells_is_told_in_a_test(self) -> None:
		found = {
			str(path.relative_to(PACKAGE))
			for path in PACKAGE.rglob("*.py")
			if "tests" not in path.relative_to(PACKAGE).parts and not path.name.startswith("test_")
			if tells(path)
		}
		self.assertEqual(found, set(TOLD_IN))
		for test in TOLD_IN.values():
			self.assertTrue((PACKAGE / test).is_file(), test)


class TestTheWatch(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		cls.world = get_world()  # commits
		super().setUpClass()

	def test_it_sees_who_is_shut_out(self) -> None:
		world, watch = self.world, Watch()
		watch.tell = lambda *given, **more: (
			1
		)  # nobody is really told, so that this test's own watch sees nothing
		watch.start()
		plan = About("Campus Care Plan", world.care_plan)
		tell([world.users["counsellor"], world.users["other_counsellor"]], lambda: "x", "watched", plan)
		said = watch.stop()
		self.assertEqual([world.users["other_counsellor"] in one for one in said], [True])
