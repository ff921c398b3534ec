"""Who is told what about an alert, and who has been: one place for its words, its bells and its table of people."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import frappe
from frappe import _

from campus_safety.access.circle import is_of_circle
from campus_safety.access.pointers import reads
from campus_safety.access.rules import PROTECTED, RULES
from campus_safety.access.scopes import has_any_role
from campus_safety.declared import ALERTS
from campus_safety.domain.alerts import ladder
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.domain.message_weight import Weight
from campus_safety.domain.roles import DESK_ROLES
from campus_safety.domain.visibility import Level
from campus_safety.engines.alerts import openers, people
from campus_safety.engines.alerts.kinds import Kind, Step
from campus_safety.engines.messages.outbox import withdraw, without_bell
from campus_safety.engines.messages.telling import About, in_school_language, tell

ALERT = "Campus Alert"


def get_source(alert) -> AlertSource:
	return source_of(alert.kind, alert.reference_doctype)


def source_of(kind: str, doctype: str) -> AlertSource:
	"""The declared one. Errors: StopIteration for what no room declares."""
	return next(source for source in ALERTS if (source.kind, source.doctype) == (kind, doctype))


# climbing


def tell_first(
	alert, kind: Kind, source: AlertSource, subject: tuple, users: list[str], now: datetime
) -> None:
	"""Those whose work it is, before the kind's own steps. subject: the record, with its row where a row calls."""
	words = frappe.get_attr(source.words) if source.words else None
	_tell(alert, kind, users, now, "first", words and (lambda: words(*subject)))


def climb(alert, kind: Kind, now: datetime) -> int:
	"""Tell every step that is due; a step for which there is nobody goes on to the next at once."""
	count, due = 0, ladder.to_tell(kind.climb, alert.ladder_start, alert.step, now)
	if not due and is_unheard(alert, kind):
		due = list(range(len(kind.steps)))  # somebody may hold a post by now
	while due:
		number = due.pop(0)
		told = _tell_step(alert, kind, number, now)
		count, alert.step = count + told, max(alert.step, number + 1)
		if not told and not due and alert.step < len(kind.steps):
			due.append(alert.step)
	if is_unheard(alert, kind):
		count += _tell_administrators(alert, now)
	return count


def is_unheard(alert, kind: Kind) -> bool:
	"""The ladder is at its end, and nobody was named on the way."""
	return not alert.recipients and alert.step >= len(kind.steps)


def _tell_administrators(alert, now: datetime) -> int:
	"""They learn that nobody is named, and nothing of the record."""

	def words() -> str:
		return _("Nobody is named for this: {0}. Enter who is told, in Campus Alert Kind.").format(
			_(alert.kind)
		)

	key = f"alert|{alert.name}|last|{now:%Y%m%d}"  # once a day, until somebody is named
	return len(tell(people.get_last_resort(), words, key, None, Weight.URGENT, now))


def _tell_step(alert, kind: Kind, number: int, now: datetime) -> int:
	"""Beyond the last step the last one again."""
	step = kind.steps[min(number, len(kind.steps) - 1)]
	users = people.get_people(step, alert, now)
	told = _tell(alert, kind, users, now, f"{alert.ladder_start}|{number}", None)
	alert.append(
		"events",
		{"at": now, "kind": "Step", "told": told, "note": _name_of(step)},
	)
	return told


def _name_of(step: Step) -> str:
	"""Whom a step calls, for whoever reads the alert later."""
	with in_school_language():
		if step.on_duty:
			return _("On duty: {0}").format(_(step.on_duty, context="Campus Alert Step"))
		return _(step.position or step.role)


def get_next(alert, kind: Kind) -> datetime | None:
	word_at = max((row.at for row in alert.events if row.user == alert.taken_by), default=alert.taken_at)
	return ladder.next_at(kind.climb, alert.ladder_start, alert.step, word_at if alert.taken_by else None)


def start_that_makes_next_due(alert, kind: Kind, now: datetime) -> datetime:
	"""The minutes run anew, so that the step after the last one told is due now and the others keep their distances."""
	due = ladder.due_at(kind.climb, alert.ladder_start, alert.step)
	return (
		alert.ladder_start + (now - due) if due else now - timedelta(minutes=max(kind.climb.steps, default=0))
	)


# telling


def _tell(
	alert, kind: Kind, users: Iterable[str], now: datetime, key: str, words: Callable[[], str] | None
) -> int:
	left_out = {alert.sender, *get_concerned(alert)}
	users = [user for user in dict.fromkeys(users) if user not in left_out and may_be_called(user, alert)]
	weight = Weight.URGENT if kind.urgent else Weight.PERSONAL
	_write_down(alert, users, now)
	for user in users:
		tell(
			[user],
			lambda user=user: (words() if words else ask(alert), _text(alert, kind, user)),
			f"alert|{alert.name}|{key}",
			_lead_to(alert, user),
			weight,
			now,
		)
	return len(users)


def get_concerned(alert) -> set[str]:
	"""Whom the record is about, or who stands on a side of it: who is called can make it wait."""
	source = get_source(alert)
	if not source.never or not frappe.db.exists(alert.reference_doctype, alert.reference_name):
		return set()
	return {
		user
		for user in frappe.get_attr(source.never)(
			frappe.get_doc(alert.reference_doctype, alert.reference_name)
		)
		if user
	}


def _write_down(alert, users: Iterable[str], now: datetime) -> None:
	"""Before they are told: being called may be what opens the record to them, and the bell leads there at once."""
	known = {row.user for row in alert.recipients}
	for user in users:
		if user not in known:
			row = alert.append("recipients", {"user": user, "step": alert.step, "told_at": now})
			row.set_new_name()
			row.db_insert()


def may_be_called(user: str, alert) -> bool:
	"""Staff only; about a protected record only those who may open such records, of L4 this one: being told is learning of it."""
	doctype = alert.reference_doctype
	if doctype in RULES and RULES[doctype].level is Level.L4:
		return reads(doctype, alert.reference_name, user)
	if doctype in PROTECTED:
		return is_of_circle(user)
	return has_any_role(user, DESK_ROLES)


def _lead_to(alert, user: str) -> About:
	"""The record, where its reader may read it and can act there; else the alert."""
	if openers.can_open(alert, user):
		return About(alert.reference_doctype, alert.reference_name)
	return About(ALERT, alert.name)


def answers_of(name: str) -> str:
	"""What the keys of messages to whoever sent the alert begin with."""
	return f"alert|{name}|back|"


def tell_sender(alert, words: Callable[[], str], now: datetime) -> None:
	if alert.sender:
		key = f"{answers_of(alert.name)}{len(alert.events)}"
		tell([alert.sender], words, key, About(ALERT, alert.name), now=now)  # the answer is read there


def tell_end(alert, now: datetime) -> None:
	"""Whoever sent it; of life and limb everybody who was alarmed."""
	urgent = frappe.db.get_value("Campus Alert Kind", alert.kind, "urgent")
	users = {row.user for row in alert.recipients} if urgent else set()
	key = f"alert|{alert.name}|ended"
	tell(
		users | {alert.sender, alert.taken_by},
		lambda: _("Settled: {0} ({1})").format(label(alert), alert.outcome),
		key,
		About(ALERT, alert.name),
		now=now,
		is_end=True,
	)


def take_bells_back(alert) -> None:
	"""What is done vanishes from the bell, and what is still queued is not sent; the outbox keeps what was said to whom."""
	withdraw(f"alert|{alert.name}|", but=answers_of(alert.name))
	without_bell(ALERT, alert.name)
	without_bell(
		alert.reference_doctype,
		alert.reference_name,
		users=[row.user for row in alert.recipients],
		since=alert.raised_at,
	)


# words


def label(alert) -> str:
	"""Kind and number."""
	return f"{_(alert.kind)} {alert.reference_name}"


def person(user: str) -> str:
	return frappe.db.get_value("User", user, "full_name") or user


def ask(alert) -> str:
	return _("{0}: take it over").format(label(alert))


def _text(alert, kind: Kind, user: str) -> str:
	"""The class, where it does not point at a protected record; what to do, for whoever can do it."""
	place = None if alert.reference_doctype in PROTECTED else alert.unit
	words = kind.what_to_do
	if not (get_source(alert).settled_by_answer or openers.can_open(alert, user)):
		words = _(
			"The record is confidential, you cannot open it. The alert shows who can: call them until one has it."
		)
	return "\n".join(filter(None, (place, words)))
