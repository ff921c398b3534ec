"""Every form that somebody may begin, at the width of a phone: what must be filled and the button that saves are within reach.

Only looked at, nothing is saved (that is `test_writable_forms.py`). Each form by the first account that may begin it, by all of
them with `--whole`; and the pages with buttons of their own.
"""

from __future__ import annotations

import os

from forms import begin, open_new

# together they may begin every form
ACCOUNTS = ("counsellor", "psychhead", "lead", "affairs", "sysadmin")
PAGES = {
	"psychhead": ("campus-counselling-week", "campus-psych-board"),
	"counsellor": ("campus-my-workbench",),
}
CREATABLE = """frappe.boot.user.can_create.filter((name) => name.startsWith("Campus ")).sort()"""
# words that stand one character a line, in what is shown of the page
BROKEN = """() => {
	const page = [...document.querySelectorAll(".page-container")].find((one) => one.offsetParent !== null);
	const words = document.createTreeWalker(page, NodeFilter.SHOW_TEXT), found = [];
	for (let node; (node = words.nextNode()); ) {
		const text = node.textContent.trim(), range = document.createRange();
		if (!/[\\u4e00-\\u9fff]{2}/.test(text)) continue;
		range.selectNodeContents(node);
		const rects = [...range.getClientRects()].filter((one) => one.width > 1);
		const lines = new Set(rects.map((one) => Math.round(one.top)));
		if (lines.size >= Math.max(2, text.length - 1)) found.push(text);
	}
	return found;
}"""
OUT_OF_REACH = """() => {
	const found = [];
	for (const section of cur_frm.layout.sections || [])
		if (section.collapse && section.is_collapsed?.()) section.collapse(false);
	const within = (element) => {
		const { left, right, width } = element.getBoundingClientRect();
		return width >= 24 && left >= -1 && right <= innerWidth + 1;
	};
	for (const { df, wrapper, disp_status } of cur_frm.fields) {
		if (!df.reqd || df.hidden || disp_status !== "Write" || !wrapper || wrapper.offsetParent === null) continue;
		if (!within(wrapper)) found.push(df.fieldname);
	}
	const save = cur_frm.page.btn_primary[0];
	if (!save || save.offsetParent === null || !within(save)) found.push("save");
	return found;
}"""


def test_forms_and_pages_at_the_width_of_a_phone(desk):
	wrong, seen = {}, set()
	for account in ACCOUNTS:
		window = desk(account, phone=True)
		window.open("/app/campus-term" if account == "sysadmin" else "/app/campus-my-workbench")
		begin(window)
		for page in PAGES.get(account, ()):
			window.go(f"/app/{page}")
			if broken := window.page.evaluate(BROKEN):
				wrong[account, page] = broken
				window.shot(f"narrow-{page}")
		for doctype in window.page.evaluate(CREATABLE):
			if doctype in seen and not os.environ.get("CAMPUS_WHOLE_WALKS"):
				continue
			seen.add(doctype)
			open_new(window, doctype)
			found = window.page.evaluate(OUT_OF_REACH) + window.page.evaluate(BROKEN)
			if found:
				wrong[account, doctype] = found
				window.shot(f"narrow-{doctype}")
	print(f"{len(seen)} forms")
	assert wrong == {}
	assert len(seen) > 50
