"""The servers ended on purpose, with real kills, on the demo campus: `python3 sandbox test --site NAME tests/chaos.py`.

No test of the suite (its name does not begin with test_): it ends what every site of the sandbox stands on, and takes minutes.
What can be shown in seconds (a deadlock, a kill between post and commit, two deliverers, four watches, a killed night) stands with
the server's tests.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections import Counter
from contextlib import suppress

import pytest
from campus import free_student
from conftest import ROOT
from corridor import run_job
from http_client import Client, Refused
from test_saved_together import TALK, WRITERS, Writer

from sandbox.bench import Bench
from sandbox.serve import Background

CLASS, COLLEGE = "软件技术2601班", "信息工程学院"
IMPORT, STUDENT = "Campus Student Import", "Campus Student"
ROWS = 4_000
SILENT = 125  # seconds after which an import that gives no sign of life is taken up
BEFORE, AFTER = 3, 8  # seconds of writing before a kill, and from it on
FAMILY, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "安宁平和清明晓雨文博思远嘉欣子涵"


@pytest.fixture
def bench():
	"""Whatever a test has ended runs again afterwards."""
	bench = Bench(ROOT)
	yield bench
	bench.services.start()
	Background(bench.site(os.environ["CAMPUS_E2E_SITE"])).start_workers()


def kill(process) -> None:
	"""At once, with the job that it has forked."""
	pid = process.pid
	children = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()
	for each in (pid, *map(int, children)):
		with suppress(ProcessLookupError):
			os.kill(each, signal.SIGKILL)
	while process.pid:
		time.sleep(0.05)


def write_through(base_url, accounts, sessions, strike) -> tuple[Counter, Counter]:
	"""Four people write; `strike` happens among it. Answers before and after; every talk that was answered 200 is there."""
	student = sessions("counsellor").list(STUDENT, {"unit": CLASS, "status": "Enrolled"})[0]["name"]
	clients = [Client(base_url, accounts[name].user, accounts[name].password) for name in WRITERS]
	until = time.monotonic() + BEFORE + AFTER
	writers = [Writer(client, number, student, until) for number, client in enumerate(clients, start=1)]
	for writer in writers:
		writer.start()
	time.sleep(BEFORE)
	before = sum((writer.answers for writer in writers), Counter())
	strike()
	for writer in writers:
		writer.until = time.monotonic() + AFTER
	for writer in writers:
		writer.join()
	after = sum((writer.answers for writer in writers), Counter())
	after.subtract(before)
	rows = sessions("psychhead").list(TALK, {"student": student}, ("name", "content"), limit=0)
	there = {row["name"]: row["content"] for row in rows}
	lost = [
		name for writer in writers for name in writer.saved if there.get(name) not in texts_from(writer, name)
	]
	print(f"\nbefore {dict(before)}   from the kill on {dict(after)}")
	assert lost == [], "talks that were answered 200 are not there as sent"
	assert before["POST 200"] and after["POST 200"], "too little for a test"
	return before, after


def texts_from(writer: Writer, name: str) -> list[str]:
	"""The last text that was answered 200, and what was sent after it: a kill between commit and answer keeps one unanswered."""
	text, sent = writer.saved[name], writer.rewritten.get(name, [])
	return [text, *sent[sent.index(text) + 1 :]] if text in sent else [text, *sent]


def test_the_database_is_killed_while_people_write(bench, base_url, accounts, sessions):
	database = bench.services.database

	def strike() -> None:
		kill(database.process)
		bench.services.start()

	write_through(base_url, accounts, sessions, strike)


@pytest.mark.parametrize("name", ["redis-cache", "redis-queue"])
def test_a_redis_is_killed_while_people_write(bench, base_url, accounts, sessions, name):
	"""Nobody is refused for it: what would be queued is made up for later."""
	server = next(each for each in bench.services.redis if each.name == name)
	_before, after = write_through(base_url, accounts, sessions, lambda: kill(server.process))
	assert {
		answer: count for answer, count in after.items() if not answer.endswith(" 200") and count > 0
	} == {}


def test_a_student_is_changed_while_the_queue_is_gone(bench, sessions):
	affairs = sessions("affairs")
	student = free_student(sessions("counsellor"), sessions("psychhead"), CLASS)["name"]
	kill(bench.services.redis[1].process)
	mobile = f"1390531{random.randrange(10**4):04}"
	affairs.save({**affairs.get(STUDENT, student), "mobile": mobile})
	assert affairs.get(STUDENT, student)["mobile"] == mobile


def test_an_import_goes_on_after_its_worker_was_killed(bench, sessions):
	"""By itself, once it has given no sign of life for two minutes; each row once."""
	affairs, prefix = sessions("affairs"), f"9{random.randrange(10**4, 10**5)}"
	name = make_import(affairs, prefix)
	affairs.call("campus_safety.api.imports.preview", doctype=IMPORT, name=name)
	affairs.call("campus_safety.api.imports.start", doctype=IMPORT, name=name)
	wait_until(lambda: 0 < affairs.get(IMPORT, name)["rows_done"] < ROWS, 300, 0.1)
	for worker in Background(bench.site(os.environ["CAMPUS_E2E_SITE"])).workers.values():
		kill(worker)
	stopped = affairs.get(IMPORT, name)
	print(f"\nkilled at {stopped['rows_done']} of {ROWS}, {stopped['status']}")
	assert stopped["status"] == "Running"

	Background(bench.site(os.environ["CAMPUS_E2E_SITE"])).start_workers()
	time.sleep(SILENT)
	run_job("campus_imports", function="take_up")  # the scheduler asks every minute
	wait_until(lambda: affairs.get(IMPORT, name)["status"] == "Completed", 300, 1)
	made = affairs.list(STUDENT, {"name": ("like", f"{prefix}%")}, limit=0)
	assert len(made) == ROWS


def make_import(affairs: Client, prefix: str) -> str:
	"""Number of a draft with a list of `ROWS` new students of one class."""
	people = [f"{a}{b}{c}" for a in FAMILY for b in GIVEN for c in GIVEN]
	lines = [f"{prefix}{place:04},{people[place % len(people)]},{COLLEGE},{CLASS}" for place in range(ROWS)]
	content = "\n".join(["学号,姓名,学院,班级", *lines]).encode("utf-8")
	answer = affairs.send(
		"POST",
		"/api/method/upload_file",
		files={"file": (f"{prefix}.csv", content, "text/csv")},
		data={"is_private": 1},
	)
	return affairs.insert(IMPORT, file=answer.json()["message"]["file_url"], mode="Good Rows")["name"]


def wait_until(is_so, seconds: float, pause: float) -> None:
	until = time.monotonic() + seconds
	while True:
		with suppress(Refused):
			if is_so():
				return
		assert time.monotonic() < until, f"not within {seconds} s"
		time.sleep(pause)
