"""Four people write about one student at once, beside the night's run and changing posts: what was answered 200 is there.

CAMPUS_E2E_SECONDS: how long they write; a minute makes thousands of saves.
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from datetime import datetime, timedelta, timezone

import pytest
from http_client import Client, Refused

TALK = "Campus Heart Talk"
SECONDS = float(os.environ.get("CAMPUS_E2E_SECONDS", "8"))
SCHOOL_TIME = timezone(timedelta(hours=8))
WRITERS = ("counsellor", "counsellor", "adviser", "adviser")


class Writer(threading.Thread):
	"""One session that adds talks about the student and rewrites its last one. Keeps what was answered 200."""

	def __init__(self, client: Client, number: int, student: str, over: threading.Event):
		super().__init__()
		self.client, self.number, self.student, self.over = client, number, student, over
		self.saved: dict[str, str] = {}
		self.rewritten: dict[str, list[str]] = {}  # every text that was sent for a record, answered or not
		self.answers: Counter[str] = Counter()
		self.refusals: Counter[str] = Counter()

	def run(self) -> None:
		turn = 0
		while not self.over.is_set():
			turn += 1
			text = f"第{self.number}人第{turn}次：了解学习、作息与同学关系，情绪平稳，约定下周再谈。"
			last = next(reversed(self.saved), None)
			if last is None or turn % 4 == 0:
				self._note("POST", f"/api/resource/{TALK}", text, self._talk(text))
			else:
				self.rewritten.setdefault(last, []).append(text)
				self._note("PUT", f"/api/resource/{TALK}/{last}", text, {"content": text})

	def _note(self, verb: str, path: str, text: str, values: dict) -> None:
		try:
			answer = self.client.send(verb, path, json=values)
		except Refused as refused:
			self.answers[f"{verb} {refused.status}"] += 1
			self.refusals[refused.text[:300]] += 1
			return
		self.answers[f"{verb} {answer.status_code}"] += 1
		self.saved[answer.json()["data"]["name"]] = text

	def _talk(self, text: str) -> dict:
		return {
			"student": self.student,
			"talk_time": (datetime.now(SCHOOL_TIME) - timedelta(minutes=5)).strftime("%Y-%m-%d %H:%M:%S"),
			"place": "办公室",
			"mode": "In Person",
			"talk_type": "Routine",
			"topics": "学习与生活",
			"content": text,
			"mental_state": "Steady",
		}


class Disturber(threading.Thread):
	"""The night's run, twice, and a mentor's post that begins and ends, for as long as people write; a slow machine has them
	write until both runs are through."""

	def __init__(self, sessions, student: str, over: threading.Event):
		super().__init__()
		self.safety, self.affairs = sessions("safety"), sessions("affairs")
		self.student, self.over = student, over
		self.runs = self.posts = 0

	def run(self) -> None:
		try:
			self._disturb(time.monotonic() + SECONDS)
		finally:
			self.over.set()

	def _disturb(self, until: float) -> None:
		while time.monotonic() < until or self.runs < 2:
			if self.runs < 2:
				self.safety.call("campus_safety.api.duties.run_now")
				self.runs += 1
			post = self.affairs.insert(
				"Campus Network Assignment",
				position="Mentor",
				level="Class",
				holder_user="mentor@demo.campus",
				student=self.student,
				from_date=datetime.now(SCHOOL_TIME).strftime("%Y-%m-%d"),
			)
			time.sleep(0.5)
			post = self.affairs.get("Campus Network Assignment", post["name"])
			self.affairs.save(post | {"to_date": post["from_date"]})
			self.posts += 1


def test_what_was_answered_is_there(base_url, accounts, sessions):
	student = sessions("counsellor").list(
		"Campus Student", {"unit": ("like", "软件技术2601%"), "status": "Enrolled"}, ("name", "unit")
	)[0]["name"]
	clients = [Client(base_url, accounts[name].user, accounts[name].password) for name in WRITERS]
	over = threading.Event()
	disturber = Disturber(sessions, student, over)
	writers = [Writer(client, number, student, over) for number, client in enumerate(clients, start=1)]
	for thread in (*writers, disturber):
		thread.start()
	for thread in (*writers, disturber):
		thread.join()

	answers = sum((writer.answers for writer in writers), Counter())
	refusals = sum((writer.refusals for writer in writers), Counter())
	saved = {name: text for writer in writers for name, text in writer.saved.items()}
	print(f"\n{answers}, {len(saved)} talks, {disturber.runs} runs, {disturber.posts} posts\n{refusals}")
	assert len(saved) == answers["POST 200"], "one number was given twice"
	assert answers["POST 200"] >= len(writers) and answers["PUT 200"] >= len(writers), "too little for a test"
	assert disturber.runs == 2 and disturber.posts

	rows = sessions("psychhead").list(TALK, {"student": student}, ("name", "content", "talk_time"), limit=0)
	there = {row["name"]: row["content"] for row in rows}
	lost = [name for name, text in saved.items() if there.get(name) != text]
	assert lost == [], f"{len(lost)} of {len(saved)} talks answered 200 are not there as sent"
	refused = sum(count for answer, count in answers.items() if not answer.endswith(" 200"))
	assert refused <= sum(answers.values()) * 0.01, refusals

	month = max(row["talk_time"] for row in rows)[:7]
	talks = sum(row["talk_time"].startswith(month) for row in rows)
	wait_until_settled(sessions("affairs"), student, f"{month}-01", talks)


def wait_until_settled(affairs: Client, student: str, month: str, talks: int, seconds: float = 60) -> None:
	"""The month's duty counts every talk: at once, or when a worker has waited for the night's run."""
	until = time.monotonic() + seconds
	while True:
		duty = affairs.list(
			"Campus Duty Obligation",
			{"student": student, "evidence_doctype": TALK, "period_start": month},
			("done_count", "state"),
			limit=0,
		)
		if talks in {row["done_count"] for row in duty}:
			return
		if time.monotonic() > until:
			pytest.fail(f"{talks} talks, and the duties say {duty}")
		time.sleep(1)
