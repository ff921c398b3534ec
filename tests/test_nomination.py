"""A counsellor nominates a student through the form, at the desk and on the phone."""

import pytest
from campus import LEDGER, SIGNS, free_student
from chinese import zh


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_counsellor_nominates_a_student(desk, sessions, phone):
	counsellor = sessions("counsellor")
	student = free_student(counsellor, sessions("psychhead"), "软件技术2501班")
	window = desk("counsellor", phone=phone)
	window.open("/app")
	window.page.locator(".campus-workbench").wait_for()
	window.settle()
	window.shot("workspace")
	window.page.get_by_role("button", name="提名学生").click()
	window.page.wait_for_function(
		"window.cur_frm && cur_frm.doctype === 'Campus Risk Ledger' && cur_frm.is_new()"
	)
	window.settle()
	window.choose("student", student["name"])
	window.select("discovery_source", "Talk")
	window.choose_row("risk_factors", zh("Academic pressure"))
	window.choose("risk_level", zh("Yellow"))
	window.type("factor_detail", SIGNS)
	window.shot("nomination", full_page=True)
	window.save()
	ledger = window.document()
	assert not ledger.get("__islocal"), window.visible_text()
	assert ledger["status"] == "Nominated"
	assert ledger["responsible_person"] == counsellor.user
	window.shot("nominated")
	assert window.text_of("factor_detail") == SIGNS  # what was typed a moment ago stays readable
	kept = counsellor.get(LEDGER, ledger["name"])
	assert kept["factor_detail"].startswith("enc:1:")
	assert kept["unit"] == "软件技术2501班"
	window.open_list(LEDGER)
	assert student["student_name"] in window.visible_text()
	window.shot("ledger-list")


def test_a_second_ledger_is_refused_and_nothing_typed_is_lost(desk, sessions):
	counsellor = sessions("counsellor")
	taken = counsellor.list(LEDGER, {"status": ("in", ["Nominated", "Supporting"])}, ("name", "student"))[0]
	window = desk("counsellor")
	window.expect_errors("SecondActiveLedgerError")
	window.new_form(LEDGER)
	window.choose("student", taken["student"])
	assert taken["name"] in window.page.locator(".modal.show").last.inner_html()  # said at once
	window.shot("second-ledger")
	window.close_dialogs()
	window.select("discovery_source", "Talk")
	window.choose_row("risk_factors", zh("Academic pressure"))
	window.choose("risk_level", zh("Yellow"))
	window.type("factor_detail", SIGNS)
	window.save()
	assert taken["name"] in window.page.locator(".modal.show").last.inner_html()
	window.close_dialogs()
	assert window.text_of("factor_detail") == SIGNS
