"""What the commands understand and what they print."""

import subprocess
import sys
from pathlib import Path

import pytest

from sandbox import parts, system, testing
from sandbox.accounts import table, width
from sandbox.bench import Bench
from sandbox.cli import full_name, parse
from sandbox.errors import SandboxError
from sandbox.layout import DEMO_SITE, Layout
from sandbox.processes import Process, running
from sandbox.serve import require_free


def test_framework_arguments_are_passed_on_untouched():
	options = parse(["frappe", "--site", "a.localhost", "--", "execute", "x.y", "--kwargs", "{}", "--help"])
	assert options.site == "a.localhost"
	assert options.rest == ["execute", "x.y", "--kwargs", "{}", "--help"]


def test_pytest_arguments_are_passed_on():
	options = parse(["test", "--site", "dev1", "campus_safety/tests/access", "-x", "-k", "leak"])
	assert options.site == "dev1"
	assert options.rest == ["campus_safety/tests/access", "-x", "-k", "leak"]


def test_other_commands_refuse_what_they_do_not_know():
	with pytest.raises(SystemExit):
		parse(["demo", "--detatch"])


def test_site_names():
	assert full_name("dev1") == "dev1.localhost"
	assert full_name("a.example") == "a.example"


def test_the_demos_accounts_are_those_that_are_printed():
	"""Tests that looked at the demo once filled it anew, and the passwords on the screen were no longer true."""
	bench = Bench(Path("/somewhere"))
	assert bench.site(DEMO_SITE).accounts == bench.layout.accounts
	assert bench.site("other.localhost").accounts.parent == bench.site("other.localhost").folder


@pytest.mark.parametrize(
	("path", "server", "browser"),
	[
		("campus_safety/tests/domain", False, False),
		("campus_safety/tests/domain/test_x.py", False, False),
		("sandbox/tests", False, False),
		("campus_safety/tests/access", True, False),
		("campus_safety", True, False),
		("tests", False, True),
		(".", True, True),
	],
)
def test_only_what_is_asked_for_is_set_up(path, server, browser):
	assert parts.needs_site([path]) is server
	assert parts.needs_browser([path]) is browser


def test_everything_is_five_sessions(tmp_path):
	for folder in ("campus_safety/campus_risk", parts.SCREENS, *parts.WITHOUT_SITE, *parts.WITH_THE_RECORDS):
		(tmp_path / folder).mkdir(parents=True)
	for file in (parts.LIFECYCLE, *parts.BEFORE_THE_WALKS):
		(tmp_path / file).touch()
	five = alone, server, records, browser, screens = parts.side_by_side(tmp_path, ["-x"])
	assert alone.arguments == ["-x", *parts.WITHOUT_SITE, parts.LIFECYCLE]
	elsewhere = [f"--ignore={tmp_path / path}" for path in (*parts.WITH_THE_RECORDS, parts.DOMAIN_TESTS)]
	assert server.arguments == ["-x", "campus_safety/tests", *elsewhere]
	assert records.arguments == ["-x", "campus_safety/campus_risk", *parts.WITH_THE_RECORDS]
	walks = [*parts.BEFORE_THE_WALKS, parts.SCREENS]
	apart = [f"--ignore={tmp_path / path}" for path in (*walks, parts.LIFECYCLE)]
	assert browser.arguments == ["-x", "tests", *apart]
	assert screens.arguments == ["-x", *walks]
	assert len({part.site or part.demo for part in five}) == 5


def test_no_test_is_left_out():
	root = Path(__file__).resolve().parents[2]
	asked = [
		argument
		for part in parts.side_by_side(root, [])
		for argument in part.arguments
		if not argument.startswith("-")
	]
	own = {path for path in root.rglob("test_*.py") if ".sandbox" not in path.parts}
	for path in own:
		assert any(path.is_relative_to(root / argument) for argument in asked), path
	assert len(own) > 200


def test_what_is_named_runs_in_one_session():
	one = parts.in_one(["campus_safety/tests/duties", "-k", "lead"], ["campus_safety/tests/duties"])
	assert one.arguments == ["campus_safety/tests/duties", "-k", "lead"]
	assert (one.site, one.demo) == ("test.localhost", None)
	everything = parts.in_one(["-x"], ["sandbox/tests", "campus_safety", "tests"])
	assert everything.arguments == ["-x", "sandbox/tests", "campus_safety", "tests"]
	assert everything.demo


def test_chosen_paths_are_told_from_options(tmp_path):
	(tmp_path / "campus_safety").mkdir()
	(tmp_path / "campus_safety" / "test_a.py").touch()
	arguments = ["-k", "nothing", "campus_safety/test_a.py::test_b", "-x"]
	assert testing.chosen_paths(tmp_path, arguments) == ["campus_safety/test_a.py"]


def test_session_without_counts_is_a_failure(tmp_path):
	assert testing.read_counts(tmp_path / "none")["failed"] == 1


def test_chinese_is_two_columns_wide():
	assert width("辅导员a") == 7
	rows = table(
		[
			{"role": "辅导员", "user": "a@x", "password": "p", "unit": "软件2301班"},
			{"role": "Psych", "user": "b@x", "password": "q", "unit": None},
		]
	).splitlines()
	assert len({width(row[: row.index("@")]) for row in rows[2:]}) == 1


def test_taken_port_is_a_clear_error():
	import socket

	with socket.socket() as listener:
		listener.bind(("127.0.0.1", 0))
		listener.listen()
		with pytest.raises(SandboxError, match="is taken"):
			require_free(listener.getsockname()[1])


def test_full_disk_is_a_clear_error(tmp_path, monkeypatch):
	monkeypatch.setattr(system.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 5_000_000}))
	with pytest.raises(SandboxError, match="5 MB free"):
		system.check_machine(Layout(tmp_path))


def test_wrong_python_is_a_clear_error(tmp_path, monkeypatch):
	monkeypatch.setattr(system.sys, "version_info", (3, 9, 0, "final", 0))
	with pytest.raises(SandboxError, match=r"Python 3\.9"):
		system.check_machine(Layout(tmp_path))


def test_without_root_the_apt_command_is_printed(tmp_path, monkeypatch):
	monkeypatch.setattr(system, "missing_packages", lambda wanted: ["redis-server", "git"])
	monkeypatch.setattr(system, "apt_prefix", lambda: None)
	with pytest.raises(SandboxError) as error:
		system.install_packages(None)
	assert "apt-get install --no-install-recommends redis-server git" in str(error.value)


def test_programs_are_recognised_and_ended(tmp_path):
	layout = Layout(tmp_path)
	process = Process(layout, "sleeper")
	process.start([sys.executable, "-c", "import time; time.sleep(60)"])
	assert running(layout) == {"sleeper": process.pid}
	assert process.stop()
	assert not running(layout)
	assert not process.stop()


def test_foreign_program_with_a_remembered_id_is_left_alone(tmp_path):
	layout = Layout(tmp_path)
	layout.run.mkdir(parents=True)
	stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
	try:
		process = Process(layout, "web")
		process.record.write_text(f'{{"pid": {stranger.pid}, "born": "1"}}')
		assert process.pid is None
		assert not process.stop()
		assert stranger.poll() is None
	finally:
		stranger.kill()
		stranger.wait()
