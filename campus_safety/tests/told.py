"""Whoever is told about a record can open it: watched in every test of the server, wherever somebody is told.

A link that answers "not permitted" costs the minute in which somebody should act. Asked in the moment of telling, and of those
who cannot open it yet once more at the end of the test: some may as soon as the record is saved.
"""

import inspect
import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import frappe

import campus_safety
from campus_safety.engines.messages import outbox, telling

PACKAGE = Path(campus_safety.__file__).parent
INSIDE = f"{PACKAGE}{os.sep}"
NOT_A_SITE = (__file__, telling.__file__)


class Told(NamedTuple):
	"""site: file and function that told it."""

	site: str
	user: str
	doctype: str
	name: str | None

	def __str__(self) -> str:
		return f"{self.site} tells {self.user} about {self.doctype} {self.name or ''}"


class Watch:
	"""From `start` to `stop`; `sites` of the whole run: where somebody was told about something."""

	sites: set[str] = set()

	def __init__(self) -> None:
		self.shut_out: list[Told] = []
		self.patch = patch.object(outbox, "notify", self._notify)
		self.tell = outbox.notify

	def start(self) -> None:
		self.patch.start()

	def stop(self) -> list[str]:
		"""Who was told about a record that they cannot open."""
		self.patch.stop()
		return sorted({str(told) for told in self.shut_out if _is_there(told) and not can_open(told)})

	def _notify(self, user, subject, text, key, document_type=None, document=None, **more) -> int:
		written = self.tell(user, subject, text, key, document_type, document, **more)
		if written and document_type:
			told = Told(_site(), user, document_type, document)
			self.sites.add(told.site)
			if not can_open(told):
				self.shut_out.append(told)
		return written


def can_open(told: Told) -> bool:
	with suppress(frappe.DoesNotExistError):
		return bool(frappe.has_permission(told.doctype, "read", doc=told.name or None, user=told.user))
	return False


def _is_there(told: Told) -> bool:
	return not told.name or bool(frappe.db.exists(told.doctype, told.name))


def _site() -> str:
	"""The function of the app outside the messages that told it, or a test."""
	frame = inspect.currentframe()
	while frame:
		code = frame.f_code
		if code.co_filename.startswith(INSIDE) and code.co_filename not in NOT_A_SITE:
			return f"{code.co_filename[len(INSIDE) :]}:{code.co_name}"
		frame = frame.f_back
	return "-"
