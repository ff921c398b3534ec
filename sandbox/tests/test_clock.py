"""Another moment: what programs are told, that their clock goes on, and that one at a wrong clock is started again."""

import os
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from sandbox import ci, clock, parts, testing
from sandbox.errors import SandboxError
from sandbox.layout import Layout
from sandbox.processes import Process

ROOT = Path(__file__).resolve().parent.parent.parent
SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def real_time(monkeypatch):
	"""These tests may run at another moment themselves."""
	monkeypatch.delenv(clock.AHEAD, raising=False)


def test_moments_are_in_the_zone_of_the_school(real_time):
	tomorrow = datetime.now(clock.SCHOOL_ZONE) + timedelta(days=1)
	assert clock.seconds_until(f"{tomorrow:%Y-%m-%d %H:%M:%S}") == pytest.approx(86_400, abs=3)
	assert clock.seconds_until("2020-02-29") < 0
	with pytest.raises(SandboxError, match="no moment"):
		clock.seconds_until("2027-02-30 10:00")


def test_only_programs_started_meanwhile_are_moved(real_time):
	assert clock.variables() == {}
	with clock.moved_to("2027-02-06 00:10"):
		assert int(clock.variables()["FAKETIME"]) == int(os.environ[clock.AHEAD])
	assert clock.variables() == {}


def test_a_program_at_another_clock_is_started_again(tmp_path):
	process = Process(Layout(tmp_path), "sleeper")
	try:
		process.start(SLEEPER)
		first, record = process.pid, process.remembered()
		process.start(SLEEPER)
		assert process.pid == first
		process.start(SLEEPER, env={"FAKETIME": "+60"})
		assert process.pid != first
		process.start_again(record)
		assert process.runs_at({})
	finally:
		process.stop()


@pytest.mark.skipif(not clock.library(), reason="the package faketime is not installed")
def test_time_goes_on_and_sleeping_works(real_time):
	script = "import sandbox.sleep_despite_faketime, time, datetime as d; a = d.datetime.now(); time.sleep(0.2); print(a, d.datetime.now())"
	with clock.moved_to("2028-02-29 12:00"):
		answer = subprocess.run(
			[sys.executable, "-c", script],
			cwd=ROOT,
			env={**os.environ, **clock.variables(), "TZ": "Asia/Shanghai"},
			capture_output=True,
			text=True,
			timeout=60,
			check=True,
		).stdout.split()
	before, after = (datetime.fromisoformat(" ".join(answer[place : place + 2])) for place in (0, 2))
	assert before.date() == date(2028, 2, 29)
	assert timedelta(seconds=0.2) <= after - before < timedelta(seconds=20)


def test_ci_takes_every_test_to_every_moment_within_two_weeks():
	files = ["a", "b", "c"]
	turns = [ci.turn_of(date(2026, 12, 31) + timedelta(days=number), files) for number in range(28)]
	taken = {(moment, file) for moment, chosen in turns for file in chosen}
	assert taken == {(moment, file) for moment in ci.MOMENTS for file in files}
	assert all(clock.seconds_until(moment) for moment in ci.MOMENTS)


def test_ci_leaves_out_what_needs_no_site():
	files = ci.server_tests(ROOT)
	assert files
	assert all(parts.needs_site([file]) and not file.startswith(parts.DOMAIN_TESTS) for file in files)


def test_the_closing_line_counts_all_sessions_together(capsys):
	from collections import Counter

	assert testing.close(Counter(passed=3, skipped=1) + Counter(passed=2, failed=1)) == 1
	assert capsys.readouterr().out == "5 passed, 1 failed, 1 skipped\n"
	assert testing.close(Counter(passed=1)) == 0
	assert testing.close(Counter()) == 1
