"""`lint`: ruff and mypy for Python, eslint and prettier for JavaScript, each in the version that a lock of this repository names."""

from __future__ import annotations

import subprocess
from pathlib import Path

from sandbox import npm
from sandbox.bench import Bench
from sandbox.layout import Layout
from sandbox.python_env import install_test_tools, make_virtualenv
from sandbox.steps import Steps, fingerprint_of
from sandbox.system import check_machine, install_packages

JAVASCRIPT = "**/*.{js,mjs}"
TYPES = "mypy"  # of the floors without the framework, which has no types of its own; pyproject.toml says which files


def set_up_lint(bench: Bench) -> None:
	"""The virtualenv and the packages from npm, no server; without the network once they are there."""
	check_machine(bench.layout)
	bench.layout.create()
	with bench.locked("setting up the linters"):
		install_packages(bench.steps, ["python3-venv", "nodejs", "npm"])
		make_virtualenv(bench.steps)
		install_test_tools(bench.steps)
		install_node_tools(bench.steps)


def install_node_tools(steps: Steps) -> None:
	source, target = steps.layout.program / "lint", steps.layout.node_lint
	steps.run(
		"22-lint-tools",
		"Install eslint and prettier from npm",
		lambda log: npm.install(source, target, log),
		fingerprint=fingerprint_of(npm.lock_files(source)),
		exists=(target / "node_modules" / "eslint").is_dir,
	)


def checks(layout: Layout) -> dict[str, list[str | Path]]:
	"""Each check by its name; none of them changes a file."""
	ruff, modules = layout.env / "bin" / "ruff", layout.node_lint / "node_modules"
	return {
		"ruff check": [ruff, "check", "."],
		"ruff format": [ruff, "format", "--check", "."],
		"eslint": ["node", modules / "eslint" / "bin" / "eslint.js", "--max-warnings=0", "."],
		"prettier": ["node", modules / "prettier" / "bin" / "prettier.cjs", "--check", JAVASCRIPT],
		TYPES: [layout.env / "bin" / "mypy", "--cache-dir", layout.home / "mypy"],
	}


def repairs(layout: Layout) -> dict[str, list[str | Path]]:
	"""What each check can mend by itself."""
	swapped = {"--check": "--write"}
	found = {name: [swapped.get(part, part) for part in command] for name, command in checks(layout).items()}
	del found[TYPES]  # nobody but a person mends a type
	found["ruff check"].append("--fix")
	found["ruff format"].remove("--write")
	found["eslint"].append("--fix")
	return found


def lint(bench: Bench, *, mend: bool = False) -> list[str]:
	"""Run every check over the repository, or mend what they can; returns the names of those that found something."""
	set_up_lint(bench)
	failed = []
	for name, command in (repairs if mend else checks)(bench.layout).items():
		print(f"▸ Lint ({name})", flush=True)
		if subprocess.call(command, cwd=bench.layout.root):
			failed.append(name)
	return failed
