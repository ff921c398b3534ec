"""Encryption of narrative and identity numbers with keys of the app's own (decision 4).

Keys are Fernet keys in site_config.json under `campus_safety_keys`, newest first: a new key is put in front and old
text stays readable. Ciphertext carries a prefix, so that plain text and
ciphertext are never confused and encrypting twice is harmless.
"""

import hashlib
import hmac
from functools import lru_cache

import frappe
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from frappe import _
from frappe.utils.html_utils import sanitize_html

from campus_safety.domain.plain_line import without_open_tag
from campus_safety.exceptions import MissingKeyError

PREFIX = "enc:1:"
CONFIG_KEY = "campus_safety_keys"
KNOWN = "campus_safety_has_keys"  # global value


def is_encrypted(value) -> bool:
	return isinstance(value, str) and value.startswith(PREFIX)


def encrypt(text: str | None) -> str | None:
	"""Ciphertext of `text`; empty stays empty, ciphertext stays itself. Markup is made harmless first."""
	if not text or is_encrypted(text):
		return text
	return PREFIX + _cipher().encrypt(_harmless(text).encode()).decode()


def same_text(token: str, text: str) -> bool:
	"""Is it the text of this ciphertext? Both are made harmless first: v16 writes markup otherwise than v15 did."""
	return _harmless(text) == _harmless(decrypt(token))


def _harmless(text: str) -> str:
	"""Without a sign of markup there is nothing to look for, which takes longer than to encrypt."""
	return sanitize_html(without_open_tag(text)) if "<" in text else text


def decrypt(token: str | None) -> str | None:
	"""Plain text of what `encrypt` gave; plain text stays itself. Errors: MissingKeyError when no key fits."""
	if not is_encrypted(token):
		return token
	try:
		return _cipher().decrypt(token[len(PREFIX) :].encode()).decode()
	except InvalidToken:
		refuse_lost_key()


def seal(content: bytes) -> bytes:
	"""Bytes that only this site opens, and only as they were: working papers outside the database."""
	return _cipher().encrypt(content)


def unseal(token: bytes) -> bytes | None:
	"""What `seal` closed; None for anything else."""
	try:
		return _cipher().decrypt(token)
	except InvalidToken:
		return None


def rotate(token: str) -> str:
	"""The same text under the newest key; its time stays. Errors: MissingKeyError when no key fits."""
	try:
		return PREFIX + _cipher().rotate(token[len(PREFIX) :].encode()).decode()
	except InvalidToken:
		refuse_lost_key()


def key_of(token: str) -> int | None:
	"""Which key of the site opens it, 0 the newest; None when it is lost."""
	for number, key in enumerate(frappe.conf.get(CONFIG_KEY) or []):
		try:
			_cipher_of((key,)).decrypt(token[len(PREFIX) :].encode())
			return number
		except InvalidToken:
			continue
	return None


def refuse_lost_key() -> None:
	"""Errors: MissingKeyError, with what to do."""
	frappe.throw(
		_(
			"This text was encrypted with a key that the site no longer has. Restore campus_safety_keys in site_config.json from the backup."
		),
		MissingKeyError,
	)


def fingerprint(text: str) -> str:
	"""Twelve signs, the same for the same text: under the site's newest key, so that nobody can try texts until one fits."""
	key = (frappe.conf.get(CONFIG_KEY) or [""])[0]
	return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()[:12]


def own_key(purpose: str, person: str) -> str:
	"""32 bytes in hexadecimal that belong to one person and purpose; from them nothing of the site's keys can be told."""
	key = (frappe.conf.get(CONFIG_KEY) or [""])[
		-1
	]  # the oldest: a new one in front must not close what a phone still keeps
	return hmac.new(key.encode(), f"{purpose}|{person}".encode(), hashlib.sha256).hexdigest()


def _cipher() -> MultiFernet:
	keys = frappe.conf.get(CONFIG_KEY)
	if not keys:
		frappe.throw(
			_("The site has no encryption key: {0} is missing in site_config.json.").format(CONFIG_KEY),
			MissingKeyError,
		)
	return _cipher_of(tuple(keys))


@lru_cache(maxsize=8)
def _cipher_of(keys: tuple[str, ...]) -> MultiFernet:
	return MultiFernet([Fernet(key) for key in keys])


def ensure_key() -> None:
	"""Give the site its first key; an existing one is never replaced.

	Errors: MissingKeyError where the site has had keys that are not there: a new one beside old text would part what was written
	before from what is written now, and whoever puts the old file back loses the latter.
	"""
	if not frappe.conf.get(CONFIG_KEY):
		if frappe.db.get_global(KNOWN):
			refuse_lost_key()
		set_keys([Fernet.generate_key().decode()])
	remember_keys()


def remember_keys() -> None:
	"""That the site has keys stands in its database, too, which a restore without its configuration brings back."""
	if not frappe.db.get_global(KNOWN):
		frappe.db.set_global(KNOWN, "1")


def add_key() -> None:
	"""A new one in front: what is written from now on is under it, everything older stays readable."""
	set_keys([Fernet.generate_key().decode(), *(frappe.conf.get(CONFIG_KEY) or [])])


def set_keys(keys: list[str]) -> None:
	from frappe.installer import update_site_config

	update_site_config(CONFIG_KEY, keys)
	frappe.local.conf[CONFIG_KEY] = keys
