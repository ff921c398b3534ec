"""An SMS gateway of the school's provider: number and text as JSON, a bearer token, a key against sending twice."""

from campus_safety.adapters.channels.door import Refused
from campus_safety.adapters.channels.request import GatewayError, Request


def write(endpoint: str, token: str | None, user: str, mobile: str | None, text: str, key: str) -> Request:
	if not mobile:
		raise Refused("the recipient's account has no mobile number")
	headers = {"Authorization": f"Bearer {token}"} if token else {}
	return Request(endpoint, {"mobile": mobile, "content": text, "message_id": key}, headers)


def check(answer: dict) -> None:
	"""Errors: GatewayError without the gateway's own word that it took the message."""
	if answer.get("code") not in (0, "0", "OK"):
		raise GatewayError(f"SMS {answer.get('code')}: {answer.get('message', '')}")
