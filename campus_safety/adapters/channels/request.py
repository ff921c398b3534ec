from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode


@dataclass(frozen=True)
class Request:
	"""One HTTP request of a channel: a POST with a body, a GET without one. query: values that are escaped into the address."""

	url: str
	body: dict | None = None
	headers: dict[str, str] = field(default_factory=dict)
	query: dict[str, str] = field(default_factory=dict)

	@property
	def address(self) -> str:
		return f"{self.url}?{urlencode(self.query)}" if self.query else self.url


class Application(NamedTuple):
	"""What a provider knows the school's own application by."""

	endpoint: str
	corp_id: str
	agent_id: str
	secret: str


def tokened(url: str, token: str, body: dict) -> Request:
	return Request(url, body, query={"access_token": token})


class GatewayError(Exception):
	"""The provider answered that it did not take the message."""
