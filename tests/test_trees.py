"""The tree of units as it stands. How it is begun where there is nothing yet is a step of test_guide.py."""

from playwright.sync_api import expect

TREE = "/app/campus-unit/view/tree"


def test_the_tree_opens(desk):
	window = desk("affairs")
	window.open(TREE)
	expect(window.page.locator(".tree-link").first).to_contain_text("示范职业学院")
	expect(window.page.locator(".tree-children .tree-link").nth(1)).to_be_visible()
