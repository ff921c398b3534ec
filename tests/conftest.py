"""End-to-end tests: a real browser and plain HTTP against a running demo campus.

CAMPUS_E2E_URL       address of the site
CAMPUS_E2E_ACCOUNTS  accounts as a JSON list of {role, user, password, unit}, or the file that holds it
CAMPUS_CHROMIUM      the browser, Debian's chromium-headless-shell or chromium
CAMPUS_SCREENSHOTS   1: screenshots go to docs/screenshots (they are committed), else to .sandbox/screenshots

`python3 sandbox test tests` sets all of this.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from desk import Desk
from http_client import PATIENCE, Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from windows import Window, Windows

from sandbox import clock
from sandbox.bench import Bench
from sandbox.layout import FIRST_DAY_SITE
from sandbox.serve import WebServer

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = os.environ.get("CAMPUS_CHROMIUM", "/usr/bin/chromium")
CHROMIUM_ARGUMENTS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--disable-extensions",
	"--disable-breakpad",
	"--disable-software-rasterizer",
	"--in-process-gpu",
	"--mute-audio",
	"--no-zygote",
]
DESKTOP = {"viewport": {"width": 1366, "height": 900}}
# Every page sees a Date that is some milliseconds ahead of the real one and goes on; timers stay as they are.
MOVED_DATE = """(() => {
	const ahead = %d, Real = Date, now = () => Real.now() + ahead;
	window.Date = new Proxy(Real, {
		construct: (target, given, wanted) => Reflect.construct(target, given.length ? given : [now()], wanted),
		apply: () => new Real(now()).toString(),
		get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
	});
	Real.prototype.constructor = window.Date;
})()"""
PATIENCE_MS = 1_000 * PATIENCE
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@dataclass(frozen=True)
class Account:
	role: str
	user: str
	password: str
	unit: str = ""


@dataclass(frozen=True, eq=False)
class Accounts:
	"""The demo's accounts, by the part of the address before the @: `accounts["counsellor"]`."""

	by_name: dict[str, Account]

	def __getitem__(self, name: str) -> Account:
		return self.by_name[name]


@pytest.fixture(scope="session")
def base_url() -> str:
	url = os.environ.get("CAMPUS_E2E_URL")
	if not url:
		pytest.skip("CAMPUS_E2E_URL is not set: run `python3 sandbox test tests`")
	return url.rstrip("/")


@pytest.fixture(scope="session")
def accounts() -> Accounts:
	given = os.environ.get("CAMPUS_E2E_ACCOUNTS", "[]")
	rows = json.loads(given if given.lstrip().startswith("[") else Path(given).read_text("utf-8"))
	known = [Account(**{field: row.get(field, "") for field in Account.__dataclass_fields__}) for row in rows]
	return Accounts({account.user.partition("@")[0]: account for account in known})


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
	"""It hangs under libfaketime: its pages get their `Date` by `new_context` instead."""
	expect.set_options(timeout=PATIENCE_MS)
	with sync_playwright() as playwright:
		running = playwright.chromium.launch(
			executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS, env=clock.real()
		)
		yield running
		running.close()


@pytest.fixture(scope="session")
def new_context(base_url, browser) -> Callable[..., BrowserContext]:
	"""`new_context(**PHONE)`: an empty window of a Chinese user, whose clock agrees with the server's."""

	def make(**options) -> BrowserContext:
		context = browser.new_context(
			**{
				"base_url": base_url,
				"locale": "zh-CN",
				"timezone_id": "Asia/Shanghai",
				"reduced_motion": "reduce",  # no fading: what is shown can be read at once
				**options,
			}
		)
		context.set_default_timeout(PATIENCE_MS)
		context.set_default_navigation_timeout(PATIENCE_MS)
		if ahead := int(os.environ.get("CAMPUS_CLOCK_AHEAD", 0)):
			context.add_init_script(MOVED_DATE % (1000 * ahead))
		return context

	return make


@pytest.fixture(scope="session")
def sessions(base_url, accounts) -> Callable[[str], Client]:
	"""`sessions("lead")`: an HTTP client logged in as that account, one per account and test run."""
	opened: dict[str, Client] = {}

	def session(name: str) -> Client:
		if name not in opened:
			opened[name] = Client(base_url, accounts[name].user, accounts[name].password)
		return opened[name]

	return session


@pytest.fixture(scope="session")
def cookies(base_url, accounts) -> Callable[[str], list[dict]]:
	"""The browser logs in apart from the HTTP client: after opening the Desk every POST needs a token."""
	kept: dict[str, list[dict]] = {}

	def of(name: str) -> list[dict]:
		if name not in kept:
			kept[name] = Client(base_url, accounts[name].user, accounts[name].password).browser_cookies()
		return kept[name]

	return of


@pytest.fixture(scope="session")
def empty_school() -> Iterator[str]:
	"""Address of a site where the app has just been installed and Administrator's password is `admin`."""
	site = Bench(ROOT).site(FIRST_DAY_SITE)
	if os.environ.get("CAMPUS_FIRST_DAY_SITE") != site.name:  # it was not made for this run
		site.create()
	web = WebServer(site)
	web.process.stop()
	web.start(workers=1)
	yield web.url
	web.process.stop()


@pytest.fixture(scope="session")
def windows(new_context, base_url) -> Windows:
	return Windows(new_context, base_url)


@pytest.fixture
def desk(windows, cookies, request) -> Iterator[Callable[..., Desk]]:
	"""`desk("counsellor")`, `desk("counsellor", phone=True)`: a logged-in browser window; `own=True`: thrown away afterwards, for a
	test that gives it other code than the server's; `go_on=True`: for one that only looks, where that person was looking before.

	At the end every window must have been free of script errors, but those the test said it expects.
	"""
	opened: list[tuple[Window, Desk, str | None]] = []

	def open_desk(name: str, phone: bool = False, own: bool = False, go_on: bool = False) -> Desk:
		left_by = name if go_on else ""
		window = windows.take(PHONE if phone else DESKTOP, cookies(name), left_by)
		opened.append((window, Desk(window.page, screenshots_folder(), phone), None if own else left_by))
		return opened[-1][1]

	yield open_desk
	errors = [error for _window, seen, _of in opened for error in seen.unexpected_errors()]
	has_failed = getattr(request.node, "failed", False)
	for number, (window, seen, left_by) in enumerate(opened):
		if has_failed:
			window.page.screenshot(path=failures_folder() / f"{request.node.name}-{number}.png")
		if has_failed or left_by is None:
			window.page.context.close()
		else:
			seen.leave()
			windows.give_back(window, left_by)
	assert not errors, f"script errors in the browser: {errors}"


@pytest.fixture
def tonight(sessions):
	"""The roll call of everybody was five minutes ago, whatever the hour and the day at which the tests run."""
	from corridor import DAY, SETTINGS, evening_now

	affairs = sessions("affairs")
	before = affairs.get(SETTINGS, SETTINGS)
	hour, times = evening_now()
	affairs.save({**before, **times})
	night = hour.date() - timedelta(days=hour.hour < 12)
	# on one of a holiday or a break only who has registered to stay is called; it stays so, for the roll stands on it
	for day in affairs.list(DAY, {"date": f"{night}", "roll_mode": ("!=", "Everyone")}):
		affairs.save({**affairs.get(DAY, day["name"]), "roll_mode": "Everyone"})
	yield hour.replace(second=0)
	latest = affairs.get(SETTINGS, SETTINGS)
	affairs.save({**latest, **{field: before[field] for field in times}})


@pytest.fixture
def phone(new_context, cookies):
	"""`phone("dorm")`: that person's phone, with the roll-call page open. Script errors fail the test."""
	from corridor import Phone

	opened, errors = [], []

	def open_phone(name: str) -> Phone:
		context = new_context(**PHONE)
		context.add_cookies(cookies(name))
		opened.append(context)
		page = context.new_page()
		page.on("pageerror", lambda error: errors.append(str(error)))
		return Phone(context, page)

	yield open_phone
	for context in opened:
		context.close()
	assert not errors, errors


@pytest.fixture
def phone_page(new_context, cookies):
	"""`phone_page("/campus-report", "student")`: a light page on a phone, without an account as anybody. Script errors fail the test."""
	opened, errors = [], []

	def open_page(path: str, account: str | None = None) -> Page:
		context = new_context(**PHONE)
		if account:
			context.add_cookies(cookies(account))
		opened.append(context)
		page = context.new_page()
		page.on("pageerror", lambda error: errors.append(str(error)))
		page.on("dialog", lambda dialog: dialog.accept())
		page.goto(path)
		return page

	yield open_page
	for context in opened:
		context.close()
	assert not errors, errors


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
	outcome = yield
	if outcome.get_result().failed:
		item.failed = True


def screenshots_folder() -> Path:
	kept = os.environ.get("CAMPUS_SCREENSHOTS") == "1"
	folder = ROOT / "docs" / "screenshots" if kept else ROOT / ".sandbox" / "screenshots"
	folder.mkdir(parents=True, exist_ok=True)
	return folder


def failures_folder() -> Path:
	folder = ROOT / ".sandbox" / "screenshots" / "failures"
	folder.mkdir(parents=True, exist_ok=True)
	return folder
