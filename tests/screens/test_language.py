"""No English of our own on the screens of a Chinese user: labels, options, help texts, states, actions."""

import json
import re
from pathlib import Path

import pytest
from chinese import table, zh
from corridor import SETTINGS
from desk import slug

PACKAGE = Path(__file__).resolve().parents[2] / "campus_safety"
SCREENS = {
	"counsellor": [
		"/app",
		"/app/campus-student",
		"/app/campus-risk-ledger",
		"/app/campus-risk-ledger/new",
		"/app/campus-risk-status",
		"/app/campus-home-visit",
		"/app/campus-home-visit/new",
		"/app/campus-unit/view/tree",
		"/app/campus-day",
	],
	"lead": ["/app", "/app/campus-network-assignment", "/app/campus-network-assignment/new"],
	"affairs": [
		"/app",
		"/app/campus-student-import/new",
		"/app/campus-term",
		"/app/campus-dormitory/view/tree",
	],
	"psychhead": [
		"/app",
		"/app/campus-access-log",
		"/app/campus-emergency-access",
		"/app/campus-risk-factor",
	],
	"sysadmin": ["/app/campus-safety-settings", "/app/campus-risk-level", "/app/campus-risk-level/Red"],
	"dorm": ["/app", "/app/campus-student"],
}
FIRST_OF = {  # a record of each kind, opened by who may read it
	"counsellor": ["Campus Student", "Campus Risk Ledger", "Campus Home Visit", "Campus Risk Status"],
	"psychhead": ["Campus Access Log", "Campus Emergency Access"],
	"lead": ["Campus Network Assignment"],
	"affairs": ["Campus Term"],
}
# the change history is the framework's and shows stored values; tooltips name fields for developers
VISIBLE_TEXTS = """() => {
	const UNSEEN = "script, style, .tooltip-content, .new-timeline";
	const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const parent = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
		const seen = parent.checkVisibility({ checkOpacity: true }) && !parent.closest(UNSEEN);
		if (text && seen) found.push(text);
	}
	const front = document.querySelector(".modal.show") || document;
	front.querySelectorAll("input, textarea").forEach((input) => {
		if (input.checkVisibility()) found.push(input.placeholder || "");
		if (input.checkVisibility() && input.readOnly) found.push(input.value);
	});
	return [...new Set(found.filter(Boolean))];
}"""


def own_strings() -> set[str]:
	"""English source strings of this app: what is translated, and what our JSON files say."""
	found = {
		source for source, text in table().items() if source != text and re.search("[A-Za-z]{2}", source)
	}
	for path in PACKAGE.glob("*/doctype/*/*.json"):
		definition = json.loads(path.read_text("utf-8"))
		found.add(definition["name"])
		for field in definition.get("fields", []):
			found.update(filter(None, (field.get("label"), field.get("description"))))
			if field["fieldtype"] == "Select":
				found.update(option for option in field.get("options", "").split("\n") if option)
	return {text for text in found if len(text) > 2}


def write_in_the_log(sessions) -> None:
	"""A line about a text that was read, and one about settings that were changed: a name that is a word."""
	open_a_text(sessions("counsellor"))
	manager, of = sessions("sysadmin"), {"doctype": SETTINGS, "name": SETTINGS}
	minutes = manager.call("frappe.client.get", **of)["ladder_repeat_minutes"]
	for value in (minutes + 1, minutes):
		manager.call("frappe.client.set_value", **of, fieldname="ladder_repeat_minutes", value=value)


def open_a_text(counsellor) -> None:
	ledger = counsellor.list("Campus Risk Ledger", {"status": "Supporting"})[0]
	counsellor.call(
		"campus_safety.api.records.reveal",
		doctype="Campus Risk Ledger",
		name=ledger["name"],
		reason="谈话前查看",
	)


@pytest.mark.parametrize("account", list(SCREENS))
def test_screens_are_chinese(desk, sessions, account):
	window, ours, english = desk(account), own_strings(), {}
	paths = list(SCREENS[account])
	for doctype in FIRST_OF.get(account, []):
		filters = None
		if doctype == "Campus Access Log":
			filters = {"action": "Reveal"}
			write_in_the_log(sessions)
		rows = sessions(account).list(doctype, filters, limit=1)
		if doctype == "Campus Risk Ledger":  # and one that carries signatures
			rows += sessions(account).list(doctype, {"status": "Closed"}, limit=1)
		assert rows, f"{account} has no {doctype} to look at"
		paths.extend(f"/app/{slug(doctype)}/{row['name']}" for row in rows)
	window.open("/app")
	for path in paths:
		window.go(path)
		wrong = [
			text
			for text in window.page.evaluate(VISIBLE_TEXTS)
			if text in ours or re.search(r"\bCampus [A-Z]", text)
		]
		if wrong:
			english[path] = wrong
	assert not english, json.dumps(english, ensure_ascii=False, indent=1)


def test_the_reveal_dialog_is_chinese(desk, sessions):
	window = desk("counsellor")
	ledger = sessions("counsellor").list("Campus Risk Ledger", {"status": "Supporting"})[0]
	window.open_form("Campus Risk Ledger", ledger["name"])
	window.page.get_by_role("button", name=zh("View Contents")).first.click()
	dialog = window.page.locator(".campus-reveal-dialog.show")
	dialog.wait_for()
	words = " ".join(
		window.page.evaluate(
			VISIBLE_TEXTS.replace("document.body", "document.querySelector('.campus-reveal-dialog.show')")
		)
	)
	assert "查看原因" in words
	assert not re.search("[A-Za-z]{3}", words), words
