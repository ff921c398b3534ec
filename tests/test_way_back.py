"""Suspension and the way back in the browser: the contact person on a phone, Academic Affairs at the desk, each with what is theirs."""

from __future__ import annotations

import pytest
from conftest import screenshots_folder
from http_client import Refused
from playwright.sync_api import expect

SUSPENSION = "Campus Study Suspension"


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
