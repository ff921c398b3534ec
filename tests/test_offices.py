"""What offices and administrators do by clicking: an appeal, a workflow, the conditions of a rule."""

from __future__ import annotations

import json

from chinese import zh
from playwright.sync_api import expect

ASSESSMENT, RULE = "Campus Accountability Assessment", "Campus Duty Rule"
COLLEGE = "信息工程学院"


def approved(sessions) -> str:
	"""An assessment of the lead's college that the School Leader has just approved."""
	quality = sessions("quality")
	made = quality.insert(
		ASSESSMENT,
		subject_type="Unit",
		assessed_unit=COLLEGE,
		period_from="2026-09-01",
		period_to="2026-11-30",
	)["name"]
	quality.act(ASSESSMENT, made, "Submit Assessment")
	sessions("discipline").act(ASSESSMENT, made, "Review Assessment")
	sessions("leader").act(ASSESSMENT, made, "Approve")
	return made


def test_an_appeal_is_written_in_its_dialog(desk, sessions):
	name = approved(sessions)
	until = sessions("lead").get(ASSESSMENT, name)["appeal_until"]
	window = desk("lead")
	window.open_form(ASSESSMENT, name)
	expect(window.page.locator(".form-message:visible").first).to_contain_text(until)
	window.act("申诉")
	dialog = window.page.locator(".modal.show").last
	dialog.locator("textarea").fill("11月有两名学生住院，谈话已补，请核减")
	window.shot("appeal")
	dialog.locator(".btn-modal-primary").click()
	window.page.wait_for_function("cur_frm.doc.status === 'Appealed'")
	kept = sessions("discipline").get(ASSESSMENT, name)
	assert kept["appeal_reason"].startswith("11月有两名学生住院")


def test_an_administrator_saves_a_workflow(desk, sessions):
	workflow = "Campus Home Visit Workflow"
	window = desk("sysadmin")
	window.open_form("Workflow", workflow)
	assert not window.page.locator(".modal.show").count(), window.visible_text()[:300]
	window.page.evaluate("cur_frm.scroll_to_field('transitions')")
	grid = window.field("states")
	before = len(window.document()["states"])
	grid.get_by_role("button", name="添加行").click()
	row = grid.locator(".grid-body .grid-row").last
	row.locator(".btn-open-row, .edit-grid-row").first.click()
	opened = window.page.locator(".grid-row-open")
	for field in ("state", "allow_edit"):
		opened.locator(f'[data-fieldname="{field}"] input').first.click()
		window.page.locator(".awesomplete ul:not([hidden]) li").first.click()
		window.settle()
	opened.locator(".grid-collapse-row").first.click()
	window.save()
	assert not window.is_dirty(), window.visible_text()[:500]
	kept = window.page.evaluate(
		"async (name) => (await frappe.db.get_doc('Workflow', name)).states.length", workflow
	)
	assert kept == before + 1
	window.shot("workflow-saved")
	window.page.evaluate(
		"""async () => { cur_frm.doc.states.pop(); cur_frm.dirty(); await cur_frm.save(); }"""
	)


def test_the_conditions_of_a_rule_are_clicked(desk, sessions):
	window = desk("sysadmin")
	window.new_form(RULE)
	assert not window.document().get("enabled"), "a new rule begins switched off"
	rule = sessions("sysadmin").list(RULE, {"rule_name": "每月谈心谈话"}, limit=1)[0]["name"]
	window.open_form(RULE, rule)
	box = window.page.locator('.campus-filter[data-for="subject_filter"]')
	expect(box).to_contain_text("在读")
	evidence = window.page.locator('.campus-filter[data-for="evidence_filter"]')
	expect(evidence).to_contain_text("记录人的角色 属于 辅导员")
	window.shot("rule-conditions", full_page=True)
	box.get_by_role("button", name=zh("Choose Conditions")).click()
	dialog = window.page.locator(".campus-filter-dialog.modal.show")
	dialog.locator(".filter-box").first.wait_for()
	dialog.locator(".add-filter").click()
	last = dialog.locator(".filter-box").last
	field = last.locator(".fieldname-select-area input")
	field.fill(zh("Gender"))
	window.page.locator(".awesomplete ul:not([hidden]) li:visible").first.click()
	last.locator(".filter-field select").select_option(index=1)
	window.shot("rule-filter-dialog")
	dialog.locator(".btn-modal-primary").click()
	window.settle()
	written = json.loads(window.document()["subject_filter"])
	assert ["status", "=", "Enrolled"] in written
	assert len(written) == 2
	expect(box.locator("li")).to_have_count(2)


def test_a_new_form_of_what_one_may_not_write_says_so_and_others_stay(desk):
	window = desk("affairs")
	window.new_form("Campus Duty Exemption")
	expect(window.page.locator(".campus-not-yours:visible")).to_contain_text("没有新建")
	expect(window.page.locator(".form-page:visible")).to_have_count(0)
	window.page.get_by_role("button", name="返回列表").click()
	expect(window.page.locator(".list-row-container, .no-result").first).to_be_visible()
	window.new_form("Campus Duty Roster")
	for _again in range(3):
		window.page.evaluate("cur_frm.refresh()")
		window.settle()
		expect(window.page.locator(".form-page:visible").first).to_be_visible()


START_PAGES = {
	"security": ("campus-security-office", "安全保卫处", "巡逻记录"),
	"guard": ("campus-security-guard", "保安", "来访登记"),
	"office": ("campus-school-office", "党委(校长)办公室", "诉求"),
	"publicity": ("campus-publicity", "宣传部", "舆情登记"),
	"logistics": ("campus-logistics", "总务处", "安全隐患"),
	"academic": ("campus-academic-affairs", "教务处", "专题教育"),
}


def test_every_department_has_a_start_page_with_what_it_owes(desk):
	for account, (path, title, shortcut) in START_PAGES.items():
		window = desk(account)
		window.open(f"/app/{path}")
		expect(window.page.locator(".shortcut-widget-box").filter(has_text=shortcut).first).to_be_visible()
		expect(window.page.locator(".custom-block-widget-box .campus-workbench").first).not_to_be_empty()
		text = window.visible_text()
		assert title.split("(")[0] in text, (account, text[:300])
		english = [word for word in ("Campus ", "What We Owe", "Guards and") if word in text]
		assert not english, (account, english)
		window.shot(f"start-{account}")
