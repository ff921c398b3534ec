from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
	"""One HTTP POST of a channel."""

	url: str
	body: dict
	headers: dict[str, str] = field(default_factory=dict)


class GatewayError(Exception):
	"""The provider answered that it did not take the message."""
