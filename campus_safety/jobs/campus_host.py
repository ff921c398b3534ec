"""Scheduler entries of the sync with a host: what is due is read, what stands still goes on."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.services.people.host_sync import follow, run, schedule
from campus_safety.services.people.host_sync.mapping import MAPPING


def begin_due() -> None:
	"""Each as whoever chose its schedule."""
	now = now_datetime()
	run.take_up(now)
	follow.follow_broken_off(now)
	for due in schedule.get_due(now):
		frappe.set_user(due.run_as)
		run.start(frappe.get_doc(MAPPING, due.name), now, by_schedule=True)
	frappe.set_user("Administrator")
	schedule.tell_waiting(now)


def clean() -> None:
	schedule.forget_old(now_datetime())


def carry_out(sync: str, run_as: str) -> None:
	"""Job: one step of a sync, as `run_as`; a retry by the framework would run as Administrator."""
	frappe.set_user(run_as)
	frappe.set_user_lang(run_as)
	if not frappe.has_permission(MAPPING, "write"):
		run.give_up(
			sync,
			_("{0} may no longer read from a host. Choose the schedule again.").format(run_as),
			now_datetime(),
		)
		return
	run.carry_out(sync, now_datetime())
