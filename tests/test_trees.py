"""The tree of units: the school's as it stands, and that of a school which has nothing yet, where the first node is made."""

from chinese import zh
from playwright.sync_api import expect

TREE = "/app/campus-unit/view/tree"
NODES = "**/api/method/campus_safety.api.trees.get_children*"
ADD = "**/api/method/campus_safety.api.trees.add_node"


def test_the_tree_opens_and_an_empty_one_can_be_begun(desk):
	window = desk("affairs")
	window.open(TREE)
	expect(window.page.locator(".tree-link").first).to_contain_text("示范职业学院")
	expect(window.page.locator(".tree-children .tree-link").nth(1)).to_be_visible()

	# no demo campus is empty: the server's answers are those of a school that is
	window.page.route(NODES, lambda route: route.fulfill(json={"message": []}))
	asked = []
	window.page.route(
		ADD, lambda route: (asked.append(route.request.post_data), route.fulfill(json={"message": "新学校"}))
	)
	window.open(TREE)
	expect(window.page.locator(".tree-link").first).to_contain_text(zh("Campus Unit"))
	window.page.locator(".page-actions .primary-action").click()
	dialog = window.page.locator(".modal.show")
	expect(dialog.locator("input[data-fieldname=unit_name]")).to_be_focused()  # it has come to rest
	window.settle()
	window.shot("empty-tree")
	dialog.locator("input[data-fieldname=unit_name]").fill("新学校")
	dialog.locator("select[data-fieldname=unit_type]").select_option("School")
	dialog.locator(".btn-modal-primary").click()
	expect(dialog).to_be_hidden()
	window.settle()
	assert "is_root=true" in asked[0]
