"""Who answers for an incident: heard before it is found, shut to whoever it is about on every channel, points in assessments."""

from datetime import timedelta

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, getdate, now_datetime

from campus_safety.access.secrets import is_encrypted
from campus_safety.api import accountability as api
from campus_safety.domain import roles as r
from campus_safety.engines.opening import access_log, openings
from campus_safety.engines.opening.reveal import reveal
from campus_safety.exceptions import (
	AppOwnedFieldError,
	CaseOfOneselfError,
	CaseProcedureError,
	ClosedRecordError,
	NotOpenedError,
	OutOfScopeError,
	WorkflowGuardError,
)
from campus_safety.services.incidents.accountability import deductions
from campus_safety.services.incidents.emergency import acting
from campus_safety.tests import factories as make
from campus_safety.tests.bases.emergencies import INCIDENT, EmergencyTestCase

CASE, ASSESSMENT = deductions.CASE, deductions.ASSESSMENT
REFUSED = (frappe.PermissionError, frappe.ValidationError)
VERIFY, HEAR, PROPOSE, APPROVE = (
	"Verify the Clue",
	"Hear the Persons",
	"Propose the Findings",
	"Approve the Findings",
)


class CaseTestCase(EmergencyTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.judge = make.make_user("judge@cases.test", r.DISCIPLINE_OFFICE)
		self.hr2 = make.make_user("hr@cases.test", r.HR_OFFICE)
		self.accused = make.make_user("accused@cases.test", r.DISCIPLINE_OFFICE)
		self.department = make.make_unit("责任测试处", "Department")
		incident = self.open(place="责任测试楼")
		with self.as_user(self.safety):
			acting.hand_over(incident.name, self.accused, now_datetime())
		self.incident = self.end(incident).name

	def make(self, *persons, **values):
		rows = [{"person": person, "duty": "值守"} for person in persons or (self.accused,)]
		with self.as_user(self.judge):
			return frappe.get_doc(
				{
					"doctype": CASE,
					"incident": self.incident,
					"clue": "值班员未按时报告",
					"persons": rows,
					**values,
				}
			).insert()

	def write(self, case, user: str | None = None, row: dict | None = None, **values):
		with self.as_user(user or self.judge):
			document = frappe.get_doc(CASE, case.name)
			document.update(values)
			for field, value in (row or {}).items():
				document.persons[0].set(field, value)
			document.save()
		return document

	def step(self, case, action: str, user: str | None = None):
		with self.as_user(user or self.judge):
			document = frappe.get_doc(CASE, case.name)
			if action == APPROVE:
				openings.read(CASE, case.name, "批准认定前阅读")
			apply_workflow(document.as_dict(), action)
		return frappe.get_doc(CASE, case.name)

	def find(self, case, finding: str = "General Neglect", points: float = 5):
		self.step(case, VERIFY)
		self.write(case, row={"statement": "已电话报告", "heard_at": now_datetime()})
		self.step(case, HEAR)
		measure = "Points" if points else ""
		self.write(
			case,
			row={"finding": finding, "finding_reason": "迟报", "measure": measure, "points": points},
		)
		return self.step(case, PROPOSE, self.hr2)


class TestCourse(CaseTestCase):
	def test_heard_before_found_and_approved_by_another(self) -> None:
		case = self.make()
		self.step(case, VERIFY)
		self.assertRaises(CaseProcedureError, self.step, case, HEAR)
		self.write(case, row={"no_statement": "三次书面通知，未答复"})
		self.step(case, HEAR)
		self.assertRaises(CaseProcedureError, self.step, case, PROPOSE)
		self.write(case, row={"finding": "Duty Fulfilled", "finding_reason": "已尽责"})
		found = self.step(case, PROPOSE, self.hr2)
		self.assertEqual((found.status, found.found_by), ("Found", self.hr2))
		approved = self.step(case, APPROVE, self.leader)
		self.assertEqual((approved.approved_by, approved.status), (self.leader, "Approved"))
		self.assertGreater(getdate(approved.appeal_until), getdate())
		self.assertRaises(
			CaseProcedureError, self.write, case, row={"finding": "Serious Neglect", "measure": "Points"}
		)

	def test_whoever_approves_has_written_nothing_of_it(self) -> None:
		"""A leader alone would else find, and approve what another one is named for."""
		case = self.find(self.make())
		for row in ({"points": 90}, {"finding_reason": "我认为"}, {"statement": "改写"}):
			with self.subTest(row):
				self.assertRaises(CaseProcedureError, self.write, case, self.leader, row)
		with self.as_user(self.leader):
			unread = frappe.get_doc(CASE, case.name)
			self.assertRaises(NotOpenedError, apply_workflow, unread.as_dict(), APPROVE)
			whole = frappe.get_doc(CASE, case.name)
			whole.workflow_state, whole.persons[0].points = "Approved", 90
			self.assertRaises((CaseProcedureError, WorkflowGuardError), whole.save)
		self.assertEqual(self.step(case, "Return the Findings", self.leader).status, "Heard")
		self.write(case, row={"points": 3})
		self.step(case, PROPOSE, self.hr2)
		self.assertEqual(self.step(case, APPROVE, self.leader).persons[0].points, 3)

	def test_what_was_said_stays(self) -> None:
		case = self.step(self.make(), VERIFY)
		self.assertRaises(CaseProcedureError, self.write, case, clue="改写")
		self.write(case, row={"no_statement": "未答复"})
		self.step(case, HEAR)
		self.write(case, row={"statement": "迟到的陈述", "heard_at": now_datetime()})
		for row in ({"statement": "改写"}, {"no_statement": ""}, {"heard_at": None}):
			with self.subTest(row):
				self.assertRaises(CaseProcedureError, self.write, case, row=row)
		self.write(case, row={"finding": "General Neglect", "finding_reason": "迟报", "measure": "Reminder"})
		self.step(case, PROPOSE)
		self.step(case, APPROVE, self.leader)
		self.write(case, row={"appeal": "不服"})
		self.step(case, "Enter an Appeal")
		self.assertRaises(CaseProcedureError, self.write, case, row={"appeal": ""})
		self.write(case, row={"appeal_decision": "不成立"})
		self.step(case, "Decide the Appeal")
		for row in ({"appeal": "改写"}, {"appeal_decision": "成立"}):
			with self.subTest(row):
				self.assertRaises(CaseProcedureError, self.write, case, row=row)

	def test_times_and_points_that_can_be_so(self) -> None:
		case = self.step(self.make(), VERIFY)
		for days in (-4000, 1):
			with self.subTest(days):
				at = {"heard_at": add_days(now_datetime(), days)}
				self.assertRaises(CaseProcedureError, self.write, case, row=at)
		neglect = {"finding": "General Neglect", "finding_reason": "迟报", "measure": "Points"}
		self.assertRaises(CaseProcedureError, self.write, case, row={**neglect, "points": 1e12})
		self.write(case, row={**neglect, "points": 100, "heard_at": now_datetime()})

	def test_of_an_incident_that_has_ended(self) -> None:
		running = self.open(place="未结束").name
		self.assertRaises(CaseProcedureError, self.make, incident=running)
		case = self.make()
		self.assertRaises(CaseProcedureError, self.write, case, incident=running)

	def test_findings_are_written_on_the_form_after_the_hearing(self) -> None:
		"""A form sends every moment back as text: that is no change of what was said."""
		case = self.step(self.make(), VERIFY)
		self.write(case, row={"statement": "已电话报告", "heard_at": now_datetime()})
		self.step(case, HEAR)
		with self.as_user(self.hr):
			sent = frappe.get_doc(frappe.parse_json(frappe.get_doc(case.doctype, case.name).as_json()))
			self.assertIsInstance(sent.persons[0].heard_at, str)
			sent.persons[0].update({"finding": "Duty Fulfilled", "finding_reason": "已尽责"})
			sent.save()
		self.assertEqual(self.step(case, PROPOSE, self.hr2).status, "Found")

	def test_whoever_is_named_stays_named(self) -> None:
		case = self.make(self.accused, self.stranger)
		self.assertRaises(CaseProcedureError, self.make, self.accused, self.accused)
		self.step(case, VERIFY)
		self.assertRaises(REFUSED, self.write, case, persons=[{"person": self.stranger}])
		self.assertRaises(CaseProcedureError, self.write, case, row={"points": 3})

	def test_a_clue_is_dropped_with_its_reason(self) -> None:
		case = self.make()
		self.assertRaises(CaseProcedureError, self.step, case, "Drop the Clue")
		self.write(case, drop_reason="查无此事")
		self.assertEqual(self.step(case, "Drop the Clue").status, "Archived")
		self.assertRaises(ClosedRecordError, self.write, case, clue="改写")

	def test_an_appeal_opens_what_was_found_and_is_decided(self) -> None:
		case = self.find(self.make())
		self.step(case, APPROVE, self.leader)
		self.step(case, "Carry Out the Measures", self.hr2)
		self.assertRaises(CaseProcedureError, self.step, case, "Archive the Case")
		self.assertRaises(CaseProcedureError, self.step, case, "Enter an Appeal")
		self.write(case, row={"appeal": "当时未接到通知", "appealed_at": now_datetime()})
		self.step(case, "Enter an Appeal")
		self.assertRaises(CaseProcedureError, self.step, case, "Decide the Appeal")
		self.write(
			case,
			row={"appeal_decision": "成立", "finding": "Duty Fulfilled", "measure": "", "points": 0},
		)
		self.assertEqual(self.step(case, "Decide the Appeal").status, "Found")
		frappe.db.set_value(
			CASE,
			case.name,
			{"status": "Executed", "workflow_state": "Executed", "appeal_until": add_days(getdate(), -1)},
		)
		self.assertEqual(self.step(case, "Archive the Case").status, "Archived")

	def test_evidence_both_ways_with_its_times(self) -> None:
		case = self.step(self.make(self.safety), VERIFY)
		sides = {row.side for row in case.evidence}
		self.assertLessEqual({"Exculpatory", "Known Then"}, sides)
		acted = [row for row in case.evidence if row.side == "Exculpatory"]
		self.assertTrue(all(row.written_at and row.sealed_at for row in acted))
		self.assertRaises(AppOwnedFieldError, self.write, case, evidence=[])
		with self.as_user(self.judge):
			api.collect(case.name)

	def test_what_was_not_known_is_a_number(self) -> None:
		incident = frappe.get_doc(INCIDENT, self.incident)
		incident.append(
			"people", {"student": self.student, "harm": "Injured", "added_at": now_datetime(), "why_not": "x"}
		)
		with incident.as_app():
			incident.save()
		frappe.db.set_value(INCIDENT, self.incident, "known_at", now_datetime() + timedelta(seconds=1))
		make.make_talk(self.student)
		case = self.step(self.make(self.stranger), VERIFY)
		unknown = [row.what for row in case.evidence if row.side == "Not Known Then"]
		self.assertEqual(len(unknown), 1)
		self.assertRegex(unknown[0], r"\d+ 份")


class TestShutOut(CaseTestCase):
	def test_narrative_is_ciphertext(self) -> None:
		stored = frappe.get_doc(CASE, self.make().name)
		self.assertTrue(is_encrypted(stored.clue))
		self.assertTrue(is_encrypted(stored.persons[0].duty))

	def test_whoever_it_is_about_learns_nothing_though_of_the_office(self) -> None:
		case, other = self.make(), self.make(self.stranger)
		unit_case = self.make(persons=[{"assessed_unit": self.department, "duty": "值守"}])
		frappe.db.set_value("Campus Unit", self.department, "office_role", r.HR_OFFICE)
		for user, about, seen in ((self.accused, case, other), (self.hr2, unit_case, case)):
			with self.subTest(user), self.as_user(user):
				names = frappe.get_list(CASE, pluck="name")
				self.assertNotIn(about.name, names)
				self.assertIn(seen.name, names)
				self.assertFalse(frappe.has_permission(CASE, "read", doc=about.name))
				self.assertRaises(frappe.PermissionError, reveal, CASE, about.name, "想看一看写了什么")
				self.assertRaises(frappe.PermissionError, api.collect, about.name)
				self.assertRaises(frappe.PermissionError, api.collect, "no such case")
				self.assertRaises(REFUSED, self.step, about, VERIFY, user)
		self.assertFalse(
			frappe.db.exists("Notification Log", {"document_name": case.name, "for_user": self.accused})
		)

	def test_colleagues_and_administrators_neither(self) -> None:
		case = self.make()
		for user in (self.safety, self.stranger, self.counsellor, self.guard):
			with self.subTest(user), self.as_user(user):
				self.assertFalse(frappe.has_permission(CASE, "read", doc=case.name))
				self.assertRaises(frappe.PermissionError, reveal, CASE, case.name, "想看一看写了什么")
		with self.as_user("Administrator"):
			self.assertRaises(frappe.PermissionError, reveal, CASE, case.name, "想看一看写了什么")

	def test_nor_by_who_opens_it(self) -> None:
		case = self.make(self.world.users["psych_head"])
		access_log.record("Opened", CASE, case.name)
		access_log.record("Opened", "Campus Crisis Case", "x")
		with self.as_user(self.world.users["psych_head"]):
			seen = frappe.get_list("Campus Access Log", pluck="reference_name", limit_page_length=0)
		self.assertNotIn(case.name, seen)
		self.assertIn("x", seen)

	def test_nobody_handles_their_own(self) -> None:
		self.assertRaises((CaseOfOneselfError, OutOfScopeError), self.make, self.judge)
		case = self.make()
		with self.as_user(self.hr2):
			document = frappe.get_doc(CASE, case.name)
			document.append("persons", {"person": self.hr2, "duty": "x"})
			self.assertRaises(CaseOfOneselfError, document.save)
		found = self.find(self.make(self.stranger))
		frappe.db.set_value(CASE, found.name, "found_by", self.leader)
		self.assertRaises(REFUSED, self.step, found, APPROVE, self.leader)


class TestDeductions(CaseTestCase):
	def assess(self, **values):
		whose = values or {"subject_type": "Person", "user": self.accused}
		return frappe.get_doc(
			{
				"doctype": ASSESSMENT,
				"period_from": add_days(getdate(), -30),
				"period_to": add_days(getdate(), 30),
				**whose,
			}
		).insert()

	def deducted(self, assessment) -> list[tuple]:
		rows = frappe.get_all(
			"Campus Accountability Deduction", {"parent": assessment.name}, ["reference", "points"]
		)
		return [(row.reference, row.points) for row in rows]

	def carry_out(self, case):
		self.step(case, APPROVE, self.leader)
		return self.step(case, "Carry Out the Measures", self.hr2)

	def test_into_the_assessment_that_is_there_and_the_one_made_later(self) -> None:
		early = self.assess()
		case = self.find(self.make())
		self.assertEqual(self.deducted(early), [])
		self.carry_out(case)
		self.assertEqual(self.deducted(early), [(self.incident, 5.0)])
		frappe.get_doc(ASSESSMENT, early.name).save()
		self.assertEqual(self.deducted(early), [(self.incident, 5.0)], "once")
		other = self.assess(subject_type="Person", user=self.stranger)
		self.assertEqual(self.deducted(other), [])
		late = self.assess(subject_type="Person", user=self.accused, period_from=add_days(getdate(), -5))
		self.assertEqual(self.deducted(late), [(self.incident, 5.0)])
		before = self.assess(
			subject_type="Person", user=self.accused, period_from="2019-01-01", period_to="2019-06-30"
		)
		self.assertEqual(self.deducted(before), [])

	def test_an_appeal_suspends_them_and_a_cleared_person_has_none(self) -> None:
		case, mine = self.find(self.make()), self.assess()
		self.carry_out(case)
		self.write(case, row={"appeal": "不服"})
		self.step(case, "Enter an Appeal")
		self.assertEqual(self.deducted(mine), [(self.incident, 0.0)])

	def test_of_a_unit(self) -> None:
		case = self.make(persons=[{"assessed_unit": self.department, "duty": "值守"}])
		unit = self.assess(subject_type="Unit", assessed_unit=self.department)
		self.carry_out(self.find(case))
		self.assertEqual(self.deducted(unit), [(self.incident, 5.0)])
