"""Who asks stays unknown to whoever handles it; whom it is about handles nothing and reads nothing; help comes at once."""

from datetime import timedelta

import frappe
from frappe.utils import now_datetime

from campus_safety.engines.alerts import kinds, loop
from campus_safety.exceptions import AppealStepError, CodeError
from campus_safety.services.governance.appeals import answers, joining, senders, steps
from campus_safety.setup.governance import create_missing_causes
from campus_safety.tests.appeals.base import CANARY, SENDER, TICKET, AppealTestCase

REPORT = "Campus Abnormal Report"


class TestWhoAsks(AppealTestCase):
	def test_no_row_of_a_complaint_tells_who_asked(self) -> None:
		ticket = self.file_named()
		for doctype in (TICKET, "Campus Alert", "Campus Seal Leaf"):
			fields = ("owner", "modified_by")
			found = frappe.get_all(doctype, or_filters={field: self.student for field in fields})
			self.assertEqual(found, [], doctype)
		self.assertNotIn(self.student, frappe.as_json(ticket.as_dict()))
		row = frappe.get_all(SENDER, filters={"ticket": ticket.name}, fields=["*"])[0]
		self.assertNotIn(self.student, frappe.as_json(row))

	def test_the_office_opens_it_and_the_handler_does_not(self) -> None:
		ticket = self.assign(self.file_named())
		name = frappe.db.get_value(SENDER, {"ticket": ticket.name})
		self.assertTrue(frappe.has_permission(SENDER, "read", doc=name, user=self.office))
		for user in (self.handler, self.mentor, self.discipline, self.leader):
			self.assertFalse(frappe.has_permission(SENDER, "read", doc=name, user=user), user)

	def test_a_name_told_on_the_telephone_is_kept_apart(self) -> None:
		ticket = self.take_down(appellant="CANARY-张三", contact="13911112222")
		self.assertFalse(ticket.appellant or ticket.anonymous)
		versions = frappe.get_all("Version", filters={"docname": ticket.name}, pluck="data")
		self.assertNotIn("CANARY-张三", "".join(versions))
		self.assertTrue(frappe.db.exists(SENDER, {"ticket": ticket.name}))
		self.assertRaises(AppealStepError, self.write, ticket, self.office, appellant="李四")

	def test_sent_twice_is_one(self) -> None:
		first = self.file_named(key="same")
		self.assertEqual(self.file_named(key="same").name, first.name)
		self.assertRaises(CodeError, senders.find_by_code, "0000-0000-0000-0000")

	def test_a_code_in_the_text_is_refused(self) -> None:
		self.assertRaises(AppealStepError, self.file, "我的码是 1234-5678-9012-3456")

	def test_only_the_office_takes_down(self) -> None:
		for user in (self.mentor, self.handler):
			with self.as_user(user), self.assertRaises(frappe.PermissionError):
				frappe.get_doc(
					{"doctype": TICKET, "source": "Phone", "category": "Other", "content": "x"}
				).insert()
		self.assertRaises(AppealStepError, self.take_down, source="Portal")


class TestWhomItIsAbout(AppealTestCase):
	def readers(self, ticket) -> set[str]:
		users = (
			self.office,
			self.office2,
			self.discipline,
			self.hr,
			self.leader,
			self.handler,
			self.mentor,
			self.student,
		)
		found = set()
		for user in users:
			listed = False
			with self.as_user(user):
				if frappe.has_permission(TICKET, "read"):
					listed = ticket.name in frappe.get_list(TICKET, pluck="name", limit=0)
				opened = bool(frappe.has_permission(TICKET, "read", doc=ticket.name))
			self.assertEqual(listed, opened, user)
			if opened:
				found.add(user)
		return found

	def test_who_reads_an_ordinary_one(self) -> None:
		ticket, _code = self.file()
		self.assertEqual(self.readers(ticket), {self.office, self.office2, self.leader})
		self.assign(ticket)
		self.assertEqual(self.readers(ticket), {self.office, self.office2, self.leader, self.handler})

	def test_about_the_office_itself_the_office_reads_nothing(self) -> None:
		ticket, _code = self.file(concerns_intake=True)
		self.assertEqual(self.readers(ticket), {self.discipline, self.leader})
		called = {"kind": "Complaint about Conduct to Take", "reference_name": ticket.name}
		self.assertTrue(frappe.db.exists("Campus Alert", called))

	def test_whom_it_is_about_reads_and_handles_nothing_whatever_their_office(self) -> None:
		ticket, _code = self.file(category="Ethics", about="办公室的那位")
		self.write(ticket, self.office, about_user=self.office2)
		self.assertNotIn(self.office2, self.readers(ticket))
		self.assertRaises(AppealStepError, self.write, ticket, self.office, handler=self.office2)
		self.assertRaises(
			frappe.PermissionError, self.write, ticket, self.office2, handler_unit=self.logistics_unit
		)
		sender = frappe.db.get_value(SENDER, {"ticket": ticket.name})
		self.assertFalse(frappe.has_permission(SENDER, "read", doc=sender, user=self.office2))
		self.assertTrue(frappe.has_permission(SENDER, "read", doc=sender, user=self.discipline))

	def test_whom_it_is_about_is_not_called_and_cannot_make_it_wait(self) -> None:
		"""Of the office that takes it: whoever takes the alert stops the others from being called."""
		frappe.db.set_value("User", self.office2, "full_name", "欧阳测试")
		for ticket in (self.file("欧阳测试总是推诿", category="Ethics")[0], self.file("别的事")[0]):
			alert = frappe.get_doc("Campus Alert", {"reference_name": ticket.name})
			with alert.as_app():
				loop.climb_one(alert, kinds.get_kind(alert.kind), now_datetime() + timedelta(days=365))
			called = {row.user for row in alert.recipients}
			self.assertEqual(self.office2 in called, not ticket.about_user)
			if ticket.about_user:
				with self.assertRaises(frappe.PermissionError):
					loop.take(alert.name, self.office2, now_datetime())

	def test_who_is_named_in_it_does_not_read_it_even_unticked(self) -> None:
		frappe.db.set_value("User", self.office2, "full_name", "欧阳测试")
		frappe.db.set_value("User", self.discipline, "full_name", "司马测试")
		ticket, _code = self.file("校办的欧 阳测试总是推诿")
		self.assertEqual((ticket.about_user, ticket.concerns_intake), (self.office2, 1))
		self.assertEqual(self.readers(ticket), {self.discipline, self.leader})
		other, _code = self.file("有人拖延", category="Ethics", about="司马测试")
		self.assertNotIn(self.discipline, self.readers(other))

	def test_ethics_is_closed_by_two(self) -> None:
		ticket, _code = self.file(category="Ethics")
		self.assign(ticket, by=self.discipline)
		self.assertRaises(AppealStepError, self.reply, ticket)
		steps.read_second(frappe.get_doc(TICKET, ticket.name), self.discipline2, now_datetime())
		self.step(ticket, self.handler, "Reply to Complaint")
		self.step(ticket, self.discipline, "Complaint Revisited")
		self.assertRaises(AppealStepError, self.step, ticket, self.discipline2, "Close Complaint")
		self.step(ticket, self.discipline, "Close Complaint")
		self.assertEqual(ticket.status, "Closed")

	def test_what_is_about_a_person_is_never_for_all(self) -> None:
		ticket, _code = self.file(category="Ethics")
		self.write(ticket, self.office, public_summary="不该公开", change_made="不该公开")
		self.assertRaises(
			AppealStepError, steps.publish, frappe.get_doc(TICKET, ticket.name), self.office, now_datetime()
		)
		self.assertEqual(joining.get_open("Ethics"), [])


class TestTogether(AppealTestCase):
	def test_joined_ones_follow_and_read_what_is_for_all(self) -> None:
		first, _code = self.file()
		second, code = self.file("汤冷了，别的话")
		self.write(first, self.office, public_summary="食堂的汤")
		with self.as_user(self.office):
			joining.join(
				frappe.get_doc(TICKET, second.name),
				frappe.get_doc(TICKET, first.name),
				self.office,
				now_datetime(),
			)
		second.reload()
		first.reload()
		self.assertEqual((second.status, second.outcome, first.followers), ("Closed", "Joined", 1))
		shown = answers.get_one(self.by_code(code), now_datetime())
		self.assertEqual((shown["follows"], shown["summary"]), (True, "食堂的汤"))
		self.assertNotIn("reply", shown)

	def test_others_follow_once(self) -> None:
		ticket, _code = self.file()
		self.write(ticket, self.office, public_summary="食堂的汤")
		row = next(row for row in joining.get_open("Logistics") if row["summary"] == "食堂的汤")
		self.assertNotIn(ticket.name, row["key"])
		for _time in range(2):
			joining.follow_named(row["key"], self.student, now_datetime())
		self.assertEqual(frappe.db.get_value(TICKET, ticket.name, "followers"), 1)
		self.assertRaises(AppealStepError, joining.follow_named, "nothing", self.student, now_datetime())


class TestCauses(AppealTestCase):
	def test_the_school_keeps_its_own_list(self) -> None:
		count = frappe.db.count("Campus Appeal Cause")
		frappe.delete_doc("Campus Appeal Cause", self.cause)
		create_missing_causes()
		self.assertEqual(frappe.db.count("Campus Appeal Cause"), count - 1, "what was taken out stays out")


class TestHelp(AppealTestCase):
	def test_a_text_that_asks_for_help_is_a_report_at_once(self) -> None:
		for how, file in (("nameless", self.file), ("named", self.file_named)):
			with self.subTest(how):
				before = frappe.db.count(REPORT, {"help_seeking": 1})
				result = file(f"宿舍太吵，我不想活了{how}")
				ticket = result[0] if isinstance(result, tuple) else result
				self.assertEqual(frappe.db.count(REPORT, {"help_seeking": 1}), before + 1)
				self.assertEqual(ticket.handed_to_reports, 1)

	def test_taken_down_on_the_telephone_too(self) -> None:
		before = frappe.db.count(REPORT, {"help_seeking": 1})
		self.take_down(content="他说不想活了")
		self.assertEqual(frappe.db.count(REPORT, {"help_seeking": 1}), before + 1)

	def test_in_an_answer_too(self) -> None:
		_ticket, code = self.file(CANARY)
		before = frappe.db.count(REPORT, {"help_seeking": 1})
		self.assertTrue(answers.answer(self.by_code(code), "我不想活了", now_datetime()))
		self.assertEqual(frappe.db.count(REPORT, {"help_seeking": 1}), before + 1)

	def test_what_the_handler_writes_for_all_waits_for_the_office(self) -> None:
		first, _code = self.file()
		second, code = self.file("食堂的汤还是冷的")
		self.assign(first)
		self.write(first, self.office, public_summary="食堂的汤")
		with self.as_user(self.office):
			joining.join(
				frappe.get_doc(TICKET, second.name),
				frappe.get_doc(TICKET, first.name),
				self.office,
				now_datetime(),
			)
		self.assertEqual(answers.get_one(self.by_code(code), now_datetime())["summary"], "食堂的汤")
		self.write(first, self.handler, public_summary="张三说汤冷了", change_made="李四已批评")
		shown = answers.get_one(self.by_code(code), now_datetime())
		self.assertEqual((shown["summary"], shown["change"]), ("", ""))
		self.assertFalse([row for row in joining.get_open("Logistics") if "张三" in row["summary"]])
		self.write(first, self.office, public_summary="食堂的汤", change_made="加了保温台")
		self.assertEqual(answers.get_one(self.by_code(code), now_datetime())["change"], "加了保温台")

	def test_a_published_text_changed_by_the_handler_is_taken_back(self) -> None:
		ticket, _code = self.file()
		self.assign(ticket)
		self.write(ticket, self.office, public_summary="食堂的汤", change_made="加了保温台")
		with self.as_user(self.office):
			steps.publish(frappe.get_doc(TICKET, ticket.name), self.office, now_datetime())
		self.write(ticket, self.handler, change_made="别的话")
		self.assertNotIn("别的话", [row["change"] for row in joining.get_changed()])
