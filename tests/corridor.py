"""The roll-call page on a phone, its jobs at a time of our own, and who is still to be marked."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from conftest import screenshots_folder
from playwright.sync_api import expect

ROOT = Path(__file__).resolve().parent.parent
CASE, DAY, ROLL = "Campus Absence Case", "Campus Day", "Campus Night Roll Call"
SETTINGS = "Campus Safety Settings"
LEAVE = "Campus Leave Permit"
API = "campus_safety.api.roll_call"
BUILDING, OTHER_BUILDING, CLASS = "1号楼", "2号楼", "软件技术2601班"
PAGE = "/campus-roll-call"


def now() -> datetime:
	return datetime.now(ZoneInfo("Asia/Shanghai")).replace(tzinfo=None, microsecond=0)


def evening_now() -> tuple[datetime, dict[str, str]]:
	"""The settings with which the roll call was five minutes ago, whatever the hour; and when that was."""
	hour = now() - timedelta(minutes=5)
	noon = now().replace(hour=12, minute=0)
	if hour < noon <= now():
		hour = noon  # before noon it would still be last night
	times = {"roll_call_time": f"{hour:%H:%M}:00", "gate_closes_at": f"{hour:%H:%M}:00"}
	if now() < noon:  # the night that the roll call belongs to is not over yet, nor two hours later
		times |= {"leave_night_until": "15:59:00", "roll_lock_time": "16:00:00"}
	return hour, times


class Phone:
	def __init__(self, context, page):
		self.context, self.page, self.taps = context, page, 0

	def open(self, building: str = "") -> None:
		self.page.goto(f"{PAGE}#{building}" if building else PAGE)

	def offline(self, is_off: bool) -> None:
		self.context.set_offline(is_off)

	def floor(self, title: str) -> None:
		self.tap(".floors button", title)

	def rest_is_in(self) -> None:
		self.tap(".rest")

	def tap(self, selector: str, text: str = "") -> None:
		"""A finger on the screen, counted."""
		self.taps += 1
		self.page.locator(selector).filter(has_text=text).first.click()

	def person(self, student: str):
		return self.page.locator(f'.person[data-student="{student}"]')

	def mark(self, student: str, choice: str) -> None:
		self.tap(f'.person[data-student="{student}"]')
		self.tap(f".sheet button.{choice}")
		expect(self.page.locator(".sheet")).to_have_count(0)

	def unsent(self, text: str) -> None:
		expect(self.page.locator(".net .unsent")).to_have_text(text)

	def shot(self, name: str) -> None:
		self.page.screenshot(path=screenshots_folder() / f"{name}-phone.png")


def run_job(job: str, at: datetime | None = None, function: str = "run") -> None:
	"""A five-minute job, at a time of our own where it takes one."""
	site = os.environ.get("CAMPUS_E2E_SITE", "")
	when = ["--kwargs", f"{{'now': '{at}'}}"] if at else []
	done = subprocess.run(
		[
			sys.executable, "sandbox", "frappe", *(["--site", site] if site else []), "--",
			"execute", f"campus_safety.jobs.{job}.{function}", *when,
		],
		cwd=ROOT, capture_output=True, text=True, timeout=120,
	)  # fmt: skip
	assert done.returncode == 0, done.stderr[-2000:]


def by_floor(data: dict) -> dict[str, list[list]]:
	"""{floor: rows} of everybody who is expected and not marked yet."""
	floors = {room: floor for room, _title, floor in data["rooms"]}
	found: dict[str, list[list]] = {}
	for row in data["rows"]:
		if row[4] == "In" and not row[5]:
			found.setdefault(floors[row[2]], []).append(row)
	return found
