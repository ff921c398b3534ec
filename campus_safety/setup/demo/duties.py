"""Duties since the beginning of the term, as if the rules had been on from the first day, and what people did about them."""

from datetime import timedelta

import frappe
from frappe.utils import getdate, now_datetime, nowdate

from campus_safety.engines.duties import escalate, events, exempt, rules, run
from campus_safety.engines.duties.generate import OBLIGATION, Calendar
from campus_safety.setup.demo import accounts, calendar
from campus_safety.setup.demo.records import acting_as

# the key students of the demo were found a short while ago: nobody owed them anything before
KEY_STUDENTS_SINCE = timedelta(days=20)
TALKS = "heart_talk"
LONGEST_MONTH = 31
# (account, number in the own list of missed talks, reason)
ASKED = (
	("counsellor", 0, "学生十月住院治疗，已通过电话了解情况，请假单在案"),
	("counsellor3", 0, "学生参加省赛集训，十月不在校"),
)
TAKEN = (("counsellor", 1), ("counsellor4", 0))


def create() -> None:
	if frappe.db.exists(OBLIGATION, {}):
		return
	today = getdate(nowdate())
	_begin_with_the_term(today)
	run.run(today)
	escalate.climb(today)
	_ask_and_take()


def _begin_with_the_term(today) -> None:
	_name, start, _end, _break_until = calendar.term_around(today)
	known = Calendar.around(start, today)
	for name in rules.get_enabled():
		rule = frappe.get_doc(rules.RULE, name)
		since = today - KEY_STUDENTS_SINCE if rule.subject_type == "Key Student" else start
		# the workbench shows the running month's talks on whatever day the demo is made, the first one, too
		warn = LONGEST_MONTH + rule.grace_days if rule.seed_key == TALKS else rule.warn_before_days
		begun = {"effective_from": since, "running_period": 1, "warn_before_days": warn}
		rule.db_set(begun, update_modified=False)
		run.update_rule(name, since, today, known)
	events.forget()


def _ask_and_take() -> None:
	for account, number, reason in ASKED:
		if duty := _missed_talk(account, number):
			with acting_as(accounts.user_of(account)):
				exempt.ask(duty, reason, now_datetime())
	for account, number in TAKEN:
		if duty := _missed_talk(account, number):
			with acting_as(accounts.user_of(account)):
				escalate.take(duty, now_datetime())


def _missed_talk(account: str, number: int):
	"""None in the first weeks of a term, when nobody has missed one yet."""
	names = frappe.get_all(
		OBLIGATION,
		filters={
			"responsible_user": accounts.user_of(account),
			"rule": frappe.db.get_value(rules.RULE, {"seed_key": TALKS}),
			"state": "Overdue",
		},
		order_by="due_date desc, subject asc",
		pluck="name",
		limit=number + 1,
	)
	return frappe.get_doc(OBLIGATION, names[number]) if len(names) > number else None
