"""The two clocks of a complaint on the school calendar: the first answer, and the solving. Worked out anew at each save."""

from datetime import date, datetime, time, timedelta

from frappe.utils import get_datetime

from campus_safety.domain.governance.appeals import is_working_day
from campus_safety.domain.governance.working_clock import (
	LONGEST_DAYS,
	Clock,
	Pause,
	WorkingTimes,
	working_clock,
)
from campus_safety.engines.calendar import get_days, get_public_days
from campus_safety.services.governance import settings

END_OF_DAY = time(23, 59, 59)


def get_times(first: date) -> WorkingTimes:
	"""Working times from `first` on, for as long as a clock may run."""
	last = first + timedelta(days=LONGEST_DAYS)
	kinds = {day.date: day.day_type for day in get_days(first, last)}
	public = {day.date: day.day_type for day in get_public_days(first, last)}
	in_breaks = settings.runs_in_breaks()
	return WorkingTimes(
		settings.get_working_spans(), lambda day: is_working_day(day, kinds, public, in_breaks)
	)


def follow(ticket, now: datetime) -> None:
	"""Sets when each is due, whether it was late, and whether the solving waits for whoever asked."""
	received = get_datetime(ticket.received_at)
	times = get_times(received.date())
	answered = ticket.first_response_at and get_datetime(ticket.first_response_at)
	first = working_clock(received, settings.get_response_time(bool(ticket.urgent)), (), times, now, answered)
	ticket.response_due, ticket.response_late = first.due, int(first.late)
	solving = _solving(ticket, received, times, now)
	ticket.due, ticket.solve_late, ticket.paused = solving.due, int(solving.late), int(solving.paused)


def _solving(ticket, received: datetime, times: WorkingTimes, now: datetime) -> Clock:
	start = get_datetime(ticket.clock_from) if ticket.clock_from else received
	stopped = ticket.replied_at and get_datetime(ticket.replied_at)
	if ticket.petition:
		return _petition(ticket, received, now, stopped)
	allowed = settings.get_solving_days(ticket.difficulty) * times.one_day
	return working_clock(start, allowed, _pauses(ticket, now), times, now, stopped)


def _petition(ticket, received: datetime, now: datetime, stopped: datetime | None) -> Clock:
	"""Calendar days [R]: taken within the first, answered within the second; nothing stops them."""
	taken, answered = settings.get_petition_days()
	days = taken if ticket.status == "Accepted" else answered
	due = datetime.combine(received.date() + timedelta(days=days), END_OF_DAY)
	return Clock((stopped or now) - received, due, (stopped or now) > due, False)


def _pauses(ticket, now: datetime) -> list[Pause]:
	"""Asked until answered, and no longer than the school waits: nobody's silence stops a clock for good."""
	longest = timedelta(days=settings.get_question_days())
	found = []
	for row in ticket.questions:
		if row.asked_at and row.question:
			asked = get_datetime(row.asked_at)
			answered = row.answered_at and get_datetime(row.answered_at)
			over = asked + longest if asked + longest <= (answered or now) else answered
			found.append(Pause(asked, over))
	return found
