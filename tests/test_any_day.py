"""The demo campus has something to do on the day it is made, whichever that is: `sandbox test --on … tests/test_any_day.py`."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

WORKBENCH = "campus_safety.api.workbench.get_workbench"


@pytest.mark.parametrize("account", ["counsellor", "counsellor3", "lead", "psychhead", "dorm"])
def test_work_waits_for_each_of_them(sessions, account):
	page = sessions(account).call(WORKBENCH)
	waiting = sum(kind["count"] for kind in page["waiting"])
	owed = sum(group["count"] for group in page["duties"])
	assert waiting + owed > 0, page


def test_the_browsers_clock_is_the_servers(new_context, base_url, sessions):
	page = new_context().new_page()
	page.goto(f"{base_url}/api/method/ping")  # any page will do, and this one is light
	browser = datetime.fromtimestamp(page.evaluate("Date.now()") / 1000, ZoneInfo("Asia/Shanghai"))
	assert abs((browser - datetime.now(ZoneInfo("Asia/Shanghai"))).total_seconds()) < 60
	assert page.evaluate("new Date() instanceof Date && typeof Date() === 'string'")
	assert page.evaluate("new Date(2020, 1, 29).getFullYear()") == 2020
	page.context.close()
	if browser.hour < 23:  # else the two may be asked on two days
		assert sessions("counsellor").call(WORKBENCH)["today"] == f"{browser:%Y-%m-%d}"
