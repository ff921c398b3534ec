"""The morning's digest 每日提醒: one message per person and day, however many duties there are.

It names rules and numbers, never a student: whoever opens the list sees what they may see.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

import frappe
from frappe import _
from pypika import Case
from pypika.functions import Coalesce, Count, Sum

from campus_safety.domain import roles
from campus_safety.domain.duties.obligation import State
from campus_safety.domain.message_weight import Weight
from campus_safety.engines.duties import escalate, rules
from campus_safety.engines.duties.generate import OBLIGATION
from campus_safety.engines.messages.telling import About, tell
from campus_safety.records import posts

LINES = 8  # of rules in one message; the rest is in the list


@dataclass
class Digest:
	"""What one person is told. rules: {rule: [overdue, due today, due soon]}."""

	rules: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
	escalated: dict[str, int] = field(default_factory=lambda: defaultdict(int))
	unowned: int = 0
	notes: list[Callable[[], str]] = field(
		default_factory=list
	)  # what other rooms say, in the reader's language

	def add(self, rule: str, overdue: int, today: int, soon: int) -> None:
		for place, number in enumerate((overdue, today, soon)):
			self.rules[rule][place] += int(number or 0)

	@property
	def is_empty(self) -> bool:
		return not (
			any(any(numbers) for numbers in self.rules.values())
			or self.escalated
			or self.unowned
			or self.notes
		)


def send(today: date) -> int:
	"""Queue one message for everybody who has something to do; a second call the same day sends nothing new."""
	sent = 0
	for user, found in collect(today).items():
		if found.is_empty:
			continue
		try:
			sent += len(
				tell([user], partial(write, found), f"digest|{today}", About(OBLIGATION), Weight.DIGEST)
			)
			frappe.db.commit()  # one person's message does not hang on the next one's
		except Exception:
			frappe.db.rollback()
			frappe.log_error(title=f"Duty digest {today}")
	return sent


def count_by_urgency(duty, today: date) -> list:
	"""Terms to select: overdue, due today, due later."""
	is_open = duty.state == State.OPEN.value
	conditions = (
		duty.state == State.OVERDUE.value,
		is_open & (duty.due_date <= today),
		is_open & (duty.due_date > today),
	)
	return [Sum(Case().when(condition, 1).else_(0)) for condition in conditions]


def collect(today: date) -> dict[str, Digest]:
	"""{user: digest}, only enabled accounts."""
	found: dict[str, Digest] = defaultdict(Digest)
	_add_own(found, today)
	_add_escalated(found)
	_add_unowned(found)
	_add_notes(found, today)
	enabled = set(
		frappe.get_all("User", filters={"enabled": 1, "name": ("in", list(found) or [""])}, pluck="name")
	)
	return {user: digest for user, digest in found.items() if user in enabled}


def _add_own(found, today: date) -> None:
	duty, rule = frappe.qb.DocType(OBLIGATION), frappe.qb.DocType(rules.RULE)
	open_now = duty.state == State.OPEN.value
	for warn in {row or 0 for row in frappe.get_all(rules.RULE, pluck="warn_before_days")}:
		rows = (
			frappe.qb.from_(duty)
			.join(rule)
			.on(rule.name == duty.rule)
			.select(
				duty.responsible_user,
				duty.responsible_role,
				duty.rule,
				*count_by_urgency(duty, today),
			)
			.where(
				(rule.warn_before_days == warn)
				& (
					(duty.state == State.OVERDUE.value)
					| (open_now & (duty.due_date <= today + timedelta(days=warn)))
				)
			)
			.groupby(duty.responsible_user, duty.responsible_role, duty.rule)
			.run()
		)
		for user, role, name, *numbers in rows:
			for each in [user] if user else posts.get_users_with_role(role) if role else []:
				found[each].add(name, *numbers)


def _add_escalated(found) -> None:
	duty = frappe.qb.DocType(OBLIGATION)
	rows = (
		frappe.qb.from_(duty)
		.select(duty.rule, duty.escalation_step, duty.college, duty.unit, Count("*"))
		.where(
			(duty.state == State.OVERDUE.value)
			& (duty.escalation_step > 0)
			& (Coalesce(duty.taken_by, "") == "")
		)
		.groupby(duty.rule, duty.escalation_step, duty.college, duty.unit)
		.run()
	)
	for rule, reached, college, unit, number in rows:
		for step in escalate.get_ladder(rule)[:reached]:
			for user in _recipients(step, unit, college):
				found[user].escalated[rule] += number


def _recipients(step, unit: str | None, college: str | None) -> list[str]:
	"""A College Lead hears of the own college only; every other role of all."""
	if step.to_role == roles.COLLEGE_LEAD:
		holder = posts.get_nearest_holder("College Lead", "Campus Unit", college or unit or "", college)
		return [holder] if holder else []
	if step.to_role:
		return posts.get_users_with_role(step.to_role)
	holder = posts.get_nearest_holder(step.to_position, "Campus Unit", unit or "", college)
	return [holder] if holder else []


def _add_unowned(found) -> None:
	"""Duties nobody holds the post for are the College Lead's to give to somebody."""
	duty = frappe.qb.DocType(OBLIGATION)
	rows = (
		frappe.qb.from_(duty)
		.select(duty.college, Count("*"))
		.where(
			duty.state.isin((State.OPEN.value, State.OVERDUE.value))
			& (Coalesce(duty.responsible_user, "") == "")
			& (Coalesce(duty.responsible_role, "") == "")
			& duty.college.notnull()
		)
		.groupby(duty.college)
		.run()
	)
	for college, number in rows:
		lead = posts.get_nearest_holder("College Lead", "Campus Unit", college, college)
		if lead:
			found[lead].unowned += number


def _add_notes(found, today: date) -> None:
	"""What other rooms have to say in the morning, as hooks.py names it: functions of the day that give {account: its words}."""
	for path in frappe.get_hooks("campus_digest_notes"):
		for user, words in frappe.get_attr(path)(today).items():
			found[user].notes.append(words)


def write(digest: Digest) -> tuple[str, str]:
	"""(subject, text) in the reader's language."""
	overdue, today, soon = (sum(numbers[place] for numbers in digest.rules.values()) for place in range(3))
	subject = _("Duties this morning: {0} overdue, {1} due today, {2} due soon").format(overdue, today, soon)
	lines = [
		_("{0}: {1} overdue, {2} due today, {3} due soon").format(rule, *numbers)
		for rule, numbers in sorted(digest.rules.items(), key=lambda item: item[1], reverse=True)[:LINES]
	]
	for rule, number in digest.escalated.items():
		lines.append(_("Escalated to you: {0} ({1} overdue, nobody has taken them)").format(rule, number))
	if digest.unowned:
		lines.append(
			_("{0} duties of your college have no responsible person: assign the post.").format(
				digest.unowned
			)
		)
	lines += [words() for words in digest.notes]
	return subject, "\n".join(filter(None, lines))
