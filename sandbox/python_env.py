"""The virtualenv: the framework's locked dependencies, the test tools, and both source trees on its path."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from sandbox.errors import SandboxError
from sandbox.layout import Layout
from sandbox.steps import Steps, call, fingerprint_of
from sandbox.system import interpreter

UV = "uv==0.13.9"
BUILD_TOOLS = ("setuptools==80.9.0", "wheel==0.48.0")
# how uv calls what pip was told of the network, by files or by the environment
AS_UV_SAYS = {"index-url": "--default-index", "extra-index-url": "--index", "find-links": "--find-links"}
NETWORK_TODO = "Check that this machine reaches PyPI or its mirror (`pip config list`), then run it again."
NETWORK_CHINESE = "无法从 PyPI（或其镜像）安装依赖，请检查网络。"


def make_virtualenv(steps: Steps) -> None:
	layout = steps.layout
	version = f"{sys.version_info[0]}.{sys.version_info[1]}"
	steps.run(
		"10-virtualenv",
		f"Make the virtualenv (Python {version})",
		lambda log: make(layout, log),
		fingerprint=f"{interpreter()} {sys.version_info[:2]} {layout.env}",
		exists=layout.python.exists,
	)


def install_dependencies(steps: Steps) -> None:
	layout = steps.layout
	steps.run(
		"20-dependencies",
		"Install the framework's dependencies",
		lambda log: install(layout, [requirements(layout)], log),
		fingerprint=fingerprint_of([requirements(layout)], sys.version_info[:2], BUILD_TOOLS),
		exists=(layout.env / "bin" / "gunicorn").exists,
	)
	write_paths(layout)


def install_test_tools(steps: Steps) -> None:
	layout = steps.layout
	steps.run(
		"21-test-tools",
		"Install the test tools",
		lambda log: install(layout, [test_requirements(layout)], log),
		fingerprint=fingerprint_of([test_requirements(layout)], sys.version_info[:2]),
		exists=(layout.env / "bin" / "pytest").exists,
	)


def requirements(layout: Layout) -> Path:
	return layout.program / "requirements.lock"


def test_requirements(layout: Layout) -> Path:
	return layout.program / "requirements-test.lock"


def make(layout: Layout, log: Path) -> None:
	"""From the interpreter below it: a test may run this program with the virtualenv's own Python."""
	shutil.rmtree(layout.env, ignore_errors=True)
	call([interpreter(), "-m", "venv", layout.env], log)


def install(layout: Layout, files: list[Path], log: Path) -> None:
	"""With uv, an eighth of the time; with pip where uv does not come or does not get on with the network that pip was told of."""
	locks = [argument for file in files for argument in ("--requirement", file)]
	pip: list[str | Path] = [
		layout.python,
		"-m",
		"pip",
		"install",
		"--disable-pip-version-check",
		"--no-input",
	]
	pip += ["--progress-bar=off", "--no-deps"]
	try:
		call([*pip, UV], log)
		uv = [
			layout.env / "bin" / "uv",
			"pip",
			"install",
			"--python",
			layout.python,
			"--no-config",
			"--no-deps",
		]
		uv += ["--system-certs", "--index-strategy=unsafe-best-match", *told_to_pip(layout)]
		call([*uv, *BUILD_TOOLS], log)
		call([*uv, "--no-build-isolation", *locks], log)
	except SandboxError:
		call([*pip, *BUILD_TOOLS], log, todo=NETWORK_TODO, chinese=NETWORK_CHINESE)
		call([*pip, "--no-build-isolation", *locks], log, todo=NETWORK_TODO, chinese=NETWORK_CHINESE)


def told_to_pip(layout: Layout) -> Iterator[str]:
	"""A mirror or a folder of wheels that this machine's pip was told of, in uv's words."""
	said = subprocess.run(
		[layout.python, "-m", "pip", "config", "list"], capture_output=True, text=True
	).stdout
	for line in said.splitlines():
		key, _, value = line.partition("=")
		option = AS_UV_SAYS.get(key.rpartition(".")[2])
		for place in value.strip("'\"").split():
			if option:
				yield f"{option}={place}"


def write_paths(layout: Layout) -> None:
	"""Both apps in development mode: changes in the work tree count at once, nothing is copied.

	The last line is run by each start of this Python; at the real time it does nothing."""
	packages = next((layout.env / "lib").glob("python3*/site-packages"))
	content = f"{layout.framework}\n{layout.root}\nimport sandbox.sleep_despite_faketime\n"
	target = packages / "campus_sandbox.pth"
	if not target.exists() or target.read_text() != content:
		target.write_text(content)
