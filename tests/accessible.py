"""axe-core over a page: what a person who sees badly, or hears the screen read, would not get through."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from conftest import screenshots_folder
from playwright.sync_api import Page

GRAVE = ("serious", "critical")
# of the Desk only what this app draws: the framework's own frame around it is not ours to mend, nor what we only mark
OURS = """() => {
	const marks = ["campus-protected", "campus-figures", "campus-signature", "campus-as-chips", "campus-all-filters"];
	const ours = (node) => [...node.classList].some((name) => name.startsWith("campus-") && !marks.includes(name));
	const seen = (node) => node.getClientRects().length > 0;
	return [...document.querySelectorAll("[class*='campus-']")].filter((node) => ours(node) && seen(node)
		&& node !== document.body && !node.parentElement.closest("[data-axe]") && (node.dataset.axe = "1")).length;
}"""
RUN = """async (scope) => {
	const { violations } = await axe.run(scope, { resultTypes: ["violations"] });
	return violations.map(({ id, impact, help, nodes }) => ({ id, impact, help,
		where: nodes.map((node) => `${node.target.flat().join(" ")} · ${node.html.slice(0, 160)} · ${
			(node.any[0]?.message || "").slice(0, 160)}`) }));
}"""


@cache
def axe() -> str:
	return Path(os.environ["CAMPUS_AXE"]).read_text("utf-8")


def of_the_whole_page(page: Page) -> list[dict]:
	"""Serious and critical findings of a page that is ours from edge to edge."""
	return _run(page, None)


def of_our_parts(page: Page) -> list[dict]:
	"""The same of what this app draws into the Desk. Errors: AssertionError where it draws nothing."""
	assert page.evaluate(OURS), "nothing of ours is on the screen"
	return _run(page, {"include": [["[data-axe]"]]})


def _run(page: Page, scope: dict | None) -> list[dict]:
	page.evaluate(axe())
	found = page.evaluate(RUN, scope or {"include": [["html"]]})
	return [each for each in found if each["impact"] in GRAVE]


def told(findings: list[dict]) -> str:
	"""For a test's message: each rule, and where it is broken."""
	lines = (
		f"{each['id']} ({each['impact']}): {each['help']}\n  " + "\n  ".join(each["where"][:6])
		for each in findings
	)
	return "\n".join(lines)


def shot(page: Page, name: str) -> None:
	"""A picture of a light page; nothing stands beyond its right edge, axe finds nothing grave."""
	page.screenshot(path=screenshots_folder() / f"{name}.png", full_page=True)
	assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
	findings = of_the_whole_page(page)
	assert not findings, told(findings)
