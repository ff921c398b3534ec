"""An outside authority's time stamp (RFC 3161) on each night's checkpoint: optional, tried again, never in the way of the night.

Without one the seal's clock is the server's; with one a checkpoint cannot be made later and dated back.
"""

import base64
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import convert_utc_to_system_timezone

from campus_safety.adapters import time_stamp
from campus_safety.domain.roles import DISCIPLINE_OFFICE, SYSTEM_MANAGER
from campus_safety.engines.messages.telling import tell
from campus_safety.engines.seal.checkpoints import DOCTYPE
from campus_safety.engines.seal.settings import get_authority
from campus_safety.engines.sets.chunks import commit_chunk
from campus_safety.records.posts import get_users_with_role

TRIED_FOR = timedelta(days=7)  # a stamp proves its own time: of an older checkpoint it says little


def stamp_waiting(now: datetime) -> int:
	"""Checkpoints of the last days that have none yet, the oldest first. How many were stamped.

	A failure is written on the checkpoint, told once, and tried again within the hour.
	"""
	url, roots = get_authority()
	if not url:
		return 0
	stamped = 0
	for name in frappe.get_all(
		DOCTYPE,
		filters={"stamp": ("is", "not set"), "taken_at": (">=", now - TRIED_FOR)},
		pluck="name",
		order_by="day asc",
	):
		stamped += _stamp(name, url, roots)
		commit_chunk()  # what is stamped is stamped, whatever happens to the next
	return stamped


def _stamp(name: str, url: str, roots: str) -> bool:
	checkpoint = frappe.get_doc(DOCTYPE, name)
	try:
		found = time_stamp.ask(url, checkpoint.text.encode(), roots)
	except (
		time_stamp.FAILURES
	) as error:  # whatever the authority, the network or its certificates do: the night goes on
		_note_failure(checkpoint, error)
		return False
	checkpoint.db_set(
		{
			"stamp": base64.b64encode(found.answer).decode(),
			"stamped_at": convert_utc_to_system_timezone(found.time).replace(tzinfo=None),
			"stamped_by": url[:140],
			"stamp_error": None,
		}
	)
	return True


def _note_failure(checkpoint, error: Exception) -> None:
	checkpoint.db_set("stamp_error", f"{type(error).__name__}: {error}"[:280], update_modified=False)
	people = {user for role in (DISCIPLINE_OFFICE, SYSTEM_MANAGER) for user in get_users_with_role(role)}
	tell(
		people,
		lambda: (
			_("Checkpoint {0} has no time stamp yet").format(checkpoint.name),
			_(
				"The authority did not answer as it should. It is tried again each hour; the checkpoint holds without it."
			),
		),
		f"seal-stamp|{checkpoint.name}",
		checkpoint,
	)


def check(name: str) -> str | None:
	"""The time that the kept stamp proves for the checkpoint as it is kept; None where there is none. Errors: ValueError."""
	text, stamp = frappe.db.get_value(DOCTYPE, name, ["text", "stamp"])
	if not stamp:
		return None
	found = time_stamp.verify(base64.b64decode(stamp), text.encode(), get_authority()[1])
	return str(convert_utc_to_system_timezone(found).replace(tzinfo=None))
