"""What people do with a warning: take it, confirm it into a ledger, dismiss it with a reason (domain §24)."""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.access.scopes import L2_UNIT_ROLES, has_any_role
from campus_safety.declared import ALERTS
from campus_safety.domain.roles import PSYCH_HEAD, STUDENT_AFFAIRS
from campus_safety.domain.warning.score import Weighing, weight_of
from campus_safety.engines.alerts import loop
from campus_safety.engines.messages.telling import tell
from campus_safety.exceptions import WarningStepError
from campus_safety.records.posts import get_holders, get_users_with_role
from campus_safety.services.risk import nomination
from campus_safety.services.warning import thanks
from campus_safety.services.warning.rules import WARNING
from campus_safety.services.warning.scoring import OPEN

ACTORS = (*L2_UNIT_ROLES, STUDENT_AFFAIRS, PSYCH_HEAD)
REASONS = ("Known and Cared For", "Explained", "Data Wrong", "Not a Sign of Risk")
SHORTEST_NOTE = 4  # characters that say something


def get_possible(warning, user: str) -> list[str]:
	"""Steps that this reader of it may take now."""
	if warning.status not in OPEN or not has_any_role(user, ACTORS):
		return []
	steps = ["confirm", "dismiss"] if warning.status == "New" or warning.taken_by == user else []
	return ["take", *steps] if may_take(warning, user) else steps


def may_take(warning, user: str) -> bool:
	"""Nobody has it, or whoever had it was not heard of any more and it climbs again."""
	return warning.status == "New" or (warning.taken_by != user and _is_climbing(warning))


def take(name: str, user: str, now: datetime) -> None:
	"""I look at it: the ladder stops, whoever gave the signals hears of it. Errors: WarningStepError, PermissionError."""
	warning = _lock(name, user)
	if warning.taken_by == user:
		return
	if not may_take(warning, user):
		_refuse(_("Somebody else has taken it, or it is decided."))
	_take(warning, user, now)


def take_with_alert(warning, user: str, now: datetime) -> None:
	"""Whoever has just taken the alert looks at the warning, where they are one who may; else it waits for another one."""
	may = has_any_role(user, ACTORS) and frappe.has_permission(WARNING, "read", doc=warning, user=user)
	if may and warning.status in OPEN and warning.taken_by != user:
		_take(warning, user, now)


def confirm(name: str, user: str, signs: str, now: datetime) -> str | None:
	"""There is something: a nomination in one's own name, or word to whoever answers for the open ledger.

	Number of the ledger, for whom it may be told. Errors: WarningStepError, PermissionError.
	"""
	warning, signs = _lock_own(name, user, now), signs.strip()
	if len(signs) < SHORTEST_NOTE:
		_refuse(_("Say in a few words what you saw: it becomes the nomination."))
	ledger = _nominate(warning, signs, now)
	_decide(warning, user, now, {"status": "Confirmed", "ledger": ledger})
	return ledger


def dismiss(name: str, user: str, reason: str, note: str, now: datetime) -> None:
	"""There is nothing, or it is cared for already: with a reason, which says whether the rule is right.

	Errors: WarningStepError, PermissionError.
	"""
	if reason not in REASONS:
		_refuse(_("Choose why not."))
	if len(note.strip()) < SHORTEST_NOTE:
		_refuse(_("Say in a few words what you found: somebody may ask later why nothing was done."))
	warning = _lock_own(name, user, now)
	values = {"status": "Dismissed", "dismiss_reason": reason, "dismiss_note": note.strip()}
	_decide(warning, user, now, values)


def get_score_now(warning, today: date) -> float:
	"""What its signals weigh today: it only falls."""
	return round(
		sum(
			weight_of(
				Weighing(1, 1, row.full_weight or 0, row.half_life_days or 0), getdate(row.happened_on), today
			)
			for row in warning.signals
			if row.happened_on
		),
		3,
	)


def _lock(name: str, user: str):
	"""Two people take and decide one after the other."""
	may = has_any_role(user, ACTORS) and frappe.db.exists(WARNING, name)
	warning = frappe.get_doc(WARNING, name, for_update=True) if may else None
	if not (warning and frappe.has_permission(WARNING, "read", doc=warning)):
		raise frappe.PermissionError  # the same of one that is there and of one that is not
	return warning


def _lock_own(name: str, user: str, now: datetime):
	warning = _lock(name, user)
	if warning.status not in OPEN:
		_refuse(_("It is decided already."))
	if warning.taken_by and warning.taken_by != user:
		_refuse(_("Somebody else has taken it: who takes it decides."))
	if not warning.taken_by:
		_take(warning, user, now)
	return warning


def _take(warning, user: str, now: datetime) -> None:
	warning.update({"status": "Taken", "taken_by": user, "taken_at": now.replace(microsecond=0)})
	_save(warning)
	_stop_ladder(warning, user, now)
	thanks.tell(warning, thanks.TAKEN, now)


def _decide(warning, user: str, now: datetime, values: dict) -> None:
	warning.update({"decided_by": user, "decided_at": now.replace(microsecond=0), **values})
	_save(warning)
	thanks.tell(warning, thanks.ACTED, now)


def _save(warning) -> None:
	warning.flags.ignore_links = True  # a record that was a signal may have been deleted
	with warning.as_app():
		warning.save(ignore_permissions=True)  # permitted above; written by the app alone


def _get_alert(warning) -> tuple[str, str] | None:
	"""(name, status) of the alert that is not over."""
	keys = [loop.get_open_key(source, warning) for source in ALERTS if source.doctype == WARNING]
	return frappe.db.get_value("Campus Alert", {"open_key": ("in", keys)}, ["name", "status"])


def _is_climbing(warning) -> bool:
	alert = _get_alert(warning)
	return bool(alert) and alert[1] == loop.OPEN


def _stop_ladder(warning, user: str, now: datetime) -> None:
	alert = _get_alert(warning)
	if alert and alert[1] == loop.OPEN:
		loop.take(alert[0], user, now)


def _nominate(warning, signs: str, now: datetime) -> str | None:
	known = nomination.get_open(warning.student)
	if known:
		_tell(known.in_charge or _get_leads(warning), warning, now)
		return known.name if nomination.may_read(known.name) else None
	if not nomination.may_nominate():
		_refuse(_("You cannot nominate for the risk ledger. Let a counsellor or the College Lead take it."))
	return nomination.open_nomination(warning.student, "Warning", now.date(), signs)


def _tell(users, warning, now: datetime) -> None:
	tell(
		users,
		lambda: _("Early warning {0} was confirmed: read it beside the open ledger").format(warning.name),
		f"warning|{warning.name}|confirmed",
		warning,
		now=now,
	)


def _get_leads(warning) -> list[str]:
	return get_holders(("College Lead",), warning.college) or get_users_with_role(STUDENT_AFFAIRS)


def _refuse(reason: str) -> None:
	frappe.throw(reason, WarningStepError)
