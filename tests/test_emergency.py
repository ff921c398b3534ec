"""An emergency on phones: opened with two taps, taken by the office on call, told, logged by two at once, ended; a muster without a network."""

from __future__ import annotations

import secrets

from chinese import zh
from conftest import PHONE, screenshots_folder
from playwright.sync_api import expect

INCIDENT = "Campus Emergency Incident"
PLACE = f"图书馆{secrets.token_hex(2)}"


def call(window, method: str, **values):
	return window.page.evaluate(
		"""([method, args]) => frappe.xcall("campus_safety.api." + method, args)""", [method, values]
	)


def panel(window):
	return window.page.locator('.form-page:visible [data-fieldname="panel"]')


def test_two_facts_then_one_page_for_whoever_commands(desk, sessions):
	finder = desk("mentor", phone=True)
	finder.open("/app/campus-my-workbench")
	finder.new_form(INCIDENT)
	held = finder.page.evaluate("document.activeElement.matches('input, textarea, select')")
	assert not held, "a list of suggestions or a keyboard would lie over what is tapped"
	finder.page.locator(".form-page:visible .campus-chip", has_text="伤病").first.click()
	finder.type("place", PLACE)
	finder.shot("emergency-new", full_page=True)
	finder.save()
	name = finder.document()["name"]
	expect(panel(finder)).to_contain_text("知悉")

	office = desk("security", phone=True)
	office.open_form(INCIDENT, name)
	office.act(zh("Take Command"))
	expect(panel(office)).to_contain_text("还剩")
	office.shot("emergency-board", full_page=True)
	panel(office).get_by_role("button", name="已告知").first.click()
	office.page.locator(".modal.show input").first.fill("校长")
	office.page.locator(".modal.show .btn-primary").click()
	office.settle()
	expect(panel(office)).to_contain_text("已报告和通知")

	for window, text in ((finder, "已叫120"), (office, "已到现场")):
		panel(window).locator("textarea").fill(text)
		panel(window).locator(".campus-line button").click()
		window.settle()
	lines = [row["entry"] for row in sessions("safety").get(INCIDENT, name)["response_log"]]
	assert "已叫120" in lines and "已到现场" in lines, lines
	assert office.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
	call(office, "emergencies.call_off", incident=name, reason="浏览器试验")
	assert sessions("safety").get(INCIDENT, name)["false_alarm"] == 1


def test_a_warden_marks_through_a_dead_network(new_context, cookies, sessions):
	office = sessions("security")
	building = office.send(
		"GET",
		'/api/resource/Campus Dormitory?filters=[["dormitory_type","=","Building"]]&limit_page_length=1',
	).json()["data"][0]["name"]
	plan = {
		"drill_type": "Refuge",
		"notice_mode": "Announced",
		"planned_at": "2030-01-01 10:00:00",
		"building": building,
		"assembly_point": "东门外",
		"safety_officer": office.user,
	}
	drill = office.send("POST", "/api/resource/Campus Emergency Drill", json=plan).json()["data"]["name"]
	office.send("POST", "/api/method/campus_safety.api.drills.start", json={"drill": drill})

	def present() -> int:
		board = office.send("GET", f"/api/method/campus_safety.api.drills.get_board?drill={drill}")
		return board.json()["message"]["totals"]["present"]

	context = new_context(**PHONE)
	context.add_cookies(cookies("security"))
	page = context.new_page()
	page.goto(f"/campus-muster?d={drill}")
	expect(page.locator(".muster-totals")).to_contain_text("应到")
	context.set_offline(True)
	page.get_by_role("button", name="到", exact=True).first.click()
	expect(page.locator(".refusal")).to_contain_text("1 次点击保存在手机上")
	expect(page.locator(".muster-person.is-present").first).to_be_visible()
	before = present()
	context.set_offline(False)
	expect(page.locator(".refusal")).to_have_count(0)
	assert present() == before + 1
	page.screenshot(path=screenshots_folder() / "muster.png", full_page=True)
	assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
	context.close()
