"""Steps about the site itself: whoever administers the machine does them once."""

import hashlib
import hmac
import json
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import add_to_date, get_datetime, get_system_timezone, get_url
from frappe.utils.scheduler import is_scheduler_inactive

from campus_safety.access import secrets
from campus_safety.domain.roles import ALL_ROLES, SYSTEM_MANAGER
from campus_safety.engines.messages.mail import has_outgoing_account
from campus_safety.engines.seal import keys as seal_keys
from campus_safety.records.posts import get_users_with_role, select_holders
from campus_safety.services.people.first_day.step import DAY, State, Step

KEPT = "campus_safety_keys_kept"  # global value: the fingerprint of the keys that somebody has read from the copy
LAST_SIGNS = 6
QUIET_MINUTES = 20  # the scheduler's jobs run every minute
MANAGERS = (SYSTEM_MANAGER,)
CONFIGS = (secrets.CONFIG_KEY, seal_keys.CONFIG_KEY)


def get_steps(now: datetime) -> list[Step]:
	return [own_account(), keys_apart(), time_zone(), scheduler(now), mail(), https()]


def own_account() -> Step:
	others = sorted({*get_users_with_role(SYSTEM_MANAGER)} - {"Administrator"})
	return Step(
		"own_account",
		_("Your own account"),
		State.DONE if others else State.TODO,
		_("{0} system managers beside Administrator.").format(len(others))
		if others
		else _("Make one for yourself, with the role System Manager and nothing else, and sign in with it."),
		MANAGERS,
		_("Accounts", context=DAY) if others else _("Make an Account"),
		("List", "User") if others else ("Form", "User", "new-user"),
	)


def keys_apart() -> Step:
	kept = frappe.db.get_global(KEPT) == get_fingerprint()
	return Step(
		"keys_apart",
		_("Keys kept apart from the database"),
		State.DONE if kept else State.TODO,
		_("A copy was read out and fits. New keys will be asked for again.")
		if kept
		else _(
			"Without these keys nobody ever opens the protected records again. Copy both lists from site_config.json to a safe place, then read the last {0} signs back from the copy."
		).format(LAST_SIGNS),
		MANAGERS,
		"" if kept else _("I Have a Copy"),
		action="" if kept else "confirm_keys",
	)


def get_fingerprint() -> str:
	"""Of both lists of keys, which are long and random: it tells nothing of them."""
	return hashlib.sha256(json.dumps([frappe.conf.get(name) for name in CONFIGS]).encode()).hexdigest()


def are_last_signs(said: dict[str, str]) -> bool:
	"""Of the newest key of each list. said: {name in site_config: last signs}."""
	for name in CONFIGS:
		newest = (frappe.conf.get(name) or [""])[0]
		if not newest or not hmac.compare_digest(newest[-LAST_SIGNS:], (said.get(name) or "").strip()):
			return False
	return True


def time_zone() -> Step:
	zone, others = get_system_timezone(), count_other_zones()
	return Step(
		"time_zone",
		_("Time zone", context=DAY),
		State.LOOK if others else State.DONE,
		_(
			"The school's zone is {0}. {1} accounts have another one: what they enter at 20:00 is stored as another hour."
		).format(zone, others)
		if others
		else _("All accounts are in the school's zone, {0}.").format(zone),
		MANAGERS,
		_("Put Them into the School's Zone") if others else _("System Settings", context=DAY),
		() if others else ("Form", "System Settings"),
		"set_time_zone" if others else "",
	)


def count_other_zones() -> int:
	return len(get_other_zones())


def get_other_zones() -> list[str]:
	"""Accounts of the app, and Administrator, in another zone than the school's."""
	user = frappe.qb.DocType("User")
	ours = user.name.isin(select_holders(ALL_ROLES)) | (user.name == "Administrator")
	rows = (
		frappe.qb.from_(user)
		.select(user.name)
		.where(ours & (user.enabled == 1) & user.time_zone.notin((get_system_timezone(), "")))
		.run()
	)
	return [row[0] for row in rows]


def scheduler(now: datetime) -> Step:
	if is_scheduler_inactive(verbose=False):
		said, state = _("Switched off: no duties, no night watch, no messages."), State.TODO
	else:
		last = get_last_run()
		is_alive = bool(last) and last > add_to_date(now, minutes=-QUIET_MINUTES)
		state = State.DONE if is_alive else State.TODO
		if is_alive:
			said = _("Running; last sign of life {0}.").format(f"{last:%H:%M}")
		elif last:
			said = _(
				"Switched on, but silent since {0}: look whether the workers run (bench doctor)."
			).format(f"{last:%Y-%m-%d %H:%M}")
		else:
			said = _("Switched on, but it has never run: look whether the workers run (bench doctor).")
	is_off = bool(frappe.utils.scheduler.is_scheduler_disabled(verbose=False))
	return Step(
		"scheduler",
		_("Scheduler", context=DAY),
		state,
		said,
		MANAGERS,
		_("Switch On") if is_off else _("Jobs", context=DAY),
		() if is_off else ("List", "Scheduled Job Type"),
		"enable_scheduler" if is_off else "",
	)


def get_last_run() -> datetime | None:
	"""When one of the app's jobs ran last."""
	last = frappe.get_all(
		"Scheduled Job Type",
		filters={"method": ("like", "campus_safety.%"), "last_execution": ("is", "set")},
		pluck="last_execution",
		order_by="last_execution desc",
		limit=1,
	)
	return get_datetime(last[0]) if last else None


def mail() -> Step:
	has_one = has_outgoing_account()
	return Step(
		"mail",
		_("Mail", context=DAY),
		State.DONE if has_one else State.LOOK,
		_("The site sends mail.")
		if has_one
		else _("No outgoing mail. That works: passwords are handed out on paper."),
		MANAGERS,
		_("Mail Accounts"),
		("List", "Email Account"),
		optional=True,
	)


def https() -> Step:
	host = frappe.conf.host_name or ""
	is_safe = (host or get_url()).startswith("https://")
	if not is_safe:
		said = _(
			"Not reached by https. Photos and identity numbers would cross the campus in the clear, and phones refuse the offline roll call: set it up at the web server, then host_name in site_config.json."
		)
	elif not host:
		said = _(
			"Reached by https. Set host_name in site_config.json, else links sent at night may lead nowhere."
		)
	else:
		said = _("Reached at {0}.").format(host)
	state = State.DONE if is_safe and host else State.LOOK if is_safe else State.TODO
	return Step("https", _("Https and address"), state, said, MANAGERS)
