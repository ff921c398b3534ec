"""首次设置 on a school that is well on its way: where it stands, and whose step is whose. An empty one is test_guide.py's."""

from playwright.sync_api import expect

FIRST_DAY = "/app/campus-first-day"


def test_student_affairs_on_the_phone_sees_whose_step_it_is(desk):
	window = desk("affairs", phone=True)
	window.open(FIRST_DAY)
	window.page.locator("[data-step=keys_apart]").wait_for()
	assert window.page.locator("[data-step=keys_apart] button").count() == 0
	expect(window.page.locator("[data-step=students] button")).to_be_visible()
	window.settle()
	window.shot("first-day-affairs", full_page=True)
	wide = window.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
	assert not wide
