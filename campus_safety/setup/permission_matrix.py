"""docs/permission-matrix.md: who may do what with which DocType, and which rows of it they reach.

Made from what the app itself reads, the DocTypes' JSON and `access/rules`, without a site:

	.sandbox/bench/env/bin/python -m campus_safety.setup.permission_matrix

(on a bench: `env/bin/python`, from the app's folder). `tests/declarations/test_permission_matrix.py` fails when the
committed file is stale.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from campus_safety.access.rule import Rule
from campus_safety.access.rules import RULES
from campus_safety.domain.roles import ALL_ROLES, SYSTEM_MANAGER
from campus_safety.setup import translations

PACKAGE = Path(__file__).resolve().parent.parent
TARGET = PACKAGE.parent / "docs" / "permission-matrix.md"
COMMAND = ".sandbox/bench/env/bin/python -m campus_safety.setup.permission_matrix"
ROLES = (*ALL_ROLES, SYSTEM_MANAGER)
LETTERS = {
	"read": "r",
	"write": "w",
	"create": "c",
	"delete": "d",
	"select": "l",
	"report": "t",
	"print": "p",
	"export": "x",
	"import": "m",
	"email": "e",
	"share": "s",
}
HEAD = f"""# Permission matrix 权限矩阵

Generated, do not edit. Again after any change of a DocType's roles, of `access/rules` or of a translation:
`{COMMAND}`

Two things decide, and both must agree: the **role** says what a person may do with a DocType, the **reach** says which rows it concerns.
The first is shipped with the DocType and belongs to the school (角色权限管理 may change it); the second is the app's own (`access/scopes/`)
and can only be narrowed further by the framework's user permissions. Signing, closing and other steps are guarded on top of both by the workflow.

两项同时满足才能访问：**角色**决定能做什么，**可见范围**决定能看哪些行。角色权限可由学校在“角色权限管理”中调整；可见范围由应用固定，不随角色权限放宽。
"""


@dataclass(frozen=True)
class DocTypeFile:
	"""A DocType as its JSON declares it."""

	name: str
	module: str
	is_table: bool
	permissions: tuple[dict, ...]

	@property
	def rule(self) -> Rule:
		return RULES[self.name]

	def rights_of(self, role: str) -> str:
		"""One letter per right; rights on a higher permission level carry its number, own rows only a star."""
		found = []
		for row in self.permissions:
			if row["role"] == role:
				letters = "".join(letter for right, letter in LETTERS.items() if row.get(right))
				found.append(
					letters
					+ (str(row["permlevel"]) if row.get("permlevel") else "")
					+ ("*" if row.get("if_owner") else "")
				)
		return " ".join(found)


def read_doctypes() -> list[DocTypeFile]:
	"""Every DocType of the app: modules in their order, names in alphabetical order."""
	modules = (PACKAGE / "modules.txt").read_text(encoding="utf-8").split("\n")
	found = []
	for path in PACKAGE.glob("*/doctype/*/*.json"):
		data = json.loads(path.read_text(encoding="utf-8"))
		if path.stem == path.parent.name and data.get("doctype") == "DocType":
			found.append(
				DocTypeFile(
					data["name"],
					data["module"],
					bool(data.get("istable")),
					tuple(data.get("permissions", ())),
				)
			)
	return sorted(found, key=lambda each: (modules.index(each.module), each.name))


def read_chinese() -> dict[str, str]:
	"""Translations without a context."""
	return {source: chinese for source, chinese, context in translations.read() if not context}


def get_reach(rule: Rule) -> str:
	"""First line of the scope function's docstring, without a doubled name of the DocType."""
	return (rule.reach.__doc__ or "").strip().split("\n")[0]


def make_matrix() -> str:
	doctypes, chinese = read_doctypes(), read_chinese()
	records = [each for each in doctypes if not each.is_table]
	lines = [
		HEAD,
		*_levels(doctypes, records, chinese),
		*_rights(records, chinese),
		*_roles(records, chinese),
	]
	return "\n".join(lines).rstrip() + "\n"


def _both(name: str, chinese: dict[str, str], between: str = " ") -> str:
	return f"{name}{between}{chinese[name]}" if name in chinese else name


def _levels(
	doctypes: list[DocTypeFile], records: list[DocTypeFile], chinese: dict[str, str]
) -> Iterator[str]:
	yield "## Level and reach 保密级别与可见范围\n"
	yield "L1 school or department 校级或部门 · L2 学工敏感 · L3 心理机密 · L4 strictly confidential 绝密. L3 and L4: narrative is ciphertext, opened by"
	yield "查看内容 with a reason; no sharing, comments, tags or deletion. L3 can also be read for some hours by 紧急查看.\n"
	yield "| DocType | level | which rows | with it |\n|---|---|---|---|"
	for each in records:
		tables = [row.name for row in doctypes if row.rule.parent == each.name]
		notes = [", ".join(_both(name, chinese) for name in tables)]
		secrets = [
			*each.rule.secrets,
			*(f"{table}.{field}" for table, names in each.rule.child_secrets.items() for field in names),
		]
		if secrets:
			notes.append("encrypted: " + ", ".join(f"`{name}`" for name in secrets))
		yield f"| {_both(each.name, chinese)} | {each.rule.level.value} | {get_reach(each.rule)} | {'; '.join(filter(None, notes))} |"
	yield ""


def _rights(records: list[DocTypeFile], chinese: dict[str, str]) -> Iterator[str]:
	yield "## Roles and rights 角色权限\n"
	yield ", ".join(f"{letter} {right}" for right, letter in LETTERS.items()) + ".\n"
	for module in dict.fromkeys(each.module for each in records):
		own = [each for each in records if each.module == module]
		yield f"### {_both(module, chinese)}\n"
		yield "| role | " + " | ".join(_both(each.name, chinese, "<br>") for each in own) + " |"
		yield "|---" * (len(own) + 1) + "|"
		for role in ROLES:
			if any(each.rights_of(role) for each in own):
				yield f"| {_both(role, chinese)} | " + " | ".join(each.rights_of(role) for each in own) + " |"
		yield ""


def _roles(records: list[DocTypeFile], chinese: dict[str, str]) -> Iterator[str]:
	"""Roles that no DocType names yet, so that nobody wonders where they are."""
	unused = [role for role in ROLES if not any(each.rights_of(role) for each in records)]
	if unused:
		yield (
			"Made at install, with no rights yet 暂无权限: "
			+ ", ".join(_both(role, chinese) for role in unused)
			+ "."
		)


def main() -> None:
	TARGET.write_text(make_matrix(), encoding="utf-8")
	print(TARGET)


if __name__ == "__main__":
	main()
