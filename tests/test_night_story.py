"""Who is missing is looked for: a leave that nobody recorded, a floor button, a proxy in the way, a gate in and out again; and how
many taps a roll costs."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta, timezone

import requests
from chinese import zh
from corridor import API, BUILDING, CASE, CLASS, LEAVE, OTHER_BUILDING, Phone, by_floor, now, run_job
from playwright.sync_api import expect


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
	return [row[0] for row in data["rows"] if row[0] in own and row[4] == "In" and not any(row[10:14])]


def state_of(mine: Phone, student: str):
	return mine.person(student).locator(".state b")


# before gates have marked whoever came in


def test_the_report_says_what_will_be_reported(tonight, phone, sessions):
	"""The sheet is open while a colleague marks somebody: its sums are those of now, and so is what its button says."""
	data = sessions("affairs").call(f"{API}.open_building", building=OTHER_BUILDING)
	rows = next(iter(by_floor(data).values()))
	mine = phone("dorm2")
	mine.page.clock.install()
	mine.open(OTHER_BUILDING)
	mine.tap(".bottom .report")
	says = mine.page.locator(".sheet .sum")
	expect(says).to_contain_text(f"晚归 {data['totals']['late']}")
	mark = {
		"student": rows[0][0],
		"status": "Late",
		"back_at": f"{now():%H:%M}",
		"seen": 1,
		"key": "colleague",
	}
	sessions("affairs").call(f"{API}.send_marks", roll_name=data["roll"], marks=[mark], sent_at=1)
	mine.page.clock.run_for(31_000)  # the page looks for what others have marked
	expect(says).to_contain_text(f"晚归 {data['totals']['late'] + 1}")
	mine.offline(True)
	expect(mine.page.locator(".sheet .hint").last).to_contain_text("还在手机里")


def test_an_answer_that_was_overtaken_takes_no_mark_off_the_screen(tonight, phone, sessions):
	"""A look at what others did was read before a mark was written and arrives after it: the mark stays on the screen."""
	data = sessions("affairs").call(f"{API}.open_building", building=OTHER_BUILDING)
	shown = {room for room, _title, floor in data["rooms"] if floor == data["rooms"][0][2]}
	student = next(row[0] for row in data["rows"] if row[2] in shown and row[4] == "In" and not row[7])
	mine, held = phone("dorm2"), []
	mine.page.clock.install()
	mine.open(OTHER_BUILDING)
	state = mine.person(student).locator(".state b")

	def mark(choice: str, shown: str) -> None:
		mine.mark(student, choice)
		mine.page.clock.run_for(1_000)
		mine.unsent(zh("All saved"))
		expect(state).to_have_text(shown)

	mark("late", "晚归")
	mine.page.route("**/*roll_call.refresh", lambda route: held.append((route, route.fetch())), times=1)
	mine.page.clock.run_for(31_000)
	while not held:
		mine.page.wait_for_timeout(50)
	mark("in", "在寝")
	route, old = held.pop()
	with mine.page.expect_response("**/*roll_call.refresh"):
		route.fulfill(response=old)
	mine.page.wait_for_timeout(500)
	expect(state).to_have_text("在寝")


def test_who_is_missing_is_looked_for(tonight, phone, sessions, desk):
	"""Overdue leave → case → floor button → still searched; seen at last; everybody hears the end; and the morning knows."""
	student = expected_of_class(sessions)[0]
	leave = overdue_leave(sessions, student)
	affairs = sessions("affairs")
	(case,) = affairs.list(CASE, {"student": student, "status": ("in", ("Pending", "Checking"))})
	run_job("campus_night", now() + timedelta(minutes=31))  # the counsellor is told
	window = desk("counsellor", phone=True)
	window.open_form(LEAVE, leave)
	panel = window.field("panel")
	expect(panel.locator(".campus-leave-links a")).to_have_attribute("href", re.compile(case["name"]))
	expect(panel.locator(".campus-dial").nth(1)).to_be_visible()
	expect(window.page.locator(".campus-action-bar:visible")).to_contain_text(zh("Record Return"))
	window.shot("leave-overdue")

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


BEFORE_LEAVE = timedelta(minutes=20)


def granted_leave(sessions, student: str, window) -> str:
	"""A leave that begins in a while and ends tomorrow: the adviser asks, the counsellor rings the parents and grants it, on
	the phone, by buttons that say what they do.
	"""
	adviser = sessions("adviser")
	leave = adviser.insert(
		LEAVE,
		student=student,
		leave_type="Personal",
		from_time=str(now() + BEFORE_LEAVE),
		to_time=str(now() + timedelta(hours=24)),
		destination="济南市历下区家中",
		reason="家中有事",
		contact_phone="13800000003",
	)
	adviser.act(LEAVE, leave["name"], "Request Leave")
	window.open_form(LEAVE, leave["name"])
	panel = window.field("panel")
	expect(panel.locator(".campus-dial").nth(1)).to_have_attribute("href", re.compile(r"^tel:\d{11}$"))
	window.shot("leave-parent")
	panel.get_by_role("button", name=zh("Phoned: Parent Agrees")).click()
	dialog = window.page.locator(".modal.show")
	expect(dialog.locator("select")).to_contain_text(zh("Somebody else"))
	window.shot("leave-parent-asked")
	dialog.locator(".btn-modal-primary").click()
	window.settle()
	bar = window.page.locator(".campus-action-bar:visible button")
	expect(bar.first).to_have_text(zh("Approve"))
	bar.filter(has_text=zh("Cancel Leave")).click()
	expect(window.page.locator(".modal.show").last).to_contain_text(zh("Cancel Leave"))
	window.shot("leave-cancel-asked")
	window.page.locator(
		".modal.show .btn-modal-secondary:visible, .modal.show .btn-modal-close:visible"
	).last.click()
	window.act(zh("Approve"))
	window.page.wait_for_function("cur_frm.doc.status === 'Approved'")
	return leave["name"]


def test_who_is_on_leave_or_was_found_is_asked_about(tonight, phone, sessions, desk):
	"""The leave stands in the line and in the sheet, marking against it asks once; who was found is looked for anew on a word only."""
	student = expected_of_class(sessions)[1]
	window = desk("counsellor", phone=True)
	leave = granted_leave(sessions, student, window)
	mine = phone("dorm")
	mine.open(BUILDING)
	mine.floor(floor_of(sessions, student))
	expect(mine.person(student).locator(".leave")).to_contain_text("请假")
	mine.page.clock.set_fixed_time(datetime.now(timezone.utc) + BEFORE_LEAVE + timedelta(minutes=1))
	mine.page.reload()
	mine.floor(floor_of(sessions, student))
	expect(mine.person(student).locator(".leave")).to_contain_text("请假至")
	mine.shot("roll-call-on-leave")
	mine.person(student).click()
	mine.page.locator(".sheet .choices .missing").click()
	expect(mine.page.locator(".sheet .doubt .ask")).to_contain_text("仍要记为未归吗")
	mine.shot("roll-call-leave-asked")
	mine.page.locator(".sheet .doubt .missing").click()
	mine.unsent(zh("All saved"))
	expect(state_of(mine, student)).to_have_text(zh("Being looked for"))

	affairs = sessions("affairs")
	(case,) = affairs.list(CASE, {"student": student, "status": ("in", ("Pending", "Checking"))})
	window.open_form(CASE, case["name"])
	expect(window.page.locator("a.campus-leave").first).to_have_attribute("href", re.compile(leave))
	window.shot("absence-case-leave")

	window.page.get_by_role("button", name=zh("Record as Located")).click()
	dialog = window.page.locator(".modal.show")
	dialog.locator("select").select_option("In Hospital")
	dialog.locator("textarea").fill("校医院输液，舍友陪同")
	window.shot("absence-case-found")
	dialog.locator(".btn-modal-primary").click()
	window.page.wait_for_function("cur_frm.doc.status === 'Located'")
	expect(window.page.locator(".campus-action-bar:visible")).to_contain_text(zh("Hazard Is Cleared"))
	window.shot("absence-case-located")
	mine.page.reload()
	mine.floor(floor_of(sessions, student))
	expect(state_of(mine, student)).to_have_text(re.compile("^已找到 "))
	mine.shot("roll-call-found")
	mine.person(student).click()
	mine.page.locator(".sheet .missing").click()
	expect(mine.page.locator(".sheet .doubt .ask")).to_contain_text("重新查找吗")
	mine.shot("roll-call-found-asked")
	mine.page.locator(".sheet button.plain").click()
	assert affairs.get(CASE, case["name"])["status"] == "Located", "one tap looks for nobody anew"


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
		with mine.page.expect_response("**/campus_safety.api.roll_call.*"):
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
		pass_by(0, "Out")
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
