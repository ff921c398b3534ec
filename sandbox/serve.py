"""What a running site consists of: web server, background workers, scheduler."""

from __future__ import annotations

import urllib.error
import urllib.request

from sandbox import clock
from sandbox.errors import SandboxError
from sandbox.processes import Process
from sandbox.site import Site, environment, framework_command
from sandbox.state import is_free

PREFERRED_PORT = 8000
WORKER_QUEUES = {"worker": "short,default,long", "worker-short": "short,default"}


class WebServer:
	"""gunicorn with threads for one site."""

	def __init__(self, site: Site):
		self.site = site
		self.state = site.steps.state
		self.process = Process(site.layout, f"web-{site.short}")

	@property
	def port(self) -> int:
		return self.state.get("ports", self.process.name)

	@property
	def url(self) -> str:
		return f"http://127.0.0.1:{self.port}"

	def start(self, port: int | None = None, *, workers: int = 2, reload: bool = False) -> None:
		"""Serve the site at `port` (or the remembered, or the next free one) and wait until it answers."""
		if self.process.runs_at(clock.variables()) and port in (None, self.port):
			return
		self.process.stop()
		if port:
			require_free(port)
			self.state.set("ports", self.process.name, port)
		else:
			port = self.state.port(self.process.name, PREFERRED_PORT)
		layout = self.site.layout
		# Links in messages that no request made (jobs, notifications) need the address, too.
		self.site.configure(host_name=self.url)
		arguments = [
			layout.python,
			"-m",
			"gunicorn",
			"sandbox.web_app:application",
			"--bind",
			f"127.0.0.1:{port}",
		]
		arguments += [
			"--worker-class",
			"gthread",
			"--threads",
			"8",
			"--timeout",
			"300",
			"--graceful-timeout",
			"5",
		]
		arguments += ["--workers", "1", "--reload"] if reload else ["--workers", str(workers), "--preload"]
		self.process.start(
			arguments,
			cwd=layout.sites,
			env=environment(layout)
			| {
				"CAMPUS_WEB_SITE": self.site.name,
				"CAMPUS_WEB_LOADS": "" if reload else "1",
				"FRAPPE_REDIS_CACHE": self.site.services.cache_socket,
			},
		)
		self.process.wait_until(lambda: answers(self.url), f"the web server of {self.site.name}", 90)


class Background:
	"""The workers and the scheduler. One set serves every site of the bench."""

	def __init__(self, site: Site):
		self.layout = site.layout
		self.workers = {name: Process(site.layout, name) for name in WORKER_QUEUES}
		self.scheduler = Process(site.layout, "scheduler")

	def start_workers(self) -> None:
		for name, process in self.workers.items():
			process.start(
				[self.layout.python, "-m", "sandbox.worker", WORKER_QUEUES[name]],
				cwd=self.layout.sites,
				env=environment(self.layout),
			)

	def start_scheduler(self) -> None:
		self.scheduler.start(
			framework_command(self.layout, None, "schedule"),
			cwd=self.layout.sites,
			env=environment(self.layout),
		)

	def processes(self) -> list[Process]:
		return [self.scheduler, *self.workers.values()]


def require_free(port: int) -> None:
	if not is_free(port):
		raise SandboxError(
			f"port {port} is taken by another program",
			todo=f"Choose another (`--port {port + 1}`) or none; `ss -ltnp` shows who listens there.",
			chinese=f"端口 {port} 已被占用，请换一个端口。",
		)


def answers(url: str) -> bool:
	try:
		with urllib.request.urlopen(f"{url}/api/method/ping", timeout=30) as response:
			return b"pong" in response.read()
	except (urllib.error.URLError, OSError):
		return False
