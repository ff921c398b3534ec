"""A complaint by a student who stays anonymous, from a phone: asked, the code kept, answered in the Desk, rated by the code."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

from accessible import shot
from conftest import PHONE
from playwright.sync_api import expect

TICKET = "Campus Appeal Ticket"
WHAT = f"开水房总是没有热水{secrets.token_hex(3)}"


def test_asked_without_a_name_answered_and_rated(phone_page, sessions):
	page = phone_page("/campus-complaint")
	shot(page, "complaint-start")
	page.get_by_role("button", name="匿名提出").click()
	page.get_by_label("您的诉求是什么？").fill(WHAT)
	page.get_by_label("在哪里？").fill("3号楼一层")
	shot(page, "complaint-form")
	page.get_by_role("button", name="发送", exact=True).click()
	code = page.locator("p.code").inner_text()
	page.get_by_label("照您记下的输入一次回执码").fill(code)
	page.get_by_role("button", name="我已记下").click()
	expect(page.locator(".notice")).to_contain_text("谢谢")

	office = sessions("office")
	found = office.list(TICKET, {"content": WHAT}, ("name", "anonymous", "owner"))
	assert [(row["anonymous"], row["owner"]) for row in found] == [(1, "Guest")]
	office.save({**office.get(TICKET, found[0]["name"]), "first_response": "今天下午去看。"})

	page = phone_page("/campus-complaint")
	page.get_by_label("我的回执码").fill(code)
	page.get_by_role("button", name="查看进展").click()
	expect(page.locator("main")).to_contain_text("今天下午去看")
	expect(page.locator("main")).not_to_contain_text("梁颖")
	shot(page, "complaint-answered")


def test_through_a_dead_network(new_context, sessions):
	"""Written where no network is: counted, with its state, kept nowhere, saved as a file if one likes, and gone by itself."""
	what = f"澡堂的灯坏了{secrets.token_hex(3)}"
	context = new_context(**PHONE)
	page = context.new_page()
	page.goto("/campus-complaint")
	page.get_by_role("button", name="匿名提出").click()
	page.get_by_label("您的诉求是什么？").fill(what)
	context.set_offline(True)
	page.get_by_role("button", name="发送", exact=True).click()
	expect(page.locator(".refusal")).to_contain_text("1 份诉求在本页等待发送")
	expect(page.locator(".outbox")).to_contain_text("尚未发送：1")
	expect(page.locator(".outbox li")).to_contain_text("澡堂的灯坏了")
	expect(page.locator(".outbox li")).to_contain_text("等待网络")
	shot(page, "complaint-waiting")
	kept = page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")
	assert "澡堂" not in kept, "nobody finds it on the phone"
	with page.expect_download() as saved:
		page.get_by_role("button", name="存成文件").click()
	(item,) = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))
	assert (item["content"], "token" in item, "key" in item) == (what, False, False)
	context.set_offline(False)
	page.evaluate("window.dispatchEvent(new Event('focus'))")
	assert len(page.locator("p.code").inner_text()) == 19
	assert len(sessions("office").list(TICKET, {"content": what})) == 1
	context.close()


def test_sent_twice_by_a_flaky_network_it_is_one(new_context, sessions):
	"""The server has it, but its answer is lost: the same key goes again, by name as well as without."""
	what = f"食堂窗口太少{secrets.token_hex(3)}"
	context = new_context(**PHONE)
	page = context.new_page()
	lost = []

	def lose_once(route):
		if lost:
			return route.continue_()
		lost.append(route.fetch().status)
		return route.abort()

	page.route("**/api/method/campus_safety.api.complaints.send", lose_once)
	page.goto("/campus-complaint")
	page.get_by_role("button", name="匿名提出").click()
	page.get_by_label("您的诉求是什么？").fill(what)
	page.get_by_role("button", name="发送", exact=True).click()
	expect(page.locator(".outbox")).to_contain_text("尚未发送：1")
	page.get_by_role("button", name="重新发送").click()
	assert len(page.locator("p.code").inner_text()) == 19
	assert (lost, len(sessions("office").list(TICKET, {"content": what}))) == ([200], 1)
	context.close()


def test_a_server_that_has_too_much_to_do_is_no_missing_network(new_context, sessions):
	what = f"宿舍网络太慢{secrets.token_hex(3)}"
	context = new_context(**PHONE)
	page = context.new_page()
	page.route(
		"**/api/method/campus_safety.api.complaints.send",
		lambda route: route.fulfill(status=429, content_type="application/json", body="{}"),
		times=1,
	)
	page.goto("/campus-complaint")
	page.get_by_role("button", name="匿名提出").click()
	page.get_by_label("您的诉求是什么？").fill(what)
	page.get_by_role("button", name="发送", exact=True).click()
	expect(page.locator(".refusal")).to_contain_text("当前提交的人较多")
	expect(page.locator(".outbox li")).not_to_contain_text("等待网络")
	expect(page.locator("p.code")).to_have_count(1)  # by itself
	assert len(sessions("office").list(TICKET, {"content": what})) == 1
	context.close()
