"""Words that the framework puts together while it shows them, at the width of a phone: what a picker has chosen by, what a question
is answered with.
"""

from __future__ import annotations

import re

from playwright.sync_api import expect

# a field whose form chooses among records of ours by an option: who fills it in, and what is said beneath the suggestions
PICKERS = (
	("dorm", "Campus Dorm Visit", "dormitory", ("宿舍类型", "楼栋", "楼层")),
	("guard", "Campus Gate Visit", "building", ("宿舍类型", "楼栋")),
)
ENGLISH = re.compile(r"Building|Floor|dormitory_type|Filtered|filter", re.IGNORECASE)


def test_what_a_picker_has_chosen_by_is_said_in_words(desk):
	for account, doctype, field, words in PICKERS:
		window = desk(account, phone=True)
		window.new_form(doctype)
		box = window.field(field).locator("input").first
		box.click()
		box.fill("楼")
		line = window.page.locator(".awesomplete ul:not([hidden]) li").filter(has_text=words[0]).last
		for word in words:
			expect(line).to_contain_text(word)
		assert not ENGLISH.search(line.inner_text()), line.inner_text()
		left, width = line.bounding_box()["x"], line.bounding_box()["width"]
		assert left >= 0 and left + width <= 391, "within the phone"
		window.shot(f"picker-{field}")


def test_a_question_is_answered_in_chinese(desk):
	window = desk("counsellor", phone=True)
	window.open("/app/campus-my-workbench")
	window.page.evaluate("frappe.confirm('删除这一行？')")
	dialog = window.page.locator(".modal.show")
	expect(dialog.locator(".btn-modal-primary")).to_have_text("是")
	expect(dialog.locator(".btn-modal-secondary:visible")).to_have_text("否")
	dialog.locator(".btn-modal-secondary:visible").click()
	dialog.wait_for(state="hidden")
