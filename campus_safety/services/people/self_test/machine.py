"""The machine itself: what would fail in silence tonight."""

import shutil
from collections import Counter
from datetime import datetime, timedelta

import frappe
from croniter import croniter
from frappe import _
from frappe.utils import add_to_date, get_datetime, get_site_path
from frappe.utils.background_jobs import get_queue, get_workers
from redis.exceptions import RedisError

from campus_safety.access import secrets
from campus_safety.access.rules import RULES
from campus_safety.adapters import clocks
from campus_safety.engines.messages.mail import has_outgoing_account
from campus_safety.exceptions import MissingKeyError
from campus_safety.services.people.first_day import health, machine
from campus_safety.services.people.first_day.step import State
from campus_safety.services.people.self_test.line import ALARM, LOOK, WELL, Line, names
from campus_safety.services.presence import missed_nights

OURS = {"method": ("like", "campus_safety.%")}
JOB, LOG = "Scheduled Job Type", "Scheduled Job Log"
LATE = timedelta(minutes=30)
MOST_SECONDS = 60  # that a clock may be wrong
QUEUES = ("default", "short", "long")
MOST_WAITING = 500  # jobs in one queue
LEAST_FREE, LOW_FREE = 0.03, 0.10  # of the disk


def get_lines(now: datetime) -> list[Line]:
	return [part(now) for part in PARTS]


def clock(now: datetime) -> Line:
	title = _("Clocks")
	ahead = frappe.get_all(
		JOB, filters={**OURS, "last_execution": (">", add_to_date(now, minutes=5))}, pluck="method"
	)
	if ahead:
		return Line(
			title,
			ALARM,
			_(
				"The clock was set back: {0} jobs ran last in the future and wait until then. Restart the scheduler after setting the clock right."
			).format(len(ahead)),
		)
	database, provider = round(clocks.get_database_ahead()), clocks.get_seconds_ahead()
	if abs(database) > MOST_SECONDS or abs(provider or 0) > MOST_SECONDS:
		said = _(
			"Seconds by which other clocks are ahead of this machine's: database {0}, message provider {1}."
		)
		return Line(title, LOOK, said.format(database, "-" if provider is None else provider))
	return Line(title, WELL, _("The machine, the database and the message provider agree."))


def scheduler(now: datetime) -> Line:
	step = machine.scheduler(now)
	if step.state is not State.DONE:
		return Line(step.title, ALARM, step.said)
	jobs = frappe.get_all(
		JOB, filters=OURS, fields=["name", "method", "cron_format", "last_execution", "stopped"]
	)
	stopped = sorted(job.method for job in jobs if job.stopped)
	if stopped:
		return Line(step.title, ALARM, _("Stopped by hand: {0}.").format(names(stopped)))
	late = sorted(job.method for job in jobs if _is_late(job, now))
	if late:
		return Line(step.title, ALARM, _("Due and not run for half an hour: {0}.").format(names(late)))
	failed = Counter(
		frappe.get_all(
			LOG,
			filters={
				"status": "Failed",
				"creation": (">", add_to_date(now, days=-1)),
				"scheduled_job_type": ("in", [job.name for job in jobs] or [""]),
			},
			pluck="scheduled_job_type",
		)
	)
	if failed:
		said = names(f"{name} {number}" for name, number in failed.most_common())
		return Line(step.title, LOOK, _("Failed within a day: {0}.").format(said))
	return Line(step.title, WELL, step.said)


def _is_late(job, now: datetime) -> bool:
	if not job.last_execution or not job.cron_format:
		return False
	due = croniter(job.cron_format, get_datetime(job.last_execution)).get_next(datetime)
	return due < now - LATE


def queue(now: datetime) -> Line:
	title = _("Queue", context="Campus Self Test")
	try:
		waiting = {name: get_queue(name).count for name in QUEUES}
		served = {queue.name for worker in get_workers() for queue in worker.queues}
		alone = [name for name in QUEUES if get_queue(name).name not in served]
	except RedisError as error:
		said = _("It cannot be reached ({0}): nothing runs in the background.").format(type(error).__name__)
		return Line(title, ALARM, said)
	if alone:
		return Line(title, ALARM, _("No worker takes what waits in: {0}.").format(names(alone)))
	if max(waiting.values()) > MOST_WAITING:
		said = names(f"{name} {number}" for name, number in waiting.items())
		return Line(title, LOOK, _("Many jobs wait: {0}.").format(said))
	return Line(title, WELL, _("Every queue has a worker; {0} jobs wait.").format(sum(waiting.values())))


def mail(now: datetime) -> Line:
	title = _("Mail", context="First Day")
	if not has_outgoing_account():
		return Line(title, WELL, machine.mail().said)
	failed = frappe.db.count("Email Queue", {"status": "Error", "creation": (">", add_to_date(now, days=-1))})
	old = frappe.db.count(
		"Email Queue", {"status": "Not Sent", "creation": ("<", add_to_date(now, hours=-1))}
	)
	if failed or old:
		said = _("{0} mails failed within a day, {1} have waited for an hour.").format(failed, old)
		return Line(title, LOOK, said)
	return Line(title, WELL, machine.mail().said)


def backup(now: datetime) -> Line:
	is_well, said = health.backup(now)
	return Line(_("Backup", context="First Day"), WELL if is_well else LOOK, said)


def keys(now: datetime) -> Line:
	"""They are there, they open what was written last, and a copy is kept."""
	title = _("Keys", context="Campus Self Test")
	try:
		closed = [place for place in _newest_texts() if secrets.key_of(place[1]) is None]
		secrets.decrypt(secrets.encrypt("canary"))
	except (MissingKeyError, ValueError) as error:
		return Line(title, ALARM, str(error))
	if closed:
		said = _("No key opens the newest text of: {0}. Restore campus_safety_keys from the backup.")
		return Line(title, ALARM, said.format(names(_(doctype) for doctype, _token in closed)))
	step = machine.keys_apart()
	return Line(title, WELL if step.state is State.DONE else LOOK, step.said)


def _newest_texts() -> list[tuple[str, str]]:
	"""(DocType, ciphertext): of each whose secrets are declared, the newest there is."""
	found = []
	for doctype, rule in RULES.items():
		if rule.parent or not rule.secrets:
			continue
		field = rule.secrets[0]
		texts = frappe.get_all(
			doctype,
			filters={field: ("like", f"{secrets.PREFIX}%")},
			pluck=field,
			order_by="creation desc",
			limit=1,
		)
		found += [(doctype, text) for text in texts]
	return found


def disk(now: datetime) -> Line:
	usage = shutil.disk_usage(get_site_path())
	free = usage.free / usage.total
	state = ALARM if free < LEAST_FREE else LOOK if free < LOW_FREE else WELL
	return Line(_("Disk"), state, _("{0} GB free, {1} %.").format(usage.free >> 30, round(100 * free)))


def last_nights(now: datetime) -> Line:
	title, missed = _("Last week's nights"), missed_nights.find(now)
	if missed:
		days = names(frappe.format(night, "Date") for night in sorted(missed))
		return Line(title, LOOK, _("No roll call in the nights of {0}.").format(days))
	return Line(title, WELL, _("Every night that was to be called has its roll calls."))


PARTS = (scheduler, queue, clock, mail, backup, keys, disk, last_nights)
