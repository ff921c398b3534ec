"""WeCom 企业微信 application message to one person: a token for the application, then the message (two requests).

https://developer.work.weixin.qq.com/document/path/90236: `invaliduser` names people who are not within the application's range.
"""

from campus_safety.adapters.channels.door import Refused
from campus_safety.adapters.channels.request import Application, GatewayError, Request, tokened

SAME_MESSAGE_SECONDS = 1800  # within which the provider itself drops a repetition


def token_request(app: Application) -> Request:
	return Request(
		f"{app.endpoint}/cgi-bin/gettoken", query={"corpid": app.corp_id, "corpsecret": app.secret}
	)


def write(app: Application, token: str, address: str, text: str) -> Request:
	body = {
		"touser": address,
		"msgtype": "text",
		"agentid": int(app.agent_id) if app.agent_id.isdigit() else app.agent_id,
		"text": {"content": text},
		"enable_duplicate_check": 1,
		"duplicate_check_interval": SAME_MESSAGE_SECONDS,
	}
	return tokened(f"{app.endpoint}/cgi-bin/message/send", token, body)


def check(answer: dict) -> None:
	"""Errors: GatewayError; Refused for a person whom the application does not reach."""
	if answer.get("errcode") != 0:
		raise GatewayError(f"WeCom {answer.get('errcode')}: {answer.get('errmsg', '')}")
	if answer.get("invaliduser"):
		raise Refused("WeCom does not know this address, or it is outside the application's range")
