"""Nothing a person typed runs as script: every answer of the server carries a poisoned name, and the pages only show it.

The door refuses brackets (`records/harmless.py`); this is the second wall, for rows that lie in the database already.
"""

import json

import pytest
from desk import slug

PAYLOAD = "<img src=x onerror=window.__xss=1//"
RAN = "window.__xss || null"
LISTS = (
	"Campus Student",
	"Campus Heart Talk",
	"Campus Home Visit",
	"Campus Parent Contact",
	"Campus Leave Permit",
	"Campus Off Campus Residence",
	"Campus Absence Case",
	"Campus Network Assignment",
	"Campus Risk Status",
	"Campus Risk Ledger",
	"Campus Duty Obligation",
)


def poison(page, *names: str) -> None:
	"""From now on every answer that names one of these people goes on with a tag that is never closed."""

	def answer(route) -> None:
		reply = route.fetch(max_retries=3)
		body = reply.text()
		for name in names:
			for written in (name, json.dumps(name)[1:-1]):
				body = body.replace(written, written + PAYLOAD)
		route.fulfill(response=reply, body=body)

	page.route("**/api/method/**", answer)


@pytest.fixture
def poisoned(desk, sessions):
	"""A counsellor's window, with the names of three students and of all colleagues poisoned."""
	students = sessions("counsellor").list("Campus Student", {}, fields=("name", "student_name"), limit=3)
	window = desk("counsellor", own=True)
	window.expect_errors("404", "img")
	window.open("/app/campus-student")
	poison(window.page, *[row["student_name"] for row in students])
	return window, students


def test_lists(poisoned):
	window, students = poisoned
	shown = 0
	for doctype in LISTS:
		window.go(f"/app/{slug(doctype)}/view/list")
		window.settle()
		shown += students[0]["student_name"] in window.page.content()
		assert window.page.evaluate(RAN) is None, f"script ran in the list of {doctype}"
	assert shown, "the poisoned names were on the screen"


def test_forms_link_titles_workbench_and_print(poisoned):
	window, students = poisoned
	talks = talks_of(window, students[0]["name"])
	paths = [f"/app/campus-student/{students[0]['name']}", "/app/campus-workbench", "/app/campus-safety"]
	paths += [f"/app/campus-heart-talk/{name}" for name in talks[:1]]
	paths += [f"/app/print/Campus Heart Talk/{name}" for name in talks[:1]]
	window.expect_errors("attribute width")  # a chart that is left before it was drawn
	for path in paths:
		window.page.evaluate("path => frappe.set_route(path)", path)
		window.settle()
		assert window.page.evaluate(RAN) is None, f"script ran on {path}"


def talks_of(window, student: str) -> list[str]:
	return window.page.evaluate(
		"""student => frappe.db.get_list("Campus Heart Talk", { filters: { student }, limit: 1 })
			.then((rows) => rows.map((row) => row.name))""",
		student,
	)
