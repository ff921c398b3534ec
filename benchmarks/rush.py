"""People at once, over HTTP: eight who work for a minute, and twenty dorm managers at half past ten.

	python3 sandbox bench

A served site (gunicorn, two processes) with the big school in it. Everything is given beside `frappe.ping` under as many
callers in the same run: a machine with other work on it slows both. Every mark answered is looked for in the database afterwards.
CAMPUS_BENCH_SECONDS: how long the eight work; CAMPUS_BENCH_STUDENTS: how many live there.
"""

import http.client
import json
import os
import statistics
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from secrets import token_hex
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import frappe
from frappe.utils import now_datetime

from benchmarks import _big_school as big
from benchmarks._devices import PROCESSES, Served
from campus_safety.domain import roles as r
from campus_safety.services.presence.expected import get_mode
from campus_safety.tests import factories as make

SMALL = bool(os.environ.get("CAMPUS_BENCH_SMALL"))
WRITERS, MANAGERS = (2, 2) if SMALL else (8, 20)
STUDENTS = int(os.environ.get("CAMPUS_BENCH_STUDENTS") or (1_200 if SMALL else 30_000))
big.BUILDING = STUDENTS // MANAGERS  # as many buildings as managers
SECONDS = float(os.environ.get("CAMPUS_BENCH_SECONDS") or (3 if SMALL else 60))
SENDS, MARKS = (2, 20) if SMALL else (10, 20)  # of each manager, and in each
SCHOOL_TIME = ZoneInfo("Asia/Shanghai")
ROW, TALK = "Campus Night Roll Call Row", "Campus Heart Talk"


def main() -> None:
	print("load average at the start: {:.2f} {:.2f} {:.2f}".format(*os.getloadavg()))
	big.empty()
	try:
		users = big.fill(STUDENTS, 1, 1, 1)
		make.make_term(now_datetime().date())
		managers = make_managers()
		keys = {user: give_keys(user) for user in (*users.values(), *managers)}
		frappe.db.commit()  # the served site reads on connections of its own
		with Served() as port:
			print(f"{STUDENTS} students, {PROCESSES} processes serve")
			measure_writers(port, keys[users["counsellor"]], users["counsellor"])
			measure_managers(port, {building: keys[user] for user, building in managers.items()})
	finally:
		frappe.db.rollback()
		big.empty()


def make_managers() -> dict[str, str]:
	"""{account: building}"""
	found = {}
	buildings = frappe.get_all(
		"Campus Dormitory",
		{"dormitory_type": "Building", "dormitory_name": ("like", f"{big.PREFIX}%")},
		pluck="name",
		limit=MANAGERS,
	)
	for number, building in enumerate(buildings):
		user = make.make_user(f"big-manager{number}@bench.test", r.DORM_MANAGER)
		make.assign(user, "Dorm Manager", "Dormitory", dormitory=building)
		found[user] = building
	return found


def give_keys(user: str) -> str:
	document = frappe.get_doc("User", user)
	document.api_key, secret = frappe.generate_hash(length=15), frappe.generate_hash(length=15)
	document.api_secret = secret
	document.save(ignore_permissions=True)
	return f"token {document.api_key}:{secret}"


class Caller:
	"""One person's connection. Keeps how long each kind of request took, in milliseconds."""

	def __init__(self, port: int, key: str, took: dict[str, list[float]]):
		self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
		self.headers = {"Authorization": key, "Content-Type": "application/json"}
		self.took = took

	def call(self, label: str, verb: str, path: str, values: dict | None = None):
		began = time.perf_counter()
		self.connection.request(verb, path, json.dumps(values) if values is not None else None, self.headers)
		answer = self.connection.getresponse()
		content = answer.read()
		self.took[label].append(1000 * (time.perf_counter() - began))
		assert answer.status == 200, (label, content[:500])
		return json.loads(content)

	def ping(self) -> None:
		self.call("frappe.ping", "GET", "/api/method/frappe.ping")


def at_once(port: int, keys: list[str], work) -> dict[str, list[float]]:
	"""{label: milliseconds} of `work(caller, number)` by all at the same time."""
	took: dict[str, list[float]] = defaultdict(list)
	with ThreadPoolExecutor(len(keys)) as pool:
		list(pool.map(lambda pair: work(Caller(port, pair[1], took), pair[0]), enumerate(keys)))
	return took


def show(took: dict[str, list[float]], base: float) -> None:
	for label, times in sorted(took.items()):
		p95 = get_p95(times)
		print(
			f"{label:<42} {len(times):6} times   p50 {statistics.median(times):7.0f} ms   p95 {p95:7.0f} ms   {p95 / base:6.1f} × ping's p95"
		)


def get_p95(times: list[float]) -> float:
	return statistics.quantiles(times, n=20)[18] if len(times) > 1 else times[0]


def pings(port: int, keys: list[str]) -> dict[str, list[float]]:
	def work(caller: Caller, _number: int) -> None:
		for _turn in range(5 if SMALL else 40):
			caller.ping()

	return at_once(port, keys, work)


# eight people


def measure_writers(port: int, key: str, user: str) -> None:
	unit = frappe.db.get_value("Campus Network Assignment", {"holder_user": user}, "unit")
	students = frappe.get_all("Campus Student", {"unit": unit}, pluck="name", order_by="name")
	keys = [key] * WRITERS
	at_once(port, keys, lambda caller, number: work_once(caller, students[number], 0))  # everything is loaded
	base = pings(port, keys)
	frappe.db.rollback()  # sees what the warm-up saved
	before, saved = lock_waits(), frappe.db.count(TALK)
	until = time.monotonic() + SECONDS

	def work(caller: Caller, number: int) -> None:
		turn = 0
		while time.monotonic() < until:
			turn += 1
			work_once(caller, students[(number + turn * WRITERS) % len(students)], turn)

	took = at_once(port, keys, work)
	frappe.db.rollback()
	p95 = get_p95(base["frappe.ping"])
	print(f"\n{WRITERS} people for {SECONDS:.0f} s: list, workbench, a talk")
	show({**base, **took}, p95)
	waits = {name: after - before[name] for name, after in lock_waits().items()}
	longest = (
		"the longest {} ms"
		if waits["Innodb_row_lock_time_max"]
		else "none longer than {} ms, the longest before"
	)
	print(
		f"waits for a row's lock: {waits['Innodb_row_lock_waits']}, {waits['Innodb_row_lock_time']} ms in all, "
		+ longest.format(lock_waits()["Innodb_row_lock_time_max"])
	)
	answered = len(took["save a talk"])
	there = frappe.db.count(TALK) - saved
	print(f"talks answered {answered}, there {there}")
	assert answered == there


def work_once(caller: Caller, student: str, turn: int) -> None:
	fields = json.dumps(["name", "student", "talk_time", "status"])
	caller.call(
		"list of talks",
		"GET",
		f"/api/resource/{TALK.replace(' ', '%20')}?{urlencode({'fields': fields, 'limit_page_length': 20})}",
	)
	caller.call("workbench", "GET", "/api/method/campus_safety.api.workbench.get_workbench")
	caller.call(
		"save a talk",
		"POST",
		f"/api/resource/{TALK.replace(' ', '%20')}",
		{
			"student": student,
			"talk_time": f"{datetime.now(SCHOOL_TIME) - timedelta(minutes=5 + turn):%Y-%m-%d %H:%M:%S}",
			"place": "办公室",
			"mode": "In Person",
			"talk_type": "Routine",
			"topics": "学习与生活",
			"content": f"{student} 第{turn}次 {token_hex(6)}：了解学习、作息与同学关系，情绪平稳，约定下周再谈。",
			"mental_state": "Steady",
		},
	)


def lock_waits() -> dict[str, int]:
	# raw: the server's own counters
	return {name: int(value) for name, value in frappe.db.sql("show global status like 'Innodb_row_lock%'")}


# twenty dorm managers


def measure_managers(port: int, keys: dict[str, str]) -> None:
	mode = get_mode(now_datetime().date())
	buildings, marked = list(keys), []
	base = pings(port, list(keys.values()))

	def open_building(caller: Caller, number: int) -> dict:
		return caller.call(
			"open a building",
			"POST",
			"/api/method/campus_safety.api.roll_call.open_building",
			{"building": buildings[number]},
		)["message"]

	first = at_once(port, list(keys.values()), open_building)

	def work(caller: Caller, number: int) -> None:
		opened = open_building(caller, number)
		students, since = [line[0] for line in opened["rows"]], opened["until"]
		for turn in range(SENDS):
			marks = [
				{
					"key": f"{number}-{turn}-{place}-{token_hex(3)}",
					"student": student,
					"status": "In",
					"marked_at": 1000,
					"seen": 1,
				}
				for place, student in enumerate(students[turn * MARKS : (turn + 1) * MARKS])
			]
			answer = caller.call(
				f"send {MARKS} marks",
				"POST",
				"/api/method/campus_safety.api.roll_call.send_marks",
				{"roll_name": opened["roll"], "marks": marks, "sent_at": 2000, "since": since},
			)["message"]
			since = answer["until"]
			marked.extend((opened["roll"], mark["student"], mark["key"]) for mark in marks)

	took = at_once(port, list(keys.values()), work)
	frappe.db.rollback()
	print(f"\n{len(keys)} dorm managers at once, {big.BUILDING} beds each; tonight's mode {mode.value}")
	show(
		{**base, "open a building, the first time": first["open a building"], **took},
		get_p95(base["frappe.ping"]),
	)
	kept = sum(
		key in (log or "")
		for (roll, student, key) in marked
		for log in (frappe.db.get_value(ROW, {"parent": roll, "student": student}, "mark_log"),)
	)
	print(f"marks answered {len(marked)}, kept {kept}")
	assert kept == len(marked) == len(keys) * SENDS * MARKS


if __name__ == "__main__":
	main()
