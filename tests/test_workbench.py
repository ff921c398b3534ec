"""我的工作台 in the browser: one tap from a duty to its record; a lead reminds; the Safety Office reads the school."""

from chinese import zh
from playwright.sync_api import expect

PATH = "/app/campus-my-workbench"
OBLIGATION = "Campus Duty Obligation"


def test_from_a_duty_to_its_record_and_back(desk, sessions):
	window = desk("counsellor", phone=True)
	window.open(PATH)
	card = window.page.locator(".campus-my-workbench .campus-card", has_text="每月谈心谈话").first
	row = card.locator(".campus-duty").filter(has=window.page.locator(".campus-do")).first
	expect(row).to_be_visible()
	duty = row.get_attribute("data-duty")
	student = sessions("counsellor").get(OBLIGATION, duty)["student"]
	window.shot("workbench")
	row.locator(".campus-do").click()
	window.page.wait_for_function(
		"window.cur_frm && cur_frm.is_new() && cur_frm.doctype === 'Campus Heart Talk'"
	)
	window.settle()
	assert window.document()["student"] == student
	window.page.locator('.form-page:visible [data-fieldname="mental_state"] .campus-chip').get_by_text(
		"平稳", exact=True
	).click()
	window.type("topics", "生活")
	window.type("content", f"{student} 说最近睡得好，食堂的饭也习惯了")
	window.save()
	assert sessions("counsellor").get(OBLIGATION, duty)["state"] in ("Done", "Done Late")
	window.go(PATH)
	expect(window.page.locator(".campus-my-workbench h3").first).to_be_visible()
	expect(window.page.locator(f'[data-duty="{duty}"]')).to_have_count(0)


def test_a_lead_reminds_once_a_day(desk):
	window = desk("lead")
	window.open(PATH)
	remind = window.page.locator(".campus-remind").first
	expect(remind).to_be_visible()
	window.shot("workbench-lead", full_page=True)
	remind.click()
	expect(remind).to_have_text(zh("Reminded"))


def test_the_safety_office_reads_clause_by_college(desk):
	window = desk("safety")
	window.open(PATH)
	table = window.page.locator(".campus-heat").first
	expect(table).to_be_visible()
	departments = window.page.locator(".campus-heat").nth(1)
	expect(departments).to_contain_text("教务处")
	expect(departments.locator(".campus-tasks").first).to_be_visible()
	window.shot("workbench-safety", full_page=True)
	table.locator("td button:has(.campus-heat-number)").first.click()
	expect(window.page.locator(".modal.show .campus-bar-row").first).to_be_visible()
