"""Early warning: a signal's conditions are clicked in its row, a dry run says the price, a warning is taken and dismissed."""

import json

from chinese import zh
from playwright.sync_api import expect

RULE, WARNING = "Campus Warning Rule", "Campus Early Warning"
SEEDED = "旷课又夜不归宿"


def test_a_rule_is_clicked_and_tried(desk, sessions):
	window = desk("affairs")
	window.open_form(RULE, SEEDED)
	assert not window.document()["enabled"], "it begins switched off"
	row = window.field("signals").locator(".grid-body .grid-row").first
	row.locator(".btn-open-row").click()
	opened = window.page.locator(".grid-row-open")
	box = opened.locator('.campus-filter[data-for="evidence_filter"]')
	expect(box.locator("li")).to_have_count(2)
	window.shot("warning-signal", full_page=True)
	box.get_by_role("button", name=zh("Choose Conditions")).click()
	dialog = window.page.locator(".campus-filter-dialog.modal.show")
	dialog.locator(".filter-box").first.wait_for()
	dialog.locator(".filter-box").last.locator("div.remove-filter").click()
	dialog.locator(".btn-modal-primary").click()
	window.settle()
	assert len(json.loads(window.document()["signals"][0]["evidence_filter"])) == 1
	expect(box.locator("li")).to_have_count(1)
	opened.locator(".grid-collapse-row").first.click()
	window.page.get_by_role("button", name=zh("Dry Run")).click()
	shown = window.page.locator(".modal.show")
	expect(shown).to_contain_text("过去12周")
	expect(shown).to_contain_text(zh("Whom It Finds"))
	window.shot("warning-dry-run")
	window.close_dialogs()
	assert len(json.loads(sessions("affairs").get(RULE, SEEDED)["signals"][0]["evidence_filter"])) == 2


def test_a_warning_is_taken_and_dismissed(desk, sessions):
	affairs = sessions("affairs")
	fields = ("name", "assigned_to", "status")
	waiting = affairs.list(WARNING, {"status": "New", "assigned_to": ["is", "set"]}, fields)
	assert waiting, "the demo has some that wait"
	warning = affairs.get(WARNING, waiting[0]["name"])
	window = desk(warning["assigned_to"].split("@")[0])
	window.open_form(WARNING, warning["name"])
	expect(window.field("signals")).to_contain_text("谈心谈话")
	window.shot("warning", full_page=True)
	window.page.get_by_role("button", name=zh("Take It")).click()
	window.page.wait_for_function("cur_frm.doc.status === 'Taken'")
	window.settle()
	window.page.get_by_role("button", name="否定", exact=True).first.click()
	dialog = window.page.locator(".modal.show")
	dialog.locator('[data-fieldname="reason"] select').select_option("Explained")
	dialog.locator('[data-fieldname="note"] textarea').fill("谈过了，是补考的事，已安排补课")
	dialog.locator(".btn-modal-primary").click()
	window.page.wait_for_function("cur_frm.doc.status === 'Dismissed'")
	kept = affairs.get(WARNING, warning["name"])
	assert (kept["dismiss_reason"], kept["decided_by"]) == ("Explained", warning["assigned_to"])
	assert window.page.get_by_role("button", name=zh("Take It")).count() == 0
