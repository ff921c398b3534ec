"""Talks and parent contacts since the beginning of the term, with the gaps that a real term has.

Hundreds of routine ones are written by set, as if each had been entered on its day; the few that tell something
(an abnormal state, a copied text, a family that never answers) are entered through the app by those who would.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

import frappe
from frappe.utils import add_to_date, get_datetime, getdate, now_datetime, nowdate

from campus_safety.domain.care.heart_talk import fingerprint
from campus_safety.domain.care.parent_contact import counts
from campus_safety.records import numbers
from campus_safety.setup.demo import accounts, calendar, posts, students, units
from campus_safety.setup.demo.records import acting_as

TALK, CONTACT = "Campus Heart Talk", "Campus Parent Contact"
# how many of a class's students are talked with in a month, and reached in the term: some classes lag behind
DILIGENCE = {
	"软件技术2601班": (0.97, 0.9),
	"软件技术2501班": (0.9, 0.8),
	"大数据技术2601班": (0.8, 0.6),
	"物联网应用2401班": (0.7, 0.5),
	"护理2601班": (1.0, 0.95),
	"护理2602班": (0.93, 0.9),
	"康复治疗2501班": (0.6, 0.4),
	"数控技术2601班": (0.9, 0.7),
	"机电一体化2501班": (0.45, 0.3),
	"新能源汽车2601班": (0.85, 0.6),
}
RUNNING_MONTH = 0.7  # share of the month's talks that are done by today
PLACES = ("辅导员办公室", "教室", "宿舍", "操场", "谈心室")
# topic, what the student said, what was answered, measure
TALKS = (
	("学习 作息", "觉得专业课进度快，晚自习常犯困", "建议固定就寝时间，先把前两章习题补上", "两周后看作业本"),
	("宿舍相处", "与同宿舍同学作息不一致，偶有口角", "一起商量熄灯时间，有事当面说", "下周去宿舍看一次"),
	("家庭 经济", "父亲今年收入减少，想多做兼职", "说明助学金申请办法，兼职不影响上课", "协助填写助学金申请"),
	("升学 就业", "拿不准专升本还是就业", "介绍了去年本专业去向，约招就处老师答疑", "转招生就业处咨询"),
	("社团 生活", "参加了篮球社，认识了新朋友", "鼓励坚持，注意与学习的平衡", ""),
	("适应大学生活", "刚来时想家，现在好多了", "提醒常与家里联系，周末可参加班级活动", ""),
	("情感", "最近和朋友闹了别扭，心里不舒服", "听其倾诉，约定过几天再聊", "一周后再谈"),
	("考试 证书", "准备考普通话和英语，时间不够", "帮着排了复习计划，先考普通话", "每周看一次进度"),
	("健康", "体检有点贫血，已去校医院看过", "提醒按时吃早饭，遵医嘱复查", "一个月后问复查结果"),
)
MANNERS = (
	"谈得比较放松",
	"开始话不多，后来愿意说",
	"愿意配合",
	"态度诚恳",
	"说到家里时有些沉默",
	"笑着说没什么大事",
)
PAIRS = (
	("本学期出勤正常，作业按时交，班级活动积极", "在家作息规律，家长担心其玩手机时间长"),
	("专业课有一次未及格，已安排补课", "家长说孩子报喜不报忧，希望学校多提醒"),
	("近期情绪平稳，与室友相处好", "每周视频一次，家长表示放心"),
	("通报假期安全要求和返校时间", "家长知晓，承诺接送并按时返校"),
	("担任宿舍长，做事认真", "家长说在家也帮着照顾弟弟"),
)


@dataclass(frozen=True)
class Told:
	"""A talk entered through the app. place: number in the class list; hours: how long ago it was held."""

	unit: str
	place: int
	by: str
	hours: int
	values: dict = field(default_factory=dict)


TOLD = (
	Told(
		"护理2601班",
		18,
		"counsellor3",
		20,
		{
			"talk_type": "Emotion",
			"mental_state": "Abnormal",
			"topics": "睡眠 情绪",
			"content": "说最近两周睡不着，做什么都提不起劲，不想去实训；问到是否想过伤害自己，说没有。",
			"abnormal_behaviour": "谈话中几次流泪，手一直发抖；室友说她近一周很少吃晚饭。",
			"measures": "陪同到心理中心预约；请室友晚上多留意。",
			"escalate_to": "Psych Centre",
			"next_talk_date": 2,
		},
	),
	Told(
		"新能源汽车2601班",
		9,
		"counsellor4",
		30,
		{
			"talk_type": "Key",
			"mental_state": "Abnormal",
			"topics": "家庭变故",
			"content": "父母上月离异，跟父亲过，家里常吵架；说“没人管我”。愿意每周来谈一次。",
			"abnormal_behaviour": "近半月三次旷课，与同学争吵两次；谈话时低头不语，手臂有抓痕。",
			"measures": "每周谈一次；联系母亲。",
			"escalate_to": "Risk Ledger",
			"next_talk_date": 5,
		},
	),
	Told(
		"软件技术2501班",
		21,
		"counsellor",
		5,
		{
			"talk_type": "Academic",
			"mental_state": "Fluctuating",
			"topics": "挂科 补考",
			"content": "上学期两门补考，怕毕不了业，晚上睡得晚。愿意参加补课。",
			"student_request": "希望有人带着复习高数",
			"measures": "安排学习委员结对，任课教师答疑两次",
			"next_talk_date": 10,
		},
	),
)
# one author, one text, more students than the limit: the app marks them
COPIED = (
	"大数据技术2601班",
	"counsellor2",
	range(1, 8),
	"该生思想积极，学习认真，与同学相处融洽，近期状态良好。",
)
UNANSWERED = ("康复治疗2501班", 6, "counsellor3", (5, 4, 2))  # days ago on which nobody answered
# account, days ago, classes, families that came, whether the law was explained
MEETINGS = (
	("counsellor", 2, ("软件技术2601班", "软件技术2501班"), 51, True),
	("counsellor3", 3, ("护理2601班",), 28, True),
	("counsellor4", 1, ("数控技术2601班",), 19, False),
)
# account, days ago, building, floor, findings, hazards
DORM_VISITS = (
	("dorm", 1, "1号楼", 1, "内务整洁，大部分学生在自习。", ""),
	(
		"dorm",
		2,
		"1号楼",
		2,
		"两间宿舍卫生较差，已要求当天整改。",
		"203室使用大功率吹风机，已收存并登记；安全出口灯一盏不亮。",
	),
	("dorm2", 1, "2号楼", 1, "学生按时回寝，情绪正常。", ""),
)
LATE = ("数控技术2601班", 12, "counsellor4", 5)  # days ago, entered only today


def create() -> None:
	if frappe.db.exists(TALK, {"owner": ("like", f"%@{accounts.DOMAIN}")}):
		return
	term = frappe.get_doc("Campus Term", calendar.current_name())
	days = _teaching_days(term)
	if days:
		_write_talks(term, days)
		_write_contacts(term, days)
	_tell()
	_copy()
	_call_in_vain()
	_meet()
	_visit_rooms()


# by set


def _teaching_days(term) -> list[date]:
	"""Teaching days of the term before today."""
	return frappe.get_all(
		"Campus Day",
		filters={"term": term.name, "day_type": ("in", ("Teaching", "Make-up")), "date": ("<", nowdate())},
		order_by="date",
		pluck="date",
	)


def _write_talks(term, days: list[date]) -> None:
	random, rows = Random(20261125), []
	for unit, (share, _reached) in DILIGENCE.items():
		for month in sorted({day.replace(day=1) for day in days}):
			of_month = [day for day in days if day.replace(day=1) == month]
			running = month == getdate(nowdate()).replace(day=1)
			for person in _class_of(unit):
				if random.random() < share * (RUNNING_MONTH if running else 1):
					rows.append(_talk(random, term, person, unit, random.choice(of_month)))
	_insert(TALK, rows)


def _talk(random: Random, term, person, unit: str, day: date) -> dict:
	topic, said, answer, measure = random.choice(TALKS)
	manner = random.choice(MANNERS)
	content = f"{said}，{manner}。{answer}。"
	at = _moment(random, day)
	return {
		**_common(term, unit, person, at, _author(unit), late=random.random() < 0.04, random=random),
		"talk_time": at,
		"place": random.choice(PLACES),
		"mode": "In Person",
		"talk_type": "Key" if random.random() < 0.08 else "Routine",
		"mental_state": "Fluctuating" if random.random() < 0.07 else "Steady",
		"topics": topic,
		"content": content,
		"measures": measure,
		"escalate_to": "None",
		"content_hash": fingerprint(content, (person.name, person.number)),
		"suspected_batch": 0,
		"counts": 1,
	}


def _write_contacts(term, days: list[date]) -> None:
	random, rows = Random(20261126), []
	for unit, (_talked, share) in DILIGENCE.items():
		for person in _class_of(unit):
			draw = random.random()
			if person == students.in_class(*UNANSWERED[:2]):
				continue
			if draw < share:
				rows.append(_contact(random, term, person, unit, random.choice(days), "Reached"))
			elif draw < share + 0.1:
				rows.append(_contact(random, term, person, unit, random.choice(days), "No Answer"))
	_insert(CONTACT, rows)


def _contact(random: Random, term, person, unit: str, day: date, result: str) -> dict:
	feedback, info = random.choice(PAIRS) if result == "Reached" else ("", "")
	guardian = students.guardians_of(person, students.people().index(person))[0]
	by = "Parent" if random.random() < 0.06 else "School"
	at = _moment(random, day)
	return {
		**_common(term, unit, person, at, _author(unit), late=random.random() < 0.04, random=random),
		"contact_time": at,
		"guardian_name": guardian["guardian_name"],
		"relation": guardian["relation"],
		"channel": random.choice(("Phone", "Phone", "WeChat")),
		"initiated_by": by,
		"result": result,
		"topics": random.choice(("Academics", "Emotion", "At Home", "Safety")) if result == "Reached" else "",
		"school_feedback": feedback,
		"home_info": info,
		"counts": int(counts(result, by, feedback, info)),
	}


def _class_of(unit: str):
	return [person for person in students.people() if person.unit == unit]


def _author(unit: str) -> str:
	"""The counsellor who holds the class in the demo."""
	account = next(
		a for a, position, _l, scopes in posts.POSTS if position == "Counsellor" and unit in scopes
	)
	return accounts.user_of(account)


def _moment(random: Random, day: date) -> datetime:
	return datetime.combine(
		day, time(random.choice((10, 12, 15, 16, 17, 19)), random.choice(range(0, 60, 5)))
	)


def _common(term, unit: str, person, at: datetime, author: str, late: bool, random: Random) -> dict:
	hours = random.randrange(80, 160) if late else random.randrange(1, 48)
	written = min(add_to_date(at, hours=hours), now_datetime().replace(microsecond=0))
	return {
		"owner": author,
		"modified_by": author,
		"creation": written,
		"modified": written,
		"student": person.number,
		"student_name": person.name,
		"unit": units.name_of(unit),
		"college": frappe.db.get_value("Campus Student", person.number, "college"),
		"term": term.name,
		"recorded_by": author,
		"occurred_on": at,
		"late_entry": int(get_datetime(written) - at > timedelta(hours=72)),
		"status": "Recorded",
	}


def _insert(doctype: str, rows: list[dict]) -> None:
	"""In the order in which they were written, so that their numbers follow it."""
	rows.sort(key=lambda row: row["creation"])
	for row in rows:
		row["name"] = numbers.take(numbers.NUMBERED[doctype])
	if rows:
		fields = list(rows[0])
		frappe.db.bulk_insert(doctype, fields, [[row[name] for name in fields] for row in rows])


# through the app


def _tell() -> None:
	for told in TOLD:
		student = students.in_class(told.unit, told.place).number
		values = dict(told.values)
		at = add_to_date(now_datetime(), hours=-told.hours)
		values["next_talk_date"] = add_to_date(getdate(nowdate()), days=values["next_talk_date"])
		with acting_as(accounts.user_of(told.by)):
			_new(TALK, student, talk_time=at, place="谈心室", **values)


def _copy() -> None:
	unit, account, places, text = COPIED
	with acting_as(accounts.user_of(account)):
		for place in places:
			_new(
				TALK,
				students.in_class(unit, place).number,
				talk_time=add_to_date(now_datetime(), hours=-3),
				place="教室",
				mental_state="Steady",
				topics="日常",
				content=text,
			)


def _call_in_vain() -> None:
	unit, place, account, days = UNANSWERED
	with acting_as(accounts.user_of(account)):
		for ago in days:
			_new(
				CONTACT,
				students.in_class(unit, place).number,
				contact_time=add_to_date(now_datetime(), days=-ago),
				channel="Phone",
				initiated_by="School",
				result="No Answer",
			)
	unit, place, account, ago = LATE
	with acting_as(accounts.user_of(account)):
		_new(
			CONTACT,
			students.in_class(unit, place).number,
			contact_time=add_to_date(now_datetime(), days=-ago),
			channel="Phone",
			initiated_by="School",
			result="Reached",
			school_feedback="实训课缺勤两次，已谈话",
			home_info="家长说家里农忙，孩子回去帮忙，今后会提前请假",
		)


def _new(doctype: str, student: str, **values) -> None:
	frappe.get_doc({"doctype": doctype, "student": student, **values}).insert()


def _meet() -> None:
	for account, ago, classes, attended, explained in MEETINGS:
		with acting_as(accounts.user_of(account)):
			frappe.get_doc(
				{
					"doctype": "Campus Parent Meeting",
					"meeting_date": add_to_date(getdate(nowdate()), days=-ago),
					"mode": "Online",
					"units": [{"unit": units.name_of(name)} for name in classes],
					"attended": attended,
					"promotion_law_explained": int(explained),
					"minutes": "通报在校情况与假期安全要求，讲解家校联系办法，征求家长意见。",
				}
			).insert()


def _visit_rooms() -> None:
	for account, ago, building, floor, findings, hazards in DORM_VISITS:
		place = frappe.db.get_value(
			"Campus Dormitory",
			{"dormitory_name": f"{floor}层", "building": building},
			["name", "lft", "rgt"],
			as_dict=True,
		)
		rooms = frappe.get_all(
			"Campus Dormitory",
			filters={"lft": (">", place.lft), "rgt": ("<", place.rgt), "dormitory_type": "Room"},
			order_by="lft",
			pluck="name",
		)
		with acting_as(accounts.user_of(account)):
			frappe.get_doc(
				{
					"doctype": "Campus Dorm Visit",
					"dormitory": place.name,
					"date": add_to_date(getdate(nowdate()), days=-ago),
					"rooms": [{"room": room} for room in rooms],
					"findings": findings,
					"hazards": hazards,
				}
			).insert()
