"""Scheduler entries of the seal: numbers every minute, the check and the checkpoint every night."""

import frappe
from frappe.utils import now_datetime

from campus_safety.engines.seal import checks, sequence


def run() -> None:
	sequence.run(now_datetime())


def nightly() -> None:
	"""Long for a school of many years: not among the short jobs."""
	frappe.enqueue("campus_safety.jobs.campus_seal.check_and_sign", queue="long", timeout=4 * 60 * 60)


def check_and_sign() -> None:
	checks.check_and_sign(now_datetime())


def check(name: str) -> None:
	"""A check that somebody has asked for on the page, of a tree too large for their request."""
	checks.run(name, now_datetime())
