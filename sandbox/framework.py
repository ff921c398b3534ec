"""The framework: Frappe's develop branch of 2023-08-05 from PyPI, the names of its brand put back."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from pathlib import Path, PurePosixPath

from sandbox.errors import SandboxError
from sandbox.layout import APP, Layout
from sandbox.steps import Steps, call

PACKAGE = "criscostack"
VERSION = "1.0.0"
SHA256 = "dc58aaf29c59b7666edc953596e5b31f77d7286b2ed6b14c6a205b217c210349"

# In this order: the longer brand names contain the shorter ones.
NAMES = (
	("criscoerp", "erpnext"),
	("Criscoerp", "ERPNext"),
	("CRISCOSTACK", "FRAPPE"),
	("Criscostack", "Frappe"),
	("criscostack", "frappe"),
	("Crisco", "Frappe"),
)
BYTE_NAMES = tuple((old.encode(), new.encode()) for old, new in NAMES)
MOVED_FILES = {"frappe/utils/brik_helper.py": "frappe/utils/bench_helper.py"}

# What this framework of 2023 needs to run with a patched library of today: file, its text, the text instead.
REPAIRS = (
	# pydantic 2.8 and later take a dictionary only (Python 3.13 has no older one)
	(
		"frappe/utils/typing_validations.py",
		b"config=FrappePydanticConfig)",
		b'config={"arbitrary_types_allowed": True})',
	),
)


def restore_path(path: str) -> str:
	"""The upstream path of a file in the wheel."""
	for old, new in NAMES:
		path = path.replace(old, new)
	return MOVED_FILES.get(path, path)


def restore_content(content: bytes) -> bytes:
	"""The upstream text of a file in the wheel; binary files (they hold a NUL) come back as they are."""
	if b"\0" in content:
		return content
	for old, new in BYTE_NAMES:
		content = content.replace(old, new)
	return content


def install_framework(steps: Steps) -> None:
	"""Fetch it with the virtualenv's pip (Debian's Python has none of its own) and lay it into the bench."""
	layout = steps.layout
	steps.run(
		"11-framework-download",
		f"Download the framework (PyPI {PACKAGE} {VERSION})",
		lambda log: download(layout, log),
		fingerprint=SHA256,
		exists=wheel(layout).exists,
	)
	steps.run(
		"12-framework-names",
		"Unpack the framework and put its names back",
		lambda log: unpack(layout),
		fingerprint=SHA256 + hashlib.sha256(repr((NAMES, MOVED_FILES, REPAIRS)).encode()).hexdigest()[:8],
		exists=(layout.framework / "frappe" / "utils" / "bench_helper.py").exists,
	)
	link_app(layout)


def wheel(layout: Layout) -> Path:
	return layout.cache / f"{PACKAGE}-{VERSION}-py3-none-any.whl"


def download(layout: Layout, log: Path) -> None:
	pip = [layout.python, "-m", "pip", "download", "--disable-pip-version-check", "--no-input"]
	pip += ["--progress-bar=off", "--no-deps", "--only-binary=:all:"]
	call(
		[*pip, "--dest", layout.cache, f"{PACKAGE}=={VERSION}"],
		log,
		todo="Check that this machine reaches PyPI or its mirror (`pip config list`), then run it again.",
		chinese="无法从 PyPI（或其镜像）下载框架，请检查网络。",
	)
	found = hashlib.sha256(wheel(layout).read_bytes()).hexdigest()
	if found != SHA256:
		wheel(layout).unlink()
		raise SandboxError(
			f"the downloaded framework has sha256 {found}, expected {SHA256}",
			todo="The mirror serves another file: use PyPI itself (PIP_INDEX_URL) and run it again.",
			chinese="下载的框架文件校验值不符。",
		)


def unpack(layout: Layout) -> None:
	"""Write the renamed tree beside the old one, then swap: never a half tree under the final name."""
	fresh = layout.framework.with_name("frappe.new")
	shutil.rmtree(fresh, ignore_errors=True)
	with zipfile.ZipFile(wheel(layout)) as archive:
		for member in archive.infolist():
			if member.is_dir() or not member.filename.startswith(f"{PACKAGE}/"):
				continue
			target = fresh / PurePosixPath(restore_path(member.filename))
			target.parent.mkdir(parents=True, exist_ok=True)
			target.write_bytes(restore_content(archive.read(member)))
	repair(fresh)
	shutil.rmtree(layout.framework, ignore_errors=True)
	fresh.rename(layout.framework)


def repair(tree: Path) -> None:
	for name, old, new in REPAIRS:
		content = (tree / name).read_bytes()
		if content.count(old) != 1:
			raise SandboxError(f"{name} does not hold {old.decode()!r} once", todo="Correct REPAIRS.")
		(tree / name).write_bytes(content.replace(old, new))


def link_app(layout: Layout) -> None:
	"""`apps/campus_safety` is the repository itself, as after `bench get-app`."""
	link = layout.bench / "apps" / APP
	if not link.is_symlink():
		link.symlink_to(layout.root)
