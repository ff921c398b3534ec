"""A booking and a note leave no trace where class, college, dormitory, offices and administrators look: on no channel, by no number."""

import json

import frappe
from frappe.utils import add_days, getdate, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.services.counselling import course, own, shifts
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.counselling.base import APPOINTMENT, NOTE, SHIFT, at_clock, make_shift, wish
from campus_safety.tests.http import HttpClient
from campus_safety.tests.leaks import probes
from campus_safety.tests.leaks.test_canaries import _says_nothing
from campus_safety.tests.turns import has_turn
from campus_safety.tests.world import STUDENT
from campus_safety.tests.world.subject import Subject

CANARY, INITIALS = "CANARY-trace-topic", "QZX"
POINTERS = (
	"ToDo",
	"Notification Log",
	"Version",
	"Comment",
	"Activity Log",
	"Error Log",
	"Email Queue",
	"Communication",
	"Document Follow",
	"Deleted Document",
	"View Log",
	"File",
	"Workflow Action",
	"Event",
	"Campus Access Log",
	"Campus Alert",
	"Campus Duty Obligation",
	"Campus Message Outbox",
)
# what the app's own pages say about the student, and to the person
PAGES = (
	("campus_safety.api.workbench.get_workbench", {}),
	("campus_safety.api.students.get_found", {"text": STUDENT}),
	("campus_safety.api.students.get_contact", {"student": STUDENT}),
	("campus_safety.api.students.get_timeline", {"student": STUDENT}),
	("campus_safety.api.students.get_standing", {"student": STUDENT}),
	("campus_safety.api.students.get_family", {"student": STUDENT}),
	("campus_safety.api.risk.get_support_advice", {"student": STUDENT}),
	("campus_safety.api.counselling.get_week", {}),
	("frappe.desk.form.load.getdoc", {"doctype": "Campus Student", "name": STUDENT}),
	("frappe.desk.form.linked_with.get", {"doctype": "Campus Student", "docname": STUDENT}),
	("frappe.desk.notifications.get_open_count", {"doctype": "Campus Student", "name": STUDENT}),
	("frappe.desk.doctype.notification_log.notification_log.get_notification_logs", {}),
	("frappe.desk.doctype.event.event.get_events", {"start": "2020-01-01", "end": "2032-01-01"}),
	("frappe.utils.global_search.search", {"text": STUDENT}),
)
GET = frozenset(
	(
		"get_found",
		"get_contact",
		"get_timeline",
		"get_standing",
		"get_family",
		"get_week",
		"getdoc",
		"get_notification_logs",
	)
)


class TestNoTrace(WorldTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.teacher, cls.child = cls.world.users["psych_teacher"], cls.world.users["child"]
		cls.forget_broken_run()
		cls.before = cls.rows_of_messages()
		cls.live_through_it()
		frappe.set_user("Administrator")
		frappe.db.commit()

	@classmethod
	def forget_broken_run(cls) -> None:
		"""Of one that was killed: its rows are committed."""
		for doctype, left in (
			(APPOINTMENT, {"student": STUDENT, "requested_at": (">=", "2026-01-01")}),
			(NOTE, {"student": STUDENT, "minutes": 41}),
			(SHIFT, {"counsellor": cls.teacher, "date": (">=", "2026-01-01")}),
		):
			frappe.db.delete(doctype, left)
		frappe.db.commit()

	@classmethod
	def live_through_it(cls) -> None:
		"""Booked, confirmed, fallen away, chosen anew, missed, contacted; one talk with a note, one request that calls."""
		tomorrow = getdate(add_days(nowdate(), 1))
		cls.shifts = [
			make_shift(cls.teacher, tomorrow, "08:00", "12:00"),
			make_shift(cls.teacher, tomorrow, "13:00", "17:00"),
		]
		frappe.set_user(cls.child)
		asked = wish(
			cls.shifts[0], at_clock(tomorrow, "08:00"), topic=CANARY, contact=CANARY, shown_as=INITIALS
		)
		cls.booked = own.book(STUDENT, asked, "no-trace-key-1", now_datetime())
		frappe.set_user(cls.teacher)
		course.confirm(frappe.get_doc(APPOINTMENT, cls.booked), now_datetime())
		shifts.cancel(frappe.get_doc(SHIFT, cls.shifts[0]), "生病", now_datetime())
		frappe.set_user(cls.child)
		own.choose_another(
			own.find_own(STUDENT, cls.booked), cls.shifts[1], at_clock(tomorrow, "13:00"), now_datetime()
		)
		frappe.set_user(cls.teacher)
		later = at_clock(tomorrow, "14:00")
		course.missed(frappe.get_doc(APPOINTMENT, cls.booked), later)
		course.contacted(frappe.get_doc(APPOINTMENT, cls.booked), CANARY, CANARY, later)
		frappe.set_user(cls.child)
		cls.urgent = own.book(STUDENT, wish(urgency="Urgent", topic=CANARY), "no-trace-key-2", now_datetime())
		frappe.set_user(cls.teacher)
		course.take(frappe.get_doc(APPOINTMENT, cls.urgent), None, now_datetime())
		cls.note = (
			frappe.get_doc(
				{
					"doctype": NOTE,
					"session_kind": "Individual",
					"student": STUDENT,
					"appointment": cls.urgent,
					"held_at": now_datetime(),
					"limits_explained": 1,
					"risk_check": "Plan",
					"note": CANARY,
					"minutes": 41,
				}
			)
			.insert()
			.name
		)

	@classmethod
	def tearDownClass(cls) -> None:
		frappe.set_user("Administrator")
		frappe.db.rollback()
		names = (cls.booked, cls.urgent, cls.note, *cls.shifts)
		for alert in frappe.get_all("Campus Alert", {"reference_name": ("in", names)}, pluck="name"):
			for table in ("Campus Alert Recipient", "Campus Alert Event"):
				frappe.db.delete(table, {"parent": alert})
			frappe.db.delete("Campus Alert", {"name": alert})
		for doctype in (APPOINTMENT, NOTE, SHIFT):
			frappe.db.delete(doctype, {"name": ("in", names)})
		frappe.db.delete("Notification Log", {"document_name": ("in", names)})
		frappe.db.commit()
		super().tearDownClass()

	@classmethod
	def rows_of_messages(cls) -> dict[str, set[str]]:
		return {
			doctype: set(frappe.get_all(doctype, pluck="name", limit=0))
			for doctype in ("Notification Log", "ToDo", "Email Queue", "Campus Message Outbox", "Error Log")
		}

	def outsiders(self):
		"""Class staff, college, dormitory, other students, every office and the administrators; not the centre."""
		known = {**self.world.users, **self.world.by_role}
		# a colleague hears the number of an urgent request; what they see of it has a test of its own
		inside = {"psych_head", "psych_teacher", r.PSYCH_HEAD, r.PSYCH_TEACHER, "child"}
		return {who: user for who, user in known.items() if who not in inside}

	def marks(self) -> list[str]:
		return [CANARY, INITIALS, self.booked, self.urgent, self.note]

	def assert_silent(self, answer, what: str) -> None:
		text = answer.get_data(as_text=True)
		for mark in self.marks():
			self.assertNotIn(mark, text.replace("\\", ""), what)

	def subjects(self) -> list[Subject]:
		return [
			Subject(APPOINTMENT, self.booked, "shown_as", INITIALS, (CANARY,), frozenset()),
			Subject(NOTE, self.note, "minutes", "41", (CANARY,), frozenset()),
		]

	def test_by_no_endpoint_of_the_framework(self) -> None:
		asking = ("counsellor", "adviser", "lead", r.DORM_MANAGER, r.STUDENT_AFFAIRS)
		asking += ("administrator_of_site", "pupil")
		for number, who in enumerate(asking):
			client = HttpClient(self.outsiders()[who])
			for place, subject in enumerate(self.subjects()):
				for turn, probe in enumerate(probes.READS, start=place):
					if not has_turn(number, len(asking), turn, at_once=3):
						continue
					answer = probe(client, subject)
					text = answer.get_data(as_text=True).replace(subject.name, "")
					for mark in (CANARY, INITIALS):
						self.assertNotIn(
							mark, text.replace(subject.value, "") if mark == INITIALS else text, who
						)
				for turn, probe in enumerate(probes.SILENT, start=place):
					if not has_turn(number, len(asking), turn, at_once=3):
						continue
					answer = probe(client, subject)
					if answer.status_code < 400:
						self.assertTrue(
							_says_nothing(answer, subject, 0), f"{who}: {probe}: {answer.text[:200]}"
						)

	def test_by_no_page_of_ours_and_nothing_that_points_at_it(self) -> None:
		outsiders = self.outsiders()
		for number, (who, user) in enumerate(outsiders.items()):
			client = HttpClient(user)
			for turn, (method, values) in enumerate(PAGES):
				if has_turn(number, len(outsiders), 3 * turn, at_once=len(outsiders) // 3):
					http = "GET" if method.rpartition(".")[2] in GET else "POST"
					self.assert_silent(client.call(method, http, **values), f"{who}: {method}")
			for turn, doctype in enumerate(POINTERS):
				if not has_turn(number, len(outsiders), 3 * turn, at_once=len(outsiders) // 3):
					continue
				# what they have tried themselves is a line of their own
				own = [["action", "!=", "Refused"]] if doctype == "Campus Access Log" else []
				answer = client.get(
					f"/api/resource/{doctype}", fields=["*"], filters=own, limit_page_length="0"
				)
				if doctype == "Campus Message Outbox":
					continue  # numbers alone, see below
				self.assert_silent(answer, f"{who}: {doctype}")

	def test_messages_went_to_the_centre_and_the_student_alone(self) -> None:
		after = self.rows_of_messages()
		self.assertEqual(after["ToDo"], self.before["ToDo"])
		self.assertEqual(after["Email Queue"], self.before["Email Queue"])
		self.assertEqual(after["Error Log"], self.before["Error Log"])
		psych = {
			self.teacher,
			self.world.users["psych_head"],
			self.world.by_role[r.PSYCH_HEAD],
			self.world.by_role[r.PSYCH_TEACHER],
		}
		for doctype, field in (("Notification Log", "for_user"), ("Campus Message Outbox", "recipient")):
			new = frappe.get_all(
				doctype,
				{"name": ("in", list(after[doctype] - self.before[doctype]))},
				["*"],
			)
			self.assertTrue(new)
			for row in new:
				roles = set(frappe.get_roles(row[field]))
				of_centre = row[field] in psych or roles & {r.PSYCH_HEAD, r.PSYCH_TEACHER}
				self.assertTrue(of_centre or row[field] == self.child, (doctype, row[field], row.subject))
				said = json.dumps(row, default=str)
				self.assertNotIn(STUDENT, said)
				self.assertNotIn(CANARY, said)
				if row[field] == self.child:
					for word in ("ounsel", "ppointment", "咨询", "预约", self.booked, self.urgent):
						self.assertNotIn(word, said)

	def test_nothing_plain_in_the_database(self) -> None:
		"""A dump of every table, searched."""
		for table in frappe.db.get_tables():
			if not table.startswith(("tab", "__")):
				continue
			columns = [
				row[0]
				for row in frappe.db.sql(f"show columns from `{table}`")
				if any(k in row[1] for k in ("char", "text"))
			]
			for column in columns:
				found = frappe.db.sql(
					f"select 1 from `{table}` where `{column}` like %s limit 1", f"%{CANARY}%"
				)
				self.assertFalse(found, f"{table}.{column}")

	def test_the_week_of_a_colleague_shows_a_time_and_nothing_else(self) -> None:
		colleague = HttpClient(self.world.by_role[r.PSYCH_TEACHER])
		tomorrow = add_days(nowdate(), 1)
		answer = colleague.call("campus_safety.api.counselling.get_week", "GET", first=str(tomorrow))
		self.assertEqual(answer.status_code, 200)
		self.assert_silent(answer, "a colleague")
		self.assertIn("13:00", answer.get_data(as_text=True))

	def test_those_whose_it_is_get_it(self) -> None:
		"""A suite that only refuses proves nothing."""
		teacher = HttpClient(self.teacher)
		self.assertIn(INITIALS, teacher.get(f"/api/resource/{APPOINTMENT}/{self.booked}").text)
		self.assertIn(
			INITIALS,
			teacher.call(
				"campus_safety.api.counselling.get_week", "GET", first=str(add_days(nowdate(), 1))
			).text,
		)
		head = HttpClient(self.world.users["psych_head"])
		opened = head.call(
			"campus_safety.api.records.reveal", doctype=NOTE, name=self.note, reason="当天督导"
		)
		self.assertEqual(opened.get_json()["message"]["fields"]["note"], CANARY)
		child = HttpClient(self.child).call("campus_safety.api.student.get_counselling", "GET").get_json()
		self.assertIn(self.booked, [row["name"] for row in child["message"]["own"]])
