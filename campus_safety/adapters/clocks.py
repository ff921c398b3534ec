"""Clocks beside the machine's own."""

from datetime import datetime, timezone

import frappe

from campus_safety.adapters.channels import get_seconds_ahead

__all__ = ("get_database_ahead", "get_seconds_ahead")


def get_database_ahead() -> float:
	"""Seconds by which the database's clock is ahead of this machine's."""
	theirs = frappe.db.sql("select unix_timestamp(now(6))")[0][0]  # the database's own clock
	return float(theirs) - datetime.now(timezone.utc).timestamp()
