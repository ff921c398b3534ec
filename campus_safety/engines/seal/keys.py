"""The keys of the seal, in site_config.json under `campus_safety_seal_keys`: seeds of Ed25519, newest first.

The newest signs checkpoints, each still proves those it signed. The oldest marks the leaves, so it stays where it is.
"""

import hmac
from base64 import b64decode, b64encode
from functools import lru_cache
from secrets import token_bytes

import frappe
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from frappe import _

from campus_safety.domain.seal.checkpoint import FORMAT, Checkpoint, key_number
from campus_safety.exceptions import MissingKeyError

CONFIG_KEY = "campus_safety_seal_keys"
LEAF = "Campus Seal Leaf"
MARKS = b"campus_safety: marks of leaves"


def ensure_key() -> None:
	"""Give the site its first key; an existing one is never replaced."""
	if frappe.conf.get(CONFIG_KEY):
		return
	from frappe.installer import update_site_config

	keys = [b64encode(token_bytes(32)).decode()]
	update_site_config(CONFIG_KEY, keys)
	frappe.local.conf[CONFIG_KEY] = keys


def have_signed() -> bool:
	"""Leaves stand on this site, marked with a key it had."""
	return frappe.db.table_exists(LEAF) and bool(frappe.get_all(LEAF, limit=1))


def refuse_lost_key() -> None:
	"""Errors: MissingKeyError."""
	frappe.throw(
		_(
			"The seal of this site was written with keys that are not there. Restore {0} in site_config.json from the backup."
		).format(CONFIG_KEY),
		MissingKeyError,
	)


def get_mark_key() -> bytes | None:
	"""None on a site that has lost its keys: saving goes on, and the check names what was written without."""
	keys = _keys()
	return _mark_key_of(keys[-1]) if keys else None


def sign(checkpoint: Checkpoint) -> Checkpoint:
	"""With the newest key, whose number it then carries. Errors: MissingKeyError."""
	if not _keys():
		frappe.throw(
			_("The site has no key for the seal: {0} is missing in site_config.json.").format(CONFIG_KEY),
			MissingKeyError,
		)
	key = _private_key_of(_keys()[0])
	checkpoint = checkpoint._replace(key=key_number(_public_bytes(key)))
	return checkpoint._replace(signature=key.sign(checkpoint.signed()))


def sign_text(text: str) -> tuple[bytes, bytes] | None:
	"""(public key, signature) by the newest key; None on a site that has lost its keys. No checkpoint: those begin with CS1|."""
	if not _keys() or text.startswith(f"{FORMAT}|"):
		return None
	key = _private_key_of(_keys()[0])
	return _public_bytes(key), key.sign(text.encode())


def is_signed(checkpoint: Checkpoint) -> bool:
	"""By one of this site's keys."""
	for seed in _keys():
		key = _private_key_of(seed)
		if key_number(_public_bytes(key)) == checkpoint.key:
			try:
				key.public_key().verify(checkpoint.signature, checkpoint.signed())
			except InvalidSignature:
				return False
			return True
	return False


def get_public_key(number: str | None = None) -> bytes | None:
	"""Of the newest key, or of that number."""
	for seed in _keys():
		public = _public_bytes(_private_key_of(seed))
		if number in (None, key_number(public)):
			return public
	return None


def _keys() -> tuple[str, ...]:
	return tuple(frappe.conf.get(CONFIG_KEY) or ())


def _public_bytes(key: Ed25519PrivateKey) -> bytes:
	return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


@lru_cache(maxsize=8)
def _private_key_of(seed: str) -> Ed25519PrivateKey:
	return Ed25519PrivateKey.from_private_bytes(b64decode(seed))


@lru_cache(maxsize=8)
def _mark_key_of(seed: str) -> bytes:
	return hmac.digest(b64decode(seed), MARKS, "sha256")
