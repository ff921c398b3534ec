"""A whole night on phones: the network fails in the middle, two managers, one missing, the ladder climbs, the case closes."""

from __future__ import annotations

import re
from datetime import timedelta

from chinese import zh
from corridor import API, BUILDING, CASE, CLASS, ROLL, by_floor, now, run_job
from playwright.sync_api import expect


def test_a_whole_night(tonight, phone, sessions, desk):
	opened = sessions("dorm").call(f"{API}.open_building", building=BUILDING)
	floors, searched = (
		by_floor(opened),
		opened["totals"]["missing"],
	)  # whom a leave that is overdue has made missing
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
	assert (data["totals"]["missing"], data["totals"]["late"], data["totals"]["unconfirmed"]) == (
		1 + searched,
		2,
		0,
	)

	# the report, once the colleague's marks are counted here, too
	expect(mine.page.locator(".bottom")).to_contain_text("晚归 2")
	mine.page.locator(".bottom .report").click()
	expect(mine.page.locator(".sheet .sum")).to_contain_text(f"未归 {1 + searched}")
	mine.shot("roll-call-report")
	mine.page.locator(".sheet .report").click()
	expect(mine.page.locator(".bottom .report")).to_have_text(re.compile("已上报"))
	roll = sessions("affairs").get(ROLL, data["roll"])
	assert (roll["status"], roll["missing"], roll["preset_at_report"]) == ("Reported", 1 + searched, 0)
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
			"found_by": "保安",
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
