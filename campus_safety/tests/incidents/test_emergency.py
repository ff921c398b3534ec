"""An emergency incident: two facts, who is called and reaches it, clocks, the log, families, its end, a false alarm."""

import hashlib
from datetime import timedelta

import frappe
from frappe.utils import add_to_date, get_datetime, now_datetime

from campus_safety.domain import roles as r
from campus_safety.exceptions import AppOwnedFieldError, ClosedRecordError, EmergencyStepError, HeldError
from campus_safety.jobs import campus_emergencies
from campus_safety.records.holds import HOLD
from campus_safety.services.incidents.emergency import acting, board, log, opening
from campus_safety.setup.emergencies import CLOCK, TYPE, create_missing_emergency_lists
from campus_safety.tests import factories as make
from campus_safety.tests.base import at
from campus_safety.tests.bases.emergencies import FIRE, INCIDENT, EmergencyTestCase, make_type
from campus_safety.tests.world import FAR_STUDENT

ALERT = "Campus Alert"


def called(name: str, kind: str = "Emergency Incident") -> set[str]:
	alert = frappe.db.get_value(ALERT, {"reference_name": name, "kind": kind})
	return set(frappe.get_all("Campus Alert Recipient", {"parent": alert or "-"}, pluck="user"))


class TestOpened(EmergencyTestCase):
	def test_two_facts_by_anybody_on_the_staff(self) -> None:
		incident = self.open()
		self.assertEqual(
			(incident.status, incident.grade, incident.commander), ("Received", "General", self.on_duty)
		)
		self.assertEqual([row.kind for row in incident.response_log], ["Opened"])
		self.assertTrue(incident.notifications)
		with self.as_user(self.guard):
			self.assertRaises(EmergencyStepError, opening.open_incident, FIRE, "  ", "", now_datetime())

	def test_who_is_called_can_open_it_and_goes_on_seeing_it(self) -> None:
		incident = self.open()
		self.assertLessEqual({self.on_duty, self.safety}, called(incident.name))
		with self.as_user(self.on_duty):
			self.assertTrue(frappe.has_permission(INCIDENT, "read", doc=incident.name))
		self.act(self.safety, incident, "Take Command")
		self.assertEqual(
			frappe.db.get_value(
				ALERT, {"reference_name": incident.name, "kind": "Emergency Incident"}, "status"
			),
			"Ended",
		)
		self.assertTrue(frappe.has_permission(INCIDENT, "read", doc=incident.name, user=self.on_duty))
		self.assertTrue(frappe.has_permission(INCIDENT, "read", doc=incident.name, user=self.guard))

	def test_of_whatever_office_who_is_on_duty_can_open_it(self) -> None:
		frappe.db.set_value("Campus Duty Roster", {"user": self.on_duty}, "user", self.hr)
		name = self.open().name
		self.assertIn(self.hr, called(name))
		self.assertTrue(frappe.has_permission(INCIDENT, "read", doc=name, user=self.hr))

	def test_who_has_no_business_learns_nothing(self) -> None:
		name = self.open().name
		for user in (self.stranger, self.hr, self.counsellor):
			with self.subTest(user), self.as_user(user):
				self.assertNotIn(name, frappe.get_list(INCIDENT, pluck="name"))
				self.assertRaises(frappe.PermissionError, board.get_board, name, now_datetime())
				self.assertRaises(frappe.PermissionError, acting.get_reached, name, now_datetime())
				self.assertRaises(frappe.PermissionError, acting.get_reached, "EI-2000-00000", now_datetime())

	def test_the_plan_names_the_commander(self) -> None:
		planned = make.make_user("planned@emergencies.test", r.SECURITY_OFFICE)
		plan = {"incident_type": FIRE, "version": "1", "review_due": "2099-01-01", "commander": planned}
		old = frappe.get_doc({"doctype": opening.PLAN, "plan_name": "旧", **plan, "disabled": 1}).insert()
		new = frappe.get_doc({"doctype": opening.PLAN, "plan_name": "新", **plan, "steps": "先断电"}).insert()
		incident = self.open()
		self.assertNotEqual(incident.plan, old.name)
		self.assertEqual((incident.plan, incident.commander), (new.name, planned))
		with self.as_user(self.safety):
			self.assertEqual(board.get_board(incident.name, now_datetime())["first_steps"], "先断电")

	def test_a_plan_that_nobody_has_kept_stops_no_alarm(self) -> None:
		"""Whoever it names may have left the staff since, or has nothing but accounts to keep."""
		left = make.make_user("left@emergencies.test", r.SECURITY_OFFICE)
		plan = frappe.get_doc(
			{
				"doctype": opening.PLAN,
				"plan_name": "旧",
				"incident_type": FIRE,
				"version": "1",
				"review_due": "2099-01-01",
				"commander": left,
			}
		).insert()
		frappe.db.delete("Has Role", {"parent": left})
		frappe.clear_cache(user=left)
		self.assertEqual(self.open().commander, self.on_duty)
		frappe.db.delete("Campus Duty Roster", {"user": self.on_duty})
		incident = self.open()
		self.assertEqual((incident.plan, incident.commander), (plan.name, self.guard))
		with self.as_user("Administrator"):  # a job notices a danger
			opening.follow_danger(self.record(opening.CRISIS, danger_now=1, status="Found"))
		self.assertTrue(
			frappe.db.exists(INCIDENT, {"source_key": opening.key_of(opening.CRISIS, "T-Campus Crisis Case")})
		)
		machine = make.make_user("machine@emergencies.test", r.SYSTEM_MANAGER)
		for field, value in (
			("commander", machine),
			("deputy", left),
			("groups", [{"group_name": "疏散", "tasks": "x", "head": machine}]),
		):
			with self.subTest(field):
				document = frappe.get_doc(opening.PLAN, plan.name)
				document.update({"commander": self.safety, field: value})
				self.assertRaises(frappe.ValidationError, document.save)

	def test_at_once_by_a_lost_contact_and_by_danger(self) -> None:
		for kind, record in (
			(opening.LOST, self.record(opening.CASE, lost_contact_at="2026-11-20 23:10:00")),
			(opening.DANGER, self.record(opening.CRISIS, danger_now=1, status="Found")),
		):
			make_type(f"测试{kind}", opened_by=kind)
			frappe.db.set_value(TYPE, {"opened_by": kind, "name": ("!=", f"测试{kind}")}, "disabled", 1)
			with self.subTest(kind), self.as_user(self.stranger):
				follow = opening.follow_lost_contact if kind == opening.LOST else opening.follow_danger
				follow(record)
				follow(record)  # asked again it opens no second one
				found = frappe.get_all(
					INCIDENT,
					{"source_key": opening.key_of(record.doctype, record.name)},
					["name", "incident_type", "student"],
				)
				self.assertEqual(
					[(row.incident_type, row.student) for row in found], [(f"测试{kind}", self.student)]
				)
				self.assertTrue(called(found[0].name))
				taken = self.act(self.safety, frappe.get_doc(INCIDENT, found[0].name), "Take Command")
				self.assertEqual(taken.status, "Responding")

	def record(self, doctype: str, **values):
		return frappe.get_doc(
			{
				"doctype": doctype,
				"name": f"T-{doctype}",
				"student": self.student,
				"modified": now_datetime(),
				**values,
			}
		)

	def test_where_it_came_from_is_not_found_by_trying_numbers(self) -> None:
		source = ("Campus Abnormal Report", "AR-2026-00001")
		plain = hashlib.sha256("|".join(source).encode()).hexdigest()
		self.assertEqual(opening.key_of(*source), opening.key_of(*source))
		self.assertNotEqual(opening.key_of(*source), plain[:40])

	def test_known_since_the_report(self) -> None:
		report = frappe.db.get_value(opening.REPORT, {"place": "CANARY-place"})
		with self.as_user(self.safety):
			incident = opening.open_incident(FIRE, "食堂", "", now_datetime(), (opening.REPORT, report))
		self.assertEqual(get_datetime(incident.known_at), get_datetime("2018-03-12 09:00:00"))

	def test_the_lists_are_the_schools(self) -> None:
		create_missing_emergency_lists()
		self.assertGreater(frappe.db.count(TYPE), 5)
		name = frappe.get_all(CLOCK, limit=1, pluck="name")[0]
		frappe.db.set_value(CLOCK, name, "due_minutes", 3)
		create_missing_emergency_lists()
		self.assertEqual(frappe.db.get_value(CLOCK, name, "due_minutes"), 3)
		copy = frappe.copy_doc(frappe.get_doc(CLOCK, name))
		self.assertRaises(frappe.DuplicateEntryError, copy.insert)


class TestClocks(EmergencyTestCase):
	moment = "2026-12-31 23:58"

	def test_over_the_end_of_the_year_and_called_when_missed(self) -> None:
		incident = self.open()
		known = get_datetime(incident.known_at)
		self.assertEqual(known.strftime("%m-%d %H:%M"), "12-31 23:58")
		row = self.row(incident, "Told")
		self.assertEqual(get_datetime(row.due).strftime("%Y-%m-%d %H:%M"), "2027-01-01 00:13")
		before, after = known + timedelta(minutes=10), known + timedelta(minutes=20)
		self.run_job(before)
		self.assertEqual(called(incident.name, "Incident Clock Missed"), set())
		self.run_job(after)
		self.assertIn(self.on_duty, called(incident.name, "Incident Clock Missed"))
		with at(after), self.as_user(self.on_duty):
			acting.tell(incident.name, row.name, "校长", now_datetime())
		row = next(
			each for each in frappe.get_doc(INCIDENT, incident.name).notifications if each.name == row.name
		)
		self.assertEqual((row.by, row.told_whom, row.late_minutes), (self.on_duty, "校长", 5))
		alert = {"reference_row": row.name, "kind": "Incident Clock Missed"}
		self.assertEqual(frappe.db.get_value(ALERT, alert, "status"), "Ended")

	def run_job(self, now) -> None:
		"""Without its commits."""
		commit, frappe.db.commit = frappe.db.commit, lambda: None
		try:
			self.assertEqual(campus_emergencies.run(now)["errors"], 0)
		finally:
			frappe.db.commit = commit

	def test_nobody_types_a_time_or_a_line(self) -> None:
		incident = self.open()
		for field, value in (
			("known_at", "2020-01-01"),
			("notifications", []),
			("response_log", []),
			("ended_at", "2020-01-01"),
		):
			with self.subTest(field), self.as_user(self.safety):
				document = frappe.get_doc(INCIDENT, incident.name)
				document.set(field, value)
				self.assertRaises(AppOwnedFieldError, document.save)

	def test_a_raised_grade_brings_more_and_only_some_lower_it(self) -> None:
		incident = self.open()
		before = len(incident.notifications)
		self.change(incident, self.on_duty, grade="Major")
		self.assertGreater(len(incident.notifications), before)
		self.assertEqual(incident.response_log[-1].kind, "Grade")
		with self.assertRaises(EmergencyStepError):
			self.change(incident, self.on_duty, grade="General")
		self.change(incident, self.safety, grade="General")
		self.assertTrue(all(row.not_needed for row in incident.notifications if row.grade == "Major"))

	def change(self, incident, user: str, **values) -> None:
		with self.as_user(user):
			document = frappe.get_doc(INCIDENT, incident.name)
			document.update(values)
			document.save()
		incident.reload()


class TestCourse(EmergencyTestCase):
	def test_known_apart_from_not_yet_known(self) -> None:
		incident = self.open(facts="三楼冒烟")
		now = now_datetime()
		with self.as_user(self.on_duty):
			draft = board.get_draft(incident)
			self.assertIn("三楼冒烟", draft["known"])
			self.assertRaises(EmergencyStepError, acting.report, incident.name, "First", "冒烟", "", now)
			self.assertRaises(EmergencyStepError, acting.report, incident.name, "Final", "冒烟", "", now)
			acting.report(incident.name, "First", "冒烟", "原因", now)
		incident.reload()
		self.assertEqual((incident.reports[0].known, incident.reports[0].not_yet_known), ("冒烟", "原因"))
		self.assertTrue(self.row(incident, "First Report").done_at)
		self.assertEqual(board.get_next_stage(incident), "Follow-up")

	def test_it_ends_when_everybody_is_told(self) -> None:
		incident = self.open()
		self.act(self.safety, incident, "Take Command", "Begin Response", "Bring Under Control")
		self.assertEqual(incident.commander, self.safety)
		self.assertRaises(EmergencyStepError, self.act, self.safety, incident, "End the Incident")
		self.tell_all(incident)
		self.act(self.safety, incident, "End the Incident")
		self.assertTrue(incident.ended_at)
		final = self.row(incident, "Final Report")
		self.assertEqual(
			get_datetime(final.due), get_datetime(incident.ended_at).replace(second=0) + timedelta(days=1)
		)
		heard = {
			"for_user": self.guard,
			"document_name": ("in", (incident.name, None)),
			"subject": ("like", f"%{incident.name}%已结束%"),
		}
		self.assertTrue(
			frappe.db.exists("Notification Log", heard)
			or frappe.db.exists("Notification Log", {"for_user": self.guard, "subject": ("like", "%已结束%")})
		)
		self.assertFalse(frappe.has_permission(INCIDENT, "read", doc=incident.name, user=self.guard))

	def test_families_are_told_or_it_says_why_not(self) -> None:
		incident, now = self.open(), now_datetime()
		with self.as_user(self.safety):
			acting.put_person(
				incident.name, "", {"student": self.student, "harm": "Injured", "where_now": "校医院"}, now
			)
		incident.reload()
		row = incident.people[0]
		self.assertEqual((incident.student, incident.unit), (self.student, self.world.units["class_1"]))
		self.assertTrue(self.row(incident, "Guardians Told"))
		seen = {"reference_name": self.student, "user": self.safety, "reason": incident.name}
		self.assertTrue(frappe.db.exists("Campus Access Log", seen), "whose family's numbers are shown")
		with self.as_user(self.safety):
			shown = board.get_board(incident.name, now)["people"][0]
			self.assertEqual((shown["harm"], shown["where"]), ("Injured", "校医院"))
			self.assertRaises(EmergencyStepError, acting.tell_guardian, incident.name, row.name, "", "", now)
			acting.tell_guardian(incident.name, row.name, "父亲，已赶来", "", now)
			self.assertRaises(
				EmergencyStepError, acting.tell_guardian, incident.name, row.name, "", "再说", now
			)
		self.assertTrue(self.row(incident, "Guardians Told").done_at)
		self.assertTrue(frappe.db.get_value(INCIDENT, incident.name, "guardians_notified_at"))

	def test_the_log_keeps_every_line_and_takes_one_twice_once(self) -> None:
		incident, now = self.open(), now_datetime()
		for user, key in ((self.guard, "a"), (self.on_duty, "b"), (self.on_duty, "b"), (self.safety, "")):
			with self.as_user(user):
				log.add(incident.name, f"{user} 到场", key, now)
		incident.reload()
		notes = [row.user for row in incident.response_log if row.kind == "Note"]
		self.assertEqual(notes, [self.guard, self.on_duty, self.safety])
		with self.as_user(self.guard):
			self.assertRaises(EmergencyStepError, log.add, incident.name, "<b></b>", "", now)

	def test_a_line_is_kept_whole_or_refused(self) -> None:
		name, now = self.open().name, now_datetime()
		with self.as_user(self.guard):
			log.add(name, "记" * log.LONGEST, "", now)
			self.assertRaises(EmergencyStepError, log.add, name, "记" * (log.LONGEST + 1), "", now)
		self.assertEqual(len(frappe.get_doc(INCIDENT, name).response_log[-1].entry), log.LONGEST)

	def test_once_it_has_ended_who_judges_it_adds_nothing(self) -> None:
		name = self.end(self.open()).name
		with self.as_user(self.hr):
			self.assertTrue(frappe.has_permission(INCIDENT, "read", doc=name))
			self.assertRaises(EmergencyStepError, acting.get_reached, name, now_datetime())
		with self.as_user(self.safety):
			self.assertEqual(acting.get_reached(name, now_datetime()).name, name)

	def test_only_who_commands_writes_and_steps(self) -> None:
		incident = self.open()
		with self.as_user(self.guard):
			document = frappe.get_doc(INCIDENT, incident.name)
			document.place = "实训楼四楼"
			document.save()  # who opened it, until somebody commands
		self.act(self.on_duty, incident, "Take Command")
		with self.as_user(self.guard):
			document = frappe.get_doc(INCIDENT, incident.name)
			document.place = "别处"
			self.assertRaises(EmergencyStepError, document.save)
			self.assertRaises(EmergencyStepError, acting.get_reached, incident.name, now_datetime(), True)
		self.assertRaises(EmergencyStepError, self.act, self.guard, incident, "Begin Response")

	def test_command_is_handed_over_and_told(self) -> None:
		incident = self.open()
		with self.as_user(self.on_duty):
			acting.hand_over(incident.name, self.lead, now_datetime())
		incident.reload()
		self.assertEqual((incident.commander, incident.response_log[-1].kind), (self.lead, "Command"))
		self.assertTrue(
			frappe.db.exists("Notification Log", {"for_user": self.lead, "document_name": incident.name})
		)
		with self.as_user(self.lead):
			self.assertRaises(EmergencyStepError, acting.hand_over, incident.name, "Guest", now_datetime())

	def test_a_false_alarm(self) -> None:
		incident = self.open()
		with self.as_user(self.on_duty):
			self.assertRaises(EmergencyStepError, acting.call_off, incident.name, " ", now_datetime())
			acting.call_off(incident.name, "到场看过，是蒸汽", now_datetime())
		incident.reload()
		self.assertEqual((incident.status, incident.false_alarm, incident.next_due), ("Ended", 1, None))
		self.assertEqual(incident.response_log[-1].kind, "Called Off")

	def test_what_is_evidence_is_preserved(self) -> None:
		incident, now = self.open(), now_datetime()
		self.assertTrue(frappe.db.exists(HOLD, {"reference_name": incident.name, "status": "Open"}))
		self.assertRaises((HeldError, ClosedRecordError), frappe.delete_doc, INCIDENT, incident.name)
		with self.as_user(self.safety):
			acting.put_person(incident.name, "", {"student": FAR_STUDENT, "harm": "Not Known"}, now)
			self.assertFalse(frappe.db.exists(HOLD, {"student": FAR_STUDENT, "status": "Open"}))
			row = frappe.get_doc(INCIDENT, incident.name).people[0]
			acting.put_person(incident.name, row.name, {"student": FAR_STUDENT, "harm": "Dead"}, now)
		self.assertTrue(frappe.db.exists(HOLD, {"student": FAR_STUDENT, "status": "Open"}))

	def test_the_occurred_time_is_not_ahead(self) -> None:
		incident = self.open()
		with self.as_user(self.safety):
			document = frappe.get_doc(INCIDENT, incident.name)
			document.occurred_at = add_to_date(now_datetime(), hours=1)
			self.assertRaises(frappe.ValidationError, document.save)
