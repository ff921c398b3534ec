"""Windows of the browser, handed on from test to test: the Desk costs a third where the same tab has loaded its code before, and
next to nothing where the same person goes on in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page

KEPT = 3  # of each width: more are seldom open at once, and each holds a hundred megabytes
OF_A_SITE = "local_storage,indexeddb,cache_storage,service_workers"


@dataclass(eq=False)
class Window:
	"""shape: as `new_context` takes it; of: who has left the Desk open in it, "" where nobody has left a trace."""

	shape: dict
	page: Page
	of: str = ""


class Windows:
	"""`new_context` as the fixture of that name; `address` of the site whose traces are wiped."""

	def __init__(self, new_context: Callable[..., BrowserContext], address: str):
		self.new_context, self.address = new_context, address
		self.free: list[Window] = []

	def take(self, shape: dict, cookies: list[dict], of: str = "") -> Window:
		"""One of that shape, signed in by these cookies: what nobody has left a trace in, or what that person has left open."""
		fitting = [window for window in self.free if window.shape == shape]
		open_still = [window for window in fitting if of and window.of == of]
		if open_still:
			self.free.remove(open_still[0])
			return open_still[0]
		if fitting:
			window = fitting[0]
			self.free.remove(window)
			if window.of:
				self.wipe(window)
		else:
			window = Window(shape, self.new_context(**shape).new_page())
		window.page.context.add_cookies(cookies)
		return window

	def give_back(self, window: Window, of: str = "") -> None:
		"""As it stands where that person may go on in it; one that can no longer answer, or is too many, is closed."""
		if window.page.is_closed() or sum(free.shape == window.shape for free in self.free) >= KEPT:
			window.page.context.close()
			return
		window.of = of
		if not of:
			self.wipe(window)
		self.free.append(window)

	def wipe(self, window: Window) -> None:
		"""Of all that anybody did there."""
		page, window.of = window.page, ""
		page.unroute_all(behavior="ignoreErrors")
		session = page.context.new_cdp_session(page)
		session.send("Storage.clearDataForOrigin", {"origin": self.address, "storageTypes": OF_A_SITE})
		session.detach()
		if page.url.startswith(self.address):
			page.evaluate("sessionStorage.clear()")
		page.goto("about:blank")
		page.context.clear_cookies()
