"""A new term begins 学期结转: what it would do, shown first; then its days, posts and duties in one go (domain §22, §23).

What happened is written in the Coverage Run of trigger Term Opening: the duties are that run's own, and a killed worker
leaves a run that is continued. Every step may run twice.
"""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime
from pypika.functions import Coalesce, Count

from campus_safety.domain.duties.obligation import periods
from campus_safety.domain.people.network import Status
from campus_safety.engines import calendar
from campus_safety.engines.duties import generate, rules
from campus_safety.records.students import AT_SCHOOL
from campus_safety.services.people import network_scope
from campus_safety.services.people.network_scope import ASSIGNMENT

RUN = "Campus Coverage Run"
TERM = "Campus Term"
SHOWN = 50  # posts and classes named in the preview; the rest is a number


def validate_opens(term, today: date) -> None:
	"""A term that is over is history. Errors: ValidationError."""
	if getdate(term.break_until or term.end_date) < today:
		frappe.throw(_("The term {0} is over. Choose the new term.").format(term.name))


def preview(term, today: date) -> dict:
	"""What opening the term would do. Nothing is written; no student is named.

	Duties are those of the periods that run on the first day of the term, or today when it has begun.
	"""
	validate_opens(term, today)
	day = max(today, getdate(term.start_date))
	return {
		"term": term.name,
		"begins": term.start_date,
		"has_begun": getdate(term.start_date) <= today,
		"days": calendar.count_days(term.as_value()),
		"duties": _duties(day),
		"posts": _posts(today),
		"students": _students(),
		"last_run": frappe.db.get_value(
			RUN, {"term": term.name}, ["name", "status", "started"], order_by="started desc", as_dict=True
		),
	}


def prepare(run, today: date) -> None:
	"""Days and posts, and whoever must act is told; then the run goes on with the duties."""
	term = frappe.get_doc(TERM, run.term)
	days = calendar.write_days(term.as_value())
	posts = network_scope.begin_and_end(today)
	left = frappe.get_all(
		ASSIGNMENT,
		filters={"name": ("in", posts["ended"] or [""]), "end_blocked": ("is", "set")},
		pluck="name",
	)
	frappe.db.set_value(
		RUN,
		run.name,
		{
			"days_made": days["inserted"],
			"days_changed": days["changed"] + days["removed"],
			"posts_begun": len(posts["begun"]),
			"posts_ended": len(posts["ended"]),
			"posts_waiting": len(left),
			"term_prepared": now_datetime(),
			"heartbeat": now_datetime(),
		},
	)
	frappe.db.commit()  # a worker killed among the duties need not begin here again


def _duties(day: date) -> list[dict]:
	"""[{rule, period, duties}] that are not there yet, one count per rule."""
	known = generate.Calendar.around(day, day)
	found = []
	for name in rules.get_enabled():
		rule = rules.read(frappe.get_doc(rules.RULE, name))
		if rule.effective_from and rule.effective_from > day:
			continue
		number = 0
		for span in periods(rule.policy.period, day, day, known.terms):
			missing = rule.is_owed_in(span) and generate.select_missing(rule, span, known)
			if missing:
				_subjects, query = missing
				number += query.select(Count("*")).run()[0][0]
		found.append({"rule": name, "period": rule.policy.period.value, "duties": number})
	return found


def _posts(today: date) -> dict:
	"""Posts that go on, begin or end by their dates, and those of which something is to be handed over."""
	active = {"status": Status.ACTIVE.value, "is_covert": 0}
	over = {**active, "to_date": ("<=", today)}
	return {
		"continue": frappe.db.count(ASSIGNMENT, active) - frappe.db.count(ASSIGNMENT, over),
		"begin": frappe.db.count(
			ASSIGNMENT, {"status": Status.PLANNED.value, "is_covert": 0, "from_date": ("<=", today)}
		),
		"end": frappe.db.count(ASSIGNMENT, over),
		"ended": frappe.db.count(ASSIGNMENT, {"status": Status.ENDED.value, "is_covert": 0}),
		"waiting": _get_left_open(over),
	}


def _get_left_open(over: dict) -> list[frappe._dict]:
	"""Posts that end now, while their holders still answer for open ledgers there."""
	rows = frappe.get_all(
		ASSIGNMENT,
		filters=over,
		fields=["name", "position", "holder_name", "unit", "dormitory", "to_date"],
		order_by="to_date asc",
	)
	return [row for row in rows if network_scope.get_open_ledgers(frappe.get_doc(ASSIGNMENT, row.name))][
		:SHOWN
	]


def _students() -> dict:
	"""Counts, and the classes that have nobody: who is in them is the list's to show."""
	student, unit, post = (
		frappe.qb.DocType("Campus Student"),
		frappe.qb.DocType("Campus Unit"),
		frappe.qb.DocType(ASSIGNMENT),
	)
	at_school = frappe.qb.from_(student).left_join(unit).on(unit.name == student.unit)
	at_school = at_school.where(student.status.isin(AT_SCHOOL))
	no_class = unit.name.isnull() | (unit.unit_type != "Class") | (Coalesce(unit.disabled, 0) == 1)
	held = (
		frappe.qb.from_(post)
		.select(post.unit)
		.where((post.position == "Counsellor") & (post.status == Status.ACTIVE.value) & post.unit.notnull())
	)
	unheld = (
		at_school.where(student.unit.notnull() & student.unit.notin(held))
		.select(student.unit, Count("*").as_("students"))
		.groupby(student.unit)
		.orderby(student.unit)
		.run(as_dict=True)
	)
	return {
		"without_class": at_school.where(no_class).select(Count("*")).run()[0][0],
		"without_counsellor": sum(row.students for row in unheld),
		"classes": unheld[:SHOWN],
	}
