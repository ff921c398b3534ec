"""What the machine itself must have: Python, disk space, and packages from Debian."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sandbox.clock import library
from sandbox.database import program
from sandbox.errors import SandboxError
from sandbox.layout import Layout
from sandbox.steps import Steps, call

PYTHON_OLDEST, PYTHON_NEWEST = (3, 10), (3, 13)
DISK_NEEDED_MB = 3000
FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
DEBIANS_PYTHON = Path("/usr/bin/python3")
POLICY = Path("/usr/sbin/policy-rc.d")
HEADLESS = "chromium-headless-shell"  # half the work of a whole Chromium, which serves, too

# Debian package -> whether this machine has what the sandbox wants from it.
PACKAGES = {
	"mariadb-server": lambda: has("mariadbd") and has("mariadb-install-db"),
	"mariadb-client": lambda: has("mariadb") and has("mariadb-dump"),
	"redis-server": lambda: has("redis-server") and has("redis-cli"),
	"git": lambda: has("git"),
	"nodejs": lambda: has("node"),
	"npm": lambda: has("npm"),
	HEADLESS: lambda: has(HEADLESS) or has("chromium"),
	"fonts-noto-cjk": FONT.exists,
	"libpango-1.0-0": lambda: has_library("libpango-1.0.so.0"),
	"libpangoft2-1.0-0": lambda: has_library("libpangoft2-1.0.so.0"),
	"libcairo2": lambda: has_library("libcairo.so.2"),
	"python3-venv": lambda: has_venv(),
}
# Only for who asks for it: another moment (`test --on`).
ON_DEMAND = {"faketime": lambda: library() is not None}


def has(name: str) -> bool:
	return os.path.isabs(program(name))


def browser() -> str:
	"""Where the browser is that the tests look with."""
	return program(HEADLESS) if has(HEADLESS) else program("chromium")


def has_library(name: str) -> bool:
	return any(Path(folder).glob(f"**/{name}") for folder in ("/usr/lib", "/lib") if Path(folder).is_dir())


def missing_packages(wanted: Iterable[str] = PACKAGES) -> list[str]:
	return [package for package in wanted if not (PACKAGES | ON_DEMAND)[package]()]


def has_venv() -> bool:
	"""Debian's Python comes without the part that makes virtualenvs."""
	return makes_virtualenvs(interpreter())


def makes_virtualenvs(python: Path) -> bool:
	probe = subprocess.run([python, "-c", "import ensurepip, venv"], capture_output=True, check=False)
	return probe.returncode == 0


@cache
def interpreter() -> Path:
	"""The Python that everything runs on: this program's own, or Debian's of the same version, which was built with a profile
	of its work; what pyenv builds by default takes a third more.
	"""
	own = Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
	same = DEBIANS_PYTHON.resolve().name == own.name and DEBIANS_PYTHON.exists()
	if same and (makes_virtualenvs(DEBIANS_PYTHON) or apt_prefix() is not None):
		return DEBIANS_PYTHON.resolve()
	return own


def check_machine(layout: Layout) -> None:
	"""Refuse early, and say why, where the set-up could only fail late."""
	if not PYTHON_OLDEST <= sys.version_info[:2] <= PYTHON_NEWEST:
		raise SandboxError(
			f"Python {sys.version_info[0]}.{sys.version_info[1]} does not serve, 3.10 to 3.13 do",
			todo="Run it with one that does, for example `python3.11 sandbox demo`.",
			chinese="Python 版本不符，需要 3.10–3.13。",
		)
	layout.home.mkdir(exist_ok=True)
	needed = DISK_NEEDED_MB if not layout.python.exists() else DISK_NEEDED_MB // 6
	free = shutil.disk_usage(layout.home).free // 1_000_000
	if free < needed:
		raise SandboxError(
			f"the disk of {layout.home} has {free} MB free, {needed} MB are needed",
			todo="Free some space, then run the same command again: finished steps are kept.",
			chinese=f"磁盘空间不足：剩余 {free} MB，需要 {needed} MB。",
		)


def install_packages(steps: Steps, wanted: Iterable[str] = PACKAGES) -> None:
	"""Install from apt what is missing of `wanted`, or say exactly what to install."""
	missing = missing_packages(wanted)
	if not missing:
		return
	prefix = apt_prefix()
	if prefix is None:
		raise SandboxError(
			f"these system packages are missing: {' '.join(missing)}",
			todo=f"sudo apt-get install --no-install-recommends {' '.join(missing)}",
			chinese="缺少系统软件包，请先安装后重试。",
		)
	steps.run(
		"00-system-packages",
		f"Install from apt: {' '.join(missing)}",
		lambda log: apt_install(missing, prefix, log),
	)
	if still := missing_packages(wanted):
		raise SandboxError(
			f"apt ended well, yet these are still missing: {' '.join(still)}",
			log=steps.layout.log("00-system-packages"),
			todo="Install them by hand, then run it again.",
			chinese="软件包安装后仍然缺失。",
		)


def apt_prefix() -> list[str] | None:
	"""How to run apt here; None when this user may not."""
	if not shutil.which("apt-get"):
		return None
	if os.geteuid() == 0:
		return []
	if shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode:
		return ["sudo", "-n"]
	return None


def apt_install(packages: list[str], prefix: list[str], log: Path) -> None:
	apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
	todo = f"Check the network and apt's sources; by hand: apt-get install {' '.join(packages)}"
	call([*apt, "update"], log, todo=todo, chinese="apt 更新失败，请检查网络。")
	with no_service_starts(prefix):
		call(
			[*apt, "install", "-y", "--no-install-recommends", *packages],
			log,
			todo=todo,
			chinese="apt 安装失败。",
		)


@contextmanager
def no_service_starts(prefix: list[str]) -> Iterator[None]:
	"""Debian starts a server once its package is installed; the sandbox wants the program only."""
	if POLICY.exists():
		yield
		return
	rule = textwrap.dedent("""\
		#!/bin/sh
		# Written by campus_safety's sandbox while apt runs: start no services.
		exit 101
		""")
	subprocess.run([*prefix, "tee", str(POLICY)], input=rule.encode(), stdout=subprocess.DEVNULL, check=True)
	subprocess.run([*prefix, "chmod", "755", str(POLICY)], check=True)
	try:
		yield
	finally:
		subprocess.run([*prefix, "rm", "-f", str(POLICY)], check=False)
