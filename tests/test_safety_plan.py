"""A safety plan on the student's own phone: a PIN, six parts at a glance, numbers that ring, changed, locked again; the centre reads on."""

from __future__ import annotations

import pytest
from conftest import DESKTOP, PHONE, screenshots_folder
from http_client import Refused
from playwright.sync_api import expect

PLAN, PIN = "Campus Safety Plan", "480216"


@pytest.fixture
def page(new_context, cookies):
	context = new_context(**PHONE)
	context.add_cookies(cookies("student"))
	window = context.new_page()
	errors: list[str] = []
	window.on("pageerror", lambda error: errors.append(str(error)))
	yield window
	context.close()
	assert not errors, errors


def shot(page, name: str) -> None:
	page.screenshot(path=screenshots_folder() / f"safety-plan-{name}.png", full_page=True)


def fits(page) -> bool:
	"""Nothing stands beyond the right edge."""
	return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_on_the_students_phone(page, accounts, sessions):
	page.goto("/campus-student")
	page.get_by_role("link", name="我的安全计划").click()
	expect(page.locator(".hotline")).to_contain_text("12356")
	page.get_by_label("我的六位密码").fill("112233")
	page.get_by_role("button", name="打开", exact=True).click()
	expect(page.locator(".refusal")).to_contain_text("密码不对")
	shot(page, "locked")
	assert fits(page)

	page.locator("summary").click()
	page.get_by_label("新的六位密码").fill(PIN)
	page.get_by_label("我的账号密码").fill(accounts["student"].password)
	page.get_by_role("button", name="设为我的密码").click()
	expect(page.locator("section.part")).to_have_count(6)
	expect(page.locator("section.part").first).to_contain_text("连着几晚睡不着")
	for number in ("12356", "120"):
		expect(page.locator(f"main a.dial[href='tel:{number}']").first).to_be_visible()
	shot(page, "open")
	assert fits(page)

	page.get_by_role("button", name="修改我的计划").click()
	page.get_by_label("能去的地方、能在一起的人").fill("图书馆；和室友打球")
	shot(page, "change")
	page.get_by_role("button", name="保存").click()
	expect(page.locator("section.part").nth(2)).to_contain_text("和室友打球")
	for word in ("承诺", "保证"):
		expect(page.locator("main")).not_to_contain_text(word)

	page.get_by_role("button", name="锁上").click()
	expect(page.locator("section.part")).to_have_count(0)
	page.get_by_label("我的六位密码").fill(PIN)
	page.get_by_role("button", name="打开", exact=True).click()
	expect(page.locator("section.part")).to_have_count(6)
	assert sessions("psychteacher").list(PLAN, {}, ("student_changed_at",))[0]["student_changed_at"]


def test_class_and_college_find_no_plan(sessions):
	for who in ("counsellor", "adviser", "lead", "dorm", "affairs"):
		with pytest.raises(Refused):
			sessions(who).list(PLAN)


def test_the_centres_form(desk, sessions):
	found = sessions("psychteacher").list(PLAN, {}, limit=1)
	window = desk("psychteacher")
	window.open_form(PLAN, found[0]["name"])
	expect(window.page.get_by_role("button", name="让学生设置密码").first).to_be_visible()
	window.page.screenshot(path=screenshots_folder() / "safety-plan-form.png", full_page=True)
	assert DESKTOP["viewport"]["width"] == 1366
