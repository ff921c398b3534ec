"""Our pages have no serious or critical finding of axe-core, at the desk and on the phone."""

from __future__ import annotations

import pytest
from accessible import of_our_parts, of_the_whole_page, told
from campus import LEDGER
from conftest import DESKTOP, PHONE
from corridor import BUILDING

WIDTHS = pytest.mark.parametrize("phone", [False, True], ids=["1366", "390"])
HOME, WORKBENCH = "/app/campus-safety", "/app/campus-my-workbench"
PERMIT = "Campus Leave Permit"
# who, where, and what must stand there before the page is judged
DESK_PAGES = {
	"start page": ("counsellor", HOME, ".campus-waiting .campus-card"),
	"start page of an office": ("affairs", HOME, ".campus-numbers a"),
	"workbench": ("counsellor", WORKBENCH, ".campus-my-workbench h3"),
	"workbench of a college": ("lead", WORKBENCH, ".campus-bar-row"),
	"workbench of the school": ("safety", WORKBENCH, ".campus-heat"),
	"seal": ("discipline", "/app/campus-seal", ".campus-seal"),
	"dossier": ("safety", "/app/campus-dossier", ".campus-dossier [data-fieldname=reason]"),
	"board of the centre": ("psychhead", "/app/campus-psych-board", ".campus-psych-board .campus-card"),
}
# whose first record of a kind is opened: banner, cards, chips, clock, timeline
FORMS = {
	"Campus Absence Case": "counsellor",
	"Campus Heart Talk": "counsellor",
	"Campus Parent Contact": "counsellor",
	"Campus Student": "counsellor",
	LEDGER: "lead",
	"Campus Home Visit": "counsellor",
}
STILL_OPEN = {"Campus Absence Case": {"status": ("!=", "Closed")}}  # closed, it holds no part of ours
NEW_FORMS = ("Campus Heart Talk", "Campus Parent Contact", "Campus Dorm Visit", "Campus Home Visit", LEDGER)
PRINTED = {
	"Campus Heart Talk": "counsellor",
	"Campus Parent Contact": "counsellor",
	"Campus Home Visit": "counsellor",
	"Campus Absence Case": "affairs",
	"Campus Night Roll Call": "dorm",
	PERMIT: "counsellor",
}


@WIDTHS
@pytest.mark.parametrize("page", DESK_PAGES)
def test_pages_of_the_desk(desk, page, phone):
	who, path, there = DESK_PAGES[page]
	window = desk(who, phone=phone, go_on=True)
	window.visit(path)
	window.page.locator(there).first.wait_for()
	window.settle()
	judge(window)


@WIDTHS
def test_a_student_who_is_found(desk, phone):
	window = desk("counsellor", phone=phone, go_on=True)
	window.visit(HOME)
	box = window.page.locator(".campus-find input")
	box.fill("2026010101")
	window.page.locator(".campus-found-one .campus-dial").first.wait_for()
	window.settle()
	judge(window)


@WIDTHS
@pytest.mark.parametrize("doctype", FORMS)
def test_records(desk, sessions, doctype, phone):
	who = FORMS[doctype]
	rows = sessions(who).list(doctype, STILL_OPEN.get(doctype, {}), limit=1)
	assert rows, f"the demo has a {doctype}"
	window = desk(who, phone=phone, go_on=True)
	window.open_form(doctype, rows[0]["name"])
	window.settle()
	judge(window)


@WIDTHS
@pytest.mark.parametrize("doctype", NEW_FORMS)
def test_entries(desk, doctype, phone):
	window = desk("counsellor", phone=phone, go_on=True)
	window.new_form(doctype)
	window.settle()
	judge(window, may_be_empty=True)


@WIDTHS
def test_the_roll_call(tonight, phone_of, phone):
	page = phone_of("dorm", phone)
	page.goto(f"/campus-roll-call#{BUILDING}")
	page.locator(".person").first.wait_for()
	judge_page(page)
	page.locator(".person").first.click()
	page.locator(".sheet").wait_for()
	judge_page(page)
	page.reload()
	page.locator(".report").click()
	page.locator(".sheet").wait_for()
	judge_page(page)


@WIDTHS
def test_the_students_page(phone_of, phone):
	page = phone_of("student", phone)
	for part in ("", "#request", "#emergency", "#residence", "#data"):
		page.goto(f"/campus-student{part}")
		page.reload()
		page.locator("main > *").first.wait_for()
		page.wait_for_load_state("networkidle")
		judge_page(page)


@WIDTHS
def test_the_parents_page(new_context, sessions, phone):
	counsellor = sessions("counsellor")
	waiting = counsellor.list(PERMIT, {"status": ("in", ["Draft", "Pending"])}, limit=1)
	link = counsellor.call("campus_safety.api.leave.make_parent_link", name=waiting[0]["name"])["link"]
	context = new_context(**(PHONE if phone else DESKTOP))
	page = context.new_page()
	page.goto("/campus-parent?t=" + link.partition("?t=")[2])
	page.locator(".card").wait_for()
	judge_page(page)
	page.goto("/campus-parent?t=forged")
	page.locator(".notice").wait_for()
	judge_page(page)
	context.close()


@WIDTHS
@pytest.mark.parametrize("doctype", PRINTED)
def test_printed_records(desk, sessions, doctype, phone):
	who = PRINTED[doctype]
	client = sessions(who)
	name = client.list(doctype, limit=1)[0]["name"]
	html = client.call(
		"campus_safety.api.ledgers.print_record", doctype=doctype, name=name, reason="核对打印样式"
	)
	window = desk(who, phone=phone)
	window.page.set_content(html)
	judge_page(window.page)


@WIDTHS
@pytest.mark.parametrize("doctype", ["Campus Heart Talk", "Campus Home Visit"])
def test_printed_ledgers(desk, sessions, doctype, phone):
	html = sessions("counsellor").call(
		"campus_safety.api.ledgers.print_ledger", doctype=doctype, reason="核对打印样式"
	)
	window = desk("counsellor", phone=phone)
	window.page.set_content(html)
	judge_page(window.page)


@pytest.fixture
def phone_of(new_context, cookies):
	"""`phone_of("dorm", True)`: a page of that person, narrow or wide."""
	opened = []

	def page_of(name: str, narrow: bool):
		context = new_context(**(PHONE if narrow else DESKTOP))
		context.add_cookies(cookies(name))
		opened.append(context)
		return context.new_page()

	yield page_of
	for context in opened:
		context.close()


def judge(window, may_be_empty: bool = False) -> None:
	if may_be_empty and not window.page.locator("[class*='campus-']:visible").count():
		return
	findings = of_our_parts(window.page)
	assert not findings, told(findings)


def judge_page(page) -> None:
	findings = of_the_whole_page(page)
	assert not findings, told(findings)
