"""Words on the Desk stand in colours that can be read: the theme's own for text, ours of colours.scss, or dark enough on white.

axe sees a colour only where a page shows it that day: a blue link beside an overdue duty, a number in a colour that the school
has chosen for its card.
"""

import re
from pathlib import Path

import pytest

import campus_safety

SHEETS = Path(campus_safety.__file__).parent / "public" / "css"
PHONES = (
	"campus_phone.bundle.scss",
	"campus_roll_call.bundle.scss",
)  # dark, and each page of theirs is shown to axe
READABLE = {
	"inherit",
	"#fff",
	"var(--text-color)",
	"var(--text-muted)",
	"var(--orange-700)",  # on orange-100
	*(f"var(--campus-{name})" for name in ("late", "today", "good", "link")),
}
LEAST = 4.5  # to 1, WCAG 2 AA for words of common size


def contrast_on_white(colour: str) -> float:
	shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
	linear = [share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
	return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_contrast_is_counted_as_axe_counts_it():
	assert round(contrast_on_white("#f97316"), 1) == 2.8
	assert round(contrast_on_white("#2490ef"), 1) == 3.3


@pytest.mark.parametrize(
	"sheet", sorted(path.name for path in SHEETS.glob("*.scss") if path.name not in PHONES)
)
def test_words_can_be_read(sheet):
	said = re.findall(r"(?<![-\w])color:\s*([^;]+);", (SHEETS / sheet).read_text("utf-8"))
	faint = [
		colour
		for colour in said
		if colour not in READABLE
		and not (re.fullmatch("#[0-9a-f]{6}", colour) and contrast_on_white(colour) >= LEAST)
	]
	assert not faint, f"{sheet}: {faint}; take one of READABLE, or a colour with {LEAST} : 1 on white"
