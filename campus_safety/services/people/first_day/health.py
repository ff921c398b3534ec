"""After the first day: what would go wrong in silence, each worked out, none of it a person's business to tick."""

import os
from datetime import datetime, timedelta
from glob import glob
from zoneinfo import ZoneInfo

import frappe
from frappe import _
from frappe.utils import add_to_date, get_datetime, get_system_timezone
from frappe.utils.backups import get_backup_path

from campus_safety.engines.messages import delivery, outbox
from campus_safety.services.people.first_day.begin import OUTBOX, RUN
from campus_safety.services.people.first_day.machine import scheduler
from campus_safety.services.people.first_day.step import DAY, State
from campus_safety.services.people.self_test import latest

OLDEST_BACKUP, LONGEST_RUN_AGE = timedelta(days=2), timedelta(days=2)
STUCK_MINUTES = 30


def get_lines(now: datetime) -> list[dict]:
	"""[{label, state, said}]."""
	alive = scheduler(now)
	return [
		{"label": alive.title, "state": alive.state.value, "said": alive.said},
		_line(_("Self-test"), *latest.in_words(now)),
		_line(_("Duties"), *_duties(now)),
		_line(_("Messages", context=DAY), *_messages(now)),
		_line(_("Backup", context=DAY), *backup(now)),
	]


def _line(label: str, is_well: bool, said: str) -> dict:
	return {"label": label, "state": (State.DONE if is_well else State.LOOK).value, "said": said}


def _duties(now: datetime) -> tuple[bool, str]:
	run = frappe.get_all(
		RUN, filters={"status": "Completed"}, fields=["ended", "unowned"], order_by="ended desc", limit=1
	)
	if not run or not run[0].ended:
		return False, _("Never worked out.")
	ended = get_datetime(run[0].ended)
	return (
		now - ended < LONGEST_RUN_AGE,
		_("Worked out {0}; {1} duties have nobody who answers for them.").format(
			f"{ended:%m-%d %H:%M}", run[0].unowned or 0
		),
	)


def _messages(now: datetime) -> tuple[bool, str]:
	stuck = frappe.db.count(
		OUTBOX,
		{"status": ("in", outbox.UNSENT), "next_try": ("<", add_to_date(now, minutes=-STUCK_MINUTES))},
	)
	given_up = delivery.count_undelivered(now - timedelta(days=7))
	if stuck or given_up:
		by_channel = "、".join(f"{channel} {number}" for channel, number in given_up.items())
		return False, _("{0} wait for half an hour; given up within a week: {1}.").format(
			stuck, by_channel or 0
		)
	return True, _("None waits, none was given up within a week.")


def backup(now: datetime) -> tuple[bool, str]:
	"""Those that the site makes itself; where another machine makes them, this line says so."""
	files = glob(os.path.join(get_backup_path(), "*database.sql.gz"))
	if not files:
		return False, _("None on this machine. If another one makes them, try to restore one.")
	zone = ZoneInfo(get_system_timezone())
	newest = datetime.fromtimestamp(max(map(os.path.getmtime, files)), zone).replace(tzinfo=None)
	return now - newest < OLDEST_BACKUP, _("Newest on this machine: {0}.").format(f"{newest:%Y-%m-%d %H:%M}")
