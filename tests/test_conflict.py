"""Two people on one ledger: the second is told, and what they typed is still on the screen."""

from campus import LEDGER, supporting_ledger
from test_reveal import reveal

TYPED = "母亲今日来电，愿意陪读，需要学校安排住处"


def test_second_save_is_told_and_loses_nothing(desk, sessions):
	ledger = supporting_ledger(sessions)
	first, second = desk("counsellor"), desk("lead")
	first.open_form(LEDGER, ledger["name"])
	second.open_form(LEDGER, ledger["name"])
	reveal(second)
	first.type("support_advice", "早操点名关注")
	first.save()
	assert sessions("lead").get(LEDGER, ledger["name"])["support_advice"] == "早操点名关注"

	second.expect_errors("TimestampMismatchError")
	second.type("family_situation", TYPED)
	second.save()
	assert "refresh" in second.message().lower() or "刷新" in second.message()
	second.shot("conflict")
	second.close_dialogs()
	assert second.text_of("family_situation") == TYPED
	assert second.is_dirty()
	assert sessions("lead").get(LEDGER, ledger["name"])["support_advice"] == "早操点名关注"
