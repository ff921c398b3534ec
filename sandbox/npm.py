"""Packages from npm: what a `package-lock.json` of this repository names, installed below `.sandbox/`."""

from __future__ import annotations

import shutil
from pathlib import Path

from sandbox.steps import call

NETWORK_TODO = (
	"Check that this machine reaches the npm registry (`npm config get registry`), then run it again."
)


def lock_files(folder: Path) -> list[Path]:
	return [folder / name for name in ("package.json", "package-lock.json", ".npmrc")]


def install(source: Path, target: Path, log: Path) -> None:
	"""Exactly the versions locked in `source`, into `target`/node_modules."""
	target.mkdir(parents=True, exist_ok=True)
	for file in lock_files(source):
		shutil.copy2(file, target)
	call(
		["npm", "ci", "--no-audit", "--no-fund", "--loglevel=warn"],
		log,
		cwd=target,
		todo=NETWORK_TODO,
		chinese="无法从 npm（或其镜像）安装依赖，请检查网络。",
	)
