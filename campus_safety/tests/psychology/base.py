"""A college with two classes, a centre with two teachers, scales that can be answered, a campaign that is open."""

from datetime import timedelta

import frappe
from frappe.utils import add_days, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.services.psychology import campaigns, consents
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

RESULT, SCORE = "Campus Screening Result", "Campus Screening Score"
INTERVIEW, CONSENT = "Campus Screening Interview", "Campus Screening Consent"
CAMPAIGN, SCALE = "Campus Screening Campaign", "Campus Screening Scale"
CALM = [0, 1, 0, 1, 0, 0, 1, 0, 0, 0]
HEAVY = [2, 2, 1, 2, 1, 1, 2, 1, 0, 2]
IN_DANGER = [1, 1, 0, 1, 0, 0, 1, 0, 1, 1]


class ScreeningTestCase(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		make.make_term()
		self.college = make.make_unit("普测学院", "College", make.make_unit("普测学校", "School"))
		self.klass = make.make_unit("普测软件2601班", "Class", self.college)
		self.other = make.make_unit("普测护理2601班", "Class", self.college)
		self.students = [
			make.make_student(f"PS26{number:03}", self.klass, student_name=f"学生{sign}")
			for number, sign in enumerate("甲乙丙丁戊己")
		]
		self.student = self.students[0]
		self.head = make.make_user("head@psych.test", r.PSYCH_HEAD)
		self.teacher = make.make_user("teacher@psych.test", r.PSYCH_TEACHER)
		self.second = make.make_user("second@psych.test", r.PSYCH_TEACHER)
		self.counsellor = make.make_user("counsellor@psych.test", r.COUNSELLOR)
		self.adviser = make.make_user("adviser@psych.test", r.CLASS_ADVISER)
		self.lead = make.make_user("lead@psych.test", r.COLLEGE_LEAD)
		self.leader = make.make_user("leader@psych.test", r.SCHOOL_LEADER)
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.klass)
		make.assign(self.adviser, "Class Adviser", "Class", unit=self.klass)
		make.assign(self.lead, "College Lead", "College", unit=self.college)
		for scale in ("PHQ-9", "GAD-7"):
			self.paste(scale)

	def paste(self, name: str) -> None:
		"""Words of our own in the place of the instrument's."""
		scale = frappe.get_doc(SCALE, name)
		scale.pasted_texts = "\n".join(
			f"{number}. 问题{number}" for number in range(1, len(scale.get("items")) + 1)
		)
		scale.texts_from = "测试用"
		scale.save()

	def assess(self) -> None:
		assessment = frappe.get_doc(
			{
				"doctype": "Campus Impact Assessment",
				"title": "普测影响评估",
				"activity": "Screening",
				"purpose": "及早发现需要帮助的学生",
				"necessity": "国家要求",
				"risks": "泄露",
				"measures": "加密",
				"unit": self.college,
				"valid_until": add_days(nowdate(), 300),
				"status": "Approved",
			}
		)
		with assessment.as_app():
			assessment.insert()

	def make_campaign(self, **values):
		return frappe.get_doc(
			{
				"doctype": CAMPAIGN,
				"campaign_title": "2026级新生普测",
				"campaign_kind": "Freshman",
				"window_from": add_days(nowdate(), -3),
				"window_to": add_days(nowdate(), 20),
				"consent_text": "我们想了解你近来怎样。只有心理中心能看到你的答案。不参加没有任何后果。",
				"scales": [{"scale": "PHQ-9", "answered_here": 1}, {"scale": "GAD-7", "answered_here": 1}],
				"units": [{"unit": self.college}],
				**values,
			}
		).insert()

	def open_campaign(self, **values):
		self.assess()
		campaign = self.make_campaign(**values)
		with self.as_user(self.head):
			campaigns.publish(frappe.get_doc(CAMPAIGN, campaign.name), now_datetime())
		campaign.reload()
		return campaign

	def set_watch(self, user: str | None = None) -> None:
		"""Somebody of the centre is on duty now, in whatever shift."""
		for day in (nowdate(), add_days(nowdate(), -1)):
			for shift in ("Day", "Night"):
				frappe.get_doc(
					{
						"doctype": "Campus Duty Roster",
						"date": day,
						"shift": shift,
						"level": "Centre",
						"user": user or self.teacher,
					}
				).insert()

	def agree(self, campaign, student: str | None = None, *permissions: str) -> None:
		wanted = dict.fromkeys(permissions or consents.PERMISSIONS, True)
		consents.answer(campaign, student or self.student, wanted, now_datetime())

	def result(self, campaign, student: str | None = None):
		name = frappe.db.get_value(RESULT, {"campaign": campaign.name, "student": student or self.student})
		return frappe.get_doc(RESULT, name)

	def interview(self, campaign, student: str | None = None):
		name = frappe.db.get_value(INTERVIEW, {"campaign": campaign.name, "student": student or self.student})
		return frappe.get_doc(INTERVIEW, name) if name else None

	def later(self, minutes: int):
		return now_datetime() + timedelta(minutes=minutes)
