"""DingTalk 钉钉 work notice to one person: a token for the application, then the message (two requests).

https://open.dingtalk.com/document/orgapp/asynchronous-sending-of-enterprise-session-messages
"""

from campus_safety.adapters.channels.request import Application, GatewayError, Request, tokened


def token_request(app: Application) -> Request:
	return Request(f"{app.endpoint}/gettoken", query={"appkey": app.corp_id, "appsecret": app.secret})


def write(app: Application, token: str, address: str, text: str) -> Request:
	body = {
		"agent_id": app.agent_id,
		"userid_list": address,
		"msg": {"msgtype": "text", "text": {"content": text}},
	}
	return tokened(f"{app.endpoint}/topapi/message/corpconversation/asyncsend_v2", token, body)


def check(answer: dict) -> None:
	"""Errors: GatewayError."""
	if answer.get("errcode") != 0:
		raise GatewayError(f"DingTalk {answer.get('errcode')}: {answer.get('errmsg', '')}")
