"""Scheduler entries of the imports: what stands still goes on, at night the files of finished ones go."""

from frappe.utils import now_datetime

from campus_safety.engines.sheets import retention, stalled


def take_up() -> None:
	stalled.take_up(now_datetime())


def clean() -> None:
	retention.delete_old_files(now_datetime())
