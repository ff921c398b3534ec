"""What waits in the outbox goes out: claimed before it is posted, and each try counted before it is made.

A deliverer that is ended between the post and its answer leaves the message Sending; after a while somebody tries it again, as
often as after any other failure. Two deliverers at once never have the same message.
"""

from datetime import datetime, timedelta
from time import monotonic

import frappe
from frappe.query_builder.functions import Count
from rq.timeouts import JobTimeoutException

from campus_safety.access.queries import dated
from campus_safety.adapters import channels
from campus_safety.engines.messages.outbox import OUTBOX, SYSTEM, UNSENT, queue
from campus_safety.engines.sets.chunks import commit_chunk
from campus_safety.engines.sets.transactions import changed_rows
from campus_safety.exceptions import TRANSACTION_LOST

WAITS = (
	timedelta(minutes=5),
	timedelta(minutes=30),
	timedelta(hours=3),
)  # between tries; then it is given up
HELD = timedelta(minutes=10)  # longer than any one post takes: whoever claimed it is gone
LONGEST = 200  # seconds of one run, which the scheduler ends after 300
AT_ONCE = 500


def deliver_waiting(now: datetime, limit: int = AT_ONCE) -> dict[str, int]:
	"""Send what waits and whose time has come, alarms before all else. Returns {"sent", "failed"}."""
	outcome, began = {"sent": 0, "failed": 0}, monotonic()
	for name in get_waiting(now, limit):
		if (passed := monotonic() - began) > LONGEST:
			break
		sent = deliver(name, now + timedelta(seconds=passed))
		if sent is not None:
			outcome["sent" if sent else "failed"] += 1
			commit_chunk()  # what is sent is sent
	return outcome


def get_waiting(now: datetime, limit: int = AT_ONCE) -> list[str]:
	"""Urgent, personal, digests: the words happen to stand in this order from behind."""
	return frappe.get_all(
		OUTBOX,
		filters=dated({"status": ("in", UNSENT), "next_try": ("<=", now)}),
		pluck="name",
		order_by="weight desc, queued_at asc",
		limit=limit,
	)


def deliver(name: str, now: datetime) -> bool | None:
	"""Whether it was sent; None where it is not due, or somebody else has it. Commits before it posts."""
	claimed = _claim(name, now)
	commit_chunk()
	if not claimed:
		return None
	row = frappe.db.get_value(OUTBOX, name, "*", as_dict=True)
	if row.tries > len(WAITS) + 1:
		_write_unsent(name, status="Given Up", next_try=None, error="whoever sent it was ended, each time")
		return False
	try:
		channels.send(
			row.channel, row.recipient, f"{row.subject}\n{row.text or ''}".strip(), row.idempotency_key
		)
	except TRANSACTION_LOST:
		raise
	except JobTimeoutException:
		raise  # it stays claimed, and is tried again
	except Exception as error:  # whatever the provider does: it is tried again
		given_up = row.tries > len(WAITS) or isinstance(error, channels.Refused)
		_write_unsent(
			name,
			status="Given Up" if given_up else "Failed",
			next_try=None if given_up else now + WAITS[row.tries - 1],
			error=channels.explain(error),
		)
		return False
	_write(name, status="Sent", sent_at=now, error=None)
	return True


def _claim(name: str, now: datetime) -> bool:
	"""One statement, so that of several who try at once one has it."""
	message = frappe.qb.DocType(OUTBOX)
	(
		frappe.qb.update(message)
		.set(message.status, "Sending")
		.set(message.tries, message.tries + 1)
		.set(message.next_try, now + HELD)
		.where((message.name == name) & message.status.isin(UNSENT) & (message.next_try <= now))
		.run()
	)
	return bool(changed_rows())


def _write(name: str, **values) -> None:
	frappe.db.set_value(OUTBOX, name, values)


def _write_unsent(name: str, **values) -> None:
	"""Not over a message that was withdrawn while it was posted: it would be tried again."""
	frappe.db.set_value(OUTBOX, {"name": name, "status": "Sending"}, values)


def send_test(user: str, subject: str, text: str, now: datetime) -> list[dict]:
	"""[{channel, sent, error}]: over each channel at once, whatever it carries and however late it is."""
	found = []
	for channel in frappe.get_all("Campus Message Channel", {"enabled": 1}, pluck="name", order_by="name"):
		name = queue(channel, user, subject, text, f"test|{user}|{now.isoformat()}", now)
		sent = bool(name and deliver(name, now))
		error = frappe.db.get_value(OUTBOX, name, "error") if name and not sent else None
		if name and not sent:
			_write(name, status="Given Up", next_try=None)
		found.append({"channel": channel, "sent": sent, "error": error})
	return found


def count_undelivered(since: datetime) -> dict[str, int]:
	"""{channel: messages given up since then}, the confidential ones among them: how many, and never what or to whom."""
	message = frappe.qb.DocType(OUTBOX)
	rows = (
		frappe.qb.from_(message)
		.select(message.channel, Count("*"))
		.where((message.status == "Given Up") & (message.queued_at > since) & (message.channel != SYSTEM))
		.groupby(message.channel)
		.orderby(message.channel)
		.run()
	)
	return dict(rows)
