"""Every English text of the app that a person can meet, and the context it is translated with.

Read from the files (JSON, Python, scripts, templates) and from what is declared as data and shown through a variable:
`__(kind.label)` names no text, so `DECLARED` has one reader for each such table. `setup.translations` and
`tests/declarations/test_translations.py` both ask here, so that the tool and the test never disagree.
"""

import ast
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from campus_safety.access.purposes import PURPOSES
from campus_safety.declared import AGENDA, AWAITED, LEDGERS, STARTS, TIMELINE, TRUST, WAITING, WORKFLOWS
from campus_safety.declared.psych_board import BOARD
from campus_safety.domain import agenda, ledger_layouts, roles, timeline
from campus_safety.domain.crisis.levels import LEVELS
from campus_safety.domain.gate import gate_sheet
from campus_safety.domain.incidents import dossier
from campus_safety.domain.people import network, student_sheet
from campus_safety.domain.psychology import sitting_sheet
from campus_safety.domain.psychology.validity import Reason
from campus_safety.domain.risk import facts
from campus_safety.engines.duties.rule_fields import STANDARD_TIMES
from campus_safety.engines.duties.rules import NAMED_FOR_KEY_STUDENT
from campus_safety.services.crisis import levels as crisis_levels
from campus_safety.services.psychology.store import RESULT
from campus_safety.services.risk import risk_ledger
from campus_safety.setup import alert_kinds, counselling, risk
from campus_safety.setup.framework_words import FRAMEWORK, IN_CONTEXT

PACKAGE = Path(__file__).resolve().parent.parent
# tests, and what `bench build` made of the same files
NOT_OURS = frozenset(("tests", "dist", "node_modules"))
# folders of public/js that know no Desk, and the context in which their pages hand them their words (engines.page_words)
LIGHT_PAGES = {"phone": "Phone", "roll_call": "Roll Call"}
# keys of our JSON files whose values a person reads
SHOWN_KEYS = frozenset(
	("label", "description", "title", "subject", "section_name", "report_name", "chart_name", "html_title")
)
# documents that are shown by their name
NAMED = frozenset(
	("DocType", "Report", "Workspace", "Print Format", "Number Card", "Dashboard Chart", "Page", "Web Form")
)
_QUOTED = r"""(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'|`(?P<back>[^`$]*)`)"""
# what follows the text: its end, its values, its context
_JS_REST = r"""(?P<rest>\s*\)|\s*,\s*(?:null|\[[^\[\]]*\])\s*(?:\)|,\s*"(?P<context>[^"]+)"))?"""
JS_TEXT = re.compile(r"__\(\s*" + _QUOTED + _JS_REST)
JS_LIST = re.compile(
	r"""\[((?:\s*"[^"]*"\s*,?)+)\s*\]\s*\.map\([^;]{0,120}?__\((?:\s*\w+,\s*null,\s*"(?P<context>[^"]+)")?"""
)
TEMPLATE_TEXT = re.compile(
	r"\b_\(\s*" + _QUOTED + r"""(?P<rest>\s*\)|\s*,\s*context="(?P<context>[^"]+)")?"""
)
# the same in every language: units and codes
NEUTRAL = re.compile(r"^[\W\d_]*$|^(xlsx|CSV|ID|IP|URL|QR)$")


@dataclass(frozen=True)
class Text:
	"""`context`: the one it is asked with, "" for none, None where the files do not tell (any row serves)."""

	source: str
	context: str | None
	place: str


def find_all() -> list[Text]:
	"""Every text, each place once, in the order of the places."""
	found = {text for reader in (_of_files, _of_declared) for text in reader() if text.source.strip()}
	return sorted(found, key=lambda text: (text.place, text.source, text.context or ""))


def is_neutral(source: str) -> bool:
	"""Nothing to translate: signs, numbers, units, codes."""
	return bool(NEUTRAL.match(source))


# files


def _of_files() -> Iterator[Text]:
	for path in sorted(PACKAGE.rglob("*")):
		reader = READERS.get(path.suffix)
		if (
			reader
			and not path.name.startswith("test_")
			and NOT_OURS.isdisjoint(path.relative_to(PACKAGE).parts)
		):
			for source, context in reader(path.read_text(encoding="utf-8"), path):
				yield Text(source, context, path.relative_to(PACKAGE).as_posix())


def of_json(text: str, path: Path | None = None) -> Iterator[tuple[str, str]]:
	"""Labels and options of a DocType are asked for with the DocType as context, everything else without any."""
	yield from _of_node(json.loads(text), "")


def _of_node(node, doctype: str) -> Iterator[tuple[str, str]]:
	if isinstance(node, list):
		for item in node:
			yield from _of_node(item, doctype)
	if not isinstance(node, dict):
		return
	kind = node.get("doctype")
	doctype = node["name"] if kind == "DocType" else doctype
	if kind in NAMED:
		yield node["name"], ""
	if kind == "DocType":
		yield node["module"], ""
	if node.get("fieldtype") == "Select":
		yield from ((option, doctype) for option in (node.get("options") or "").split("\n"))
	for key, value in node.items():
		if key in SHOWN_KEYS and isinstance(value, str):
			yield value, doctype if key == "label" and "fieldtype" in node else ""
		elif key == "html" and isinstance(value, str):
			yield from of_template(value)
		elif isinstance(value, list | dict):
			yield from _of_node(value, doctype)
	if kind == "Workspace":
		yield from _headers(node)


def _headers(workspace: dict) -> Iterator[tuple[str, str]]:
	for block in json.loads(workspace.get("content") or "[]"):
		if block.get("type") == "header":
			yield re.sub(r"<[^>]+>", "", block["data"]["text"]), ""


def of_python(text: str, path: Path | None = None) -> Iterator[tuple[str, str | None]]:
	"""What `_()` and `_lt()` are called with, choices among several texts included."""
	tree = ast.parse(text)
	constants = _constants_of(tree)
	for node in ast.walk(tree):
		if isinstance(node, ast.Call) and _name_of(node.func) in ("_", "_lt") and node.args:
			context = next((word.value for word in node.keywords if word.arg == "context"), ast.Constant(""))
			if isinstance(context, ast.Name):
				context = constants.get(context.id)
			for source in _texts(node.args[0]):
				yield source, context.value if isinstance(context, ast.Constant) else None


def _constants_of(tree: ast.Module) -> dict[str, ast.expr]:
	"""Names that the module gives to a value of its own: `CASE = "Campus Crisis Case"`."""
	return {
		node.targets[0].id: node.value
		for node in tree.body
		if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
	}


def _name_of(called: ast.expr) -> str:
	return getattr(called, "id", None) or getattr(called, "attr", "")


def _texts(node: ast.expr) -> Iterator[str]:
	if isinstance(node, ast.Constant) and isinstance(node.value, str):
		yield node.value
	elif isinstance(node, ast.IfExp):
		yield from _texts(node.body)
		yield from _texts(node.orelse)
	elif isinstance(node, ast.BoolOp):
		for value in node.values:
			yield from _texts(value)
	elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Dict):
		for value in node.value.values:
			yield from _texts(value)


def of_script(text: str, path: Path | None = None) -> Iterator[tuple[str, str | None]]:
	"""Arguments of `__()`, and lists of words that are translated one by one."""
	of_page = LIGHT_PAGES.get(path.parent.name) if path is not None else None
	for match in JS_TEXT.finditer(text):
		yield _unquoted(match), of_page or _context_of(match)
	for match in JS_LIST.finditer(text):
		yield from ((word, match["context"] or "") for word in re.findall(r'"([^"]*)"', match[1]))


def of_template(text: str, path: Path | None = None) -> Iterator[tuple[str, str | None]]:
	for match in TEMPLATE_TEXT.finditer(text):
		yield _unquoted(match), _context_of(match)


def _context_of(match: re.Match) -> str | None:
	return (match["context"] or "") if match["rest"] else None


def _unquoted(match: re.Match) -> str:
	text = match["double"] or match["single"] or match["back"] or ""
	return text.replace('\\"', '"').replace("\\'", "'").replace("\\n", "\n")


READERS: dict[str, Callable[[str, Path], Iterator[tuple[str, str | None]]]] = {
	".json": of_json,
	".py": of_python,
	".js": of_script,
	".html": of_template,
}


# declared as data


def _of_declared() -> Iterator[Text]:
	for reader in DECLARED:
		for source, context in reader():
			yield Text(source, context, reader.__name__)


def role_names() -> Iterator[tuple[str, str]]:
	yield from ((role, "") for role in roles.ALL_ROLES)


def states_and_actions() -> Iterator[tuple[str, str]]:
	"""Asked for with their DocType: public/js/desk/readable_options.js, records/workflow_guard.py."""
	for doctype, table in WORKFLOWS.items():
		yield from ((state.name, doctype) for state in table.states)
		yield from ((transition.action, doctype) for transition in table.transitions)


def ledger_headings() -> Iterator[tuple[str, str]]:
	for layout in LEDGERS.values():
		yield layout.title, ledger_layouts.CONTEXT
		yield from ((column.label, ledger_layouts.CONTEXT) for column in layout.columns)


def moments_of_the_timeline() -> Iterator[tuple[str, str]]:
	for source in TIMELINE:
		yield source.doctype, ""
		yield from ((moment.label, timeline.CONTEXT) for moment in source.moments)


def parts_of_dossiers() -> Iterator[tuple[str, str]]:
	yield from ((section.value, dossier.CONTEXT) for section in dossier.Section)


def days_of_the_agenda() -> Iterator[tuple[str, str]]:
	yield from ((line.label, agenda.CONTEXT) for line in AGENDA)


def purposes_of_processing() -> Iterator[tuple[str, str]]:
	for processing in PURPOSES.values():
		yield from ((text, "") for text in processing.texts())


def work_that_waits() -> Iterator[tuple[str, str]]:
	for kind in (*WAITING, *AWAITED, *(kind for kinds in BOARD.values() for kind in kinds)):
		yield kind.label, ""


def what_one_begins() -> Iterator[tuple[str, str]]:
	for start in STARTS:
		yield start.label, ""


def columns_of_sheets() -> Iterator[tuple[str, str]]:
	for vocabulary in (student_sheet.VOCABULARY, gate_sheet.VOCABULARY, sitting_sheet.VOCABULARY):
		yield from ((target.label, "Import") for target in vocabulary.targets)


def doubts_of_sittings() -> Iterator[tuple[str, str]]:
	"""Why a sitting of a screening is doubtful."""
	yield from ((reason.value, RESULT) for reason in Reason)


def posts_and_levels() -> Iterator[tuple[str, str]]:
	"""Of the network: named in refusals and in lists of telephones, outside their form."""
	yield from ((position, "") for position in network.POSTS)
	yield from ((name, "") for name in NAMED_FOR_KEY_STUDENT)
	yield from ((level.value, "") for level in network.Level)


def seeded_records() -> Iterator[tuple[str, str]]:
	"""Names of records that install makes in English; they are shown translated until the school renames them."""
	yield from ((row["name"], "") for row in (*risk.RISK_LEVELS, *risk.RISK_FACTORS))
	yield from ((kind, "") for kind in alert_kinds.KINDS)
	yield from ((concern, "") for concern in counselling.CONCERNS)


def purposes_of_signatures() -> Iterator[tuple[str, str]]:
	"""What a signature was given for: the status it opens, or the level it lowers to, which is never the gravest."""
	for doctype, table in WORKFLOWS.items():
		yield from ((status, doctype) for status in table.keys)
	yield risk_ledger.FACTS, ""
	yield from ((risk_ledger.get_level_purpose(row["name"]), "") for row in risk.RISK_LEVELS)
	yield from ((crisis_levels.get_purpose(level), "") for level in LEVELS[:-1])


def facts_of_ledgers() -> Iterator[tuple[str, str]]:
	"""What an opened fact answers."""
	yield from ((answer, risk_ledger.DOCTYPE) for answer in facts.ANSWERS)


def what_students_are_told() -> Iterator[tuple[str, str]]:
	"""The page 谁能看到 is put together from these."""
	for form in TRUST:
		yield form.title, ""
		yield from ((text, "") for text in (*form.told, *(case.when for case in form.cases)))


def standard_times() -> Iterator[tuple[str, str]]:
	yield from ((label, "Campus Duty Rule") for label in STANDARD_TIMES.values())


def words_of_the_framework() -> Iterator[tuple[str, str]]:
	"""Shown on our screens by the framework, whose own Chinese lacks them or is wrong there (`{0} m` as metres)."""
	yield from ((word, "") for word in FRAMEWORK)
	yield from IN_CONTEXT


DECLARED = (
	role_names,
	states_and_actions,
	ledger_headings,
	moments_of_the_timeline,
	parts_of_dossiers,
	days_of_the_agenda,
	purposes_of_processing,
	work_that_waits,
	what_one_begins,
	columns_of_sheets,
	doubts_of_sittings,
	posts_and_levels,
	seeded_records,
	purposes_of_signatures,
	facts_of_ledgers,
	what_students_are_told,
	standard_times,
	words_of_the_framework,
)
# dataclasses with a `label`, i.e. words that are shown through a variable, and which reader above knows them
LABELLED = {
	"Column": ledger_headings,
	"Moment": moments_of_the_timeline,
	"Agenda": days_of_the_agenda,
	"Waiting": work_that_waits,
	"Start": what_one_begins,
	"Target": columns_of_sheets,
}
