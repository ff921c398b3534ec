"""A reporter's voice note: its samples alone, written anew, kept privately with the report like a photo."""

import base64
import binascii
from datetime import datetime

import frappe
from frappe import _

from campus_safety.domain.incidents.voice import LONGEST, RATE, WIDTH, without_traces
from campus_safety.exceptions import VoiceError
from campus_safety.services.incidents.photos import keep

FIELD = "voice"
MOST_TEXT = 2 * LONGEST * RATE * WIDTH  # characters of what the page sends


def read(content: str) -> bytes | None:
	"""Of what the page sends; None for no note. Errors: VoiceError, before anything is stored."""
	if not content:
		return None
	text = str(content)
	try:
		sound = base64.b64decode(text.rpartition(",")[2], validate=True) if len(text) < MOST_TEXT else b""
	except (binascii.Error, ValueError):
		sound = b""
	note = without_traces(sound)
	if not note:
		frappe.throw(
			_("The voice note did not arrive whole. Record it again, {0} seconds at most, or write.").format(
				LONGEST
			),
			VoiceError,
		)
	return note


def attach(report, note: bytes, now: datetime) -> None:
	"""`note` is what `read` gave."""
	report.voice = keep(report, note, "wav", FIELD, now)


def say(note: bytes) -> str:
	"""What stands for the text of a report that was only spoken: of no two the same, so that they are not taken for one."""
	seconds = max(1, len(note) // (RATE * WIDTH))
	return _("Voice note of {0} seconds ({1}): listen to it.").format(seconds, frappe.generate_hash(length=6))
