"""Messages through WeCom, DingTalk or an SMS gateway: each kind writes its own body, one door sends them all."""

import hashlib
from collections.abc import Iterable

import frappe
import requests

from campus_safety.adapters.channels import dingtalk, dingtalk_app, sms, wecom, wecom_app
from campus_safety.adapters.channels.door import Refused, ask, check, get_seconds_ahead
from campus_safety.adapters.channels.request import Application, GatewayError, Request

KINDS = {"WeCom": wecom, "DingTalk": dingtalk, "SMS Gateway": sms}
APPS = {"WeCom App": wecom_app, "DingTalk App": dingtalk_app}
CHANNEL, ADDRESS = "Campus Message Channel", "Campus Message Address"
TOKEN_SECONDS = 100 * 60  # the providers' own last two hours

__all__ = ("Refused", "explain", "get_seconds_ahead", "get_unreachable", "rehearse", "send", "send_sms")


def send(channel: str, user: str, text: str, key: str) -> None:
	"""To a member of staff. Errors: Refused when it must never be tried again, any other when it may be."""
	row = _get_channel(channel)
	if row.channel_type in APPS:
		_send_to_person(row, user, text, key)
	else:
		_send(row, user, frappe.db.get_value("User", user, "mobile_no"), text, key)


def send_sms(channel: str, mobile: str, text: str, key: str) -> None:
	"""To somebody without an account: a parent. Errors: as `send`."""
	_send(_get_channel(channel), "", mobile, text, key)


def rehearse(channel: str, user: str, text: str) -> None:
	"""All of `send` but the post: address, message, host, and an application's token, which wakes nobody.

	Errors: as `send`.
	"""
	row = _get_channel(channel)
	if row.channel_type in APPS:
		kind, app = APPS[row.channel_type], _get_app(row)
		request = kind.write(app, _get_token(row, kind, app), _get_address(row, user), text)
	else:
		kind = KINDS[row.channel_type]
		mobile = frappe.db.get_value("User", user, "mobile_no")
		request = kind.write(row.endpoint, _get_secret(row), user, mobile, text, _get_key("rehearsal"))
	check(request.address)


def get_unreachable(channel: str, users: Iterable[str]) -> set[str]:
	"""Those of them who have no number or address there; a group's robot reaches everybody in its group."""
	users, kind = set(users), frappe.db.get_value(CHANNEL, channel, "channel_type")
	if kind in APPS:
		filters = {"channel": channel, "user": ("in", list(users) or [""]), "address": ("is", "set")}
		return users - set(frappe.get_all(ADDRESS, filters=filters, pluck="user"))
	if KINDS.get(kind) is not sms:
		return set()
	filters = {"name": ("in", list(users) or [""]), "mobile_no": ("is", "set")}
	return users - set(frappe.get_all("User", filters=filters, pluck="name"))


def explain(error: Exception) -> str:
	"""What stands in the outbox about a failure: never an address, which may carry a key."""
	if isinstance(error, Refused | GatewayError):
		return str(error)[:300]
	if isinstance(error, requests.HTTPError) and error.response is not None:
		return f"the provider answered {error.response.status_code}"
	if isinstance(error, requests.RequestException | OSError):
		return f"the provider cannot be reached ({type(error).__name__})"
	return type(error).__name__


def _get_channel(channel: str):
	if not frappe.db.get_value(CHANNEL, channel, "enabled"):
		raise Refused(f"channel {channel} is not in use")
	return frappe.get_doc(CHANNEL, channel)


def _send(row, user: str, mobile: str | None, text: str, key: str) -> None:
	kind = KINDS.get(row.channel_type)
	if not kind:
		raise Refused(f"channel {row.name} reaches members of staff only")
	request = kind.write(row.endpoint, _get_secret(row), user, mobile, text, _get_key(key))
	kind.check(_ask(request, key))


# applications: the person's own address there, and a token of the application's


def _send_to_person(row, user: str, text: str, key: str) -> None:
	address = _get_address(row, user)
	kind, app = APPS[row.channel_type], _get_app(row)
	token = _get_token(row, kind, app)
	try:
		kind.check(_ask(kind.write(app, token, address, text), key))
	except GatewayError:
		frappe.cache.delete_value(
			_token_key(row)
		)  # it may have been taken back before its time: the next try asks anew
		raise


def _get_address(row, user: str) -> str:
	"""Errors: Refused where none is entered."""
	address = frappe.db.get_value(ADDRESS, {"user": user, "channel": row.name}, "address")
	if not address:
		raise Refused(f"no address of this person in {row.name}: enter it in Campus Message Address")
	return address


def _get_app(row) -> Application:
	return Application(
		row.endpoint.rstrip("/"), row.corp_id or "", row.agent_id or "", _get_secret(row) or ""
	)


def _get_token(row, kind, app: Application) -> str:
	"""Errors: GatewayError where the provider gives none."""
	token = frappe.cache.get_value(_token_key(row), expires=True)
	if token:
		return token
	answer = _ask(kind.token_request(app), _token_key(row))
	token = answer.get("access_token")
	if answer.get("errcode") != 0 or not token:
		raise GatewayError(f"{row.channel_type} token {answer.get('errcode')}: {answer.get('errmsg', '')}")
	frappe.cache.set_value(_token_key(row), token, expires_in_sec=TOKEN_SECONDS)
	return token


def _token_key(row) -> str:
	"""Another secret or application has another token."""
	return f"campus_channel_token|{row.name}|{row.modified}"


def _ask(request: Request, key: str) -> dict:
	return ask(request.address, request.body, {**request.headers, "Idempotency-Key": _get_key(key)})


def _get_key(key: str) -> str:
	return hashlib.sha256(key.encode()).hexdigest()[:32]  # headers are plain ASCII, channel names are not


def _get_secret(row) -> str | None:
	return row.get_password("secret", raise_exception=False)
