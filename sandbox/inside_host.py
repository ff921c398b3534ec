"""Runs inside the framework's interpreter, from `sites/`: `python -m sandbox.inside_host SITE MODULE FILE`.

One module of the framework's own tests by the framework's own runner; what became of each test goes to FILE as JSON:
{test: "passed", "failed", "error" or "skipped"}. A test that fails in a part counts as failed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import frappe
from frappe import test_runner

WORSE = ("passed", "skipped", "failed", "error")


class Outcomes(test_runner.TimeLoggingTestResult):
	"""A result that remembers each test by name."""

	found: dict[str, str] = {}  # the runner makes the result itself, so it is read here

	def note(self, test, outcome: str) -> None:
		name = getattr(test, "test_case", test).id()
		self.found[name] = max(self.found.get(name, "passed"), outcome, key=WORSE.index)

	def addSuccess(self, test) -> None:
		super().addSuccess(test)
		self.note(test, "passed")

	def addFailure(self, test, err) -> None:
		super().addFailure(test, err)
		self.note(test, "failed")

	def addError(self, test, err) -> None:
		super().addError(test, err)
		self.note(test, "error")

	def addSkip(self, test, reason: str) -> None:
		super().addSkip(test, reason)
		self.note(test, "skipped")

	def addSubTest(self, test, subtest, err) -> None:
		super().addSubTest(test, subtest, err)
		if err:
			self.note(test, "failed")


def main(site: str, module: str, report: str) -> None:
	frappe.init(site)
	frappe.connect()
	test_runner.TimeLoggingTestResult = Outcomes
	try:
		test_runner.main(module=module)
	finally:
		Path(report).write_text(json.dumps(Outcomes.found, indent=1, sort_keys=True), "utf-8")
		frappe.destroy()


if __name__ == "__main__":
	main(*sys.argv[1:])
