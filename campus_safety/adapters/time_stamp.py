"""Time stamps of an outside authority (RFC 3161), by rfc3161-client (extra `time-stamps`), through the one door out."""

from datetime import datetime, timezone
from typing import NamedTuple

import requests
from cryptography.x509 import load_pem_x509_certificates

from campus_safety.adapters.channels import door
from campus_safety.adapters.channels.request import GatewayError

try:
	import rfc3161_client as tsp
except ImportError:
	tsp = None

HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


class Unavailable(Exception):
	"""rfc3161-client is not installed on this server."""


# whatever an authority, the network or its certificates may do
FAILURES = (Unavailable, door.Refused, GatewayError, requests.RequestException, OSError, ValueError)


class Stamp(NamedTuple):
	"""answer: what the authority sent, DER, as `openssl ts -verify` reads it. time: what it says, UTC without a zone."""

	answer: bytes
	time: datetime


def ask(url: str, content: bytes, roots: str) -> Stamp:
	"""A stamp over the SHA-256 of `content`, verified: signature up to one of `roots` (PEM), nonce, digest.

	Errors: Unavailable; door.Refused; requests' own; ValueError for roots that are none, or an answer that is none or does
	not fit what was asked.
	"""
	if tsp is None:
		raise Unavailable("rfc3161-client is not installed")
	request = (
		tsp.TimestampRequestBuilder().data(content).hash_algorithm(tsp.HashAlgorithm.SHA256).nonce().build()
	)
	answer = door.ask_bytes(url, request.as_bytes(), HEADERS)
	return Stamp(answer, verify(answer, content, roots, request.nonce))


def verify(answer: bytes, content: bytes, roots: str, nonce: int | None = None) -> datetime:
	"""The time that the answer proves for this content. Errors: as `ask`."""
	if tsp is None:
		raise Unavailable("rfc3161-client is not installed")
	builder = tsp.VerifierBuilder(roots=load_pem_x509_certificates(roots.encode()), nonce=nonce)
	response = tsp.decode_timestamp_response(answer)
	try:
		builder.build().verify_message(response, content)
	except tsp.VerificationError as error:
		raise ValueError(str(error)) from error
	return response.tst_info.gen_time.astimezone(timezone.utc).replace(tzinfo=None)
