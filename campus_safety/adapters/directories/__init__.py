"""Directories of staff at WeCom and DingTalk: read page by page through the one door, never written.

Each kind gives the requests; waiting, tokens and errors are the same for both.
"""

from collections.abc import Callable, Iterator

import requests

from campus_safety.adapters.channels import explain
from campus_safety.adapters.channels.door import Refused, ask
from campus_safety.adapters.channels.request import Application, GatewayError, Request
from campus_safety.adapters.directories import dingtalk, wecom
from campus_safety.domain.people.host import DINGTALK, WECOM, HostRow, texts

KINDS = {WECOM: wecom, DINGTALK: dingtalk}
ENDPOINTS = {WECOM: "https://qyapi.weixin.qq.com", DINGTALK: "https://oapi.dingtalk.com"}
LONGEST_PAGE = 8 * 1024 * 1024  # a department of some thousand people
WAITS = (1, 3, 10)  # seconds before a request that came too often is made again
MOST_DEPARTMENTS, MOST_PAGES = 2000, 5000

__all__ = ("ENDPOINTS", "DirectoryError", "Refused", "get_sources", "read", "suggest")


class DirectoryError(Exception):
	"""The provider gave no list. code: why, for `services.people.host_sync.messages`; args: what it said."""

	def __init__(self, code: str, *args):
		super().__init__(code, *args)
		self.code, self.said = code, args


def suggest(system: str) -> list[tuple[str, str]]:
	"""(our field, source)."""
	return list(KINDS[system].FIELDS)


def get_sources(system: str) -> list[dict[str, str]]:
	return [{"value": name, "label": name} for name in KINDS[system].SOURCES]


def read(
	system: str, app: Application, root: str, sources: dict[str, str], wait: Callable[[float], None]
) -> list[HostRow]:
	"""The people below the department `root`, each once. wait: for so many seconds.

	Errors: DirectoryError.
	"""
	kind = KINDS[system]
	asking = _Asking(kind, app, wait)
	departments = _departments(kind, asking, root)
	people: dict[str, dict] = {}
	for number in departments:
		for person in _people(kind, asking, number):
			found = people.setdefault(person["userid"], {**person, "departments": []})
			found["departments"].append(departments[number])
	return [_row(person, sources) for _userid, person in sorted(people.items())]


def _row(person: dict, sources: dict[str, str]) -> HostRow:
	said = {**person, "department": next(iter(filter(None, person["departments"])), "")}
	values = {
		target: next((said[name] for name in map(str.strip, source.split(",")) if said.get(name)), None)
		for target, source in sources.items()
	}
	return HostRow(person["userid"], bool(person.get("active", True)), texts(values))


def _departments(kind, asking: "_Asking", root: str) -> dict[str, str]:
	"""{number: name}, from the root down."""
	found, waiting = {root: ""}, [root]
	while waiting:
		below = kind.read_departments(asking(kind.departments(asking.app, asking.token, waiting.pop(0))))
		for number, name in below:
			if number not in found and not kind.ALL_BELOW:
				waiting.append(number)
			found[number] = name
		if len(found) > MOST_DEPARTMENTS:
			raise DirectoryError("directory_too_large", MOST_DEPARTMENTS)
	return found


def _people(kind, asking: "_Asking", department: str) -> Iterator[dict]:
	cursor = 0
	for _page in range(MOST_PAGES):
		answer = asking(kind.people(asking.app, asking.token, department, cursor))
		people, cursor = kind.read_people(answer)
		yield from people
		if cursor is None:
			return
	raise DirectoryError("directory_too_large", MOST_PAGES)


class _Asking:
	"""One reading of a directory: its token, and patience where the provider has too many requests."""

	def __init__(self, kind, app: Application, wait: Callable[[float], None]):
		self.kind, self.app, self._wait, self.token = kind, app, wait, ""
		answer = self(kind.token_request(app))
		self.token = answer.get("access_token") or ""
		if not self.token:
			raise DirectoryError("directory_no_token")

	def __call__(self, request: Request) -> dict:
		for seconds in (*WAITS, None):
			answer = _ask(request)
			code = answer.get("errcode") or 0
			if not code:
				return answer
			if code not in self.kind.TOO_OFTEN or seconds is None:
				raise DirectoryError(
					self.kind.MEANINGS.get(code, "directory_refused"), code, answer.get("errmsg") or ""
				)
			self._wait(seconds)
		raise AssertionError("the last answer is returned or raised")


def _ask(request: Request) -> dict:
	try:
		return ask(request.address, request.body, request.headers, LONGEST_PAGE)
	except Refused as error:
		raise DirectoryError("directory_address", str(error)) from None
	except (GatewayError, requests.RequestException, OSError) as error:
		raise DirectoryError("directory_unreachable", explain(error)) from None
