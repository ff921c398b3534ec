"""A handover on the screen: whoever takes over reads it first, takes everything with one tap, and the college witnesses."""

import pytest
from chinese import zh
from playwright.sync_api import expect

HANDOVER = "Campus File Handover"


@pytest.fixture
def handover(sessions) -> dict:
	"""The demo's, signed by the counsellor for the class adviser."""
	rows = sessions("adviser").list(HANDOVER, {"status": "Signed"}, limit=1)
	assert rows, "the demo has a handover under way"
	return sessions("adviser").get(HANDOVER, rows[0]["name"])


def reveal(window) -> None:
	window.page.get_by_role("button", name="查看内容").first.click()
	dialog = window.page.locator(".campus-reveal-dialog.show")
	dialog.locator("select").select_option(index=1)
	dialog.locator("textarea").fill("接收前阅读")
	window.page.wait_for_timeout(400)  # the dialog fades in
	dialog.get_by_role("button", name="查看", exact=True).click()
	expect(dialog).to_be_hidden()
	window.settle()


def test_locked_on_the_phone_and_read_on_the_desk(desk, sessions, handover):
	phone = desk("adviser", phone=True)
	phone.open_form(HANDOVER, handover["name"])
	assert "enc:1:" not in phone.visible_text()
	phone.shot("handover", full_page=True)
	window = desk("adviser")
	window.open_form(HANDOVER, handover["name"])
	reveal(window)
	window.shot("handover-read", full_page=True)
	window.page.get_by_role("button", name=zh("Take All")).click()
	window.settle()
	after = sessions("adviser").get(HANDOVER, handover["name"])
	assert all(row["received"] for row in after["items"])
	window.shot("handover-taken", full_page=True)
	lead = desk("lead")
	lead.open("/app/campus-safety")
	lead.settle()
	lead.shot("handover-lead", full_page=True)


def test_the_printed_form(desk, handover):
	window = desk("lead")
	window.open("/app/campus-safety")
	window.expect_errors("style")  # of the framework's own print page
	window.page.goto(
		f"{window.page.url.split('/app')[0]}/printview?doctype={HANDOVER}&name={handover['name']}"
		"&format=Campus File Handover Form"
	)
	body = window.page.inner_text(".campus-form")
	for heading in ("序号", "学生", "等级", "材料", "页数", "移交", "接收", "监交", "日期"):
		assert heading in body
	assert "enc:1:" not in window.page.content()
	window.shot("handover-print", full_page=True)
