"""Scheduler entries of the seal: numbers every minute, the check and the checkpoint every night."""

import frappe
from frappe.utils import now_datetime

from campus_safety.engines.seal import checks, sequence, stamps


def run() -> None:
	sequence.run(now_datetime())


def nightly() -> None:
	"""Long for a school of many years: not among the short jobs."""
	frappe.enqueue("campus_safety.jobs.campus_seal.check_and_sign", queue="long", timeout=4 * 60 * 60)


def check_and_sign() -> None:
	now = now_datetime()
	checks.check_and_sign(now)
	frappe.db.commit()  # the night is done, whatever an authority outside does
	stamps.stamp_waiting(now)


def stamp() -> None:
	"""Hourly: checkpoints that an outside authority has not stamped yet."""
	stamps.stamp_waiting(now_datetime())


def check(name: str) -> None:
	"""A check that somebody has asked for on the page, of a tree too large for their request."""
	checks.run(name, now_datetime())
