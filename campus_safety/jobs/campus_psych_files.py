"""Every night: a psychological file for whoever has none, each where its student sits now and kept as long as is set."""

from frappe.utils import now_datetime

from campus_safety.services.psychology import destruction, files, retention


def run() -> None:
	now = now_datetime()
	files.make_missing(now)
	files.follow_moves()
	retention.follow(now.date())
	destruction.go_on(now)


def destroy(record: str) -> None:
	"""Queued when it is begun."""
	destruction.carry_out(record, now_datetime())
