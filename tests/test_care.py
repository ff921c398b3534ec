"""Classified care on the phone: what is to do stands on top, done with one button and a word; a teacher who helps sees the own."""

import pytest
from chinese import zh
from playwright.sync_api import expect

PLAN = "Campus Care Plan"


@pytest.fixture
def plan(sessions) -> dict:
	"""The one under way with a teacher who helps."""
	rows = sessions("counsellor").list(PLAN, {"status": "Supporting", "for_teachers": 1}, limit=1)
	assert rows, "the demo has a plan under way"
	return sessions("counsellor").get(PLAN, rows[0]["name"])


def panel(window):
	return window.page.locator('[data-fieldname="panel"]:visible')


def write_down(window, **texts: str) -> None:
	dialog = window.page.locator(".modal.show")
	for fieldname, text in texts.items():
		box = dialog.locator(f'[data-fieldname="{fieldname}"]').locator("textarea, select").first
		if box.evaluate("box => box.tagName") == "SELECT":
			box.select_option(text)
		else:
			box.fill(text)
	dialog.get_by_role("button", name=zh("Write down")).click()
	expect(dialog).to_have_count(0)
	window.settle()


def test_done_and_reviewed_with_one_button_each(desk, sessions, plan):
	window = desk("counsellor", phone=True)
	window.open_form(PLAN, plan["name"])
	open_ones = [row for row in plan["actions"] if not (row["done"] or row["not_needed"])]
	action = min(open_ones, key=lambda row: row["due"])
	line = panel(window).locator(".campus-call").filter(has_text=action["action"]).first
	line.get_by_role("button", name="完成", exact=True).click()
	write_down(window, outcome="补习一次，学生跟上了")
	panel(window).get_by_role("button", name=zh("Review Now")).click()
	write_down(window, effect="Better", note="作业交齐，课上敢提问")
	after = sessions("counsellor").get(PLAN, plan["name"])
	done = next(row for row in after["actions"] if row["name"] == action["name"])
	assert (done["done"], done["outcome"]) == (1, "补习一次，学生跟上了")
	assert after["effect"] == "Better"
	assert len(after["reviews"]) == len(plan["reviews"]) + 1
	expect(panel(window)).to_contain_text("好转")


def test_a_teacher_who_helps_has_a_button_for_the_own_action_alone(desk, sessions, plan):
	mine = [
		row
		for row in plan["actions"]
		if row["action_owner"].startswith("mentor@") and not (row["done"] or row["not_needed"])
	]
	window = desk("mentor", phone=True)
	window.open_form(PLAN, plan["name"])
	buttons = panel(window).get_by_role("button", name="完成", exact=True)
	expect(buttons).to_have_count(len(mine))
	expect(panel(window).get_by_role("button", name=zh("Review Now"))).to_have_count(0)
	expect(panel(window)).not_to_contain_text("@")
