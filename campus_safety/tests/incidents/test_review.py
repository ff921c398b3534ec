"""The review of an incident: opened by its end, collected from sealed records, complete or refused, its actions tasks."""

import io

import docx
import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, add_to_date, getdate, now_datetime

from campus_safety.domain import roles as r
from campus_safety.engines.ledgers.export import print_record
from campus_safety.engines.papers import look
from campus_safety.exceptions import AppOwnedFieldError, ClosedRecordError, ReviewStepError
from campus_safety.services.incidents.emergency import acting
from campus_safety.services.incidents.review import collecting, deciding, opening, paper
from campus_safety.tests import factories as make
from campus_safety.tests.bases.emergencies import FIRE, INCIDENT, EmergencyTestCase

REVIEW, TASK, CRISIS = opening.REVIEW, opening.TASK, "Campus Crisis Case"
REFUSED = (ReviewStepError, frappe.PermissionError, frappe.ValidationError)


class TestReview(EmergencyTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.unit = make.make_unit("复盘测试处", "Department")
		incident = self.open(place="复盘测试楼", facts="三楼冒烟")
		with self.as_user(self.safety):
			acting.put_person(incident.name, "", {"student": self.student, "harm": "Injured"}, now_datetime())
			row = frappe.get_doc(INCIDENT, incident.name).people[0].name
			acting.tell_guardian(incident.name, row, "母亲", "", now_datetime())
		self.incident = self.end(incident).name
		self.review = frappe.db.get_value(REVIEW, {"incident": self.incident})

	def write(self, user: str, **values):
		with self.as_user(user):
			review = frappe.get_doc(REVIEW, self.review)
			review.update(values)
			review.save()
		return review

	def fill(self, user: str | None = None):
		sections = dict.fromkeys(deciding.SECTIONS, "已写明")
		action = {"action": "换阻燃容器", "responsible_unit": self.unit, "due": add_days(getdate(), 20)}
		return self.write(user or self.safety, **sections, actions=[action])

	def step(self, user: str, action: str):
		with self.as_user(user):
			apply_workflow(frappe.get_doc(REVIEW, self.review).as_dict(), action)
		return frappe.get_doc(REVIEW, self.review)

	def test_the_end_opens_it_once_and_a_false_alarm_opens_none(self) -> None:
		review = frappe.get_doc(REVIEW, self.review)
		self.assertEqual((review.responsible_person, review.status), (self.safety, "Draft"))
		self.assertEqual(getdate(review.due), add_days(getdate(), 15))
		off = self.open(place="别处")
		with self.as_user(self.safety):
			acting.call_off(off.name, "没有发生", now_datetime())
		self.assertFalse(frappe.db.exists(REVIEW, {"incident": off.name}))

	def test_collected_with_its_times_and_its_seal(self) -> None:
		review = frappe.get_doc(REVIEW, self.review)
		collecting.collect(review, frappe.get_doc(INCIDENT, self.incident), now_datetime())
		lines = [row for row in review.timeline if row.source_name == self.incident]
		self.assertGreater(len(lines), 5)
		self.assertTrue(all(row.written_at and row.sealed_at for row in lines))
		times = [str(row.happened_at) for row in review.timeline]
		self.assertEqual(times, sorted(times))

	def test_of_protected_records_only_that_there_was_one(self) -> None:
		crisis = frappe.get_doc(CRISIS, self.world.crisis)
		incident = frappe.get_doc(INCIDENT, self.incident)
		incident.people[0].student = crisis.student
		incident.known_at = add_to_date(crisis.found_at, hours=1)
		review = frappe.get_doc(REVIEW, self.review)
		collecting.collect(review, incident, now_datetime())
		restricted = [row for row in review.timeline if not row.source]
		self.assertTrue(restricted)
		for row in restricted:
			self.assertEqual((row.what, row.by, row.source_name), ("另有受限记录", None, ""))
		text = frappe.as_json(review.as_dict())
		for hidden in (crisis.name, CRISIS, "Campus Session Note", "Campus Counselling Appointment"):
			self.assertNotIn(hidden, text)

	def test_the_duties_of_a_key_student_are_not_told(self) -> None:
		"""Their rule alone would say who is one, to every office that reads reviews."""
		now, rule = now_datetime(), frappe.get_all("Campus Duty Rule", limit=1, pluck="name")[0]
		for number, (is_risk, evidence) in enumerate(
			((0, "Campus Heart Talk"), (1, "Campus Heart Talk"), (0, "Campus Risk Ledger"))
		):
			duty = frappe.get_doc(
				{
					"doctype": collecting.OBLIGATION,
					"name": f"review-{number}",
					"rule": rule,
					"student": self.student,
					"due_date": now.date(),
					"state": "Overdue",
					"is_risk": is_risk,
					"evidence_doctype": evidence,
				}
			)
			duty.db_insert()
		rows = collecting.get_duties([self.student], add_to_date(now, days=-1), now)
		found = {row.obligation for row in rows if row.obligation.startswith("review-")}
		self.assertEqual(found, {"review-0"})

	def test_whoever_made_themselves_the_commander_reads_no_review(self) -> None:
		"""Anybody on the staff opens an incident about anybody: that alone opens nobody's records."""
		with self.as_user(self.guard):
			values = {"incident_type": FIRE, "place": "别处", "grade": "General", "commander": self.guard}
			incident = frappe.get_doc({"doctype": INCIDENT, **values}).insert()
			acting.put_person(
				incident.name, "", {"student": self.student, "harm": "Not Known"}, now_datetime()
			)
			row = frappe.get_doc(INCIDENT, incident.name).people[0].name
			acting.tell_guardian(incident.name, row, "", "未打通", now_datetime())
		self.tell_all(incident, self.guard)
		steps = ("Take Command", "Begin Response", "Bring Under Control", "End the Incident")
		self.act(self.guard, incident, *steps)
		review = frappe.get_doc(REVIEW, {"incident": incident.name})
		self.assertIn(r.SAFETY_OFFICE, frappe.get_roles(review.responsible_person))
		for user, reads in ((self.guard, False), (self.safety, True), (self.lead, True)):
			self.assertEqual(frappe.has_permission(REVIEW, "read", doc=review, user=user), reads, user)

	def test_every_section_is_mandatory_and_so_is_an_action(self) -> None:
		self.assertRaises(ReviewStepError, self.step, self.safety, "Submit the Review")
		self.write(self.safety, **dict.fromkeys(deciding.SECTIONS, "已写明"))
		self.assertRaises(ReviewStepError, self.step, self.safety, "Submit the Review")
		self.fill()
		self.assertEqual(self.step(self.safety, "Submit the Review").submitted_by, self.safety)

	def test_only_who_writes_it_writes(self) -> None:
		self.assertRaises(REFUSED, self.write, self.leader, causes="没有原因")
		frappe.db.set_value(REVIEW, self.review, "responsible_person", self.on_duty)
		self.write(self.on_duty, causes="电焊火花")
		self.assertRaises(ReviewStepError, self.write, self.on_duty, responsible_person=self.leader)
		self.write(self.safety, responsible_person=self.lead)
		self.assertFalse(frappe.has_permission(REVIEW, "read", doc=self.review, user=self.on_duty))
		with self.as_user(self.stranger):
			self.assertNotIn(self.review, frappe.get_list(REVIEW, pluck="name"))

	def test_nobody_writes_what_is_collected_nor_a_task(self) -> None:
		self.assertRaises(AppOwnedFieldError, self.write, self.safety, timeline=[])
		review = self.fill()
		review.actions[0].proved_in = "ED-2026-0001"
		with self.as_user(self.safety):
			self.assertRaises(ReviewStepError, review.save)
		of_a_class = {"action": "x", "responsible_unit": self.world.units["class_1"], "due": "2099-01-01"}
		self.assertRaises(ReviewStepError, self.write, self.safety, actions=[of_a_class])

	def test_approved_it_makes_tasks_and_ends_the_incident(self) -> None:
		self.fill()
		self.step(self.safety, "Submit the Review")
		self.assertRaises(REFUSED, self.step, self.safety, "Approve the Review")
		before = opening.get_earlier("", getdate())
		review = self.step(self.leader, "Approve the Review")
		task = frappe.get_doc(TASK, review.actions[0].clause_task)
		self.assertEqual((task.responsible_unit, task.status, task.clause), (self.unit, "Open", "五(四)"))
		self.assertEqual(frappe.db.get_value(INCIDENT, self.incident, "status"), "Reviewed")
		self.assertRaises((ClosedRecordError, *REFUSED), self.write, self.safety, causes="别的")
		after = opening.get_earlier("", getdate())
		self.assertEqual((after["actions"], after["open"]), (before["actions"] + 1, before["open"] + 1))
		frappe.db.set_value(TASK, task.name, "status", "Done")
		self.assertEqual(opening.get_earlier("", getdate())["finished"], before["finished"] + 1)
		of_others = opening.get_earlier(self.review, getdate())["actions"]
		self.assertEqual(of_others, before["actions"], "what it opens with is of earlier ones")

	def test_on_paper(self) -> None:
		self.fill()
		with self.as_user(self.safety):
			page = print_record(REVIEW, self.review)
		self.assertIn("换阻燃容器", page)
		self.assertIn(self.incident, page)
		with self.as_user(make.make_user("hr@review.test", r.HR_OFFICE)):
			self.assertRaises(frappe.PermissionError, print_record, REVIEW, self.review)

	def test_as_a_word_file(self) -> None:
		self.fill()
		with self.as_user(self.safety):
			number, content = paper.export(self.review, now_datetime())
		document = docx.Document(io.BytesIO(content))
		headings = [line.text for line in document.paragraphs if line.style.name == look.HEADINGS[1]]
		self.assertEqual((headings[0], headings[7], len(headings)), ("一、基本情况", "八、改进措施", 11))
		cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
		self.assertLessEqual({"换阻燃容器", "复盘测试处"}, cells)
		said = {"reference_name": self.review, "action": "Export", "user": self.safety, "reason": number}
		self.assertTrue(frappe.db.exists("Campus Access Log", said))
		for user in (self.guard, self.stranger, make.make_user("hr@paper.test", r.HR_OFFICE)):
			with self.as_user(user):
				self.assertRaises(frappe.PermissionError, paper.export, self.review, now_datetime())
