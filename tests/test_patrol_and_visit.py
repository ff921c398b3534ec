"""A guard passes a point by its code on a phone; a host says by the link that a visitor is expected. Opening either does nothing."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from accessible import of_the_whole_page
from accessible import told as told_in_words
from conftest import PHONE, screenshots_folder
from playwright.sync_api import expect

VISIT, LOG = "Campus Gate Visit", "Campus Patrol Log"


@pytest.fixture
def phone_page(new_context, cookies):
	opened, errors = [], []

	def open_page(path: str, account: str | None = None):
		context = new_context(**PHONE)
		if account:
			context.add_cookies(cookies(account))
		opened.append(context)
		page = context.new_page()
		page.set_default_timeout(30_000)
		page.on("pageerror", lambda error: errors.append(str(error)))
		page.goto(path)
		return page

	yield open_page
	for context in opened:
		context.close()
	assert not errors, errors


def shot(page, name: str) -> None:
	page.screenshot(path=screenshots_folder() / f"gate-{name}.png", full_page=True)
	assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
	findings = of_the_whole_page(page)
	assert not findings, told_in_words(findings)


def test_a_host_confirms_by_the_link(phone_page, sessions, accounts):
	guard = sessions("guard")
	visit = guard.insert(
		VISIT, visitor="周师傅", host=accounts["counsellor"].user, reason="送教材", belongings_checked=1
	)["name"]
	link = urlsplit(guard.call("campus_safety.api.defence.get_visit_link", visit=visit))
	address = f"{link.path}?{link.query}"
	page = phone_page(address)
	expect(page.locator("main")).to_contain_text("周师傅")
	shot(page, "visit")
	assert guard.get(VISIT, visit)["host_confirmed"] == "Waiting", "a preview answers nothing"
	page.get_by_role("button", name="是我的访客", exact=True).click()
	expect(page.locator(".notice")).to_contain_text("门岗会放行")
	assert guard.get(VISIT, visit)["status"] == "Confirmed"
	guard.call("campus_safety.api.defence.let_in", visit=visit)
	guard.call("campus_safety.api.defence.let_out", visit=visit)
	assert guard.get(VISIT, visit)["status"] == "Left"
	page = phone_page(address)
	expect(page.locator(".notice")).to_contain_text("不对应今天的来访")


def test_a_code_without_its_patrol_or_its_guard(phone_page, sessions):
	page = phone_page("/campus-patrol?p=%E9%85%8D%E7%94%B5%E6%88%BF&c=forged", "guard")
	shot(page, "patrol")
	page.get_by_role("button", name="我已到点").click()
	expect(page.locator(".refusal")).to_contain_text("已失效")
	page = phone_page("/campus-patrol?p=x&c=y", "counsellor")
	expect(page.locator(".notice")).to_contain_text("供巡逻的保安使用")
	page = phone_page("/campus-patrol?p=x&c=y")
	assert "/login" in page.url, "nobody passes a point without an account"
