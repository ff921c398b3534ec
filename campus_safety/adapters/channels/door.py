"""The one way out: https, hosts that are on the list, no private addresses, no redirects, the checked address dialled.

Site config: `campus_safety_allowed_hosts`, in addition to the two providers below: a host, on another port "host:port". `campus_safety_loopback_port` exists
for tests only: plain http to 127.0.0.1 on that very port.
"""

import ipaddress
import json
import socket
from collections.abc import Callable
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import urlsplit, urlunsplit

import frappe
import requests
from requests.adapters import HTTPAdapter

from campus_safety.adapters.channels.request import GatewayError

PROVIDERS = frozenset(("qyapi.weixin.qq.com", "oapi.dingtalk.com"))
# NAT64: the last four bytes are the address dialled
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# coats nobody needs: once meant to hold IPv4, or holding whatever a site's own gateway makes of them
CLOSED = tuple(map(ipaddress.ip_network, ("::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48")))
HTTPS = 443
TIMEOUT = (3, 10)  # seconds to connect, to answer
DEADLINE = 20  # seconds for the whole of it, however slowly the answer drips
AHEAD = "campus_provider_clock"  # in the cache: by how many seconds the provider's clock was ahead of ours
LONGEST_ANSWER = 64 * 1024


class Refused(Exception):
	"""The message must not go there, now or later."""


class _Pinned(HTTPAdapter):
	"""Connects to an address that was checked, and still asks the certificate for the host's name."""

	def __init__(self, host: str):
		self.host = host
		super().__init__(max_retries=0)

	def init_poolmanager(self, *args, **kwargs):
		return super().init_poolmanager(*args, **kwargs, server_hostname=self.host, assert_hostname=self.host)


def ask(url: str, body: dict | None, headers: dict[str, str], longest: int = LONGEST_ANSWER) -> dict:
	"""The JSON answer to a POST of the body, or to a GET without one. longest: bytes.

	Errors: as `ask_bytes`; GatewayError for an answer that is no JSON object: whoever sent it did not take the message.
	"""
	sent = None if body is None else json.dumps(body).encode()
	raw = ask_bytes(url, sent, {"Content-Type": "application/json", **headers}, longest)
	try:
		answer = json.loads(raw)
	except ValueError:
		answer = None
	if not isinstance(answer, dict):
		raise GatewayError("the answer is not the provider's own")
	return answer


def ask_bytes(url: str, body: bytes | None, headers: dict[str, str], longest: int = LONGEST_ANSWER) -> bytes:
	"""The answer as it is.

	Errors: Refused; GatewayError for a redirect, an answer that is too long or not whole within `DEADLINE`; requests' own when the
	provider cannot be reached or answers with an error.
	"""
	parts = urlsplit(url)
	host, address = check(url)
	session = requests.Session()
	session.trust_env = False  # no proxy of the environment, no .netrc
	target = url
	if parts.scheme == "https":
		session.mount("https://", _Pinned(host))
		literal = f"[{address}]" if ":" in address else address
		target = urlunsplit(parts._replace(netloc=f"{literal}:{_port_of(parts)}"))
	request = requests.Request(
		"GET" if body is None else "POST", target, data=body, headers={**headers, "Host": parts.netloc}
	)
	content, date = _within(DEADLINE, partial(_exchange, session, request, longest))
	_note_clock(date)
	return content


def _exchange(session: requests.Session, request: requests.Request, longest: int) -> tuple[bytes, str | None]:
	"""(content, the provider's own time)."""
	sent = session.prepare_request(request)
	with session.send(sent, timeout=TIMEOUT, allow_redirects=False, stream=True) as answer:
		if answer.is_redirect or answer.is_permanent_redirect:
			raise GatewayError("the provider redirects")
		answer.raise_for_status()
		return _read(answer, longest), answer.headers.get("Date")


def _within(seconds: float, work: Callable):
	"""What `work` gives. A time limit of sockets begins anew with each byte; the thread that waits for them is left to itself.

	Errors: those of `work`; GatewayError where it is not done in time.
	"""
	outcome: SimpleQueue = SimpleQueue()
	Thread(target=_carry_out, args=(work, outcome), daemon=True).start()
	try:
		found, error = outcome.get(timeout=seconds)
	except Empty:
		raise GatewayError(f"no whole answer within {seconds} seconds") from None
	if error:
		raise error
	return found


def _carry_out(work: Callable, outcome: SimpleQueue) -> None:
	try:
		outcome.put((work(), None))
	except Exception as error:  # raised again where it is waited for
		outcome.put((None, error))


def _note_clock(date: str | None) -> None:
	"""For the evening's self-test: a clock that goes wrong here goes right there."""
	try:
		ahead = parsedate_to_datetime(date or "") - datetime.now(timezone.utc)
	except (ValueError, TypeError):
		return
	frappe.cache.set_value(AHEAD, round(ahead.total_seconds()))


def get_seconds_ahead() -> int | None:
	"""By how much the provider's clock was ahead when it answered last; None where none has answered."""
	return frappe.cache.get_value(AHEAD)


def check(url: str) -> tuple[str, str]:
	"""(host, address to dial). Errors: Refused with the reason."""
	parts = urlsplit(url)
	host = parts.hostname or ""
	if parts.username or parts.password:
		raise Refused("the address carries a login")
	if _is_test_loopback(parts):
		return host, host
	if parts.scheme != "https":
		raise Refused("only https leaves this site")
	allowed = PROVIDERS | frozenset(frappe.conf.get("campus_safety_allowed_hosts") or ())
	if host not in allowed and f"{host}:{_port_of(parts)}" not in allowed:
		raise Refused(f"{host} is not on the list of allowed hosts")
	if _port_of(parts) != HTTPS and f"{host}:{_port_of(parts)}" not in allowed:
		raise Refused(f"port {_port_of(parts)} of {host} is not on the list of allowed hosts")
	addresses = sorted(
		{info[4][0] for info in socket.getaddrinfo(host, _port_of(parts), type=socket.SOCK_STREAM)}
	)
	for address in addresses:
		if not is_public(address):
			raise Refused(f"{host} leads to {address}, which is not a public address")
	return host, addresses[0]


def _port_of(parts) -> int:
	try:
		return parts.port or HTTPS
	except ValueError:
		raise Refused("the address names no port") from None


def is_public(address: str) -> bool:
	"""Neither private nor loopback, link-local, reserved, multicast, nor an IPv6 coat around one of these."""
	parsed = ipaddress.ip_address(address.split("%")[0])
	inner = _inside(parsed) if parsed.version == 6 else parsed
	return parsed.is_global and not parsed.is_multicast and inner is not None and inner.is_global


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
	"""The IPv4 address that a gateway makes of it; itself where there is none; None where that cannot be told."""
	if inner := address.ipv4_mapped or address.sixtofour:
		return inner
	if address.teredo or any(address in network for network in CLOSED):
		return None
	if address in NAT64:
		return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
	return address


def _is_test_loopback(parts) -> bool:
	port = frappe.conf.get("campus_safety_loopback_port")
	return bool(port) and parts.scheme == "http" and parts.hostname == "127.0.0.1" and parts.port == int(port)


def _read(answer, longest: int) -> bytes:
	raw = answer.raw.read(longest + 1, decode_content=True)
	if len(raw) > longest:
		raise GatewayError("the answer is too long")
	return raw
