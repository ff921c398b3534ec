"""Scales as records, campaigns from the draft to the last day."""

import frappe
from frappe.utils import add_days, now_datetime, nowdate

from campus_safety.exceptions import (
	AssessmentNeededError,
	ClosedRecordError,
	ScreeningError,
	ScreeningScaleError,
)
from campus_safety.services.psychology import campaigns
from campus_safety.tests import factories as make
from campus_safety.tests.counselling.base import SHIFT, make_shift, qualify
from campus_safety.tests.psychology.base import CAMPAIGN, RESULT, SCALE, ScreeningTestCase


class TestScales(ScreeningTestCase):
	def test_shipped_ones_carry_structure_and_no_text(self) -> None:
		for name, items, rights in (
			("PHQ-9", 10, "Public Domain"),
			("GAD-7", 7, "Public Domain"),
			("SCL-90", 0, "Scores Only"),
		):
			scale = frappe.get_doc(SCALE, name)
			self.assertEqual((len(scale.get("items")), scale.text_rights), (items, rights))
		self.assertFalse(frappe.db.exists("Campus Screening Item", {"parent": "UPI"}))

	def test_texts_are_held_to_count_and_order(self) -> None:
		scale = frappe.get_doc(SCALE, "GAD-7")
		scale.texts_from = "x"
		for pasted in ("1. 甲\n2. 乙", "\n".join(f"{n}. 题{n}" for n in (1, 2, 4, 3, 5, 6, 7))):
			scale.pasted_texts = pasted
			with self.assertRaises(ScreeningScaleError):
				scale.save()
			scale.reload()
			scale.texts_from = "x"
		self.assertTrue(scale.may_be_answered)
		self.assertEqual(scale.get("items")[2].item_text, "问题3")
		self.assertFalse(scale.pasted_texts)

	def test_scores_only_takes_no_text(self) -> None:
		scale = frappe.get_doc(SCALE, "SDS")
		scale.append("items", {"item_no": 1, "item_text": "受版权保护的句子"})
		scale.append("options", {"option_set": "A", "value": 1, "option_label": "很少"})
		scale.append("options", {"option_set": "A", "value": 2, "option_label": "有时"})
		self.assertRaises(ScreeningScaleError, scale.save)

	def test_a_rule_names_what_it_looks_at(self) -> None:
		for rule in (
			{"rule_of": "Factor", "rule_key": "没有的因子"},
			{"rule_of": "Item", "rule_key": ""},
			{"rule_of": "Item", "rule_key": "11"},
		):
			scale = frappe.get_doc(SCALE, "PHQ-9")
			scale.append("rules", {"operator": ">=", "value": 1, "flag": "Key", **rule})
			self.assertRaises(ScreeningScaleError, scale.save)

	def test_who_edits_them(self) -> None:
		with self.as_user(self.head):
			scale = frappe.get_doc(SCALE, "SDS")
			scale.rules[0].value = 50
			scale.save()
		with self.as_user(self.counsellor):
			self.assertFalse(frappe.has_permission(SCALE, "read"))


class TestCampaigns(ScreeningTestCase):
	def publish(self, campaign) -> None:
		with self.as_user(self.head):
			campaigns.publish(frappe.get_doc(CAMPAIGN, campaign.name), now_datetime())

	def test_it_opens_under_an_approved_assessment_alone(self) -> None:
		campaign = self.make_campaign()
		with self.assertRaises(AssessmentNeededError):
			self.publish(campaign)
		self.assess()
		self.publish(campaign)
		campaign.reload()
		self.assertEqual((campaign.status, campaign.published_by), ("Published", self.head))
		self.assertTrue(campaign.impact_assessment)

	def test_everybody_asked_gets_a_row(self) -> None:
		make.make_student("PS26901", self.other, status="Suspended")
		far = make.make_unit("普测外院", "College", make.make_unit("普测学校", "School"))
		make.make_student("PS26902", make.make_unit("普测外班", "Class", far))
		campaign = self.open_campaign()
		rows = dict(frappe.get_all(RESULT, {"campaign": campaign.name}, ["student", "status"], as_list=True))
		self.assertEqual(rows, {**dict.fromkeys(self.students, "Untested"), "PS26901": "Excused"})
		campaigns.make_all_rows(campaign.name, now_datetime())
		self.assertEqual(frappe.db.count(RESULT, {"campaign": campaign.name}), 7)

	def test_what_students_agreed_to_stays(self) -> None:
		campaign = self.open_campaign()
		with self.as_user(self.head):
			campaign.consent_text = "别的话"
			self.assertRaises(ScreeningError, campaign.save)
			campaign.reload()
			campaign.append(
				"waves", {"college": self.college, "opens_on": nowdate(), "closes_on": add_days(nowdate(), 5)}
			)
			campaign.save()
		self.assertRaises(ClosedRecordError, campaign.delete)

	def test_what_cannot_be(self) -> None:
		self.assertRaises(ScreeningError, self.make_campaign, window_to=add_days(nowdate(), -9))
		self.assess()
		for values in ({"scales": []}, {"scales": [{"scale": "UPI", "answered_here": 1}]}):
			with self.assertRaises(ScreeningError):
				self.publish(self.make_campaign(**values))
		gone = self.make_campaign(window_from=add_days(nowdate(), -9), window_to=add_days(nowdate(), -2))
		with self.assertRaises(ScreeningError):
			self.publish(gone)

	def test_forecast_and_waves(self) -> None:
		campaign = self.make_campaign()
		found = campaigns.get_forecast(campaign, campaigns.getdate())
		self.assertEqual((found["students"], found["rate"], found["interviews"]), (6, 12, 1))
		with self.as_user(self.head):
			campaigns.plan_waves(frappe.get_doc(CAMPAIGN, campaign.name), campaigns.getdate())
		campaign.reload()
		self.assertEqual([(row.college, row.students) for row in campaign.waves], [(self.college, 6)])

	def test_the_forecast_counts_on_the_free_hours_of_the_shifts(self) -> None:
		"""Of qualified people, less what is booked, on average over the weeks that are planned; else the setting."""
		for name in frappe.get_all(SHIFT, pluck="name"):
			frappe.db.set_value(SHIFT, name, "status", "Cancelled")  # another test's, or the demo's
		campaign, today = self.make_campaign(), campaigns.getdate()
		found = campaigns.get_forecast(campaign, today)
		self.assertEqual((found["hours_a_week"], found["from_shifts"]), (20, False))
		monday = add_days(today, 7 - today.weekday())
		make_shift(self.second, monday, "08:00", "20:00")  # not qualified
		self.assertFalse(campaigns.get_forecast(campaign, today)["from_shifts"])
		qualify(self.teacher)
		shift = make_shift(self.teacher, monday, "08:00", "12:00")
		make_shift(self.teacher, add_days(monday, 8), "08:00", "10:00")
		found = campaigns.get_forecast(campaign, today)
		self.assertEqual((found["hours_a_week"], found["from_shifts"]), (3.0, True))
		booked = frappe.get_doc(
			{
				"doctype": "Campus Counselling Appointment",
				"name": "free-hours-test",
				"status": "Confirmed",
				"shift": shift,
				"counsellor": self.teacher,
				"starts_at": f"{monday} 09:00:00",
				"ends_at": f"{monday} 11:00:00",
			}
		)
		booked.db_insert()
		self.assertEqual(campaigns.get_forecast(campaign, today)["hours_a_week"], 2.0)

	def test_waves_decide_the_days_of_a_college(self) -> None:
		campaign = self.open_campaign()
		today = campaigns.getdate()
		self.assertTrue(campaigns.is_open_for(campaign, self.college, today))
		campaign.append(
			"waves",
			{"college": self.college, "opens_on": add_days(today, 2), "closes_on": add_days(today, 5)},
		)
		self.assertFalse(campaigns.is_open_for(campaign, self.college, today))
		self.assertTrue(campaigns.is_open_for(campaign, "another", today))
		self.assertTrue(campaigns.is_open_for(campaign, self.college, campaigns.getdate(add_days(today, 3))))

	def test_progress_is_one_count(self) -> None:
		campaign = self.open_campaign()
		self.assertEqual(campaigns.get_progress(campaign.name), {self.college: {"Untested": 6}})
