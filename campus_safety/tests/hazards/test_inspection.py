"""An inspection: the checklist as it stands, answers with what they ask for, a hazard out of a row, nothing missing as fine."""

import frappe
from frappe.utils import add_days, add_to_date, getdate, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.engines.duties import rules
from campus_safety.engines.duties.evidence import read_record
from campus_safety.exceptions import AppOwnedFieldError, ClosedRecordError, InspectionError, OutOfScopeError
from campus_safety.services.hazards import due, inspections
from campus_safety.setup.hazards import create_missing_hazard_lists
from campus_safety.tests import factories as make
from campus_safety.tests.hazards.base import CAMPAIGN, HAZARD, HazardTestCase


class InspectionTestCase(HazardTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		frappe.db.set_value("Campus Inspection Item", {"enabled": 1}, "enabled", 0)
		self.office = make.make_unit("隐患测试招就处", "Department")
		for place, (item, values) in enumerate(
			(
				("通道畅通", {"needs_hazard": 1, "category": self.unseen}),
				("室友矛盾已摸排", {"for_units": "Colleges", "category": self.unseen}),
				("处室值班", {"for_units": "Departments"}),
			)
		):
			frappe.get_doc(
				{
					"doctype": "Campus Inspection Item",
					"item": item,
					"topic": "Three Defences",
					"place": place,
					"enabled": 1,
					**values,
				}
			).insert()

	def begin(self, by: str | None = None, **values):
		with self.as_user(by or self.lead):
			return frappe.get_doc(
				{
					"doctype": CAMPAIGN,
					"title": "月度排查",
					"unit": self.college,
					"due": add_days(nowdate(), 5),
					**values,
				}
			).insert()

	def say(self, campaign, place: int, answer: str, by: str | None = None, **values) -> None:
		with self.as_user(by or self.lead):
			document = frappe.get_doc(CAMPAIGN, campaign.name)
			inspections.answer(document, document.rows[place].name, {"answer": answer, **values})
		campaign.reload()

	def finish(self, campaign, by: str | None = None) -> None:
		with self.as_user(by or self.lead):
			inspections.finish(frappe.get_doc(CAMPAIGN, campaign.name), now_datetime())
		campaign.reload()


class TestChecklist(InspectionTestCase):
	def test_each_kind_of_unit_has_its_own(self) -> None:
		campaign = self.begin()
		self.assertEqual([row.item_text for row in campaign.rows], ["通道畅通", "室友矛盾已摸排"])
		self.assertEqual((campaign.inspector, campaign.missing, campaign.status), (self.lead, 2, "Planned"))
		office = self.begin(self.safety, unit=self.office, inspector=self.mender)
		self.assertEqual([row.item_text for row in office.rows], ["通道畅通", "处室值班"])

	def test_what_is_edited_later_changes_no_round_that_is_under_way(self) -> None:
		campaign = self.begin()
		frappe.db.set_value(
			"Campus Inspection Item", campaign.rows[0].item, {"item": "别的", "needs_hazard": 0}
		)
		self.say(campaign, 0, "Problem", finding="堵着")
		self.assertEqual((campaign.rows[0].item_text, campaign.rows[0].needs_hazard), ("通道畅通", 1))

	def test_rows_are_the_schools(self) -> None:
		campaign = self.begin()
		for spoil in (
			lambda doc: doc.set("rows", doc.rows[:1]),
			lambda doc: doc.append("rows", {"item_text": "我的", "answer": "Fine"}),
			lambda doc: doc.rows[0].set("needs_hazard", 0),
			lambda doc: doc.rows[0].set("hazard", self.find(9).name),
		):
			with self.as_user(self.lead), self.assertRaises((InspectionError, frappe.PermissionError)):
				document = frappe.get_doc(CAMPAIGN, campaign.name)
				spoil(document)
				document.save()

	def test_of_whose_unit(self) -> None:
		self.assertRaises(OutOfScopeError, self.begin, unit=self.other_college)
		campaign = self.begin(inspector=self.mender)
		self.say(campaign, 0, "Fine", by=self.mender)
		with self.as_user(self.mender), self.assertRaises(OutOfScopeError):
			document = frappe.get_doc(CAMPAIGN, campaign.name)
			document.due = add_days(nowdate(), 50)
			document.save()
		with self.as_user(self.stranger):
			self.assertEqual(frappe.get_list(CAMPAIGN, {"name": campaign.name}), [])

	def test_a_round_for_every_unit_is_made_once(self) -> None:
		units = [self.college, self.other_college]
		with self.as_user(self.safety):
			made = inspections.start_round("节前排查", add_days(getdate(), 3), units, now_datetime())
			self.assertEqual(len(made), 2)
			self.assertEqual(inspections.start_round("节前排查", getdate(), units, now_datetime()), [])
		with self.as_user(self.lead), self.assertRaises(frappe.PermissionError):
			inspections.start_round("我的", getdate(), units, now_datetime())


class TestLists(InspectionTestCase):
	def test_what_is_not_used_any_more_takes_no_new_hazard(self) -> None:
		hazard = self.find(1)
		for doctype, name, seed in (
			("Campus Safety Area", self.area, 2),
			("Campus Hazard Category", self.kind, 3),
		):
			frappe.db.set_value(doctype, name, "disabled", 1)
			self.assertRaises(frappe.ValidationError, self.find, seed)
			frappe.db.set_value(doctype, name, "disabled", 0)
		frappe.db.set_value("Campus Hazard Category", self.kind, "disabled", 1)
		self.assertEqual(self.assign(hazard).status, "Assigned", "what is there goes on")
		self.assertTrue(frappe.db.exists("Campus Safety Area", self.area))
		self.assertTrue(frappe.db.exists("Campus Hazard Category", self.kind))

	def test_edited_and_deleted_ones_stay_so(self) -> None:
		"""Seeded where a list is empty, and only then."""
		first = frappe.get_all("Campus Inspection Item", limit=1, pluck="name")[0]
		frappe.delete_doc("Campus Inspection Item", first, force=True)
		number = frappe.db.count("Campus Inspection Item")
		create_missing_hazard_lists()
		self.assertEqual(frappe.db.count("Campus Inspection Item"), number)


class TestAnswers(InspectionTestCase):
	def test_not_for_us_needs_a_reason_and_what_was_said_before_stays(self) -> None:
		campaign = self.begin()
		self.say(campaign, 0, "Problem", finding="严重隐患")
		for place in (0, 1):
			self.say(campaign, place, "Not Applicable", finding="")
		self.assertRaises(InspectionError, self.finish, campaign)
		for place in (0, 1):
			self.say(campaign, place, "Not Applicable", finding="本学院没有")
		self.finish(campaign)
		self.assertIn("严重隐患", campaign.rows[0].earlier)

	def test_the_unit_gives_itself_no_more_time(self) -> None:
		campaign = self.begin()
		for user, may in ((self.lead, False), (self.safety, True)):
			with self.as_user(user):
				document = frappe.get_doc(CAMPAIGN, campaign.name)
				document.due = add_days(nowdate(), 50)
				document.save() if may else self.assertRaises(OutOfScopeError, document.save)

	def test_what_is_missing_keeps_it_open(self) -> None:
		campaign = self.begin()
		self.assertRaises(InspectionError, self.finish, campaign)
		self.say(campaign, 0, "Fine")
		self.assertEqual((campaign.status, campaign.missing), ("Running", 1))
		self.assertRaises(InspectionError, self.finish, campaign)
		self.say(campaign, 1, "Problem")
		self.assertRaises(InspectionError, self.finish, campaign)
		self.say(campaign, 1, "Problem", finding="两起，已谈话")
		self.finish(campaign)
		self.assertEqual((campaign.status, campaign.problems, campaign.quick), ("Done", 1, 1))
		self.assertEqual(getdate(campaign.occurred_on), getdate())

	def test_not_inspected_stays_missing_when_it_is_done(self) -> None:
		campaign = self.begin()
		self.say(campaign, 0, "Fine")
		self.say(campaign, 1, "Not Inspected", finding="学生都在实习")
		self.finish(campaign)
		self.assertEqual((campaign.status, campaign.missing), ("Done", 1))

	def test_a_hazard_out_of_a_row(self) -> None:
		campaign = self.begin()
		self.say(campaign, 0, "Problem", finding="安全出口锁着")
		self.say(campaign, 1, "Fine")
		self.assertRaises(InspectionError, self.finish, campaign)
		with self.as_user(self.lead):
			document = frappe.get_doc(CAMPAIGN, campaign.name)
			row = document.rows[0].name
			name = inspections.open_hazard(document, row, self.area, "General", "", now_datetime())
			self.assertEqual(
				inspections.open_hazard(document, row, self.area, "General", "", now_datetime()), name
			)
		hazard = frappe.get_doc(HAZARD, name)
		self.assertEqual(
			(hazard.description, hazard.campaign, hazard.responsible_unit, hazard.status),
			("安全出口锁着", campaign.name, self.college, "Registered"),
		)
		campaign.reload()
		self.assertRaises(InspectionError, self.say, campaign, 0, "Fine")
		self.finish(campaign)
		self.assertEqual(campaign.status, "Done")

	def test_done_stays(self) -> None:
		campaign = self.begin()
		for place in (0, 1):
			self.say(campaign, place, "Fine")
		self.finish(campaign)
		self.assertRaises(ClosedRecordError, self.say, campaign, 0, "Not Applicable")
		for field, value in (("status", "Running"), ("finished_at", None), ("missing", 5)):
			with self.as_user(self.lead), self.assertRaises((AppOwnedFieldError, ClosedRecordError)):
				document = frappe.get_doc(CAMPAIGN, campaign.name)
				document.set(field, value)
				document.save()


class TestDuty(InspectionTestCase):
	def test_a_college_has_inspected_when_it_is_done_and_not_before(self) -> None:
		rule = frappe.get_doc("Campus Duty Rule", {"seed_key": "inspection"})
		self.assertTrue(rule.enabled)
		campaign = self.begin()
		self.say(campaign, 0, "Fine")
		self.assertEqual(read_record(rules.read(rule), campaign), set())
		self.say(campaign, 1, "Fine")
		self.finish(campaign)
		self.assertEqual(read_record(rules.read(rule), campaign), {(self.college, getdate())})


class TestDeadlines(InspectionTestCase):
	def count(self, name: str) -> int:
		return frappe.db.count(
			"Campus Alert", {"reference_name": name, "kind": ("like", "%Overdue"), "status": ("!=", "Ended")}
		)

	def go_on(self, **after) -> None:
		"""The job's work without its commits, which would keep what the test wrote."""
		now = add_to_date(now_datetime(), **after)
		for row in due.get_rows(now.date()):
			due.go_on(row, now)

	def test_a_hazard_is_brought_to_mind_and_then_calls_until_it_is_mended(self) -> None:
		hazard = self.assign(self.find())
		bell = {"for_user": self.mender, "document_name": hazard.name}
		heard = frappe.db.count("Notification Log", bell)
		self.go_on(days=3)
		self.assertEqual((frappe.db.count("Notification Log", bell), self.count(hazard.name)), (heard, 0))
		for _run in (1, 2):
			self.go_on(days=6)
			self.assertEqual(
				(frappe.db.count("Notification Log", bell), self.count(hazard.name)), (heard + 1, 0)
			)
		for _run in (1, 2):
			self.go_on(days=8)
			self.assertEqual(self.count(hazard.name), 1)
		alert = frappe.get_doc("Campus Alert", {"reference_name": hazard.name, "kind": "Hazard Overdue"})
		self.assertLessEqual({self.mender, self.lead, self.security}, {row.user for row in alert.recipients})
		self.mend(hazard)
		self.assertEqual(self.count(hazard.name), 0)

	def test_so_does_an_inspection(self) -> None:
		campaign = self.begin()
		self.go_on(days=6)
		self.assertEqual(self.count(campaign.name), 1)
		for place in (0, 1):
			self.say(campaign, place, "Fine")
		self.finish(campaign)
		self.assertEqual(self.count(campaign.name), 0)

	def test_the_office_that_supervises_inspects_for_whoever_has_nobody(self) -> None:
		campaign = self.begin(self.safety, unit=self.office)
		self.assertIsNone(campaign.inspector)
		self.say(campaign, 0, "Fine", by=self.safety)
		self.assertEqual(campaign.rows[0].answered_by, self.safety)
		self.assertNotIn(r.SAFETY_OFFICE, frappe.get_roles(self.lead))
