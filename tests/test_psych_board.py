"""The centre's board, a destruction signed by a school leader and carried out, and a follow-up of medical support, in Chinese."""

from __future__ import annotations

import re

from playwright.sync_api import expect

BOARD = "/app/campus-psych-board"
RECORD, SUPPORT = "Campus Destruction Record", "Campus Medical Support"


def test_the_board_at_both_widths(desk):
	for phone in (False, True):
		window = desk("psychhead", phone=phone)
		window.open(BOARD)
		board = window.page.locator(".campus-psych-board")
		expect(board.locator('[data-section="crises"] .campus-card').first).to_be_visible()
		expect(board.locator('[data-section="watch"] h3')).to_contain_text("看护")
		expect(board.locator('[data-section="asked"]')).to_contain_text("已提议或已签字的销毁")
		window.shot(f"psych-board{'-phone' if phone else ''}")
	window.page.locator('[data-section="crises"] a.campus-row').first.click()
	window.page.wait_for_url(re.compile("campus-crisis-case/"))


def test_the_board_is_not_for_the_class(desk):
	window = desk("counsellor")
	window.expect_errors("No read permission for Page")
	window.open(BOARD)
	expect(window.page.locator(".campus-psych-board")).to_have_count(0)


def test_a_destruction_is_signed_and_carried_out(desk, sessions):
	head = sessions("psychhead")
	(row,) = head.list(RECORD, {"status": "Proposed"}, ("name",))
	leader = desk("leader")
	leader.open_form(RECORD, row["name"])
	expect(leader.page.locator(".form-page:visible")).to_contain_text("毕业已满五年")
	leader.shot("destruction-leader", full_page=True)
	leader.act("签字同意销毁")
	window = desk("psychhead")
	window.open_form(RECORD, row["name"])
	window.page.get_by_role("button", name="执行销毁").click()
	window.page.locator(".modal.show .btn-primary").click()
	window.page.wait_for_function("cur_frm.doc.begun_at")
	window.shot("destruction-begun", full_page=True)
	assert head.get(RECORD, row["name"])["destroyed_by"] == head.user  # the rest is a job: tests/psychology


def test_a_follow_up_is_ticked(desk):
	window = desk("counsellor")
	window.open_list(SUPPORT)
	window.page.locator(".list-row a.ellipsis, .list-row-container a").first.click()
	window.page.wait_for_function("window.cur_frm && cur_frm.doctype === 'Campus Medical Support'")
	window.settle()
	window.shot("medical-support")
	window.page.locator(".campus-call button").first.click()
	window.page.locator(".modal.show textarea").fill("已陪同复查，情况稳定")
	window.page.locator(".modal.show .btn-primary").click()
	window.settle()
	expect(window.page.locator('.form-page:visible [data-fieldname="follow_ups"]')).to_contain_text(
		"就诊复查"
	)
	window.shot("medical-support-done")
	phone = desk("counsellor", phone=True)
	phone.new_form(SUPPORT)
	phone.shot("medical-support-phone")
