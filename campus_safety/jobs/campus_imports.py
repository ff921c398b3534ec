"""Scheduler entry of the imports: at night the files of finished ones go."""

from frappe.utils import now_datetime

from campus_safety.engines.sheets import retention


def clean() -> None:
	retention.delete_old_files(now_datetime())
