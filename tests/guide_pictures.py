"""The pictures of docs/guides, taken from the demo: `python3 sandbox test --site NAME tests/guide_pictures.py`, on a demo site.

No test of the suite (its name does not begin with test_): it writes into docs/screenshots. Phones for who works on one,
a desk for the others; few colours, so that none is heavier than 120 kB.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from corridor import OTHER_BUILDING as BUILDING
from PIL import Image
from playwright.sync_api import expect

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
HEAVIEST = 120_000  # bytes
WIDTHS = {True: 390, False: 1000}
SETTLED = 3_000  # milliseconds: figures and charts come after the page
# (picture, account, on a phone, path)
PICTURES = (
	("guide-workspace", "counsellor", False, "/app/campus-safety"),
	("guide-counsellor", "counsellor", True, "/app/campus-my-workbench"),
	("guide-lead", "lead", False, "/app/campus-my-workbench"),
	("guide-security-office", "security", False, "/app/campus-security-office"),
	("guide-psych-board", "psychhead", False, "/app/campus-psych-board"),
	("guide-first-day", "sysadmin", False, "/app/campus-first-day"),
)
PAGES = (
	("guide-patrol", "guard", "/campus-patrol?p=%E9%85%8D%E7%94%B5%E6%88%BF&c=x"),
	("guide-complaint", None, "/campus-complaint"),
)


def keep(name: str, picture: bytes, phone: bool) -> None:
	image = Image.open(io.BytesIO(picture)).convert("RGB")
	width = WIDTHS[phone]
	image = image.resize((width, round(image.height * width / image.width)), Image.LANCZOS)
	held = io.BytesIO()
	for colours in (128, 64, 32):
		held = io.BytesIO()
		image.quantize(colours, dither=Image.Dither.NONE).save(held, "PNG", optimize=True)
		if held.tell() <= HEAVIEST:
			break
	assert held.tell() <= HEAVIEST, (name, held.tell())
	(FOLDER / f"{name}.png").write_bytes(held.getvalue())


@pytest.mark.parametrize(("name", "account", "phone", "path"), PICTURES, ids=lambda value: str(value))
def test_desk(desk, name, account, phone, path):
	window = desk(account, phone=phone)
	window.open(path)
	window.page.wait_for_timeout(SETTLED)
	expect(window.page.get_by_text("正在加载")).to_have_count(0)
	keep(name, window.page.screenshot(), phone)


@pytest.mark.parametrize(("name", "account", "path"), PAGES, ids=lambda value: str(value))
def test_page(phone_page, name, account, path):
	page = phone_page(path, account)
	page.wait_for_timeout(SETTLED)
	height = page.evaluate("document.querySelector('#campus-page').getBoundingClientRect().bottom + 16")
	keep(name, page.screenshot(clip={"x": 0, "y": 0, "width": 390, "height": min(844, height)}), True)


def test_roll_call(tonight, phone):
	corridor = phone("dorm2")
	corridor.open(BUILDING)
	expect(corridor.page.locator(".floors button").first).to_be_visible()
	keep("guide-roll-call", corridor.page.screenshot(), True)
