"""`demo`: a Chinese demo campus, served, worked and scheduled for real."""

from __future__ import annotations

import signal
import time

from sandbox.accounts import read_accounts, table
from sandbox.bench import Bench
from sandbox.layout import DEMO_SITE
from sandbox.processes import Process
from sandbox.serve import Background, WebServer, require_free
from sandbox.site import Site
from sandbox.steps import fingerprint_of


def demo(bench: Bench, *, detach: bool, port: int | None) -> int:
	began = time.monotonic()
	site = bench.site(DEMO_SITE)
	web, background = WebServer(site), Background(site)
	if port and not (web.process.pid and web.port == port):
		require_free(port)
	bench.set_up(app_assets=True)
	with site.locked("making the demo site"):
		make_demo_site(bench, site)
	restart_if_code_changed(bench, [web.process, *background.processes()])
	web.start(port)
	background.start_workers()
	background.start_scheduler()
	print()
	print(table(read_accounts(site.accounts)))
	print(f"\nCampus safety demo: {web.url}  (ready after {time.monotonic() - began:.0f} s)")
	print(f"演示校园已就绪，请用浏览器打开 {web.url}")
	print(f"Accounts: {site.accounts}   Logs: {bench.layout.logs}")
	if detach:
		print("Stop it with: python3 sandbox stop")
		return 0
	print("Ctrl-C stops it / 按 Ctrl-C 停止")
	wait_for_interrupt(web.process)
	print("\nStopping …")
	for process in [web.process, *background.processes()]:
		process.stop()
	if bench.started:
		bench.services.stop()
	return 0


def make_demo_site(bench: Bench, site: Site) -> None:
	"""The site with its data, unless both are there; sources changed since then are migrated."""
	if site.exists and bench.state.get("sites", f"{site.name} demo"):
		site.migrate_if_changed()
		return
	site.create()
	install_demo_data(site)
	site.steps.run("61-scheduler", "Enable the scheduler", lambda log: site.prepare("enable-scheduler", log))
	bench.state.set("sites", f"{site.name} demo", True)


def restart_if_code_changed(bench: Bench, processes: list[Process]) -> None:
	"""A running server holds the code it was started with."""
	app = bench.layout.app
	code = fingerprint_of([*app.rglob("*.py"), *app.rglob("*.html")]) if app.is_dir() else ""
	if bench.state.get("code", "demo") != code:
		for process in processes:
			process.stop()
		bench.state.set("code", "demo", code)


def install_demo_data(site: Site) -> None:
	site.steps.run(
		f"60-demo-data-{site.short}",
		f"Fill {site.name} with the demo campus",
		lambda log: site.prepare("install-demo", log, site.accounts),
	)


def wait_for_interrupt(web: Process) -> None:
	"""Until Ctrl-C, a polite kill, or the web server's end."""

	def interrupt(*_) -> None:
		raise KeyboardInterrupt

	signal.signal(signal.SIGTERM, interrupt)
	try:
		while web.pid:
			time.sleep(0.5)
		print(f"The web server ended, see {web.log}")
	except KeyboardInterrupt:
		pass
