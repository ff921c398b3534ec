"""A guard passes a point by its code on a phone; a host says by the link that a visitor is expected. Opening either does nothing."""

from __future__ import annotations

from urllib.parse import urlsplit

from accessible import shot
from playwright.sync_api import expect

VISIT, LOG = "Campus Gate Visit", "Campus Patrol Log"


def test_a_host_confirms_by_the_link(phone_page, sessions, accounts):
	guard = sessions("guard")
	visit = guard.insert(
		VISIT, visitor="周师傅", host=accounts["counsellor"].user, reason="送教材", belongings_checked=1
	)["name"]
	link = urlsplit(guard.call("campus_safety.api.defence.get_visit_link", visit=visit))
	address = f"{link.path}?{link.query}"
	page = phone_page(address)
	expect(page.locator("main")).to_contain_text("周师傅")
	shot(page, "gate-visit")
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
	shot(page, "gate-patrol")
	page.get_by_role("button", name="我已到点").click()
	expect(page.locator(".refusal")).to_contain_text("已失效")
	page = phone_page("/campus-patrol?p=x&c=y", "counsellor")
	expect(page.locator(".notice")).to_contain_text("供巡逻的保安使用")
	page = phone_page("/campus-patrol?p=x&c=y")
	assert "/login" in page.url, "nobody passes a point without an account"


def test_a_round_without_a_network_waits_on_the_phone(phone_page):
	page = phone_page("/campus-patrol?p=%E9%85%8D%E7%94%B5%E6%88%BF&c=forged", "guard")
	page.wait_for_function("navigator.serviceWorker.controller !== null")
	page.context.set_offline(True)
	page.get_by_role("button", name="我已到点").click()
	expect(page.locator(".notice")).to_contain_text("已存在本机")
	expect(page.locator(".outbox")).to_contain_text("尚未发送：1")
	shot(page, "patrol-offline")
	# the next code is scanned in the basement: the page opens, what was passed is still there
	page.goto("/campus-patrol?p=%E6%93%8D%E5%9C%BA%E7%9C%8B%E5%8F%B0&c=forged")
	expect(page.locator("h2")).to_have_text("操场看台")
	page.get_by_role("button", name="我已到点").click()
	expect(page.locator(".outbox")).to_contain_text("尚未发送：2")
	with page.expect_download() as saved:
		page.get_by_role("button", name="存成文件").click()
	assert saved.value.suggested_filename.endswith(".json")
	page.context.set_offline(False)
	# both reach the server by themselves; it says of each what is wrong, and neither is lost
	expect(page.locator(".outbox li").nth(0)).to_contain_text("已失效")
	expect(page.locator(".outbox li").nth(1)).to_contain_text("已失效")
