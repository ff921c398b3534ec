"""What `test --host` calls a difference."""

from types import SimpleNamespace

import pytest

from sandbox import host
from sandbox.cli import parse
from sandbox.layout import Layout
from sandbox.processes import running


def test_option_and_modules():
	options = parse(["test", "--host", "frappe.tests.test_website"])
	assert options.host
	assert options.rest == ["frappe.tests.test_website"]
	assert not parse(["test"]).host


@pytest.mark.parametrize(
	("alone", "there", "differing"),
	[
		({"a": "passed"}, {"a": "passed"}, []),
		({"a": "failed"}, {"a": "failed"}, []),
		({"a": "passed"}, {"a": "failed"}, ["a"]),
		({"a": "failed"}, {"a": "passed"}, ["a"]),
		({"a": "passed", "b": "passed"}, {"a": "passed"}, ["b"]),
		({"m": "did not run"}, {"a": "passed"}, ["a", "m"]),
	],
)
def test_differences(alone, there, differing):
	assert host.differences(alone, there) == differing


def test_a_report_that_is_not_there_says_nothing(tmp_path):
	assert host.read(tmp_path / "none.json") == {}
	(tmp_path / "broken.json").write_text("{", "utf-8")
	assert host.read(tmp_path / "broken.json") == {}


def test_modules_are_named_once_and_are_the_frameworks():
	assert len(set(host.MODULES)) == len(host.MODULES) > 50
	assert all(module.startswith("frappe.") for module in host.MODULES)


def test_a_report_is_not_taken_for_a_program(tmp_path, monkeypatch):
	"""Whatever lies in `run/` as JSON is a program that `stop` would end."""
	seen = []

	def run(command, **_options):
		seen.append(command[-1])
		command[-1].write_text('{"a": "passed"}', "utf-8")

	monkeypatch.setattr(host.subprocess, "run", run)
	layout = Layout(tmp_path)
	layout.create()
	outcome = host.run_module(
		SimpleNamespace(layout=layout), SimpleNamespace(name="a.localhost", short="a"), "m"
	)
	assert outcome == {"a": "passed"}
	assert running(layout) == {}
	assert not seen[0].exists() and seen[0].suffix != ".json"
