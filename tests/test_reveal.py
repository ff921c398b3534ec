"""Encrypted narrative on the screen: locked, opened for a reason, locked again; never shown as ciphertext."""

from campus import LEDGER, SIGNS, supporting_ledger
from playwright.sync_api import expect

CIPHERTEXT = "enc:1:"
REASON = "准备谈心谈话"


def reveal(desk, detail: str = "") -> None:
	desk.page.get_by_role("button", name="查看内容").first.click()
	dialog = desk.page.locator(".campus-reveal-dialog.show")
	expect(dialog).to_be_visible()
	dialog.locator("select").select_option(REASON)
	if detail:
		dialog.locator("textarea").fill(detail)
	desk.page.wait_for_timeout(400)  # the dialog fades in
	desk.shot("reveal-dialog")
	dialog.get_by_role("button", name="查看", exact=True).click()
	expect(dialog).to_be_hidden()
	desk.settle()


def test_locked_text_is_never_ciphertext(desk, sessions):
	ledger = supporting_ledger(sessions)
	window = desk("counsellor")
	window.open_form(LEDGER, ledger["name"])
	assert ledger["factor_detail"].startswith(CIPHERTEXT)
	assert "已加密" in window.text_of("factor_detail")
	assert CIPHERTEXT not in window.visible_text()
	window.shot("ledger-locked")
	# a cell being edited holds an input, and it shows the lock, too
	window.page.locator('[data-fieldname="measures"] .grid-body [data-fieldname="type"]').first.click()
	values = window.page.evaluate("$('input, textarea').map((i, e) => e.value).get()")
	assert not [value for value in values if CIPHERTEXT in value]
	assert not window.is_dirty()


def test_reveal_shows_text_logs_the_reason_and_keeps_the_form_clean(desk, sessions):
	ledger = supporting_ledger(sessions)
	window = desk("counsellor")
	window.open_form(LEDGER, ledger["name"])
	reveal(window, "下午约谈")
	assert window.text_of("factor_detail") == SIGNS
	assert "每周谈心一次" in window.field("measures").inner_text()
	assert not window.is_dirty()
	window.shot("ledger-open")
	logged = sessions("psychhead").list(
		"Campus Access Log", {"reference_name": ledger["name"], "action": "Reveal"}, ("user", "reason")
	)
	assert [(row["user"], row["reason"]) for row in logged] == [
		(sessions("counsellor").user, f"{REASON}: 下午约谈")
	]
	window.page.get_by_role("button", name="立即加锁").click()
	assert "已加密" in window.text_of("factor_detail")
	assert SIGNS not in window.visible_text()


def test_saving_after_reveal_changes_only_what_was_typed(desk, sessions):
	ledger = supporting_ledger(sessions)
	window = desk("counsellor")
	window.open_form(LEDGER, ledger["name"])
	reveal(window)
	window.type("family_situation", "随奶奶生活")
	window.save()
	assert window.text_of("family_situation") == "随奶奶生活"  # still open after the save
	assert window.text_of("factor_detail") == SIGNS
	saved = sessions("counsellor").get(LEDGER, ledger["name"])
	assert saved["family_situation"].startswith(CIPHERTEXT)
	assert saved["factor_detail"] == ledger["factor_detail"]
	assert saved["measures"][0]["measure"] == ledger["measures"][0]["measure"]
	assert not window.is_dirty()


def test_leaving_the_form_locks_it(desk, sessions):
	ledger = supporting_ledger(sessions)
	window = desk("counsellor")
	window.open_form(LEDGER, ledger["name"])
	reveal(window)
	window.page.evaluate("frappe.set_route('List', 'Campus Student')")
	window.settle()
	kept = window.page.evaluate("name => locals['Campus Risk Ledger'][name].factor_detail", ledger["name"])
	assert kept.startswith(CIPHERTEXT)


def test_emergency_access_opens_the_ledger_for_an_outsider_and_tells_the_psych_head(desk, sessions):
	ledger = supporting_ledger(sessions)
	window = desk("safety")
	window.open_form("Campus Student", ledger["student"])
	window.page.get_by_role("button", name="紧急查看").click()
	dialog = window.page.locator(".modal.show")
	dialog.locator("textarea").fill("学生在天台徘徊，联系不上辅导员")
	window.shot("emergency-access")
	dialog.get_by_role("button", name="限时打开").click()
	text = window.page.locator(".campus-granted-text")
	expect(text).to_contain_text(SIGNS)
	window.shot("emergency-text")
	granted = sessions("psychhead").list(
		"Campus Emergency Access", {"reference_name": ledger["name"]}, ("user", "review")
	)
	assert [(row["user"], row["review"]) for row in granted] == [(sessions("safety").user, "Pending")]
