"""The set-based engine against the rules of `domain.obligation`, walked through one student and one record at a time."""

from datetime import date, datetime, timedelta

import frappe
from frappe.utils import getdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus_safety.domain.duties.obligation import (
	DaysThatCount,
	Evidence,
	Presence,
	Span,
	State,
	count,
	count_until,
	due_date,
	next_state,
	owing_window,
	periods,
)
from campus_safety.engines.duties import generate, rules
from campus_safety.engines.duties.saved import Touched, find_duties, settle_duties
from campus_safety.engines.duties.settle import settle
from campus_safety.tests.duties.base import VISIT, DutyTestCase

DAY = date(2026, 11, 25)


def settle_as_saved(rule: rules.DutyRule, today: date) -> None:
	"""As when records about every subject, of all days, had been saved."""
	subjects = frappe.get_all(generate.OBLIGATION, {"rule": rule.name}, pluck="subject", distinct=True)
	touched = Touched(rule, frozenset(subjects), date(2026, 1, 1), date(2027, 12, 31))
	settle_duties(rule, find_duties([touched]).get(rule.name, ()), today)


slow = settings(max_examples=10, suppress_health_check=list(HealthCheck))


class TestAgainstReference(DutyTestCase):
	@slow
	@given(st.data())
	def test_states(self, data) -> None:
		frappe.db.delete(VISIT)
		frappe.db.delete(generate.OBLIGATION)
		frappe.db.delete(rules.RULE, {"name": "参照"})
		rule = self.make_rule(
			"参照",
			period=data.draw(st.sampled_from(["Week", "Month", "Term"])),
			min_count=data.draw(st.integers(1, 3)),
			grace_days=data.draw(st.integers(0, 5)),
			catch_up_days=data.draw(st.integers(0, 20)),
			due_week=data.draw(st.sampled_from([0, 8])),
			evidence_filter=data.draw(st.sampled_from([None, '{"kind": "Key"}'])),
		)
		value = rules.read(rule)
		known = generate.Calendar.around(DAY, DAY)
		generate.make(value, date(2026, 10, 1), DAY, known)
		for duty in self.duties(rule):
			frappe.db.set_value(
				generate.OBLIGATION,
				duty.name,
				"state",
				data.draw(st.sampled_from(["Open", "Done", "Overdue", "Done Late", "Exempt"])),
				update_modified=False,
			)
		shelf = self.random_records(data)
		before = self.duties(rule)
		today = DAY + timedelta(days=data.draw(st.integers(-40, 80)))
		data.draw(st.sampled_from([settle, settle_as_saved]))(value, today)
		after = {duty.name: duty for duty in self.duties(rule)}
		for duty in before:
			counted = [
				each
				for student, kind, each in shelf
				if student == duty.subject and (not rule.evidence_filter or kind == "Key")
			]
			span = Span(duty.period_start, duty.period_end)
			found = count(counted, span, duty.count_until, duty.due_date, today)
			expected = next_state(State(duty.state), found, duty.min_count, duty.due_date, today)
			real = after[duty.name]
			self.assertEqual(
				real.state, expected.value, (duty.subject, str(span.first), duty.state, found, str(today))
			)
			if expected is not State.EXEMPT:
				self.assertEqual(
					(real.done_count, real.first_done_on, real.late_count),
					(found.done, found.first, found.late_entries),
				)
				self.assertEqual(bool(real.evidence), bool(found.done))
		self.assertEqual(settle(value, today), 0, "settling twice changes nothing")

	def test_a_subject_written_otherwise_is_the_same(self) -> None:
		"""The database does not tell them apart, and what a save settles tells the same as the night."""
		rule = self.make_rule("参照大小写")
		value = rules.read(rule)
		generate.make(value, date(2026, 10, 1), DAY, generate.Calendar.around(DAY, DAY))
		self.record(self.students[0], DAY)
		frappe.db.set_value(VISIT, {"student": self.students[0]}, "student", self.students[0].lower())
		settle_as_saved(value, DAY)
		self.assertEqual(self.duty(rule, self.students[0]).state, "Done")
		self.assertEqual(settle(value, DAY), 0)

	def random_records(self, data) -> list[tuple[str, str, Evidence]]:
		shelf = []
		for number in range(data.draw(st.integers(0, 14))):
			student = data.draw(st.sampled_from(self.students))
			happened = DAY + timedelta(days=data.draw(st.integers(-70, 70)))
			written = datetime(happened.year, happened.month, happened.day, 9) + timedelta(
				days=data.draw(st.integers(0, 12))
			)
			kind, late = data.draw(st.sampled_from(["Key", "Routine"])), data.draw(st.booleans())
			frappe.get_doc(
				{
					"doctype": VISIT,
					"name": f"ref-{number}",
					"student": student,
					"happened_on": happened,
					"kind": kind,
					"late_entry": int(late),
					"creation": written,
					"modified": written,
				}
			).db_insert()
			frappe.db.set_value(VISIT, f"ref-{number}", "creation", written, update_modified=False)
			shelf.append((student, kind, Evidence(happened, written, late)))
		return shelf

	@slow
	@given(st.data())
	def test_who_owes(self, data) -> None:
		"""Statuses, dates of joining and leaving, and the calendar, for every student of the class."""
		frappe.db.delete(generate.OBLIGATION)
		frappe.db.delete(rules.RULE, {"name": "参照"})
		people = {}
		for student in self.students:
			status = data.draw(
				st.sampled_from(["Enrolled", "Internship", "Suspended", "Withdrawn", "Graduated"])
			)
			joined, leaves = (
				data.draw(st.none() | st.dates(date(2026, 8, 1), date(2027, 3, 1))) for _each in range(2)
			)
			frappe.db.set_value(
				"Campus Student",
				student,
				{"status": status, "admission_date": joined, "graduation_date": leaves},
			)
			people[student] = (status, Presence(joined, leaves))
		rule = self.make_rule(
			"参照",
			period=data.draw(st.sampled_from(["Day", "Week", "Month", "Term"])),
			days_that_count=data.draw(st.sampled_from([each.value for each in DaysThatCount])),
			min_days=data.draw(st.integers(1, 12)),
			effective_from=data.draw(st.sampled_from(["2026-01-01", "2026-11-18", "2026-12-05"])),
			running_period=data.draw(st.sampled_from([0, 1])),
		)
		value = rules.read(rule)
		today = data.draw(st.dates(date(2026, 9, 1), date(2027, 2, 27)))
		since = today - timedelta(days=data.draw(st.integers(0, 20)))
		known = generate.Calendar.around(since, today)
		generate.make(value, since, today, known)
		expected = set()
		for span in periods(value.policy.period, since, today, known.terms):
			window = owing_window(value.policy, span, known.days)
			if (
				window is None
				or (span.last if rule.running_period else span.first) < getdate(rule.effective_from)
				or getdate(rule.effective_from) > today
			):
				continue
			for student, (status, presence) in people.items():
				if status in ("Enrolled", "Internship") and window.holds(presence):
					expected.add(
						(
							student,
							span.first,
							due_date(value.policy, span, known.terms),
							count_until(value.policy, span),
						)
					)
		found = {
			(duty.subject, duty.period_start, duty.due_date, duty.count_until) for duty in self.duties(rule)
		}
		self.assertEqual(found, expected)
