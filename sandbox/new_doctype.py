"""`new-doctype`: the mould of a record about a student, as CONTRIBUTING describes it step by step.

Writes the DocType with the fields that every record has, its controller, a test and its line in `access/rules`, and says what is left to
think about. Nothing of it is decided for good: every line is there to be changed.
"""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

from sandbox.errors import SandboxError

PACKAGE = "campus_safety"
# whose common fields are copied, so that they are never described twice
MOULD = Path("campus_presence/doctype/campus_stay_registration/campus_stay_registration.json")
COMMON = (
	"student",
	"student_name",
	"record_section",
	"unit",
	"college",
	"record_column",
	"late_entry",
	"term",
	"recorded_by",
)
ROLES = ("Campus Counsellor", "Campus Class Adviser", "Campus College Lead", "Campus Student Affairs")
CONTROLLER = '''"""{title}: what it is, in one sentence, with its Chinese name and the source clause."""

from campus_safety.records.record import CampusRecord


class {class_name}(CampusRecord):
	def validate(self) -> None:
		super().validate()
'''
TEST = '''"""{title}: each rule by the person who meets it, each refusal by its exception."""

from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

DOCTYPE = "{name}"


class Test{class_name}(CampusTestCase):
	def test_it_knows_its_class(self) -> None:
		self.fail("write the first test of {{}} with the factories of {{}}".format(DOCTYPE, make.__name__))
'''


def new_doctype(root: Path, name: str, module: str, room: str) -> list[str]:
	"""Write the files; returns what is left to do, a line each. Errors: SandboxError before anything is written."""
	package, folder = root / PACKAGE, _scrub(module)
	rules = package / "access" / "rules" / f"{room}.py"
	target = package / folder / "doctype" / _scrub(name)
	_validate(name, package / folder, rules, target)
	line = _with_rule(rules.read_text(encoding="utf-8"), name)
	target.mkdir(parents=True)
	class_name, title = name.replace(" ", ""), name.removeprefix("Campus ")
	_write(target / "__init__.py", "")
	_write(target / f"{_scrub(name)}.json", _definition(package, name, module))
	_write(target / f"{_scrub(name)}.py", CONTROLLER.format(title=title, class_name=class_name))
	_write(target / f"test_{_scrub(name)}.py", TEST.format(title=title, class_name=class_name, name=name))
	_write(rules, line)
	return _left_to_do(name, room, target.relative_to(root))


def _validate(name: str, module: Path, rules: Path, target: Path) -> None:
	if not re.fullmatch(r"Campus( [A-Z][A-Za-z]+)+", name):
		raise SandboxError(
			f"{name}: a DocType of the app is called “Campus …”, each word with a capital letter."
		)
	if not (module / "doctype").is_dir():
		raise SandboxError(f"There is no module {module.name}; see campus_safety/modules.txt.")
	if not rules.is_file():
		known = ", ".join(sorted(path.stem for path in rules.parent.glob("*.py") if path.stem != "__init__"))
		raise SandboxError(f"There is no room {rules.stem}. Rooms: {known}.")
	if target.exists():
		raise SandboxError(f"{target.name} is there already.")


def _definition(package: Path, name: str, module: str) -> str:
	mould = json.loads((package / MOULD).read_text(encoding="utf-8"))
	common = {field["fieldname"]: field for field in mould["fields"]}
	fields = [dict(common[fieldname]) for fieldname in COMMON]
	fields[0]["description"] = f"Whom the {name.removeprefix('Campus ').lower()} is about."
	happened = {
		"default": "Today",
		"description": "The day on which it happened; it is a late entry after the days of the settings.",
		"fieldname": "occurred_on",
		"fieldtype": "Date",
		"in_list_view": 1,
		"label": "Date",
		"reqd": 1,
	}
	fields.insert(COMMON.index("record_section"), happened)
	return json.dumps(
		{
			**{
				key: value
				for key, value in mould.items()
				if key not in ("field_order", "fields", "naming_rule")
			},
			"autoname": "hash",
			"field_order": [field["fieldname"] for field in fields],
			"fields": fields,
			"module": module,
			"name": name,
			# the Desk's own defaults would let every role delete, share and export
			"permissions": [{"create": 1, "print": 1, "read": 1, "role": role, "write": 1} for role in ROLES],
			"search_fields": "student_name,occurred_on",
			"sort_field": "occurred_on",
		},
		ensure_ascii=False,
		indent=1,
	)


def _with_rule(source: str, name: str) -> str:
	"""The page of rules with one line more, at the end of its table."""
	table = next(
		node.value
		for node in ast.parse(source).body
		if isinstance(node, ast.AnnAssign | ast.Assign) and isinstance(node.value, ast.Dict)
	)
	lines = source.splitlines(keepends=True)
	lines.insert(table.end_lineno - 1, f'\t"{name}": Rule(Level.L2, scopes.unit_records),\n')
	made = "".join(lines)
	for module, asked in (
		("campus_safety.access", "scopes"),
		("campus_safety.access.rule", "Rule"),
		("campus_safety.domain.visibility", "Level"),
	):
		if not re.search(rf"^from {re.escape(module)} import .*\b{asked}\b", made, re.MULTILINE):
			made = made.replace("\nfrom ", f"\nfrom {module} import {asked}\nfrom ", 1)
	ast.parse(made)
	return made


def _left_to_do(name: str, room: str, target: Path) -> list[str]:
	return [
		f"{target}: the fields that are its own, and the class's docstring",
		f"access/rules/{room}.py: its reach, where the class's staff are not the right readers",
		f"declared/{room}.py: EVIDENCE or UNSEALED, a Layout in LEDGERS, its place in TIMELINE, four lines in INDEXES",
		f"tests/world/{room}.py: a Subject with a canary; its test beside it fails until it is written",
		"python3 sandbox frappe --site dev.localhost -- migrate",
		".sandbox/bench/env/bin/python -m campus_safety.setup.translations    then its Chinese in zh.csv",
		".sandbox/bench/env/bin/python -m campus_safety.setup.permission_matrix",
		".sandbox/bench/env/bin/python -m campus_safety.tests.declarations.contract",
		f"python3 sandbox test --site dev campus_safety/tests/declarations    names what {name} still lacks",
	]


def _scrub(name: str) -> str:
	return name.lower().replace(" ", "_")


def _write(path: Path, text: str) -> None:
	path.write_text(text if not text or text.endswith("\n") else f"{text}\n", encoding="utf-8")
