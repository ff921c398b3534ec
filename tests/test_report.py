"""An abnormal report without a name from a phone: told, the code typed back; the intake takes it and asks; answered by the code."""

from __future__ import annotations

import secrets

from accessible import shot
from playwright.sync_api import expect

REPORT = "Campus Abnormal Report"
PLACE = f"东操场{secrets.token_hex(3)}"  # another one each time: the very same text would join
FACTS = f"晚上十点多在{PLACE}看到一个女生一直哭，说不想活了"


def test_told_taken_asked_answered(phone_page, desk, sessions):
	page = phone_page("/campus-report")
	shot(page, "report-start")
	page.get_by_role("button", name="匿名上报").click()
	page.get_by_label("发生了什么？").fill(FACTS)
	page.get_by_label("情绪：哭泣、发怒、特别沉默").check()
	page.get_by_label("在哪里？").fill(PLACE)
	shot(page, "report-form")
	page.get_by_role("button", name="发送", exact=True).click()
	expect(page.locator(".help-lines.loud")).to_contain_text("12356")  # before anything is stored
	assert not told(sessions)
	shot(page, "report-help-first")
	page.get_by_role("button", name="号码已看到，现在上报").click()
	code = page.locator("p.code").inner_text()
	expect(page.locator(".help-lines.loud")).to_contain_text("12356")  # and afterwards
	shot(page, "report-code")
	page.get_by_label("照您记下的输入一次回执码").fill("1234")
	page.get_by_role("button", name="我已记下").click()
	expect(page.locator(".refusal")).to_contain_text("不一致")
	page.get_by_label("照您记下的输入一次回执码").fill(code.replace("-", " "))
	page.get_by_role("button", name="我已记下").click()
	expect(page.locator(".notice")).to_contain_text("谢谢")
	assert "campus-report" in page.url and code not in page.url

	take_and_ask(desk, sessions)

	page = phone_page("/campus-report")  # another visit: the code alone leads back
	page.get_by_label("我的回执码").fill(code)
	page.get_by_role("button", name="查看进展").click()
	expect(page.locator("main")).to_contain_text("已有人接手")
	shot(page, "report-asked")
	for word in (FACTS, "罗建平", "东操场"):
		expect(page.locator("main")).not_to_contain_text(word)
	page.get_by_role("button", name="2号楼").click()
	expect(page.locator("main")).not_to_contain_text("想问您")

	report = told(sessions)[0]["name"]
	answered = sessions("safety").get(REPORT, report)["questions"][0]
	assert answered["answered_at"] and "2号楼" not in str(answered)


def told(sessions) -> list[dict]:
	return sessions("safety").list(REPORT, {"place": PLACE}, ("name", "urgency"))


def take_and_ask(desk, sessions) -> None:
	found = told(sessions)[0]
	assert found["urgency"] == "Urgent"
	window = desk("safety")
	window.open_list(REPORT)
	window.shot("report-desk-list")
	window.open_form(REPORT, found["name"])
	window.shot("report-desk-untaken", full_page=True)
	window.act("接手")
	window.page.get_by_role("button", name="询问上报人").click()
	window.page.locator(".modal.show textarea").first.fill("她住哪一栋楼？")
	window.page.locator(".modal.show textarea").nth(1).fill("1号楼\n2号楼")
	window.page.locator(".modal.show .btn-modal-primary").click()
	window.settle()
	expect(window.page.locator(".form-layout").first).to_contain_text("已询问上报人")
	window.shot("report-desk-asked", full_page=True)


def test_by_name_on_the_phone(phone_page, sessions):
	page = phone_page("/campus-report", "student")
	expect(page.locator("main")).to_contain_text("实名")
	shot(page, "report-named")
	page.get_by_role("button", name="实名上报").click()
	page.get_by_label("发生了什么？").fill("室友说借了网贷，天天有人打电话催")
	page.get_by_label("网贷、赌博").check()
	page.get_by_role("button", name="发送", exact=True).click()
	expect(page.locator(".notice.confirmed")).to_contain_text("已收到")
	page.get_by_role("button", name="返回").click()
	expect(page.locator("main")).to_contain_text("尚未有人接手")


def test_in_the_desk_two_facts_are_enough(desk, sessions):
	"""By a counsellor on a phone, about nobody they know: it has arrived, and they do not read it."""
	window = desk("counsellor", phone=True)
	window.new_form(REPORT)
	window.type("facts", f"校门口有人拉学生办贷款 {PLACE}")
	window.type("place", f"{PLACE} 门口")
	window.page.locator(".campus-chips").get_by_role("button", name="网贷赌博").click()
	window.shot("report-desk-new", full_page=True)
	window.save()
	window.page.wait_for_url("**/campus-my-workbench")
	kept = sessions("safety").list(REPORT, {"place": f"{PLACE} 门口"})[0]["name"]
	signs = [row["sign"] for row in sessions("safety").get(REPORT, kept)["signs"]]
	assert signs == ["Loan or Gambling"], "what was tapped, and nothing besides"
	window.settle()
	assert not sessions("counsellor").list(REPORT, {}, ("name",))


def test_everybody_finds_the_page(desk):
	window = desk("dorm")
	window.open("/app/campus-safety")
	window.settle()
	expect(window.page.locator("a[href='/campus-report']").first).to_be_visible()
	window.shot("report-workspace")


def test_one_tap_leads_on(desk, sessions):
	"""The college's lead goes on from a report: the talk and the crisis case know the student."""
	found = sessions("lead3").list(REPORT, {"student": ("is", "set"), "parent_report": ("is", "not set")})
	report = sessions("lead3").get(REPORT, found[0]["name"])
	window = desk("lead3")
	for label, doctype in (("谈话", "Campus Heart Talk"), ("危机个案", "Campus Crisis Case")):
		window.open_form(REPORT, report["name"])
		expect(window.page.locator(".form-layout").first).to_contain_text("同一事情的其他上报")
		window.page.locator(".page-actions:visible").get_by_text("转入办理").first.click()
		window.page.locator(".dropdown-menu.show").get_by_text(label, exact=True).click()
		window.page.wait_for_function(
			"doctype => window.cur_frm && cur_frm.doctype === doctype && cur_frm.is_new()", arg=doctype
		)
		window.settle()
		assert window.document()["student"] == report["student"], doctype
