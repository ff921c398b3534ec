"""Suspension and the way back in the browser: the contact person on a phone, Academic Affairs at the desk, each with what is theirs."""

from __future__ import annotations

import pytest
from conftest import screenshots_folder
from http_client import Refused
from playwright.sync_api import expect

SUSPENSION, ASSESSMENT = "Campus Study Suspension", "Campus Resumption Assessment"


def find(sessions, who: str, status: str) -> str:
	return sessions(who).list(SUSPENSION, {"status": status}, limit=1)[0]["name"]


def shot(window, name: str) -> None:
	window.page.screenshot(path=screenshots_folder() / f"way-back-{name}.png", full_page=True)


def test_a_contact_with_one_tap_on_a_phone(desk, sessions):
	name = find(sessions, "counsellor4", "Suspended")
	before = len(sessions("counsellor4").get(SUSPENSION, name)["contacts"])
	window = desk("counsellor4", phone=True)
	window.open_form(SUSPENSION, name)
	shot(window, "phone")
	window.page.get_by_role("button", name="登记一次联系").click()
	dialog = window.page.locator(".modal.show")
	dialog.locator("select[data-fieldname='result']").select_option("Reached")
	dialog.locator("textarea").fill("在家，愿意下周再通话")
	shot(window, "contact")
	dialog.locator(".btn-primary").click()
	expect(dialog).to_have_count(0)
	window.page.wait_for_function("!cur_frm.is_dirty() && !frappe.request.ajax_count")
	assert len(sessions("counsellor4").get(SUSPENSION, name)["contacts"]) == before + 1


def test_academic_affairs_sees_what_it_decides(desk, sessions):
	assert not sessions("academic").list(SUSPENSION, {"status": "Suspended"}), (
		"how a student fares is not its business"
	)
	window = desk("academic")
	window.open_form(SUSPENSION, find(sessions, "academic", "Heard"))
	shot(window, "decide")


def test_class_staff_and_dormitory_find_none(sessions):
	for who in ("adviser", "counsellor2"):
		assert not sessions(who).list(SUSPENSION)
	with pytest.raises(Refused):
		sessions("dorm").list(SUSPENSION)


def test_a_member_of_the_panel_says_an_opinion_with_one_tap(desk, sessions):
	student = sessions("counsellor4").list(SUSPENSION, {"status": "Suspended"}, ("student",))[0]["student"]
	counsellor, teacher, lead = (sessions(who) for who in ("counsellor4", "psychteacher", "lead3"))
	name = counsellor.insert(ASSESSMENT, student=student, hospital_note="可以学习，继续复诊")["name"]
	teacher.save(
		{
			**teacher.get(ASSESSMENT, name),
			"psych_evaluation": "情绪平稳，愿意每周来访",
			"commitment": "按时复诊；难受时先找辅导员或拨打12356",
			"panel": [{"member": each.user} for each in (teacher, lead, counsellor)],
		}
	)
	lead.act(ASSESSMENT, name, "Hand to the Panel")
	window = desk("psychteacher", phone=True)
	window.open_form(ASSESSMENT, name)
	expect(window.page.get_by_text("您还没有填写意见。")).to_be_visible()
	shot(window, "panel")
	window.page.get_by_role("button", name="填写我的意见").click()
	dialog = window.page.locator(".modal.show")
	dialog.locator("select[data-fieldname='opinion']").select_option("Return")
	dialog.locator(".btn-primary").click()
	expect(window.page.locator(".campus-call-name").first).to_contain_text("同意复学")
	window.page.wait_for_function("!cur_frm.is_dirty() && !frappe.request.ajax_count")
	said = {row["member"]: row.get("opinion") for row in teacher.get(ASSESSMENT, name)["panel"]}
	assert said[teacher.user] == "Return"
	assert not said[lead.user]
	for action in ("Take Back from the Panel", "Student Does Not Come Back Now"):
		lead.act(ASSESSMENT, name, action)
