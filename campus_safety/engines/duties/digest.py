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
from pypika.functions import Count, Sum

from campus_safety.domain import roles
from campus_safety.domain.duties.obligation import State
from campus_safety.domain.message_weight import Weight
from campus_safety.engines.duties import escalate, rules
from campus_safety.engines.duties.generate import OBLIGATION
from campus_safety.engines.messages.telling import About, is_told, tell
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
		if found.is_empty or is_told(user, f"digest|{today}"):
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
	offices = Offices()
	_add_own(found, today, offices)
	_add_escalated(found, offices)
	_add_unowned(found, offices)
	_add_notes(found, today)
	enabled = set(
		frappe.get_all("User", filters={"enabled": 1, "name": ("in", list(found) or [""])}, pluck="name")
	)
	return {user: digest for user, digest in found.items() if user in enabled}


def _add_own(found, today: date, offices: "Offices") -> None:
	"""Overdue and open ones each by their own index, counted once however many rules warn however early."""
	duty = frappe.qb.DocType(OBLIGATION)
	warn = {
		row.name: row.warn_before_days or 0
		for row in frappe.get_all(rules.RULE, fields=["name", "warn_before_days"])
	}
	last = today + timedelta(days=max(warn.values(), default=0))
	open_now = (duty.state == State.OPEN.value) & (duty.due_date <= last)
	groups = (duty.responsible_user, duty.responsible_role, duty.rule)
	overdue = frappe.qb.from_(duty).select(*groups, Count("*")).where(duty.state == State.OVERDUE.value)
	for user, role, rule, number in overdue.groupby(*groups).run():
		_add(found, offices, user, role, rule, (number, 0, 0))
	waiting = frappe.qb.from_(duty).select(*groups, duty.due_date, Count("*")).where(open_now)
	for user, role, rule, day, number in waiting.groupby(*groups, duty.due_date).run():
		if day <= today:
			_add(found, offices, user, role, rule, (0, number, 0))
		elif day <= today + timedelta(days=warn.get(rule, 0)):
			_add(found, offices, user, role, rule, (0, 0, number))


def _add(found, offices: "Offices", user, role, rule: str, numbers: tuple[int, int, int]) -> None:
	for each in [user] if user else offices.of_role(role) if role else ():
		found[each].add(rule, *numbers)


def _add_escalated(found, offices: "Offices") -> None:
	duty = frappe.qb.DocType(OBLIGATION)
	rows = (
		frappe.qb.from_(duty)
		.select(duty.rule, duty.escalation_step, duty.college, duty.unit, Count("*"))
		.where(
			(duty.state == State.OVERDUE.value)
			& (duty.escalation_step > 0)
			& (duty.taken_by.isnull() | (duty.taken_by == ""))
		)
		.groupby(duty.rule, duty.escalation_step, duty.college, duty.unit)
		.run()
	)
	ladders = {rule: escalate.get_ladder(rule) for rule in {row[0] for row in rows}}
	for rule, reached, college, unit, number in rows:
		for step in ladders[rule][:reached]:
			for user in offices.of_step(step, unit, college):
				found[user].escalated[rule] += number


class Offices:
	"""Who is meant by an office or a post, each looked up once for a whole morning."""

	def __init__(self) -> None:
		self.roles: dict[str, list[str]] = {}
		self.posts: dict[str, dict[str, str]] = {}

	def of_role(self, role: str) -> list[str]:
		if role not in self.roles:
			self.roles[role] = posts.get_users_with_role(role)
		return self.roles[role]

	def of_step(self, step, unit: str | None, college: str | None) -> list[str]:
		"""A College Lead hears of the own college only; every other role of all; a post of where it is held nearest."""
		if step.to_role == roles.COLLEGE_LEAD:
			return self.of_post("College Lead", college, unit)
		if step.to_role:
			return self.of_role(step.to_role)
		return self.of_post(step.to_position, unit, college)

	def of_post(self, position: str, *places: str | None) -> list[str]:
		"""The first by name of those who hold it for the first of these places that has anybody."""
		if position not in self.posts:
			held = posts.get_units_held(position)
			self.posts[position] = {
				place: user for user in sorted(held, reverse=True) for place in held[user]
			}
		holders = self.posts[position]
		return next(([holders[place]] for place in places if place in holders), [])


def _add_unowned(found, offices: "Offices") -> None:
	"""Duties nobody holds the post for are the College Lead's to give to somebody."""
	duty = frappe.qb.DocType(OBLIGATION)
	rows = (
		frappe.qb.from_(duty)
		.select(duty.college, Count("*"))
		.where(
			(duty.responsible_user.isnull() | (duty.responsible_user == ""))
			& duty.state.isin((State.OPEN.value, State.OVERDUE.value))
			& (duty.responsible_role.isnull() | (duty.responsible_role == ""))
			& duty.college.notnull()
		)
		.groupby(duty.college)
		.run()
	)
	for college, number in rows:
		for lead in offices.of_post("College Lead", college):
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
