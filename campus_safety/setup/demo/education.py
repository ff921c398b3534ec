"""A month of educations, two looks at the five, three recommendations, and what was said about the school in public."""

import frappe
from frappe.utils import add_days, add_to_date, getdate, now_datetime

from campus_safety.setup.demo import accounts
from campus_safety.setup.demo import units as u
from campus_safety.setup.demo.records import acting_as

EDUCATION, FIVE = "Campus Safety Education", "Campus Five Management"
RECOMMENDATION, OPINION = "Campus Cultural Recommendation", "Campus Opinion Item"
# who, units, theme, kind, topic, hours, days ago, speaker
EDUCATIONS = (
	("lead", (u.INFORMATION,), "Fire", "Lecture", "宿舍用电与逃生", 2, 2, "消防救援站 李教官"),
	("counsellor", ("软件技术2601班",), "Fraud", "Lecture", "刷单返利与“校园贷”", 1, 1, ""),
	("counsellor", ("软件技术2601班",), "Life", "Compulsory", "生命教育第三讲", 2, 0, ""),
	("lead2", (u.NURSING,), "Life", "Public-benefit Practice", "养老院志愿服务", 4, 1, "市养老中心"),
)
FIVES = (
	("adviser", "软件技术2601班", (("Phone", "晚自习后半段看手机的多", "设手机袋，班委轮值，两周后再看"),)),
	("adviser2", "护理2601班", ()),
)
RECOMMENDATIONS = (
	("publicity", "活着", "Book", "余华", "在困境里看见人的韧性。"),
	(
		"itcentre",
		"被讨厌的勇气",
		"Book",
		"岸见一郎、古贺史健",
		"和自己、和别人相处的对话，图书馆三楼有二十册。",
	),
	("publicity", "我和我的家乡", "Film or Series", "", "周五晚礼堂放映，可带家长。"),
)


def create() -> None:
	_teach()
	_look()
	_recommend()
	_hear()


def _teach() -> None:
	for who, units, theme, kind, topic, hours, days, speaker in EDUCATIONS:
		if frappe.db.exists(EDUCATION, {"topic": topic}):
			continue
		with acting_as(accounts.user_of(who)):
			frappe.get_doc(
				{
					"doctype": EDUCATION,
					"theme": theme,
					"course_kind": kind,
					"topic": topic,
					"hours": hours,
					"held_on": add_days(getdate(), -days),
					"speaker": speaker,
					"units": [{"unit": u.name_of(unit)} for unit in units],
				}
			).insert()


def _look() -> None:
	for who, unit, problems in FIVES:
		if frappe.db.exists(FIVE, {"unit": u.name_of(unit)}):
			continue
		with acting_as(accounts.user_of(who)):
			frappe.get_doc(
				{
					"doctype": FIVE,
					"unit": u.name_of(unit),
					"checked_on": getdate(),
					"rows": [
						{"item": item, "state": "Problem", "finding": finding, "step": step}
						for item, finding, step in problems
					],
				}
			).insert()


def _recommend() -> None:
	for who, title, kind, creator, why in RECOMMENDATIONS:
		if not frappe.db.exists(RECOMMENDATION, {"title": title}):
			with acting_as(accounts.user_of(who)):
				frappe.get_doc(
					{"doctype": RECOMMENDATION, "title": title, "kind": kind, "creator": creator, "why": why}
				).insert()


def _hear() -> None:
	"""One that turned out to be a rumour and was answered, one that waits for the Publicity Department."""
	items = (
		(
			"publicity",
			"本地论坛",
			50,
			"帖子称二食堂用过期食材",
			{
				"verdict": "Rumour",
				"verify_result": "查进货台账和当日留样，均在保质期内；与发帖人联系，系转述",
				"response": "在原帖下说明情况并附检测报告",
			},
		),
		("counsellor", "短视频平台", 3, "视频里有人说宿舍热水已停三天", {}),
	)
	for who, platform, hours, gist, values in items:
		if not frappe.db.exists(OPINION, {"gist": gist}):
			with acting_as(accounts.user_of(who)):
				frappe.get_doc(
					{
						"doctype": OPINION,
						"platform": platform,
						"found_at": add_to_date(now_datetime(), hours=-hours),
						"grade": "General",
						"gist": gist,
						**values,
					}
				).insert()
