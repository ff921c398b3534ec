"""WeCom 企业微信: departments and their members.

https://developer.work.weixin.qq.com/document/path/90208, 90201: an application sees what lies within its range; mobile numbers and
addresses of mail only where the school has granted them.
"""

from campus_safety.adapters.channels import wecom_app
from campus_safety.adapters.channels.request import Application, Request

SOURCES = ("userid", "name", "mobile", "email", "biz_mail", "position", "department", "alias")
FIELDS = (
	("staff_no", "userid"),
	("staff_name", "name"),
	("email", "biz_mail, email"),
	("mobile", "mobile"),
	("position", "position"),
	("college", "department"),
)
ALL_BELOW = True  # a list of departments goes down to the last
TOO_OFTEN = frozenset((-1, 45009, 45033))
MEANINGS = {
	40001: "directory_secret",
	40013: "directory_secret",
	40056: "directory_secret",
	42001: "directory_token",
	40014: "directory_token",
	45009: "directory_too_often",
	45033: "directory_too_often",
	-1: "directory_too_often",
	48002: "directory_right",
	60011: "directory_right",
	60020: "directory_ip",
	60003: "directory_department",
}
IN_USE = (
	1,
	4,
	None,
)  # status: activated, or not yet; 2 is disabled, 5 has left; not every application sees it

token_request = wecom_app.token_request


def departments(app: Application, token: str, department: str) -> Request:
	return Request(f"{app.endpoint}/cgi-bin/department/list", query={"access_token": token, "id": department})


def read_departments(answer: dict) -> list[tuple[str, str]]:
	return [(str(row["id"]), str(row.get("name") or "")) for row in answer.get("department") or ()]


def people(app: Application, token: str, department: str, cursor: int) -> Request:
	return Request(
		f"{app.endpoint}/cgi-bin/user/list", query={"access_token": token, "department_id": department}
	)


def read_people(answer: dict) -> tuple[list[dict], int | None]:
	"""All of a department at once: there is no next page."""
	people = [
		{
			**{name: row.get(name) for name in SOURCES if name != "department"},
			"active": row.get("status") in IN_USE,
		}
		for row in answer.get("userlist") or ()
		if row.get("userid")
	]
	return people, None
