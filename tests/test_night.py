"""A whole night on phones: the network fails in the middle, two managers, one missing, the ladder climbs, the case closes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import requests
from chinese import zh
from conftest import PHONE, ROOT, screenshots_folder
from playwright.sync_api import expect

CASE, ROLL, SETTINGS = "Campus Absence Case", "Campus Night Roll Call", "Campus Safety Settings"
API = "campus_safety.api.roll_call"
LEAVE = "Campus Leave Permit"
BUILDING, OTHER_BUILDING, CLASS = "1号楼", "2号楼", "软件技术2601班"
PAGE = "/campus-roll-call"


def now() -> datetime:
	return datetime.now(ZoneInfo("Asia/Shanghai")).replace(tzinfo=None, microsecond=0)


@pytest.fixture
def tonight(sessions):
	"""The roll call was five minutes ago, whatever the hour at which the tests run."""
	affairs = sessions("affairs")
	before = affairs.get(SETTINGS, SETTINGS)
	hour = now() - timedelta(minutes=5)
	noon = now().replace(hour=12, minute=0)
	if hour < noon <= now():
		hour = noon  # before noon it would still be last night
	affairs.save({**before, "roll_call_time": f"{hour:%H:%M}:00", "gate_closes_at": f"{hour:%H:%M}:00"})
	yield hour.replace(second=0)
	latest = affairs.get(SETTINGS, SETTINGS)
	affairs.save({**latest, **{field: before[field] for field in ("roll_call_time", "gate_closes_at")}})


@pytest.fixture
def phone(new_context, cookies):
	"""`phone("dorm")`: that person's phone, with the roll-call page open. Script errors fail the test."""
	opened, errors = [], []

	def open_phone(name: str) -> Phone:
		context = new_context(**PHONE)
		context.add_cookies(cookies(name))
		opened.append(context)
		page = context.new_page()
		page.set_default_timeout(20_000)
		page.on("pageerror", lambda error: errors.append(str(error)))
		return Phone(context, page)

	yield open_phone
	for context in opened:
		context.close()
	assert not errors, errors


class Phone:
	def __init__(self, context, page):
		self.context, self.page, self.taps = context, page, 0

	def open(self, building: str = "") -> None:
		self.page.goto(f"{PAGE}#{building}" if building else PAGE)

	def offline(self, is_off: bool) -> None:
		self.context.set_offline(is_off)

	def floor(self, title: str) -> None:
		self.tap(".floors button", title)

	def rest_is_in(self) -> None:
		self.tap(".rest")

	def tap(self, selector: str, text: str = "") -> None:
		"""A finger on the screen, counted."""
		self.taps += 1
		self.page.locator(selector).filter(has_text=text).first.click()

	def person(self, student: str):
		return self.page.locator(f'.person[data-student="{student}"]')

	def mark(self, student: str, choice: str) -> None:
		self.tap(f'.person[data-student="{student}"]')
		self.tap(f".sheet button.{choice}")
		expect(self.page.locator(".sheet")).to_have_count(0)

	def unsent(self, text: str) -> None:
		expect(self.page.locator(".net .unsent")).to_have_text(text)

	def shot(self, name: str) -> None:
		self.page.screenshot(path=screenshots_folder() / f"{name}-phone.png")


def run_job(job: str, at: datetime | None = None, function: str = "run") -> None:
	"""A five-minute job, at a time of our own where it takes one."""
	site = os.environ.get("CAMPUS_E2E_SITE", "")
	when = ["--kwargs", f"{{'now': '{at}'}}"] if at else []
	done = subprocess.run(
		[
			sys.executable, "sandbox", "frappe", *(["--site", site] if site else []), "--",
			"execute", f"campus_safety.jobs.{job}.{function}", *when,
		],
		cwd=ROOT, capture_output=True, text=True, timeout=120,
	)  # fmt: skip
	assert done.returncode == 0, done.stderr[-2000:]


def by_floor(data: dict) -> dict[str, list[list]]:
	"""{floor: rows} of everybody who is expected and not marked yet."""
	floors = {room: floor for room, _title, floor in data["rooms"]}
	found: dict[str, list[list]] = {}
	for row in data["rows"]:
		if row[4] == "In" and not row[5]:
			found.setdefault(floors[row[2]], []).append(row)
	return found


def test_a_whole_night(tonight, phone, sessions, desk):
	floors = by_floor(sessions("dorm").call(f"{API}.open_building", building=BUILDING))
	own = {row["name"] for row in sessions("counsellor").list("Campus Student", {"unit": CLASS}, limit=0)}
	first, second, third = list(floors)
	missing = next(row for floor in (first, second, third) for row in floors[floor] if row[0] in own)
	gone_floor = next(floor for floor, rows in floors.items() if missing in rows)
	other_floors = [floor for floor in (first, second, third) if floor != gone_floor]
	late = next(row for row in floors[gone_floor] if row is not missing)
	second_late = floors[other_floors[1]][0]

	# the corridor: one floor with a network
	mine = phone("dorm")
	mine.open(BUILDING)
	mine.floor(other_floors[0])
	mine.shot("roll-call")
	mine.page.wait_for_function("async () => await caches.match('/campus-roll-call') !== undefined")
	mine.rest_is_in()
	mine.unsent(zh("All saved"))

	# the next floor without one: nothing is lost, and it says so
	mine.offline(True)
	mine.floor(gone_floor)
	mine.mark(missing[0], "missing")
	mine.mark(late[0], "late")
	mine.rest_is_in()
	waiting = len(floors[gone_floor])  # what waits lies on the phone as ciphertext
	mine.unsent(zh("{0} not sent").replace("{0}", str(waiting)))
	expect(mine.page.locator(".net b")).to_have_text("离线")
	mine.shot("roll-call-offline")
	assert not sessions("affairs").list(CASE, {"student": missing[0], "status": ("!=", "Closed")})

	# a colleague meanwhile takes the last floor
	theirs = phone("affairs")
	theirs.open(BUILDING)
	theirs.floor(other_floors[1])
	theirs.mark(second_late[0], "late")
	theirs.rest_is_in()
	theirs.unsent(zh("All saved"))

	# the page is loaded anew in the dead corner: list and queue are still there
	mine.page.reload()
	mine.floor(gone_floor)
	expect(mine.person(missing[0]).locator(".state b")).to_have_text("未归")
	mine.unsent(zh("{0} not sent").replace("{0}", str(waiting)))

	# the network comes back: everything goes up once, and the colleague's marks come down
	mine.offline(False)
	mine.unsent(zh("All saved"))
	expect(mine.page.locator(".net b")).to_have_text("在线")
	mine.floor(other_floors[1])
	expect(mine.person(second_late[0]).locator(".state b")).to_have_text("晚归")
	data = sessions("dorm").call(f"{API}.open_building", building=BUILDING)
	assert (data["totals"]["missing"], data["totals"]["late"], data["totals"]["unconfirmed"]) == (1, 2, 0)

	# the report
	mine.page.locator(".bottom .report").click()
	expect(mine.page.locator(".sheet .sum")).to_contain_text("未归 1")
	mine.shot("roll-call-report")
	mine.page.locator(".sheet .report").click()
	expect(mine.page.locator(".bottom .report")).to_have_text(re.compile("已上报"))
	roll = sessions("affairs").get(ROLL, data["roll"])
	assert (roll["status"], roll["missing"], roll["preset_at_report"]) == ("Reported", 1, 0)
	assert roll["reported_by"].startswith("dorm@")

	# nobody answers: the ladder climbs
	mine.shot("roll-call-take-back")
	(case,) = sessions("affairs").list(
		CASE, {"student": missing[0], "status": ("!=", "Closed")}, ("name", "ladder_step")
	)
	reached = []
	for minutes in (45, 75, 105, 135):  # half an hour after the mark, and so on
		run_job("campus_night", tonight + timedelta(minutes=minutes))
		reached.append(sessions("affairs").get(CASE, case["name"])["ladder_step"])
	assert reached == [1, 2, 3, 4]
	assert sessions("security").get(CASE, case["name"])["security_called"] == 1

	# the counsellor takes it, rings, finds the student
	window = desk("counsellor", phone=True)
	window.open_form(CASE, case["name"])
	window.page.get_by_role("button", name=zh("I take it")).click()
	window.settle()
	calls = window.page.locator(".campus-call")
	expect(calls.first.locator("a.campus-ring")).to_have_attribute("href", re.compile(r"^tel:1990000"))
	calls.first.get_by_role("button", name="关机").click()
	window.settle()
	window.shot("absence-case")
	form = window.document()
	assert (form["status"], form["taken_by"].split("@")[0], len(form["contact_log"])) == (
		"Checking",
		"counsellor",
		1,
	)
	counsellor = sessions("counsellor")
	document = counsellor.get(CASE, case["name"])
	counsellor.save(
		{
			**document,
			"located_at": str(now()),
			"outcome": "Elsewhere on Campus",
			"whereabouts": "在图书馆自习室睡着了，保安陪同回寝",
			"cause": "备考睡着，手机静音",
			"hazard_cleared": 1,
			"parent_not_told_reason": "学生已成年，当晚在校内找到，本人平安",
		}
	)
	counsellor.act(CASE, case["name"], "Record as Located")
	counsellor.act(CASE, case["name"], "Hazard Is Cleared")
	closed = sessions("lead").act(CASE, case["name"], "Close Case")
	assert closed["status"] == "Closed"
	assert not sessions("affairs").get(CASE, case["name"]).get("next_step_at")


def overdue_leave(sessions, student: str) -> str:
	"""A leave that ended an hour ago and whom nobody recorded back: told by the adviser, before the clock did."""
	adviser, counsellor = sessions("adviser"), sessions("counsellor")
	leave = adviser.insert(
		LEAVE,
		student=student,
		leave_type="Personal",
		from_time=str(now() - timedelta(hours=4)),
		to_time=str(now() - timedelta(hours=1)),
		destination="济南市历下区家中",
		reason="家中有事",
		contact_phone="13800000003",
	)
	adviser.act(LEAVE, leave["name"], "Request Leave")
	pending = counsellor.get(LEAVE, leave["name"])
	counsellor.save({**pending, "parent_confirmed_by": "父亲", "parent_confirmed_via": "Phone"})
	for action in ("Approve", "Start Leave", "Report Overdue"):
		counsellor.act(LEAVE, leave["name"], action)
	return leave["name"]


def expected_of_class(sessions) -> list[str]:
	data = sessions("dorm").call(f"{API}.open_building", building=BUILDING)
	own = {row["name"] for row in sessions("counsellor").list("Campus Student", {"unit": CLASS}, limit=0)}
	return [
		row[0] for row in data["rows"] if row[0] in own and row[4] == "In" and not row[10] and not row[11]
	]


def state_of(mine: Phone, student: str):
	return mine.person(student).locator(".state b")


def test_who_is_missing_is_looked_for(tonight, phone, sessions):
	"""Overdue leave → case → floor button → still searched; seen at last; everybody hears the end; and the morning knows."""
	student = expected_of_class(sessions)[0]
	leave = overdue_leave(sessions, student)
	affairs = sessions("affairs")
	(case,) = affairs.list(CASE, {"student": student, "status": ("in", ("Pending", "Checking"))})
	run_job("campus_night", now() + timedelta(minutes=31))  # the counsellor is told

	mine = phone("dorm")
	mine.open(BUILDING)
	floor = floor_of(sessions, student)
	mine.floor(floor)
	expect(state_of(mine, student)).to_have_text(zh("Being looked for"))
	mine.rest_is_in()
	mine.unsent(zh("All saved"))
	expect(state_of(mine, student)).to_have_text(zh("Being looked for"))
	assert affairs.get(CASE, case["name"])["status"] == "Pending", "nobody has seen the student"
	assert affairs.get(LEAVE, leave)["status"] == "Overdue"

	mine.person(student).click()
	expect(mine.page.locator(".sheet .ask")).to_have_text(
		zh("Have you seen this student with your own eyes?")
	)
	mine.shot("roll-call-searched")
	mine.page.locator(".sheet button.late").click()
	mine.unsent(zh("All saved"))
	expect(state_of(mine, student)).to_have_text("晚归")
	found = affairs.get(CASE, case["name"])
	assert (found["status"], found["outcome"]) == ("Located", "Came Back")
	assert affairs.get(LEAVE, leave)["status"] == "Returned"
	told = sessions("counsellor").list(
		"Notification Log", {"document_name": case["name"]}, ("subject",), limit=0
	)
	assert any("已找到" in row["subject"] for row in told), told

	night = sessions("dorm").call(f"{API}.open_building", building=BUILDING)["night"]
	report = (
		sessions("lead")
		.send(
			"GET",
			"/api/method/frappe.desk.query_report.run",
			params={"report_name": "Campus Nightly Report", "filters": json.dumps({"roll_date": night})},
		)
		.json()["message"]
	)
	names = {
		row["student"].split()[-1]: row["night_status"]
		for row in report["result"]
		if isinstance(row, dict) and row.get("student")
	}
	assert student in names, "found in the night, and in the morning's figures"


def floor_of(sessions, student: str) -> str:
	data = sessions("dorm").call(f"{API}.open_building", building=BUILDING)
	floors = {room: floor for room, _title, floor in data["rooms"]}
	return next(floors[row[2]] for row in data["rows"] if row[0] == student)


ANSWERS_OF_OTHERS = (
	{"status": 429, "content_type": "text/html", "body": "<h1>Too Many Requests</h1>"},
	{"status": 403, "content_type": "text/html", "body": "<h1>Blocked by WAF</h1>"},
	{"status": 408, "body": ""},
	{"status": 200, "content_type": "text/html", "body": "<html><form>校园网登录</form></html>"},
	{"status": 200, "content_type": "application/json", "body": "{}"},
	{"status": 200, "content_type": "application/json", "body": '{"message": {}}'},
)


def test_the_phone_forgets_nothing(tonight, phone, sessions):
	"""Whatever a proxy, a rate limit or a login page answers in the app's place: nothing is lost, and the page says so."""
	student = expected_of_class(sessions)[0]
	mine = phone("dorm")
	mine.open(BUILDING)
	mine.floor(floor_of(sessions, student))
	answer = {}
	mine.page.route("**/api/method/campus_safety.api.roll_call.*", lambda route: route.fulfill(**answer))
	answer.update(ANSWERS_OF_OTHERS[0])
	mine.mark(student, "late")
	for answer_of_another in ANSWERS_OF_OTHERS:
		answer.clear()
		answer.update(answer_of_another)
		with mine.page.expect_response("**/campus_safety.api.roll_call.*", timeout=30_000):
			mine.page.evaluate("window.dispatchEvent(new Event('online'))")
		expect(mine.page.locator(".net b")).to_have_text(zh("No answer"))
		mine.unsent(zh("{0} not sent").replace("{0}", "1"))
		expect(state_of(mine, student)).to_have_text("晚归")
	mine.shot("roll-call-captive")
	mine.page.unroute("**/api/method/campus_safety.api.roll_call.*")
	mine.page.evaluate("window.dispatchEvent(new Event('online'))")
	mine.unsent(zh("All saved"))
	data = sessions("dorm").call(f"{API}.open_building", building=BUILDING)
	assert next(row[4:6] for row in data["rows"] if row[0] == student) == ["Late", 1]


def test_in_and_out_again_is_red(tonight, phone, sessions, base_url):
	"""A gate saw the student come in, and go out again: red, not silently green; no floor button hides it."""
	student = expected_of_class(sessions)[0]
	centre = sessions("itcentre")
	device = centre.insert(
		"Campus Gate Device", device_name=f"故事门{now():%H%M%S}", dormitory=BUILDING, direction="Both"
	)
	key = centre.call("campus_safety.api.gate.issue_key", device=device["name"])
	gate = requests.Session()
	gate.headers["Authorization"] = f"token {key['api_key']}:{key['api_secret']}"

	def pass_by(minutes: int, direction: str) -> None:
		at = f"{now() - timedelta(minutes=minutes):%Y-%m-%d %H:%M:%S}"
		event = {"event_id": f"{student}{at}", "student_no": student, "time": at, "direction": direction}
		said = gate.post(
			f"{base_url}/api/method/campus_safety.api.gate.push", json={"events": [event]}, timeout=60
		)
		assert said.json()["message"]["accepted"] == 1, said.text
		run_job("campus_gate", function="fill")

	try:
		pass_by(4, "In")
		mine = phone("dorm")
		mine.open(BUILDING)
		mine.floor(floor_of(sessions, student))
		expect(mine.person(student)).to_have_class(re.compile(r"\b(in|late)\b"))
		pass_by(1, "Out")
		mine.page.reload()
		mine.floor(floor_of(sessions, student))
		expect(state_of(mine, student)).to_contain_text("又外出")
		expect(mine.person(student)).to_have_class(re.compile(r"\bmissing\b"))
		mine.rest_is_in()
		mine.unsent(zh("All saved"))
		expect(state_of(mine, student)).to_contain_text("又外出")
		mine.shot("roll-call-out-again")
	finally:
		centre.save({**centre.get("Campus Gate Device", device["name"]), "enabled": 0})


def test_a_roll_in_few_taps(tonight, phone, sessions):
	"""145 beds with three exceptions: fifteen taps at most, from the open page to the report."""
	data = sessions("affairs").call(f"{API}.open_building", building=OTHER_BUILDING)
	floors = by_floor(data)
	mine = phone("dorm2")
	mine.open(OTHER_BUILDING)
	expect(mine.page.locator(".floors button").first).to_be_visible()
	left = 3
	for place, (floor, rows) in enumerate(floors.items()):
		if place:
			mine.floor(floor)
		for row in rows[: left if place == len(floors) - 1 else 1]:
			if left:
				mine.mark(row[0], "late")
				left -= 1
		mine.rest_is_in()
	mine.unsent(zh("All saved"))
	mine.tap(".bottom .report")
	mine.tap(".sheet .report")
	expect(mine.page.locator(".bottom .report")).to_have_text(re.compile("已上报"))
	assert mine.taps <= 15, mine.taps
