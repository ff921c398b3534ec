"""The virtualenv: the framework's locked dependencies, the test tools, and both source trees on its path."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from sandbox.layout import Layout
from sandbox.steps import Steps, call, fingerprint_of

BUILD_TOOLS = ("setuptools==80.9.0", "wheel==0.48.0")
NETWORK_TODO = "Check that this machine reaches PyPI or its mirror (`pip config list`), then run it again."
NETWORK_CHINESE = "无法从 PyPI（或其镜像）安装依赖，请检查网络。"


def make_virtualenv(steps: Steps) -> None:
	layout = steps.layout
	version = f"{sys.version_info[0]}.{sys.version_info[1]}"
	steps.run(
		"10-virtualenv",
		f"Make the virtualenv (Python {version})",
		lambda log: make(layout, log),
		fingerprint=f"{sys.base_prefix} {sys.version} {layout.env}",
		exists=layout.python.exists,
	)


def install_dependencies(steps: Steps) -> None:
	layout = steps.layout
	steps.run(
		"20-dependencies",
		"Install the framework's dependencies",
		lambda log: install(layout, [requirements(layout)], log),
		fingerprint=fingerprint_of([requirements(layout)], sys.version, BUILD_TOOLS),
		exists=(layout.env / "bin" / "gunicorn").exists,
	)
	write_paths(layout)


def install_test_tools(steps: Steps) -> None:
	layout = steps.layout
	steps.run(
		"21-test-tools",
		"Install the test tools",
		lambda log: install(layout, [test_requirements(layout)], log),
		fingerprint=fingerprint_of([test_requirements(layout)], sys.version),
		exists=(layout.env / "bin" / "pytest").exists,
	)


def requirements(layout: Layout) -> Path:
	return layout.program / "requirements.lock"


def test_requirements(layout: Layout) -> Path:
	return layout.program / "requirements-test.lock"


def make(layout: Layout, log: Path) -> None:
	"""From the interpreter below: a test may run this program with the virtualenv's own Python."""
	shutil.rmtree(layout.env, ignore_errors=True)
	version = f"{sys.version_info[0]}.{sys.version_info[1]}"
	call([Path(sys.base_prefix) / "bin" / f"python{version}", "-m", "venv", layout.env], log)


def install(layout: Layout, files: list[Path], log: Path) -> None:
	pip = [layout.python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
	pip += ["--progress-bar=off", "--no-deps"]
	call([*pip, *BUILD_TOOLS], log, todo=NETWORK_TODO, chinese=NETWORK_CHINESE)
	locks = [argument for file in files for argument in ("--requirement", file)]
	call([*pip, "--no-build-isolation", *locks], log, todo=NETWORK_TODO, chinese=NETWORK_CHINESE)


def write_paths(layout: Layout) -> None:
	"""Both apps in development mode: changes in the work tree count at once, nothing is copied.

	The last line is run by each start of this Python; at the real time it does nothing."""
	packages = next((layout.env / "lib").glob("python3*/site-packages"))
	content = f"{layout.framework}\n{layout.root}\nimport sandbox.sleep_despite_faketime\n"
	target = packages / "campus_sandbox.pth"
	if not target.exists() or target.read_text() != content:
		target.write_text(content)
