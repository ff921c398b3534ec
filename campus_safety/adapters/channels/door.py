"""The one way out: https, hosts that are on the list, no private addresses, no redirects, the checked address dialled.

Site config: `campus_safety_allowed_hosts`, in addition to the two providers below. `campus_safety_loopback_port` exists
for tests only: plain http to 127.0.0.1 on that very port.
"""

import ipaddress
import socket
from urllib.parse import urlsplit, urlunsplit

import frappe
import requests
from requests.adapters import HTTPAdapter

PROVIDERS = frozenset(("qyapi.weixin.qq.com", "oapi.dingtalk.com"))
TIMEOUT = (3, 10)  # seconds to connect, to answer
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


def post(url: str, body: dict, headers: dict[str, str]) -> dict:
	"""The JSON answer. Errors: Refused; requests' own when the provider cannot be reached or answers with an error."""
	parts = urlsplit(url)
	host, address = check(url)
	session = requests.Session()
	session.trust_env = False  # no proxy of the environment, no .netrc
	target = url
	if parts.scheme == "https":
		session.mount("https://", _Pinned(host))
		literal = f"[{address}]" if ":" in address else address
		target = urlunsplit(parts._replace(netloc=f"{literal}:{parts.port or 443}"))
	with session.post(
		target,
		json=body,
		headers={**headers, "Host": parts.netloc},
		timeout=TIMEOUT,
		allow_redirects=False,
		stream=True,
	) as answer:
		if answer.is_redirect or answer.is_permanent_redirect:
			raise Refused("the provider redirects")
		answer.raise_for_status()
		return _read(answer)


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
	if host not in PROVIDERS | frozenset(frappe.conf.get("campus_safety_allowed_hosts") or ()):
		raise Refused(f"{host} is not on the list of allowed hosts")
	addresses = sorted(
		{info[4][0] for info in socket.getaddrinfo(host, parts.port or 443, type=socket.SOCK_STREAM)}
	)
	for address in addresses:
		if not is_public(address):
			raise Refused(f"{host} leads to {address}, which is not a public address")
	return host, addresses[0]


def is_public(address: str) -> bool:
	"""Neither private nor loopback, link-local, reserved, multicast, nor an IPv6 coat around one of these."""
	parsed = ipaddress.ip_address(address.split("%")[0])
	mapped = getattr(parsed, "ipv4_mapped", None) or getattr(parsed, "sixtofour", None)
	return parsed.is_global and not parsed.is_multicast and (mapped is None or mapped.is_global)


def _is_test_loopback(parts) -> bool:
	port = frappe.conf.get("campus_safety_loopback_port")
	return bool(port) and parts.scheme == "http" and parts.hostname == "127.0.0.1" and parts.port == int(port)


def _read(answer) -> dict:
	raw = answer.raw.read(LONGEST_ANSWER + 1, decode_content=True)
	if len(raw) > LONGEST_ANSWER:
		raise Refused("the answer is too long")
	try:
		return dict(frappe.parse_json(raw.decode("utf-8")) or {}) if raw.strip() else {}
	except (ValueError, TypeError, UnicodeDecodeError):
		return {}
