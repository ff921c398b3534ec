"""What tired people do every day, by clicking: many records at once, photos, steps, the student's timeline, contact."""

from __future__ import annotations

import re
from datetime import timedelta

from chinese import zh
from corridor import now
from PIL import Image
from playwright.sync_api import expect
from test_taps import HOME, WORKBENCH, Thumb

PERMIT, VISIT, TALK = "Campus Leave Permit", "Campus Home Visit", "Campus Heart Talk"
ENDS = ("取消", "驳回", "撤销")


def test_what_ends_many_records_stands_last_and_is_asked(desk, sessions):
	counsellor = sessions("counsellor")
	before = {row["name"]: row["status"] for row in counsellor.list(PERMIT, {}, ("name", "status"), limit=0)}
	window = desk("counsellor")
	window.open_list(PERMIT)
	waiting = window.page.locator(".list-row", has_text="待审批")
	for place in (0, 1):
		waiting.nth(place).locator(".list-row-checkbox").click()
	window.settle()
	menu = window.page.locator(".page-head:visible .actions-btn-group")
	menu.locator("> button").click()
	window.settle()
	menu.locator(".dropdown-menu .menu-item-label", has_text=ENDS[0]).first.wait_for()
	items = menu.locator(".dropdown-menu li:not(.dropdown-divider):visible")
	words = [each.strip() for each in items.all_inner_texts()]
	assert all(words), f"a hole in the menu: {words}"
	window.shot("bulk-menu")
	steps = window.page.evaluate("cur_list.get_workflow_action_menu_items().map((item) => item.label)")
	shown = [each for each in words if each in steps]
	ends = [each for each in shown if each.startswith(ENDS)]
	assert ends and shown[-len(ends) :] == ends, f"what ends something stands last: {shown}"
	items.filter(has_text=ends[-1]).last.click()
	asked = window.page.locator(".modal.show").last
	expect(asked).to_contain_text(ends[-1])
	expect(asked).to_contain_text("2")
	window.shot("bulk-asked")
	asked.locator(".btn-modal-secondary, .btn-modal-close").first.click()
	window.settle()
	after = {row["name"]: row["status"] for row in counsellor.list(PERMIT, {}, ("name", "status"), limit=0)}
	assert after == before


def test_several_photos_in_one_tap(desk, sessions, tmp_path):
	counsellor = sessions("counsellor")
	open_visits = {"status": ("in", ["Planned", "Approved"]), "recorded_by": counsellor.user}
	visit = counsellor.list(VISIT, open_visits, ("name", "status"), limit=1)[0]["name"]
	files = []
	for number, color in enumerate(("#7a1f1f", "#1f4f7a", "#2f7a1f"), start=1):
		path = tmp_path / f"家访{number}.jpg"
		Image.effect_noise((2600, 1900), 90).convert("RGB").resize((2600, 1900)).save(path, quality=95)
		if number > 1:
			Image.new("RGB", (400, 300), color).save(path)
		files.append(path)
	window = desk("counsellor", phone=True)
	window.open_form(VISIT, visit)
	had = len(window.document().get("photos") or [])
	window.page.locator(".campus-photo-add input").set_input_files(files)
	pictures = window.page.locator(".campus-photo")
	expect(pictures).to_have_count(had + 3)
	window.settle()
	loaded = "images => images.every((image) => image.complete && image.naturalWidth > 0)"
	pictures.last.scroll_into_view_if_needed()
	window.page.wait_for_function(
		"() => [...document.querySelectorAll('.campus-photo img')].every((one) => one.naturalWidth > 0)"
	)
	assert window.page.locator(".campus-photo img").evaluate_all(loaded)
	pictures.last.locator("input").fill("客厅")
	pictures.last.locator("input").blur()
	window.shot("photos", full_page=True)
	window.save()
	kept = counsellor.get(VISIT, visit)["photos"]
	assert len(kept) == had + 3
	assert kept[-1]["note"] == "客厅"
	assert all("/private/files/" in row["photo"] for row in kept)


def test_a_nomination_comes_in_two_steps(desk):
	window = desk("counsellor", phone=True)
	window.new_form("Campus Risk Ledger")
	second = window.field("family_situation")
	expect(window.field("factor_detail")).to_be_visible()
	expect(second).to_be_hidden()
	expect(window.field("responsible_person")).to_be_hidden()
	window.page.locator(".campus-second-step button").click()
	window.settle()
	expect(second).to_be_visible()
	expect(window.field("responsible_person")).to_be_visible()
	expect(window.page.locator(".campus-second-step")).to_have_count(0)


def test_the_timeline_says_who_and_is_filtered_and_printed(desk, sessions):
	talk = sessions("counsellor").list(TALK, {"counts": 1}, ("name", "student", "recorded_by"), limit=1)[0]
	window = desk("counsellor")
	window.open_form("Campus Student", talk["student"])
	lines = window.page.locator(".campus-timeline li")
	expect(lines.first).to_be_visible()
	window.page.locator(f'.campus-timeline-bar [data-kind="{TALK}"]').click()
	window.settle()
	expect(lines.locator(".campus-timeline-author").first).to_have_text("王晓敏")
	kinds = lines.locator("a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
	assert kinds and all("/campus-heart-talk/" in link for link in kinds)
	window.page.locator(".campus-timeline-bar").scroll_into_view_if_needed()
	window.shot("timeline")
	window.page.evaluate("window.print = () => {}")
	with window.page.expect_popup() as popup:
		window.page.get_by_role("button", name=zh("Print the Timeline")).click()
	paper = popup.value
	paper.wait_for_selector("h1")
	assert talk["student"] in paper.inner_text("h1")
	assert "王晓敏" in paper.inner_text("tbody")
	paper.close()


def test_a_word_of_the_day_with_a_key_student(desk, sessions):
	window = desk("counsellor", phone=True)
	window.open(WORKBENCH)
	thumb = Thumb(window)
	today = f"{now():%Y-%m-%d}"
	owed = {"rule": "重点学生每日联系", "state": "Open", "period_end": today}
	duty = sessions("counsellor").list("Campus Duty Obligation", owed, limit=1)[0]["name"]
	row = window.page.locator(f'[data-duty="{duty}"]')
	thumb.tap(row.locator(".campus-do"))
	dialog = window.page.locator(".campus-contact-dialog.modal.show")
	dialog.locator("textarea").fill("中午在食堂碰到，说昨晚睡了六个小时，下午去上课")
	window.shot("contact")
	thumb.tap(dialog.locator('[data-state="Steady"]'))
	assert thumb.taps <= 3
	window.page.wait_for_function(
		"duty => !document.querySelector(`[data-duty='${duty}'] .campus-do`)", arg=duty
	)
	counsellor = sessions("counsellor")
	done = counsellor.get("Campus Duty Obligation", duty)
	assert done["state"] in ("Done", "Done Late")
	talk = counsellor.list(
		TALK,
		{"student": done["subject"], "talk_type": "Contact", "status": "Recorded"},
		("name", "mental_state", "counts"),
		limit=1,
	)
	assert (talk[0]["mental_state"], talk[0]["counts"]) == ("Steady", 1)


def test_what_is_known_goes_along_into_a_new_record(desk, sessions):
	"""A talk begun from a student's card knows the student; what was typed into a word of the day stands in the talk."""
	window = desk("counsellor")
	window.open(WORKBENCH)
	student = sessions("counsellor").list("Campus Student", {"status": "Enrolled"}, limit=1)[0]["name"]
	window.page.evaluate(
		"student => campus_safety.actions_of(student).appendTo(document.body).find('button').first().click()",
		student,
	)
	window.page.wait_for_function("window.cur_frm?.is_new() && cur_frm.doc.student")
	window.settle()
	assert window.document()["student"] == student
	for doctype, values in (
		(TALK, {"content": "说昨晚没有睡", "talk_time": "2026-11-27 09:00:00"}),
		("Campus Leave Permit", {"from_time": "2030-03-04 08:00:00"}),
	):
		window.page.evaluate(
			"([doctype, values]) => campus_safety.begin_with(doctype, values)", [doctype, values]
		)
		window.page.wait_for_function("name => cur_frm?.doctype === name && cur_frm.is_new()", arg=doctype)
		window.settle()
		assert {field: window.document()[field] for field in values} == values


def test_the_roll_call_is_one_tap_from_login(desk):
	window = desk("dorm", phone=True)
	window.open(HOME)
	button = window.page.locator(".campus-to-roll")
	expect(button).to_be_visible()
	place = button.bounding_box()
	assert place["y"] + place["height"] < 844, f"not on the first screen: {place}"
	window.shot("dorm-home")
	button.click()
	window.page.wait_for_url("**/campus-roll-call**")
	expect(window.page.locator(".person, .card").first).to_be_visible()


def test_a_search_says_level_passage_how_long_and_who(desk, sessions):
	case = sessions("counsellor").list(
		"Campus Absence Case", {"status": ("in", ["Pending", "Checking"])}, ("name", "student_name"), limit=1
	)[0]
	window = desk("counsellor", phone=True)
	window.open_form("Campus Absence Case", case["name"])
	headline = window.page.locator(".campus-headline").first
	expect(headline).to_contain_text("已")
	expect(headline).to_contain_text("门禁")
	expect(headline).to_contain_text(re.compile("无人接手|正在处理"))
	window.shot("absence-headline")
	window.open_list("Campus Absence Case")
	row = window.page.locator(".list-row-container", has_text=case["student_name"]).last
	expect(row.locator(".campus-headline")).to_contain_text("门禁")
	window.shot("absence-list")


def test_a_duty_of_dispatch_opens_the_row_to_fill(desk, sessions):
	"""From the duty itself, which stands there on every day; its card on the workbench begins some days before it is due."""
	owed = {
		"rule": ("like", "%调度%"),
		"evidence_doctype": "Campus Risk Ledger",
		"state": ("in", ("Open", "Overdue")),
	}
	window = desk("counsellor")
	window.open_form(
		"Campus Duty Obligation",
		sessions("counsellor").list("Campus Duty Obligation", owed, limit=1)[0]["name"],
	)
	window.page.get_by_role("button", name=zh("Campus Risk Ledger"), exact=True).click()
	window.page.wait_for_function("window.cur_frm && cur_frm.doctype === 'Campus Risk Ledger'")
	window.settle()
	row = window.page.locator('[data-fieldname="dispatches"] .grid-row-open')
	expect(row).to_be_visible()
	expect(row.locator('.form-in-grid [data-fieldname="situation"]').first).to_be_visible()
	window.shot("dispatch-row")


def test_a_calendar_of_visits_talks_and_due_dates(desk, sessions):
	counsellor = sessions("counsellor")
	window = desk("counsellor")
	window.open(WORKBENCH)
	window.page.get_by_role("button", name=zh("Calendar of Visits, Talks, Due Dates")).click()
	due = window.page.locator(".fc-event, .fc-daygrid-event").filter(has_text="到期").first
	due.wait_for()
	window.shot("calendar", full_page=True)
	due.click()
	window.page.wait_for_function("window.cur_list && cur_list.doctype === 'Campus Duty Obligation'")
	window.settle()
	rows = window.page.evaluate("cur_list.data.map((doc) => doc.rule)")
	assert rows and len(set(rows)) == 1, "the duties of one rule that are due on that day"
	span = {"start": str(now().date() - timedelta(days=20)), "end": str(now().date() + timedelta(days=30))}
	events = counsellor.call("campus_safety.api.workbench.get_agenda", **span)
	assert {event["doctype"] for event in events} > {"Campus Duty Obligation"}


def test_a_group_talk_has_a_line_for_each(desk, sessions):
	counsellor = sessions("counsellor")
	before = {row["name"] for row in counsellor.list(TALK, {}, limit=0)}
	window = desk("counsellor", phone=True)
	window.open_list(TALK)
	window.page.evaluate(
		"label => $(`button, a`).filter((_i, one) => one.textContent.trim() === label).first().click()",
		zh("Group Talk"),
	)
	dialog = window.page.locator(".campus-group-talk.modal.show")
	dialog.locator('[data-fieldname="place"] input').fill("班会教室")
	dialog.locator('[data-fieldname="topics"] input').fill("期末复习")
	lines = dialog.locator(".campus-attempt-line")
	lines.nth(0).fill("说高数跟得上，想周末去图书馆复习")
	lines.nth(2).fill("担心英语过不了，已约好和同桌每天背单词")
	window.shot("group-talk")
	dialog.locator(".btn-modal-primary").click()
	dialog.wait_for(state="hidden")
	made = [
		row
		for row in counsellor.list(TALK, {}, ("name", "content", "counts"), limit=0)
		if row["name"] not in before
	]
	assert {row["content"][:5] for row in made} == {"说高数跟得", "担心英语过"}
	assert all(row["counts"] for row in made)
