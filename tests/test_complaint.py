"""A complaint by a student who stays anonymous, from a phone: asked, the code kept, answered in the Desk, rated by the code."""

from __future__ import annotations

import secrets

import pytest
from accessible import of_the_whole_page
from accessible import told as told_in_words
from conftest import PHONE, screenshots_folder
from playwright.sync_api import expect

TICKET = "Campus Appeal Ticket"
WHAT = f"开水房总是没有热水{secrets.token_hex(3)}"


@pytest.fixture
def phone_page(new_context):
	opened, errors = [], []

	def open_page():
		context = new_context(**PHONE)
		opened.append(context)
		page = context.new_page()
		page.set_default_timeout(30_000)
		page.on("pageerror", lambda error: errors.append(str(error)))
		page.goto("/campus-complaint")
		return page

	yield open_page
	for context in opened:
		context.close()
	assert not errors, errors


def shot(page, name: str) -> None:
	page.screenshot(path=screenshots_folder() / f"complaint-{name}.png", full_page=True)
	assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
	findings = of_the_whole_page(page)
	assert not findings, told_in_words(findings)


def test_asked_without_a_name_answered_and_rated(phone_page, sessions):
	page = phone_page()
	shot(page, "start")
	page.get_by_role("button", name="匿名提出").click()
	page.get_by_label("您的诉求是什么？").fill(WHAT)
	page.get_by_label("在哪里？").fill("3号楼一层")
	shot(page, "form")
	page.get_by_role("button", name="发送", exact=True).click()
	code = page.locator("p.code").inner_text()
	page.get_by_label("照您记下的输入一次回执码").fill(code)
	page.get_by_role("button", name="我已记下").click()
	expect(page.locator(".notice")).to_contain_text("谢谢")

	office = sessions("office")
	found = office.list(TICKET, {"content": WHAT}, ("name", "anonymous", "owner"))
	assert [(row["anonymous"], row["owner"]) for row in found] == [(1, "Guest")]
	office.save({**office.get(TICKET, found[0]["name"]), "first_response": "今天下午去看。"})

	page = phone_page()
	page.get_by_label("我的回执码").fill(code)
	page.get_by_role("button", name="查看进展").click()
	expect(page.locator("main")).to_contain_text("今天下午去看")
	expect(page.locator("main")).not_to_contain_text("梁颖")
	shot(page, "answered")
