"""Windows of the browser, handed on from test to test: the Desk costs a third where the same tab has loaded its code before."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page

KEPT = 3  # of each width: more are seldom open at once, and each holds a hundred megabytes
OF_A_SITE = "local_storage,indexeddb,cache_storage,service_workers"


class Windows:
	"""`new_context` as the fixture of that name; `address` of the site whose traces are wiped."""

	def __init__(self, new_context: Callable[..., BrowserContext], address: str):
		self.new_context, self.address = new_context, address
		self.free: list[tuple[dict, Page]] = []

	def take(self, shape: dict, cookies: list[dict]) -> Page:
		"""An empty page of that shape, signed in by these cookies: what nobody has left a trace in."""
		page = next((page for kept, page in self.free if kept == shape), None)
		if page:
			self.free.remove((shape, page))
		else:
			page = self.new_context(**shape).new_page()
		page.context.add_cookies(cookies)
		return page

	def give_back(self, shape: dict, page: Page) -> None:
		"""Without what the last one did there; one that can no longer answer, or is too many, is closed."""
		if page.is_closed() or sum(kept == shape for kept, _page in self.free) >= KEPT:
			page.context.close()
			return
		page.unroute_all(behavior="ignoreErrors")
		session = page.context.new_cdp_session(page)
		session.send("Storage.clearDataForOrigin", {"origin": self.address, "storageTypes": OF_A_SITE})
		session.detach()
		if page.url.startswith(self.address):
			page.evaluate("sessionStorage.clear()")
		page.goto("about:blank")
		page.context.clear_cookies()
		self.free.append((shape, page))
