"""What others call and store by name: whitelisted paths, DocTypes, fields. `contract.json`: those of 7c6fa95 and what came since.

	.sandbox/bench/env/bin/python -m campus_safety.tests.declarations.contract

adds what is new to the file. It takes nothing out: a name that goes breaks the scripts of a phone, a gate device or a school's own report,
so whoever takes one away edits the file by hand, with a patch for the data and a line in CHANGELOG.
"""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

from campus_safety.tests.declarations.sources import tree_of

PACKAGE = Path(__file__).resolve().parent.parent.parent
TARGET = Path(__file__).with_suffix(".json")


def read_today() -> dict[str, dict[str, list[str]] | list[str]]:
	"""{"methods": [path], "doctypes": {name: [fieldname]}}, from the files."""
	return {"methods": sorted(find_methods()), "doctypes": dict(sorted(find_doctypes()))}


def read_committed() -> dict:
	return json.loads(TARGET.read_text(encoding="utf-8"))


def find_methods() -> Iterator[str]:
	"""Dotted paths; a method of a controller is called by its DocType, wherever that lies: "Campus Return Point: make_new_code"."""
	for path in sorted(PACKAGE.rglob("*.py")):
		for node in tree_of(path).body:
			if isinstance(node, ast.FunctionDef) and is_whitelisted(node):
				yield ".".join(("campus_safety", *path.relative_to(PACKAGE).with_suffix("").parts, node.name))
			elif isinstance(node, ast.ClassDef):
				for method in node.body:
					if isinstance(method, ast.FunctionDef) and is_whitelisted(method):
						yield f"{_doctype_of(path)}: {method.name}"


def is_whitelisted(node: ast.FunctionDef) -> bool:
	return any("whitelist" in ast.unparse(decorator) for decorator in node.decorator_list)


def _doctype_of(controller: Path) -> str:
	return json.loads(controller.with_suffix(".json").read_text(encoding="utf-8"))["name"]


def find_doctypes() -> Iterator[tuple[str, list[str]]]:
	for path in PACKAGE.glob("*/doctype/*/*.json"):
		data = json.loads(path.read_text(encoding="utf-8"))
		if data.get("doctype") == "DocType":
			yield data["name"], sorted(field["fieldname"] for field in data["fields"])


def merge(committed: dict, today: dict) -> dict:
	"""Everything of both."""
	fields = {
		name: sorted({*committed["doctypes"].get(name, ()), *today["doctypes"].get(name, ())})
		for name in {**committed["doctypes"], **today["doctypes"]}
	}
	return {
		"methods": sorted({*committed["methods"], *today["methods"]}),
		"doctypes": dict(sorted(fields.items())),
	}


def find_missing(committed: dict, today: dict) -> list[str]:
	"""What stands in the contract and is not there: methods, DocTypes, "DocType.field"."""
	gone = sorted({*committed["methods"]} - {*today["methods"]})
	for name, fields in committed["doctypes"].items():
		if name not in today["doctypes"]:
			gone.append(name)
		else:
			gone += [f"{name}.{field}" for field in fields if field not in today["doctypes"][name]]
	return gone


def main() -> None:
	committed = read_committed() if TARGET.exists() else {"methods": [], "doctypes": {}}
	text = json.dumps(merge(committed, read_today()), ensure_ascii=False, indent="\t")
	TARGET.write_text(text + "\n", encoding="utf-8")
	print(TARGET)


if __name__ == "__main__":
	main()
