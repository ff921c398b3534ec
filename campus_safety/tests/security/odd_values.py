"""Every endpoint of the app, and values that nobody types: for walks over all of them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import frappe
from frappe.handler import execute_cmd
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from campus_safety import hooks
from campus_safety.tests.declarations.contract import is_whitelisted
from campus_safety.tests.declarations.test_endpoints import PACKAGE, functions
from campus_safety.tests.world import STUDENT

OVERRIDES = "campus_safety.api.overrides"
# work in the background of the whole site, or change the account that asks
LEFT_OUT = frozenset(
	(
		"campus_safety.api.duties.run_now",
		"campus_safety.api.calendar.open_term",
		"campus_safety.api.overrides.update_password",
		"campus_safety.api.overrides.impersonate",
	)
)
ODD = (
	"é",
	"中文",
	"😀",
	"\x00",
	"%s {0} %",
	"' or 1=1 -- ",
	"../../etc/passwd",
	"<b>x",
	"NaN",
	"1e400",
	"9" * 400,
	"x" * 100_000,
	"字" * 70_000,
	"2026-13-45",
	"9999-12-31 23:59:59",
	"0001-01-01",
	"[1",
	"[]",
	"{}",
	"null",
	'[{"a": [[["b"]]]}]',
	'{"a": {"b": NaN}}',
	float("nan"),
	float("inf"),
	-1,
	0,
	1.5,
	10**30,
	True,
	None,
	"",
	[],
	[[]],
	[None],
	["x", 1, {"a": "b"}],
	{},
	{"a": {"b": 1}},
	{"name": ["like", "%"]},
)


def endpoints() -> dict[str, list[str]]:
	"""{name over HTTP: its parameters}: the app's own, and those of the framework that it replaces."""
	known = {f"{module}.{node.name}": node for module, node in functions(PACKAGE) if is_whitelisted(node)}
	replaced = {ours: theirs for theirs, ours in hooks.override_whitelisted_methods.items()}
	found = {}
	for path, node in known.items():
		if (".api." not in path and not path.endswith(".permitted_rows")) or path in LEFT_OUT:
			continue
		if path.startswith(OVERRIDES):
			path = replaced.get(path)
		if path:
			found[path] = [argument.arg for argument in node.args.args]
	return found


def good_values(world) -> dict[str, object]:
	"""A value for every parameter with which the endpoint gets far: by name, or by endpoint and name."""
	names = {subject.doctype: subject.name for subject in world.subjects}
	building = frappe.db.get_value("Campus Night Roll Call", names["Campus Night Roll Call"], "dormitory")
	return {
		"student": STUDENT,
		"unit": world.units["class_1"],
		"reason": "测试：谈话前需要了解情况",
		"doctype": "Campus Heart Talk",
		"name": world.talk,
		"docname": world.talk,
		"ledger": world.ledger,
		"level": "Yellow",
		"user": world.users["counsellor"],
		"case": names["Campus Absence Case"],
		"obligation": names["Campus Duty Obligation"],
		"assessment": names["Campus Accountability Assessment"],
		"mentor_list": names["Campus Mentor List"],
		"roll_name": names["Campus Night Roll Call"],
		"building": building,
		"rule": frappe.db.get_value("Campus Duty Rule", {}),
		"term": frappe.db.get_value("Campus Term", {}),
		"clause": frappe.db.get_value("Campus Notice Clause", {}),
		"college": world.units["college_1"],
		"evidence_doctype": "Campus Heart Talk",
		"subject_type": "Student",
		"start_date": "2026-09-01",
		"end_date": "2027-01-20",
		"from_time": "2026-12-01 10:00",
		"to_time": "2026-12-01 18:00",
		"from_date": "2026-12-01",
		"to_date": "2026-12-20",
		"actual_return": "2026-11-28 10:00",
		"leave_type": "Personal",
		"destination": "家",
		"contact_phone": "13900001234",
		"address": "某路 1 号",
		"safety_pledge": 1,
		"key": "odd-values",
		"status": "In",
		"target": "Student",
		"result": "Reached",
		"marks": [{"student": STUDENT, "status": "In", "key": "odd-1", "marked_at": 0}],
		"sent_at": 0,
		"rows": [{"student": STUDENT, "target": "Parent", "result": "Reached"}],
		"events": [{"event_id": "1", "student_no": STUDENT, "time": "2026-11-28 10:00", "direction": "In"}],
		"report": "Campus Duty Coverage",
		"file_name": "photo.png",
		"content": "AAAA",
		"field": "content",
		"files": [],
		"txt": "W2026",
		"searchfield": "name",
		"start": 0,
		"page_len": 10,
		"limit": 20,
		"fieldname": "content",
		"chart": {
			"chart_type": "Count",
			"type": "Line",
			"document_type": "Campus Heart Talk",
			"based_on": "creation",
			"timespan": "Last Month",
			"time_interval": "Daily",
			"filters_json": "[]",
			"timeseries": 1,
			"name": "x",
		},
		"filters": {},
		"approve": 1,
		"agree": 1,
		"token": "x" * 40,
		"workflow_state_field": "workflow_state",
		"states": ["x"],
		"new_password": "Odd-4711-values",
		"campus_safety.api.leave.": world.leave,
		"campus_safety.api.student.": world.leave,
		"campus_safety.api.gate.": names["Campus Gate Import"],
		"campus_safety.api.imports.": names["Campus Student Import"],
		"campus_safety.api.records.": world.ledger,
	}


def arguments(path: str, parameters: list[str], good: dict) -> dict:
	room = path.rpartition(".")[0] + "."
	given = {name: good[name] for name in parameters if name in good}
	if "name" in given and room in good:
		given["name"] = good[room]
		if "doctype" in given:
			given["doctype"] = {"imports.": "Campus Student Import", "records.": "Campus Risk Ledger"}[
				room.rpartition("api.")[2]
			]
	return given


@contextmanager
def nothing_is_kept() -> Iterator[None]:
	"""What a request writes goes with it: it may have been let through with an odd value."""
	with patch.object(frappe.db, "commit"):
		yield
	frappe.db.rollback()


def status_of(path: str, user: str, given: dict) -> tuple[int, str]:
	"""The status a POST to this endpoint is answered with, and its error."""
	status, said = answer_of(path, user, given)
	return status, said if status >= 400 else ""


def answer_of(path: str, user: str, given: dict) -> tuple[int, str]:
	"""(status, all it says) of a POST by this user; the app's doors are passed as over HTTP, and nothing of it is a network."""
	sent = json.loads(json.dumps(given))
	environ = EnvironBuilder(method="POST", path=f"/api/method/{path}", json=sent).get_environ()
	frappe.set_user(user)
	frappe.local.request = Request(environ)
	frappe.local.form_dict = frappe._dict(sent, cmd=path)
	frappe.local.response = frappe._dict()
	frappe.local.message_log = []
	try:
		for door in ("before_request", "auth_hooks"):
			for hook in frappe.get_hooks(door):
				if hook.startswith("campus_safety."):
					frappe.get_attr(hook)()
		data = execute_cmd(path)
	except Exception as error:
		return getattr(error, "http_status_code", 500), f"{error!r} {frappe.local.message_log}"
	finally:
		del frappe.local.request
		frappe.local.form_dict = frappe._dict()
		frappe.set_user("Administrator")
	return 200, f"{data!r} {dict(frappe.local.response)!r} {frappe.local.message_log}"


def kind_of(error: str) -> str:
	return error.partition("(")[0]
