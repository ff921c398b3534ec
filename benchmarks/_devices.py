"""Gate devices that push passages at once into a served site."""

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import frappe
from frappe.utils import now_datetime

from campus_safety.services.gate import keys

SMALL = bool(os.environ.get("CAMPUS_BENCH_SMALL"))
DEVICES, MESSAGES, PROCESSES = (2, 5, 2) if SMALL else (8, 40, 2)
EVENT, DEVICE, SETTINGS = "Campus Gate Event", "Campus Gate Device", "Campus Safety Settings"


def measure_devices(prefix: str, students: list[str]) -> None:
	"""p95 of a push against that of `frappe.ping`, all devices at once. prefix: of the devices' names; students: who passes."""
	frappe.db.set_single_value(SETTINGS, "gate_push_per_minute", 1_000_000)
	frappe.clear_document_cache(SETTINGS, SETTINGS)
	senders = []
	for number in range(DEVICES):
		device = frappe.get_doc(
			{"doctype": DEVICE, "device_name": f"{prefix} {number}", "direction": "Both"}
		).insert()
		senders.append((device.name, keys.issue(device, now_datetime())))
	frappe.db.commit()  # the served site must know the keys
	with Served() as port:
		print(f"\n{DEVICES} devices at once, {MESSAGES} messages each, {PROCESSES} processes serve")
		under_load(port, senders, students, 1, "warm")  # every worker has loaded what it needs
		ping = under_load(port, senders, students, 0)
		print(f"{'frappe.ping':<38} p50 {ping[0]:7.1f} ms   p95 {ping[1]:7.1f} ms")
		for size in (1, 20, 100):
			p50, p95 = under_load(port, senders, students, size, f"s{size}")
			what = f"push, {size} event{'s' if size > 1 else ''} in a message"
			print(f"{what:<38} p50 {p50:7.1f} ms   p95 {p95:7.1f} ms   {p95 / ping[1]:5.2f} x ping's p95")
	frappe.db.rollback()
	pushed = frappe.db.count(EVENT, {"device": ("in", [name for name, _key in senders])})
	assert pushed == DEVICES * MESSAGES * (1 + 1 + 20 + 100), pushed


def under_load(
	port: int, senders: list, students: list[str], size: int, tag: str = ""
) -> tuple[float, float]:
	"""(p50, p95) in milliseconds; size 0 pings."""

	def send(number: int) -> list[float]:
		connection, (_device, key) = (
			http.client.HTTPConnection("127.0.0.1", port, timeout=60),
			senders[number],
		)
		headers = {
			"Content-Type": "application/json",
			"Authorization": f"token {key['api_key']}:{key['api_secret']}",
		}
		took = []
		for message in range(MESSAGES):
			body = json.dumps(
				{"events": [event(number, message, place, tag, students) for place in range(size)]}
			)
			begin = time.perf_counter()
			if size:
				connection.request("POST", "/api/method/campus_safety.api.gate.push", body, headers)
			else:
				connection.request("GET", "/api/method/frappe.ping")
			answer = connection.getresponse()
			content = answer.read()
			took.append((time.perf_counter() - begin) * 1000)
			assert answer.status == 200, content[:500]
			assert not size or json.loads(content)["message"]["accepted"] == size, content[:500]
		connection.close()
		return took

	with ThreadPoolExecutor(DEVICES) as pool:
		took = [value for values in pool.map(send, range(DEVICES)) for value in values]
	return statistics.median(took), statistics.quantiles(took, n=20)[18]


def event(device: int, message: int, place: int, tag: str, students: list[str]) -> dict:
	number = device * MESSAGES * 100 + message * 100 + place
	return {
		"event_id": f"{tag}-{number}",
		"student_no": students[number % len(students)],
		"time": f"{datetime.now():%Y-%m-%d %H:%M:%S}",
		"direction": "in",
	}


class Served:
	"""The site behind gunicorn, as it is served in production but for nginx."""

	def __enter__(self) -> int:
		with socket.socket() as probe:
			probe.bind(("127.0.0.1", 0))
			port = probe.getsockname()[1]
		arguments = [
			sys.executable,
			"-m",
			"gunicorn",
			"sandbox.web_app:application",
			"--bind",
			f"127.0.0.1:{port}",
		]
		arguments += ["--worker-class", "gthread", "--threads", "8", "--workers", str(PROCESSES), "--preload"]
		self.server = subprocess.Popen(
			arguments,
			env={**os.environ, "CAMPUS_WEB_SITE": frappe.local.site},
			stdout=subprocess.DEVNULL,
			stderr=subprocess.DEVNULL,
		)
		for _try in range(120):
			try:
				connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
				connection.request("GET", "/api/method/frappe.ping")
				if connection.getresponse().status == 200:
					return port
			except OSError:
				time.sleep(0.5)
		raise SystemExit("The web server does not answer.")

	def __exit__(self, *_) -> None:
		self.server.terminate()
		self.server.wait(30)
