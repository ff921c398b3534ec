"""A screening on a student's phone: consent by purpose, PHQ-9 with item 9 above zero, help before storing, the duty person told."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from conftest import PHONE, screenshots_folder
from http_client import Refused
from playwright.sync_api import expect

CAMPAIGN, SCALE, ROSTER = "Campus Screening Campaign", "Campus Screening Scale", "Campus Duty Roster"
INTERVIEW, API = "Campus Screening Interview", "campus_safety.api."
CONSENT_TEXT = "我们想了解你近来怎样。只有心理中心的老师能看到你的答案。不参加没有任何后果。"


@pytest.fixture
def campaign(sessions) -> str:
	"""Open for the portal student, with words of our own in the place of the instrument's, and somebody on watch."""
	head = sessions("psychhead")
	scale = head.get(SCALE, "PHQ-9")
	if not scale["may_be_answered"]:
		texts = "\n".join(f"{number}. 示例问题{number}" for number in range(1, 11))
		head.save({**scale, "pasted_texts": texts, "texts_from": "演示用，非量表原文"})
	for day in (date.today(), date.today() - timedelta(days=1)):
		for shift in ("Day", "Night"):
			line = {"date": str(day), "shift": shift, "level": "Centre"}
			if not head.list(ROSTER, line):
				head.insert(ROSTER, user=head.user.replace("psychhead", "psychteacher"), **line)
	unit = head.list("Campus Student", {"student_name": "郭一凡"}, ("unit",))[0]["unit"]
	made = head.insert(
		CAMPAIGN,
		campaign_title="近况小问卷",
		campaign_kind="Targeted",
		window_from=str(date.today()),
		window_to=str(date.today() + timedelta(days=7)),
		consent_text=CONSENT_TEXT,
		scales=[{"scale": "PHQ-9", "answered_here": 1}],
		units=[{"unit": unit}],
	)
	head.call(API + "psychology.publish", campaign=made["name"])
	yield made["name"]
	head.call(API + "psychology.close", campaign=made["name"])


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
	page.screenshot(path=screenshots_folder() / f"screening-{name}.png", full_page=True)


def answer(page, values: list[int]) -> None:
	for place, value in enumerate(values):
		page.locator("fieldset.question").nth(place).locator("label.choice").nth(value).click()


def test_item_nine_above_zero(campaign, page, sessions):
	page.goto("/campus-screening")
	card = page.locator("section.card", has_text="近况小问卷").first
	expect(card).to_contain_text("不参加没有任何后果")
	expect(page.locator(".help-lines")).to_contain_text("12356")
	shot(page, "consent")
	card.locator("input[name='Screening']").check()
	card.locator("input[name='Share Level and Advice']").check()
	card.get_by_role("button", name="保存我的选择").click()

	page.get_by_role("button", name="开始填写 PHQ-9").click()
	expect(page.locator("fieldset.question")).to_have_count(10)
	answer(page, [1, 1, 0, 1, 0, 0, 1, 0, 1, 1])
	expect(page.locator(".help-lines.loud")).to_contain_text("12356")
	shot(page, "questions")
	page.get_by_role("button", name="提交我的答案").click()

	# the help lines, and nothing is stored yet
	expect(page.locator(".help-lines.loud")).to_be_visible()
	expect(page.get_by_text("现在还没有保存任何内容")).to_be_visible()
	shot(page, "before-storing")
	teacher = sessions("psychteacher")
	assert not teacher.list(INTERVIEW, {"campaign": campaign})

	page.get_by_role("button", name="我看到了，提交我的答案").click()
	expect(page.get_by_text("谢谢你，答案已收到。")).to_be_visible()
	shot(page, "thanks")

	# told within the minute: at once
	interview = teacher.list(INTERVIEW, {"campaign": campaign}, ("name", "flag", "interviewer"))[0]
	assert interview["flag"] == "Urgent"
	told = teacher.list("Notification Log", {"document_name": interview["name"]}, ("subject", "for_user"))
	assert told, "who is on watch hears the bell"
	assert "郭一凡" not in json.dumps(told, ensure_ascii=False)

	# taking it back deletes the scores and calls the interview off
	page.goto("/campus-screening")
	page.locator("summary").first.click()
	page.once("dialog", lambda dialog: dialog.accept())
	page.get_by_role("button", name="撤回").first.click()
	expect(page.get_by_text("你选择不参加，没有关系。")).to_be_visible()
	assert teacher.list(INTERVIEW, {"name": interview["name"]}, ("status",))[0]["status"] == "Cancelled"
	shot(page, "taken-back")


def test_the_teachers_page_of_one_sitting(desk, sessions):
	teacher = sessions("psychteacher")
	found = teacher.list(INTERVIEW, {"status": "Open", "interviewer": teacher.user}, limit=1)
	window = desk("psychteacher")
	window.open_form(INTERVIEW, found[0]["name"])
	window.page.get_by_role("button", name="查看作答").click()
	window.page.locator(".modal.show .btn-primary").click()
	expect(window.page.locator("details summary").first).to_be_visible()
	expect(window.page.get_by_text("总分").first).to_be_visible()
	window.page.screenshot(path=screenshots_folder() / "screening-interview.png", full_page=True)


def test_the_counsellor_finds_no_score_on_any_screen(sessions):
	for who in ("counsellor", "adviser", "lead", "dorm"):
		client = sessions(who)
		for doctype in ("Campus Screening Result", INTERVIEW, "Campus Screening Consent"):
			with pytest.raises(Refused):
				client.list(doctype)
