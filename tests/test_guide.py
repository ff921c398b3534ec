"""docs/first-day.zh-CN.md walked on a site that nobody has used: from Administrator to a recorded talk, an open roll call and a
counsellor's filled duty list. In the guide's order, with its table of staff and the app's own templates; the numbers are its steps.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from chinese import zh
from conftest import DESKTOP, PHONE, ROOT, screenshots_folder
from corridor import SETTINGS, Phone, now
from desk import Desk
from guide_lists import STUDENTS, fill, staff_of_guide, students
from http_client import Client
from playwright.sync_api import expect

from sandbox.layout import FIRST_DAY_SITE

FIRST_DAY, WORKBENCH = "/app/campus-first-day", "/app/campus-my-workbench"
OWN, PASSWORD = "guide@school.edu.cn", "Yunduo-7314-qiao"
DOMAIN = "guide.school"
KEYS = ("campus_safety_keys", "campus_safety_seal_keys")
TALK, MONTHLY_TALK = "Campus Heart Talk", "每月谈心谈话"
MISSING = students()[0]["学号"]


class School:
	"""The site, and who works on it: each signs in on the page of sign-in, in a window of their own."""

	def __init__(self, url: str, new_context):
		self.url, self.new_context = url, new_context
		self.windows: list[Desk] = []

	def sign_in(self, user: str, password: str, to: str = FIRST_DAY, phone: bool = False) -> Desk:
		context = self.new_context(base_url=self.url, **(PHONE if phone else DESKTOP))
		window = Desk(context.new_page(), screenshots_folder(), phone)
		self.windows.append(window)
		page = window.page
		page.goto(f"/login?redirect-to={to}")
		page.locator("#login_email").fill(user)
		page.locator("#login_password").fill(password)
		page.locator(".form-login .btn-login").click()
		page.wait_for_url(lambda address: "/login" not in address, wait_until="commit")
		return window

	def close(self) -> None:
		errors = [error for window in self.windows for error in window.unexpected_errors()]
		for number, window in enumerate(self.windows, start=1):
			window.shot(f"guide-walk-{number}")
			window.page.context.close()
		assert not errors, errors


@pytest.fixture
def school(empty_school, new_context) -> Iterator[School]:
	opened = School(empty_school, new_context)
	yield opened
	opened.close()


def test_from_an_empty_site_to_the_first_night(school, tmp_path):
	Client(school.url, "Administrator", "admin").call("frappe.client.set_value", **a_night_like_others())
	make_own_account(school.sign_in("Administrator", "admin"))
	manager = school.sign_in(OWN, PASSWORD)
	settle_the_machine(manager)
	make_school_and_term(manager)
	import_students(manager, tmp_path)
	passwords = import_staff(manager, tmp_path)
	give_students_accounts(manager)

	affairs = school.sign_in(*passwords["黄海燕"])
	begin_rules_and_term(affairs)
	counsellor = school.sign_in(*passwords["王晓敏"], to=WORKBENCH, phone=True)
	record_a_talk(counsellor)

	Client(school.url, *passwords["黄海燕"]).call("frappe.client.set_value", **evening())
	call_the_roll(school.sign_in(*passwords["宋桂英"], to="/campus-roll-call", phone=True))
	is_done(affairs, "trial_night")
	affairs.shot("guide-done", full_page=True)
	refresh(counsellor)  # who is to be told has been
	expect(counsellor.page.locator("[data-section=urgent]")).to_contain_text(STUDENTS[0])


# what a step of the page has in common with the others


def step(window: Desk, key: str):
	return window.page.locator(f".campus-first-day [data-step={key}]")


def press(window: Desk, key: str) -> None:
	"""The step's button on the page 首次设置."""
	step(window, key).locator("button").click()
	window.settle()


def is_done(window: Desk, key: str) -> None:
	"""Says the page, worked out anew."""
	if window.page.url.endswith(FIRST_DAY):
		refresh(window)
	else:
		window.go(FIRST_DAY)
	expect(window.page.locator(f"[data-step={key}].is-done")).to_be_visible()


def refresh(window: Desk) -> None:
	window.page.locator(".page-head:visible").get_by_role("button", name=zh("Refresh")).click()


def confirm(window: Desk) -> None:
	window.page.locator(".modal.show .btn-modal-primary, .modal.show .btn-primary").first.click()
	window.settle()


def tick(window: Desk, fieldname: str) -> None:
	window.field(fieldname).locator("input[data-fieldtype=Check]").check()


# the steps


def make_own_account(window: Desk) -> None:
	"""1"""
	press(window, "own_account")
	box = window.page.locator(".modal.show .modal-body")
	box.locator("[data-fieldname=email] input").fill(OWN)
	box.locator("[data-fieldname=first_name] input").fill("管理员")
	confirm(window)
	window.page.wait_for_function("window.cur_frm && cur_frm.doctype === 'User' && !cur_frm.is_new()")
	window.settle()
	window.close_dialogs()
	tabs = window.page.locator(".form-tabs-list:visible .nav-link")
	tabs.get_by_text(zh("Roles & Permissions"), exact=True).click()
	held = window.page.locator(".form-page:visible .role-editor input:checked")
	expect(held).to_have_count(1)  # the first account is a system manager by itself
	tabs.get_by_text("设置", exact=True).click()
	window.page.locator(".section-head:visible").filter(has_text="更改密码").click()
	window.type("new_password", PASSWORD)
	window.save()
	is_done(window, "own_account")


def settle_the_machine(window: Desk) -> None:
	"""2 to 6. There is no mail, and nobody keeps the scheduler's time here: the page says so."""
	config = json.loads(
		(ROOT / ".sandbox/bench/sites" / FIRST_DAY_SITE / "site_config.json").read_text("utf-8")
	)
	press(window, "keys_apart")
	for name in KEYS:
		window.page.locator(f".modal.show [data-fieldname={name}] input").fill(config[name][0][-6:])
	confirm(window)
	expect(step(window, "keys_apart")).to_have_class("is-done ")
	expect(step(window, "time_zone")).to_contain_text("Asia/Shanghai")
	press(window, "scheduler")
	expect(step(window, "scheduler")).to_contain_text("已开启")
	expect(step(window, "mail")).to_contain_text("可以以后做")
	expect(step(window, "https")).to_contain_text("host_name")


def make_school_and_term(window: Desk) -> None:
	"""7, 8"""
	press(window, "school")
	window.page.locator(".page-actions:visible .primary-action:visible").click()
	box = window.page.locator(".modal.show")
	expect(box.locator("input[data-fieldname=unit_name]")).to_be_focused()  # it has come to rest
	expect(box.locator("select[data-fieldname=unit_type]")).to_have_value("School")
	box.locator("input[data-fieldname=unit_name]").fill("示范职业学院")
	confirm(window)
	expect(window.page.locator(".tree-link").filter(has_text="示范职业学院")).to_be_visible()
	is_done(window, "school")

	press(window, "term")
	today = now().date()
	window.type("start_date", str(today - timedelta(days=85)))
	window.type("end_date", str(today + timedelta(days=45)))
	window.type("break_until", str(today + timedelta(days=80)))
	window.page.get_by_role("button", name=zh("Fill in Public Holidays")).click()
	window.settle()
	window.close_dialogs()  # holidays of a year that the State Council has not announced yet
	window.save()
	is_done(window, "term")


def import_list(window: Desk, rows: list[dict[str, str]], folder: Path) -> dict:
	"""The template, filled; preview, start; the document afterwards."""
	with window.page.expect_download() as download:
		window.page.get_by_role("button", name=zh("Download Template"), exact=True).click()
	template = folder / download.value.suggested_filename
	download.value.save_as(template)
	window.attach("file", fill(template, rows))
	window.save()
	window.page.get_by_role("button", name=zh("Preview"), exact=True).click()
	window.page.wait_for_function("cur_frm.doc.status === 'Previewed'")
	window.settle()
	window.page.get_by_role("button", name=zh("Start Import"), exact=True).click()
	confirm(window)
	window.page.wait_for_function("cur_frm.doc.status === 'Completed'")
	window.settle()
	return window.document()


def import_students(window: Desk, folder: Path) -> None:
	"""9"""
	press(window, "students")
	tick(window, "create_missing_units")
	tick(window, "create_missing_rooms")
	done = import_list(window, students(), folder)
	assert (done["created"], done["refused"]) == (len(STUDENTS), 0)
	is_done(window, "students")


def import_staff(window: Desk, folder: Path) -> dict[str, tuple[str, str]]:
	"""10, the guide's own table. {name: (account, first password)}, from the file that is handed out."""
	press(window, "staff")
	window.type("mail_domain", DOMAIN)
	rows = staff_of_guide()
	done = import_list(window, rows, folder)
	assert (done["created"], done["refused"]) == (len(rows), 0)
	window.page.locator(".custom-actions:visible .btn-primary").click()
	with window.page.expect_download() as download:
		window.page.locator(".modal.show .btn-modal-primary, .modal.show .btn-primary").first.click()
	book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
	found = {line[1]: (line[3], line[4]) for line in book.active.iter_rows(min_row=2, values_only=True)}
	assert set(found) == {row["姓名"] for row in rows}
	window.settle()
	is_done(window, "staff")
	expect(step(window, "gaps")).to_contain_text("没有心理中心主任")  # 11
	return found


def give_students_accounts(window: Desk) -> None:
	"""15"""
	press(window, "student_accounts")
	window.page.locator(".modal.show [data-fieldname=domain] input").fill(f"stu.{DOMAIN}")
	confirm(window)
	expect(window.page.locator("[data-step=student_accounts].is-done")).to_be_visible()


def begin_rules_and_term(window: Desk) -> None:
	"""12, 13, as Student Affairs."""
	press(window, "rules")
	window.open_form("Campus Duty Rule", MONTHLY_TALK)
	tick(window, "running_period")
	window.save()
	is_done(window, "rules")
	press(window, "first_run")
	window.page.get_by_role("button", name=zh("Open the Term"), exact=True).first.click()
	window.settle()
	expect(window.page.locator(".modal.show")).to_contain_text(MONTHLY_TALK)
	confirm(window)
	window.page.wait_for_function(
		"cur_frm.doctype === 'Campus Coverage Run' && cur_frm.doc.status === 'Completed'"
	)
	is_done(window, "first_run")


def a_night_like_others() -> dict:
	"""Tonight may be one of a holiday, on which only who has registered to stay is called."""
	return {"doctype": SETTINGS, "name": SETTINGS, "fieldname": {"holiday_roll_mode": "Everyone"}}


def evening() -> dict:
	"""The roll call began five minutes ago, tonight: last night nobody lived here nor was on duty. Else the test would have to
	wait for the night."""
	midnight = now().replace(hour=0, minute=0)
	began = max(now() - timedelta(minutes=5), midnight)
	# the hour at which one night ends and the next begins
	changes = midnight if began.hour < 12 else midnight.replace(hour=12)
	times = {"roll_call_time": began, "gate_closes_at": began, "roll_lock_time": changes}
	return {
		"doctype": SETTINGS,
		"name": SETTINGS,
		"fieldname": {key: f"{at:%H:%M}:00" for key, at in times.items()},
	}


def record_a_talk(window: Desk) -> None:
	"""The counsellor's own list, filled; and the first of it done."""
	progress = window.page.locator("[data-section=progress] .campus-bar-row").filter(has_text=MONTHLY_TALK)
	expect(progress).to_contain_text(f"0/{len(STUDENTS)}")
	window.shot("guide-duties", full_page=True)
	window.open_list("Campus Duty Obligation")
	expect(window.page.locator(".list-row").filter(has_text=MONTHLY_TALK)).to_have_count(len(STUDENTS))

	window.new_form(TALK)
	window.page.locator(".campus-names .campus-chip").first.click()
	window.settle()
	window.chip("mental_state", "平稳").click()
	window.type("topics", "学习")
	window.type("content", "说实训课很有意思，想参加技能大赛")
	window.save()
	assert (window.document()["counts"], window.document()["late_entry"]) == (1, 0)
	window.shot("guide-talk", full_page=True)
	window.go(WORKBENCH)
	expect(progress).to_contain_text(f"1/{len(STUDENTS)}")


def call_the_roll(window: Desk) -> None:
	"""16: their one building opens by itself; one student is missing, the rest is in."""
	phone = Phone(window.page.context, window.page)
	expect(phone.page.locator(".person")).to_have_count(len(STUDENTS))
	phone.mark(MISSING, "missing")
	phone.page.locator(".wide.rest").click()
	phone.unsent(zh("All saved"))
	window.shot("guide-roll-call")
	phone.page.locator(".bottom .report").click()
	expect(phone.page.locator(".sheet .sum")).to_contain_text("未归 1")
	phone.page.locator(".sheet .report").click()
	expect(phone.page.locator(".bottom .report")).to_contain_text("已上报")
