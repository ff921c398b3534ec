"""DingTalk 钉钉 group robot with a signature: HMAC-SHA256 over time and secret."""

import base64
import hashlib
import hmac
import time
from urllib.parse import quote_plus

from campus_safety.adapters.channels.request import GatewayError, Request


def write(endpoint: str, token: str | None, user: str, mobile: str | None, text: str, key: str) -> Request:
	body = {
		"msgtype": "text",
		"text": {"content": text},
		"at": {"atMobiles": [mobile] if mobile else [], "isAtAll": False},
	}
	return Request(_signed(endpoint, token) if token else endpoint, body)


def _signed(endpoint: str, token: str) -> str:
	stamp = str(round(time.time() * 1000))
	digest = hmac.new(token.encode(), f"{stamp}\n{token}".encode(), hashlib.sha256).digest()
	separator = "&" if "?" in endpoint else "?"
	return f"{endpoint}{separator}timestamp={stamp}&sign={quote_plus(base64.b64encode(digest))}"


def check(answer: dict) -> None:
	if answer.get("errcode") != 0:
		raise GatewayError(f"DingTalk {answer.get('errcode')}: {answer.get('errmsg', '')}")
