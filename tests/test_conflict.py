"""Two people on one ledger: the second is told, and what they typed is still on the screen."""

from campus import LEDGER, supporting_ledger
from chinese import zh
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
	second.add_row("measures", {"measure": "联系母亲每周一次"})
	second.save()
	assert "同事" in second.message()
	second.shot("conflict")
	second.close_dialogs()
	assert second.text_of("family_situation") == TYPED
	assert second.is_dirty()
	assert sessions("lead").get(LEDGER, ledger["name"])["support_advice"] == "早操点名关注"

	# loading the latest keeps what was typed, on top of what the colleague wrote
	second.save()
	second.page.get_by_role("button", name=zh("Load the Latest and Keep What I Typed")).click()
	second.page.wait_for_function("cur_frm.doc.support_advice === '早操点名关注'")
	second.settle()
	assert second.text_of("family_situation") == TYPED
	assert len(second.document()["measures"]) == 2
	second.shot("conflict-solved")
	second.save()
	saved = sessions("lead").get(LEDGER, ledger["name"])
	assert saved["support_advice"] == "早操点名关注"
	assert saved["family_situation"].startswith("enc:1:")
	assert len(saved["measures"]) == 2
	assert saved["factor_detail"] == ledger["factor_detail"]
