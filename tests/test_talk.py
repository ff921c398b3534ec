"""A talk on a phone: tap the student, tap the state, two texts, save; and a class's vain attempts to reach parents."""

from chinese import zh
from playwright.sync_api import expect

TALK, CONTACT = "Campus Heart Talk", "Campus Parent Contact"


def test_talk_by_tapping(desk, sessions):
	window = desk("counsellor", phone=True)
	window.new_form(TALK)
	first = window.page.locator(".campus-names .campus-chip").first
	name = first.get_attribute("data-student")
	first.click()
	window.settle()
	window.chip("mental_state", "平稳").click()
	window.type("topics", "学习")
	window.type("content", f"{name} 说实训课很有意思，想参加技能大赛")
	window.shot("talk-phone")
	window.save()
	talk = window.document()
	assert (talk["student"], talk["counts"], talk["late_entry"]) == (name, 1, 0)
	assert talk["place"] and talk["talk_time"]
	# the next one is one tap away, and this student no longer stands first
	window.page.locator(".campus-next .btn-primary").click()
	window.settle()
	rest = window.page.locator(".campus-more-names")
	if rest.count():
		rest.click()
	expect(window.page.locator(f'.campus-names [data-student="{name}"]')).to_have_class(
		"btn btn-default btn-sm campus-chip is-done"
	)


def test_abnormal_state_asks_for_the_next_step_and_opens_the_nomination(desk, sessions):
	taken = {
		row["student"]
		for row in sessions("psychhead").list("Campus Risk Ledger", fields=("student",), limit=0)
	}
	window = desk("counsellor", phone=True)
	window.expect_errors("EscalationMissingError")
	window.new_form(TALK)
	names = window.page.locator(".campus-names .campus-chip[data-student]")
	free = next(i for i in range(names.count()) if names.nth(i).get_attribute("data-student") not in taken)
	names.nth(free).click()
	window.settle()
	window.chip("mental_state", "异常").click()
	window.type("topics", "睡眠")
	window.type("content", "说最近总失眠，愿意去心理中心看看")
	window.save()
	assert zh("Next Step") in window.message()
	window.page.wait_for_timeout(500)  # a dialog that still fades in cannot be closed
	window.close_dialogs()
	window.chip("escalate_to", "风险台账").click()
	window.type("abnormal_behaviour", "谈话时手抖，眼圈发红")
	window.save()
	number = window.document()["escalation_record"]
	ledger = sessions("counsellor").get("Campus Risk Ledger", number)
	assert (ledger["status"], ledger["student"]) == ("Nominated", window.document()["student"])
	window.page.get_by_role("button", name=zh("Complete the Nomination")).click()
	window.page.wait_for_function("name => window.cur_frm && cur_frm.docname === name", arg=number)


def test_attempts_of_a_class(desk, sessions):
	window = desk("counsellor")
	window.open_list(CONTACT)
	window.page.get_by_role("button", name=zh("Attempts of a Class")).click()
	rows = window.page.locator(".modal.show .campus-attempt")
	expect(rows.first).to_be_visible()
	students = [rows.nth(i).get_attribute("data-student") for i in (0, 1)]
	for i in (0, 1):
		rows.nth(i).locator("select").select_option("No Answer")
	window.shot("attempts")
	window.page.locator(".modal.show .btn-modal-primary").click()
	expect(window.page.locator(".modal.show")).to_have_count(0)
	window.settle()
	newest = sessions("counsellor").list(CONTACT, {"result": "No Answer"}, ("student", "counts"), limit=0)
	assert set(students) <= {row["student"] for row in newest}
	assert not any(row["counts"] for row in newest)
