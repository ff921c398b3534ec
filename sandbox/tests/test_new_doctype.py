"""The mould of a new DocType: it stands on what the app's own records have, and refuses before it writes."""

import ast
import json
import shutil
from pathlib import Path

import pytest

from sandbox.errors import SandboxError
from sandbox.new_doctype import MOULD, PACKAGE, new_doctype

ROOT = Path(__file__).resolve().parents[2]
NAME, MODULE, ROOM = "Campus Lost Key", "Campus Defence", "defence"
FOLDER = Path(PACKAGE) / "campus_defence/doctype/campus_lost_key"


@pytest.fixture
def root(tmp_path):
	for path in (MOULD, Path("campus_defence/doctype/__init__.py")):
		(tmp_path / PACKAGE / path).parent.mkdir(parents=True, exist_ok=True)
		shutil.copy(ROOT / PACKAGE / path, tmp_path / PACKAGE / path)
	shutil.copytree(ROOT / PACKAGE / "access/rules", tmp_path / PACKAGE / "access/rules")
	return tmp_path


def test_the_definition_has_what_every_record_has(root):
	assert any("EVIDENCE" in line for line in new_doctype(root, NAME, MODULE, ROOM))
	made = json.loads((root / FOLDER / "campus_lost_key.json").read_text(encoding="utf-8"))
	names = [field["fieldname"] for field in made["fields"]]
	assert made["field_order"] == names
	assert {"student", "unit", "college", "term", "occurred_on", "late_entry", "recorded_by"} <= {*names}
	assert (made["name"], made["module"], made["autoname"]) == (NAME, MODULE, "hash")
	for row in made["permissions"]:
		assert {key for key, value in row.items() if value == 1} == {"create", "print", "read", "write"}
	for field in made["fields"]:
		assert field.get("description") or not field.get("reqd")
		assert field.get("ignore_user_permissions") or field.get("options") not in ("User", "Campus Student")


def test_controller_test_and_rule_are_python(root):
	new_doctype(root, NAME, MODULE, ROOM)
	for name in ("campus_lost_key.py", "test_campus_lost_key.py", "__init__.py"):
		ast.parse((root / FOLDER / name).read_text(encoding="utf-8"))
	rules = (root / PACKAGE / "access/rules/defence.py").read_text(encoding="utf-8")
	assert f'"{NAME}": Rule(Level.L2, scopes.unit_records),' in rules


@pytest.mark.parametrize(
	"room", sorted(path.stem for path in (ROOT / PACKAGE / "access/rules").glob("[a-z]*.py"))
)
def test_every_room_takes_a_line(root, room):
	new_doctype(root, NAME, MODULE, room)
	tree = ast.parse((root / PACKAGE / "access/rules" / f"{room}.py").read_text(encoding="utf-8"))
	imported = {
		alias.asname or alias.name
		for node in tree.body
		if isinstance(node, ast.ImportFrom)
		for alias in node.names
	}
	assert {"Rule", "Level", "scopes"} <= imported


@pytest.mark.parametrize(
	("name", "module", "room"),
	[
		("Lost Key", MODULE, ROOM),
		("Campus lost key", MODULE, ROOM),
		(NAME, "Campus Nowhere", ROOM),
		(NAME, MODULE, "nowhere"),
	],
)
def test_what_cannot_be_is_refused_before_anything_is_written(root, name, module, room):
	before = sorted(root.rglob("*"))
	with pytest.raises(SandboxError):
		new_doctype(root, name, module, room)
	assert sorted(root.rglob("*")) == before


def test_one_that_is_there_is_left_alone(root):
	new_doctype(root, NAME, MODULE, ROOM)
	with pytest.raises(SandboxError):
		new_doctype(root, NAME, MODULE, ROOM)
