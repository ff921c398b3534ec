"""Steps are cached by what they were built from, resumed after a failure, and say what broke."""

import pytest

from sandbox.errors import SandboxError
from sandbox.layout import Layout
from sandbox.state import State
from sandbox.steps import Steps, call, fingerprint_of


@pytest.fixture
def steps(tmp_path):
	layout = Layout(tmp_path)
	return Steps(layout, State(layout.home / "state.json"))


def test_step_runs_once_per_fingerprint(steps):
	done = []
	for fingerprint in ("a", "a", "b"):
		steps.run("1-x", "X", lambda log: done.append(1), fingerprint=fingerprint)
	assert len(done) == 2


def test_step_runs_again_when_its_result_is_gone(steps):
	done = []
	for _ in range(2):
		steps.run("1-x", "X", lambda log: done.append(1), fingerprint="a", exists=lambda: False)
	assert len(done) == 2


def test_failed_step_is_tried_again_and_the_ones_before_it_are_kept(steps):
	done = []

	def break_down(log):
		raise SandboxError("the disk is wet")

	for _ in range(2):
		steps.run("1-first", "First", lambda log: done.append("first"), fingerprint="a")
		with pytest.raises(SandboxError):
			steps.run("2-second", "Second", break_down, fingerprint="a")
	steps.run("2-second", "Second", lambda log: done.append("second"), fingerprint="a")
	assert done == ["first", "second"]


def test_failure_names_step_log_last_lines_and_remedy(steps):
	def fail(log):
		call(["sh", "-c", "echo the reason; exit 3"], log, todo="Buy a new one.", chinese="坏了。")

	with pytest.raises(SandboxError) as error:
		steps.run("1-x", "Make the thing", fail)
	said = str(error.value)
	for part in ("Make the thing", "code 3", "the reason", "1-x.log", "Buy a new one.", "坏了。"):
		assert part in said


def test_program_that_is_not_there_is_named(steps, tmp_path):
	with pytest.raises(SandboxError, match="no-such-program is not installed"):
		call(["no-such-program"], tmp_path / "log")


def test_fingerprint_follows_contents(tmp_path):
	(tmp_path / "a").write_text("1")
	before = fingerprint_of([tmp_path])
	assert fingerprint_of([tmp_path]) == before
	(tmp_path / "a").write_text("2")
	assert fingerprint_of([tmp_path]) != before
