"""The counselling centre from a phone, in Chinese: booking, another time, cancelling; without a name, and the way back."""

from __future__ import annotations

import re

from accessible import shot
from playwright.sync_api import expect

BOOKED = re.compile("待确认|已确认")


def cancel_open(page) -> None:
	cancel = page.get_by_role("button", name="取消预约")
	while left := cancel.count():
		cancel.first.click()
		expect(cancel).to_have_count(left - 1)


def choose(page, place: int) -> str:
	"""The free time at this place of the list; its text."""
	options = page.locator("form select.slots option")
	value = options.nth(place).get_attribute("value")
	text = options.nth(place).inner_text()
	page.locator("form select.slots").select_option(value)
	return text


def test_the_card_stands_on_every_page_of_a_student(phone_page):
	for account, path in (
		("student", "/campus-student"),
		(None, "/campus-counselling"),
		(None, "/campus-who-sees"),
	):
		page = phone_page(path, account)
		card = page.locator("aside.hotline")
		expect(card).to_contain_text("12356")
		expect(card.locator("a[href='tel:12356']")).to_be_visible()
		expect(card).to_contain_text("120")
		assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_booking_another_time_and_cancelling(phone_page):
	page = phone_page("/campus-student", "student")
	page.get_by_role("button", name="找心理咨询中心").click()
	expect(page.locator("main")).to_contain_text("学院、班级和宿舍都不会知道")
	page.wait_for_selector(".card")
	cancel_open(page)
	chosen = choose(page, 2)
	page.locator("textarea").fill("最近睡不好，想找人说说。")
	shot(page, "counselling-booking")
	page.get_by_role("button", name="预约这个时间").click()
	card = page.locator("section.card").first
	expect(card.locator(".status")).to_have_text(BOOKED)
	assert chosen.split(" ")[1].split("–")[0] in card.inner_text()
	expect(page.get_by_role("button", name="我今天就需要有人")).to_be_visible()
	shot(page, "counselling-booked")
	card.locator("summary").click()
	other = card.locator("select.slots option").last
	card.locator("select.slots").select_option(other.get_attribute("value"))
	card.get_by_role("button", name="改到这个时间").click()
	expect(page.locator("section.card").first.locator(".status")).to_have_text(BOOKED)
	page.get_by_role("button", name="取消预约").first.click()
	expect(page.locator("section.card").first.locator(".status")).to_have_text("已取消")
	expect(page.get_by_role("button", name="预约这个时间")).to_be_visible()


def test_without_a_name_and_the_way_back(phone_page):
	page = phone_page("/campus-counselling")
	expect(page.locator("main")).to_contain_text("不必说出你是谁")
	page.wait_for_selector("form select.slots")
	choose(page, 4)
	shot(page, "counselling-nameless")
	page.get_by_role("button", name="预约这个时间").click()
	code = page.locator("p.code").inner_text()
	assert re.fullmatch(r"[2-9a-z]{4}(-[2-9a-z]{4}){3}", code)
	shot(page, "counselling-code")
	# another phone, another day: the code alone leads back
	again = phone_page("/campus-counselling")
	again.locator("input.code").fill(code.upper().replace("-", " "))
	again.get_by_role("button", name="查看我的预约").click()
	expect(again.locator("section.card .status").first).to_have_text(BOOKED)
	shot(again, "counselling-way-back")
	again.get_by_role("button", name="取消预约").first.click()
	expect(again.locator("section.card .status").first).to_have_text("已取消")


def test_a_wrong_code_says_so(phone_page):
	page = phone_page("/campus-counselling")
	page.locator("input.code").fill("abcd-efgh-2345-6789")
	page.get_by_role("button", name="查看我的预约").click()
	expect(page.locator(".refusal")).to_contain_text("没有找到")


def test_who_sees_what_i_write(phone_page):
	page = phone_page("/campus-who-sees")
	booking = page.locator("section.card", has_text="预约心理咨询时")
	for words in ("看不到的", "辅导员", "班主任", "即使紧急情况，其他人也打不开"):
		expect(booking).to_contain_text(words)
	shot(page, "counselling-who-sees")


def test_the_centre_has_its_week(desk):
	window = desk("psychteacher")
	window.open("/app/campus-counselling-week")
	week = window.page.locator(".campus-week")
	expect(week.locator(".campus-week-day")).to_have_count(7)
	expect(week.locator(".campus-week-shift").first).to_contain_text("何思远")
	window.shot("counselling-week")
	phone = desk("psychteacher", phone=True)
	phone.open("/app/campus-counselling-week")
	expect(phone.page.locator(".campus-week-day").first).to_be_visible()
	phone.shot("counselling-week-phone")
