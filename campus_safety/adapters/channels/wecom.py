"""WeCom 企业微信 group robot: the address carries its key; people are mentioned by mobile number, in no text."""

from campus_safety.adapters.channels.request import GatewayError, Request


def write(endpoint: str, token: str | None, user: str, mobile: str | None, text: str, key: str) -> Request:
	url = f"{endpoint}?key={token}" if token and "key=" not in endpoint else endpoint
	return Request(
		url,
		{"msgtype": "text", "text": {"content": text, "mentioned_mobile_list": [mobile] if mobile else []}},
	)


def check(answer: dict) -> None:
	if answer.get("errcode") != 0:
		raise GatewayError(f"WeCom {answer.get('errcode')}: {answer.get('errmsg', '')}")
