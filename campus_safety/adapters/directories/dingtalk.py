"""DingTalk 钉钉: departments, a level at a time, and their members, a hundred at a time.

https://open.dingtalk.com/document/orgapp/obtain-the-department-list-v2, …/queries-the-complete-information-of-a-department-user
"""

from campus_safety.adapters.channels import dingtalk_app
from campus_safety.adapters.channels.request import Application, Request, tokened

SOURCES = ("userid", "job_number", "name", "mobile", "email", "org_email", "title", "department")
FIELDS = (
	("staff_no", "job_number, userid"),
	("staff_name", "name"),
	("email", "org_email, email"),
	("mobile", "mobile"),
	("position", "title"),
	("college", "department"),
)
PAGE = 100
ALL_BELOW = False
TOO_OFTEN = frozenset((-1, 90002, 90005, 90006, 90018))
MEANINGS = {
	40089: "directory_secret",
	40096: "directory_secret",
	40014: "directory_token",
	42001: "directory_token",
	-1: "directory_too_often",
	90002: "directory_too_often",
	90005: "directory_too_often",
	90006: "directory_too_often",
	90018: "directory_too_often",
	88: "directory_right",
	60011: "directory_right",
	50004: "directory_right",
	60020: "directory_ip",
	60003: "directory_department",
}

token_request = dingtalk_app.token_request


def departments(app: Application, token: str, department: str) -> Request:
	return tokened(f"{app.endpoint}/topapi/v2/department/listsub", token, {"dept_id": _number(department)})


def read_departments(answer: dict) -> list[tuple[str, str]]:
	return [(str(row["dept_id"]), str(row.get("name") or "")) for row in answer.get("result") or ()]


def people(app: Application, token: str, department: str, cursor: int) -> Request:
	body = {"dept_id": _number(department), "cursor": cursor, "size": PAGE}
	return tokened(f"{app.endpoint}/topapi/v2/user/list", token, body)


def read_people(answer: dict) -> tuple[list[dict], int | None]:
	"""(people, where the next page begins; None after the last)."""
	result = answer.get("result") or {}
	people = [
		{name: row.get(name) for name in SOURCES if name != "department"}
		for row in result.get("list") or ()
		if row.get("userid")
	]
	return people, result.get("next_cursor") if result.get("has_more") else None


def _number(department: str) -> int | str:
	return int(department) if department.isdigit() else department
