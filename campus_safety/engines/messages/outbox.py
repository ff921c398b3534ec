"""Messages to staff: written to the outbox first, sent afterwards (`delivery`), each once however often it is tried.

Whoever has something to say calls `telling.tell`; this is the way the message takes.

A message carries document numbers, counts and what to do: no names, no reasons (domain §0).
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime

import frappe
from frappe.utils import now_datetime

from campus_safety.domain.message_weight import Weight, carries
from campus_safety.domain.plain_line import without_markup
from campus_safety.domain.quiet_hours import not_before
from campus_safety.engines.messages.settings import get_quiet_hours

OUTBOX = "Campus Message Outbox"
SYSTEM = "System"
UNSENT, WITHDRAWN = ("Queued", "Failed", "Sending"), "Withdrawn"
LONGEST_KEY = 140


def notify(
	user: str,
	subject: str,
	text: str,
	key: str,
	document_type: str | None = None,
	document: str | None = None,
	weight: Weight = Weight.PERSONAL,
	now: datetime | None = None,
	confidential: bool = False,
	*,
	in_desk: bool = True,
	on_channels: bool = True,
) -> int:
	"""A notification in the Desk (and by e-mail, where the person wants that), and one row per channel that carries its weight.

	`key` makes it once: asked again with the same key, nothing happens. confidential: listed to the recipient alone.
	in_desk, on_channels: not where that is said otherwise. Returns how many rows were written.
	"""
	written, now = 0, now or now_datetime()
	if in_desk and queue(
		SYSTEM, user, subject, text, key, now, weight=weight, status="Sent", confidential=confidential
	):
		_tell_in_desk(user, subject, text, document_type, document)
		written += 1
	leaves_at = now if weight is Weight.URGENT else not_before(now, *get_quiet_hours())
	for channel in frappe.get_all("Campus Message Channel", {"enabled": 1}, ["name", "carries"]):
		if on_channels and carries(channel.carries, weight):
			written += bool(
				queue(
					channel.name,
					user,
					subject,
					text,
					key,
					now,
					leaves_at,
					weight=weight,
					confidential=confidential,
				)
			)
	return written


def get_told(prefix: str) -> list[str]:
	"""Who was told anything under a key that begins so, in the order of their names."""
	table = frappe.qb.DocType(OUTBOX)
	query = frappe.qb.from_(table).select(table.recipient).distinct()
	rows = query.where((table.channel == SYSTEM) & table.idempotency_key.like(_literal(prefix))).run()
	return sorted(row[0] for row in rows)


def is_written(key: str, channel: str = SYSTEM) -> bool:
	return bool(frappe.db.exists(OUTBOX, {"idempotency_key": _get_idempotency_key(key, channel)}))


def _get_idempotency_key(key: str, channel: str) -> str:
	"""A long one is shortened by its fingerprint: cut off at its end, two readers or two channels would be one."""
	whole = f"{key}|{channel}"
	if len(whole) <= LONGEST_KEY:
		return whole
	return f"{whole[: LONGEST_KEY - 65]}|{hashlib.sha256(whole.encode()).hexdigest()}"


def queue(
	channel: str,
	user: str,
	subject: str,
	text: str,
	key: str,
	now: datetime,
	leaves_at: datetime | None = None,
	weight: Weight = Weight.PERSONAL,
	status: str = "Queued",
	confidential: bool = False,
) -> str | None:
	"""Its name; None where it is written already. leaves_at: when it is tried first; now without it."""
	if is_written(key, channel):
		return None
	message = frappe.get_doc(
		{
			"doctype": OUTBOX,
			"channel": channel,
			"recipient": user,
			"subject": subject[:140],
			"text": text,
			"idempotency_key": _get_idempotency_key(key, channel),
			"status": status,
			"weight": weight.value,
			"confidential": int(confidential),
			"queued_at": now,
			"next_try": leaves_at or now,
			"sent_at": now if status == "Sent" else None,
		}
	)
	return message.insert(ignore_permissions=True).name  # jobs run without a person


def _tell_in_desk(
	user: str, subject: str, text: str, document_type: str | None, document: str | None
) -> None:
	frappe.get_doc(
		{
			"doctype": "Notification Log",
			"type": "Alert",
			"for_user": user,
			"subject": subject,
			"email_content": without_markup(text).replace("\n", "<br>"),
			"document_type": document_type,
			"document_name": document,
		}
	).insert(ignore_permissions=True)


def without_bell(
	doctype: str,
	name: str,
	keep: str | None = None,
	users: Iterable[str] | None = None,
	since: datetime | None = None,
) -> None:
	"""What somebody has taken or done vanishes from the bell of everybody, or of these users; the outbox keeps what was said.

	keep: whoever goes on with it. since: what was said about the record before stays.
	"""
	filters: dict = {"document_type": doctype, "document_name": name}
	if users is not None:
		filters["for_user"] = ("in", list(users) or [""])
	elif keep:
		filters["for_user"] = ("!=", keep)
	if since:
		filters["creation"] = (">=", since)
	frappe.db.delete("Notification Log", filters)


def withdraw(begins: str, keep: str | None = None, but: str = "") -> None:
	"""What is queued under keys that begin so, or is to be tried again, is not sent any more: it has been taken, or is over.

	keep: whoever goes on with it still gets theirs. but: keys that begin so are left.
	"""
	table = frappe.qb.DocType(OUTBOX)
	query = (
		frappe.qb.update(table)
		.set(table.status, WITHDRAWN)
		.set(table.next_try, None)
		.where(table.status.isin(UNSENT) & table.idempotency_key.like(_literal(begins)))
	)
	if keep:
		query = query.where(table.recipient != keep)
	if but:
		query = query.where(table.idempotency_key.not_like(_literal(but)))
	query.run()


def _literal(begins: str) -> str:
	return begins.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
