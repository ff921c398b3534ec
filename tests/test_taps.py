"""How many taps the daily work costs on a phone. Typing is no tap; opening the Desk is none."""

from __future__ import annotations

from campus import free_student
from playwright.sync_api import expect

WORKBENCH, HOME = "/app/campus-my-workbench", "/app/campus-safety"


class Thumb:
	"""Taps, and counts them."""

	def __init__(self, window):
		self.window = window
		self.taps = 0

	def tap(self, target) -> None:
		target.click()
		self.taps += 1
		self.window.settle()

	def save(self) -> None:
		self.window.save()
		self.taps += 1


def chip(window, fieldname: str, text: str):
	return window.page.locator(f'.form-page:visible [data-fieldname="{fieldname}"] .campus-chip').get_by_text(
		text, exact=True
	)


def test_a_talk_from_the_workbench(desk):
	window = desk("counsellor", phone=True)
	window.open(WORKBENCH)
	thumb = Thumb(window)
	card = window.page.locator('.campus-card[data-rule="每月谈心谈话"]').first
	thumb.tap(card.locator(".campus-do").first)
	thumb.tap(chip(window, "mental_state", "平稳"))
	window.type("topics", "学习")
	window.type("content", "说这周的实训做完了，准备参加下月的技能考核")
	thumb.save()
	assert not window.document().get("__islocal")
	assert thumb.taps <= 5
	# what it settled is said, and the next one and the way back are under the thumb
	bar = window.page.locator(".campus-next")
	expect(bar.locator(".campus-settled")).to_contain_text("每月谈心谈话")
	window.shot("talk-saved")
	taken = window.document()["name"]
	bar.get_by_role("button", name="撤回").click()
	window.page.locator(".modal.show .btn-modal-primary").click()
	window.page.wait_for_function(
		"name => cur_frm.docname === name && cur_frm.doc.status === 'Void'", arg=taken
	)


def test_a_leave_is_approved(desk, sessions):
	counsellor, lead = sessions("counsellor"), sessions("lead")
	waiting = lead.list(
		"Campus Leave Permit",
		{"status": "Pending", "approver_role": "Campus Counsellor", "parent_needed": 0},
		("name", "owner"),
		limit=0,
	)
	assert waiting, "the demo has a leave that a counsellor may decide"
	window = desk("counsellor", phone=True)
	window.open(WORKBENCH)
	thumb = Thumb(window)
	card = window.page.locator(".campus-card", has_text="待审批的请假")
	expect(card).to_contain_text("→")  # from when to when, before anything is opened
	thumb.tap(card.get_by_role("button", name="批准").first)
	window.shot("leave-asked")
	thumb.tap(window.page.locator(".modal.show .btn-modal-primary"))
	assert thumb.taps <= 2
	left = counsellor.list("Campus Leave Permit", {"status": "Pending"}, ("name",), limit=0)
	assert len({row["name"] for row in waiting} & {row["name"] for row in left}) == len(waiting) - 1


def test_a_nomination(desk, sessions):
	student = free_student(sessions("counsellor"), sessions("psychhead"), "软件技术2601班")
	window = desk("counsellor", phone=True)
	window.open(HOME)
	thumb = Thumb(window)
	box = window.page.locator(".campus-find input")
	thumb.tap(box)
	box.fill(student["name"])
	one = window.page.locator(f'.campus-found-one[data-student="{student["name"]}"]')
	thumb.tap(one.get_by_role("button", name="提名学生"))
	window.select("discovery_source", "Talk")
	thumb.taps += 1
	level = window.field("risk_level").locator("input").first
	thumb.tap(level)
	offered = window.page.locator(".awesomplete ul:not([hidden])").first
	expect(offered).to_contain_text("绿")
	levels = [level for level in offered.inner_text().split() if level in "红橙黄绿"]
	assert levels == ["红", "橙", "黄", "绿"]  # the gravest first, not by the alphabet
	thumb.tap(window.page.locator(".awesomplete ul:not([hidden]) li").filter(has_text="黄").first)
	factors = window.field("risk_factors").locator("input").last
	thumb.tap(factors)
	factors.fill("学业")
	thumb.tap(window.page.locator(".awesomplete ul:not([hidden]) li").filter(has_text="学业").first)
	window.type("factor_detail", "近两周上课走神，三次缺交作业")
	window.shot("nomination")
	thumb.save()
	assert not window.document().get("__islocal"), window.visible_text()[:500]
	assert thumb.taps <= 8


def test_a_student_is_found_and_dialled(desk, sessions):
	(student,) = sessions("counsellor").list(
		"Campus Student", {"unit": "软件技术2601班"}, ("name", "student_name", "mobile"), limit=1
	)
	window = desk("counsellor", phone=True)
	window.open(HOME)
	thumb = Thumb(window)
	box = window.page.locator(".campus-find input")
	thumb.tap(box)
	box.fill(student["mobile"][-4:])
	one = window.page.locator(f'.campus-found-one[data-student="{student["name"]}"]')
	expect(one).to_be_visible()
	if one.get_attribute("open") is None:
		thumb.tap(one.locator("summary"))
	dial = one.locator(f'a[href="tel:{student["mobile"]}"]')
	expect(dial).to_be_visible()
	thumb.taps += 1  # the telephone takes over
	window.shot("dial")
	assert thumb.taps <= 3


def test_requests_of_the_first_pages(desk):
	"""Beyond the Desk's own start: what our pages ask the server for."""
	window = desk("counsellor", phone=True)
	window.open("/app/campus-dormitory/view/list")
	for path, most in ((HOME, 20), (WORKBENCH, 12)):
		asked = requests_of(window, path)
		assert len(asked) <= most, asked


def requests_of(window, path: str, quiet: int = 2000) -> list[str]:
	"""What a page asks the server for until nothing was asked for `quiet` milliseconds: a chart begins late."""
	asked: list[str] = []

	def note(request) -> None:
		if "/api/" in request.url or "/method/" in request.url:
			asked.append(request.url)

	window.page.on("request", note)
	window.go(path)
	before = -1
	while before != len(asked):
		before = len(asked)
		window.page.wait_for_timeout(quiet)
	window.page.remove_listener("request", note)
	return asked
