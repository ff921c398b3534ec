"""A parent on a phone: which school asks, one answer, and what it was when the link is opened again."""

from __future__ import annotations

from chinese import zh
from conftest import PHONE, screenshots_folder
from playwright.sync_api import expect

PERMIT = "Campus Leave Permit"


def test_a_parent_refuses_and_reads_it_again(new_context, sessions):
	counsellor = sessions("counsellor")
	waiting = counsellor.list(PERMIT, {"status": ("in", ["Draft", "Pending"]), "parent_needed": 1}, limit=1)
	made = counsellor.call("campus_safety.api.leave.make_parent_link", name=waiting[0]["name"])
	assert "示范职业学院" in made["text"] and "王晓敏" in made["text"]
	context = new_context(**PHONE)
	page = context.new_page()
	address = "/campus-parent?t=" + made["link"].partition("?t=")[2]
	page.goto(address)
	expect(page.locator("header")).to_contain_text("示范职业学院")
	ring = page.locator(".ring")
	expect(ring).to_contain_text("王晓敏")
	number = ring.locator("a").inner_text()
	expect(ring.locator("a")).to_have_attribute("href", f"tel:{number}")
	assert number in made["text"]
	why = page.get_by_label(zh("Why you do not agree"))
	expect(why).to_be_hidden()  # nobody who agrees has to wonder whether it must be filled
	page.get_by_label(zh("Your name")).fill("张建军")
	page.get_by_role("button", name=zh("I do not agree")).click()
	why.fill("那天家里没有人")
	page.screenshot(path=screenshots_folder() / "parent-phone.png", full_page=True)
	page.get_by_role("button", name=zh("I do not agree")).click()
	answered = page.locator(".answered")
	expect(answered).to_contain_text(zh("I do not agree"))
	page.goto(address)
	expect(answered).to_contain_text(zh("I do not agree"))
	expect(answered).to_contain_text("张＊＊")
	expect(page.locator(".ring")).to_contain_text(number)
	expect(page.get_by_role("button")).to_have_count(0)
	page.screenshot(path=screenshots_folder() / "parent-answered-phone.png", full_page=True)
	assert counsellor.get(PERMIT, waiting[0]["name"])["parent_refused_reason"] == "那天家里没有人"
	context.close()
