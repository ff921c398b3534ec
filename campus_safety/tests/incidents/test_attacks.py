"""What an attacker tried: to take the post, to name oneself, to learn who reported or that there is a report, to silence one."""

from datetime import timedelta

import frappe
from frappe.utils import add_days, get_datetime, now_datetime, nowdate

from campus_safety.exceptions import OutOfScopeError, ReportStepError
from campus_safety.services.incidents import filing, handling, joining, receipts
from campus_safety.services.incidents.filing import Told
from campus_safety.tests.bases.incidents import REPORT, SENDER, ReportTestCase
from campus_safety.tests.world import FAR_STUDENT, NEIGHBOUR, STUDENT

ALERT, ASSIGNMENT, OUTBOX = "Campus Alert", "Campus Network Assignment", "Campus Message Outbox"
TAKE = "Take the Report"
CONFIDENTIAL = {"signs": [{"sign": "Sexual Harm"}]}


class TestThePost(ReportTestCase):
	def appoint(self, holder: str) -> str:
		school = frappe.db.get_value("Campus Unit", {"unit_type": "School"})
		values = {"position": "Report Intake", "level": "School", "unit": school, "from_date": nowdate()}
		return frappe.get_doc({"doctype": ASSIGNMENT, "holder_user": holder, **values}).insert().name

	def told(self) -> set[str]:
		keys = {"idempotency_key": ("like", "report-intake|%")}
		return set(frappe.get_all(OUTBOX, keys, pluck="recipient"))

	def test_nobody_gives_it_to_themselves(self) -> None:
		with self.as_user(self.office), self.assertRaises(OutOfScopeError):
			self.appoint(self.office)
		own = frappe.get_doc(ASSIGNMENT, {"holder_user": self.intake, "position": "Report Intake"})
		with self.as_user(self.intake):
			own.away_from = own.away_until = nowdate()
			own.save()
			own.to_date = add_days(nowdate(), 900)
			self.assertRaises(OutOfScopeError, own.save)

	def test_who_gets_and_who_loses_it_others_hear(self) -> None:
		frappe.db.delete(OUTBOX, {"idempotency_key": ("like", "report-intake|%")})
		with self.as_user(self.office):
			name = self.appoint(self.affairs)
		self.assertLessEqual({self.psych_head, self.leader, self.intake}, self.told())
		lines = {"reference_name": name, "action": "Account Change", "user": self.office}
		self.assertEqual(frappe.db.count("Campus Access Log", lines), 1)
		frappe.db.delete(OUTBOX, {"idempotency_key": ("like", "report-intake|%")})
		real = frappe.get_doc(ASSIGNMENT, {"holder_user": self.intake, "position": "Report Intake"})
		with self.as_user(self.office):
			real.to_date = add_days(nowdate(), 5)
			real.save()
		self.assertLessEqual({self.psych_head, self.leader, self.intake}, self.told())


class TestMessages(ReportTestCase):
	def test_no_list_of_messages_tells_of_a_report_or_its_reporter(self) -> None:
		now = now_datetime()
		with self.as_user(self.stranger):
			filing.file_named(Told("有人在楼道里吵架"), "", "", "key-1", self.stranger, now)
		report = self.newest()
		sender = frappe.db.get_value(SENDER, {"report": report.name})
		self.act(self.intake, report.name, TAKE)
		written = {"recipient": self.stranger, "idempotency_key": ("like", "report-heard|%")}
		(heard,) = frappe.get_all(OUTBOX, {**written, "channel": "System"}, ["name", "idempotency_key"])
		self.assertNotIn(sender, heard.idempotency_key)
		self.write(self.stranger)
		self.write(self.stranger, facts="又来一份")
		about = frappe.get_all(OUTBOX, {"subject": ("like", f"%{report.name}%")}, pluck="name")
		self.assertTrue(about)
		for roles in (("Campus Safety Office",), ("System Manager",)):
			user = frappe.get_doc(
				{
					"doctype": "User",
					"email": f"outbox-{len(roles[0])}@world.test",
					"first_name": "o",
					"send_welcome_email": 0,
					"roles": [{"role": role} for role in roles],
				}
			).insert(ignore_permissions=True)
			with self.as_user(user.name):
				shown = frappe.get_list(OUTBOX, limit=0, pluck="name")
				self.assertFalse({heard.name, *about} & set(shown), roles)
				self.assertFalse(frappe.has_permission(OUTBOX, "read", doc=heard.name))
				self.assertEqual(len(shown), frappe.db.count(OUTBOX, {"confidential": 0}))


class TestTheAccused(ReportTestCase):
	def test_who_files_names_nobody(self) -> None:
		with self.assertRaises(ReportStepError):
			self.write(assigned_to=self.counsellor)

	def test_what_is_confidential_joins_nothing(self) -> None:
		first = self.act(self.intake, self.write().name, TAKE, assigned_to=self.counsellor)
		second = frappe.get_doc(REPORT, self.write(self.stranger, **CONFIDENTIAL).name)
		self.assertFalse(second.parent_report or second.assigned_to)
		self.assertFalse(frappe.has_permission(REPORT, "read", doc=second.name, user=self.counsellor))
		third = frappe.get_doc(REPORT, self.write(self.stranger, facts="昨晚没有回寝室").name)
		self.assertEqual(third.parent_report, first.name)

	def test_joined_by_hand_it_is_taken_from_whoever_had_the_first(self) -> None:
		first = self.act(self.intake, self.write().name, TAKE, assigned_to=self.counsellor)
		second = self.write(self.stranger, **CONFIDENTIAL)
		with self.as_user(self.intake):
			joining.join(frappe.get_doc(REPORT, second.name), first.name, now_datetime())
		for name in (first.name, second.name):
			self.assertFalse(frappe.has_permission(REPORT, "read", doc=name, user=self.counsellor), name)
		self.assertTrue(self.is_called(first.name))

	def is_called(self, name: str) -> bool:
		calls = {"reference_name": name, "kind": "Confidential Abnormal Report", "status": ("!=", "Ended")}
		alert = frappe.db.get_value(ALERT, calls)
		return bool(alert) and bool(
			frappe.db.exists("Campus Alert Recipient", {"parent": alert, "user": self.intake})
		)

	def test_about_staff_it_leaves_whoever_has_it(self) -> None:
		name = self.act(self.intake, self.write().name, TAKE, assigned_to=self.counsellor).name
		with self.as_user(self.counsellor):
			report = frappe.get_doc(REPORT, name)
			report.concerns_staff = 1
			report.save()
		self.assertFalse(frappe.has_permission(REPORT, "read", doc=name, user=self.counsellor))
		self.assertTrue(self.is_called(name))

	def test_urgent_about_a_student_of_whom_something_confidential_is_known_calls(self) -> None:
		hidden = self.act(self.intake, self.write(**CONFIDENTIAL).name, TAKE, assigned_to=self.psych_teacher)
		name = self.write(self.stranger, facts="他说想死").name
		alert = frappe.db.get_value(ALERT, {"reference_name": name, "kind": "Urgent Abnormal Report"})
		self.assertTrue(frappe.db.exists("Campus Alert Recipient", {"parent": alert, "user": self.intake}))
		hidden.urgent_news = 1
		with hidden.as_app():
			hidden.save(ignore_permissions=True)
		self.assertTrue(self.is_called(hidden.name))

	def test_who_names_the_handler(self) -> None:
		name = self.write().name
		self.assertRaises(ReportStepError, self.name_handler, self.lead, name, self.adviser)
		self.act(self.lead, name, TAKE)
		self.name_handler(self.lead, name, self.counsellor)
		self.name_handler(self.counsellor, name, self.adviser)
		hidden = self.act(
			self.intake, self.write(student=FAR_STUDENT, **CONFIDENTIAL).name, TAKE, assigned_to=self.adviser
		)
		self.assertRaises(ReportStepError, self.name_handler, self.adviser, hidden.name, self.counsellor)

	def name_handler(self, user: str, name: str, handler: str) -> None:
		with self.as_user(user):
			report = frappe.get_doc(REPORT, name)
			report.assigned_to = handler
			report.save()


class TestJoinedByHand(ReportTestCase):
	def both(self, **values):
		grave = self.act(self.intake, self.write(student=STUDENT, facts="他说想死").name, TAKE)
		other = self.act(self.intake, self.write(**values).name, TAKE, assigned_to=self.counsellor)
		return grave, other

	def test_two_students_are_not_joined_and_nobody_else_joins(self) -> None:
		grave, other = self.both(student=NEIGHBOUR)
		with self.as_user(self.intake), self.assertRaises(ReportStepError):
			joining.join(frappe.get_doc(REPORT, grave.name), other.name, now_datetime())
		with self.as_user(self.affairs), self.assertRaises(frappe.PermissionError):
			joining.join(frappe.get_doc(REPORT, other.name), grave.name, now_datetime())
		self.assertTrue(frappe.get_doc(REPORT, grave.name).deadlines)

	def test_what_was_due_sooner_stays_due(self) -> None:
		grave, other = self.both(student=None, facts="食堂排队争吵")
		soon = now_datetime().replace(microsecond=0, second=0) + timedelta(minutes=7)
		clock = frappe.db.get_value("Campus Report Clock", {"what": "3日内处置完毕"})
		frappe.db.set_value("Campus Report Deadline", {"parent": grave.name, "clock": clock}, "due", soon)
		with self.as_user(self.intake):
			joining.join(frappe.get_doc(REPORT, grave.name), other.name, now_datetime())
		other.reload()
		due = {row.clock: get_datetime(row.due) for row in other.deadlines if not row.done_at}
		self.assertEqual(due[clock], soon)
		self.assertEqual((other.student, other.urgency), (STUDENT, "Urgent"))
		log = {"reference_name": grave.name, "action": "Write", "reason": ("like", f"%{other.name}%")}
		self.assertEqual(frappe.db.count("Campus Access Log", log), 1)


class TestNothingIsLearnt(ReportTestCase):
	def recognise(self, name: str, student: str) -> str:
		with self.as_user(self.counsellor):
			report = frappe.get_doc(REPORT, name)
			report.student = student
			report.save()
			return report.student

	def test_trying_students_tells_nothing_and_intake_hears(self) -> None:
		self.write(self.stranger, student=STUDENT, **CONFIDENTIAL)
		open_one = self.write(self.stranger, student=FAR_STUDENT)
		for student in (STUDENT, NEIGHBOUR, FAR_STUDENT):
			mine = self.write(student=None, facts=f"一个学生在哭 {student}")
			self.act(self.intake, mine.name, TAKE, assigned_to=self.counsellor)
			self.assertEqual(self.recognise(mine.name, student), student)
		told = {"subject": ("like", f"%{open_one.name}%"), "recipient": self.intake, "channel": "System"}
		told["idempotency_key"] = ("like", "report|%|second|%")
		self.assertEqual(frappe.db.count(OUTBOX, told), 1)

	def test_the_answer_to_who_files_is_the_same(self) -> None:
		self.write(self.stranger, student=STUDENT, **CONFIDENTIAL)
		for user in (self.affairs, self.lead, self.counsellor):
			for student in (STUDENT, FAR_STUDENT):
				values = {
					"student": student,
					"facts": f"{user} {student} 情绪低落",
					"found_at": str(now_datetime() - timedelta(seconds=2)),
					"urgency": "Normal",
					"signs": [{"sign": "Emotion"}],
				}
				with self.as_user(user):
					self.assertEqual(handling.file(values, user), "", user)

	def test_a_receipt_does_not_tell_the_number(self) -> None:
		self.tell()
		report = self.newest()
		self.assertNotIn(report.name, str(receipts.get_one(report.name)))
