"""Endpoints of the school calendar."""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from campus_safety.access import arguments
from campus_safety.domain.people import public_holidays
from campus_safety.domain.roles import STUDENT_AFFAIRS, SYSTEM_MANAGER
from campus_safety.engines import calendar
from campus_safety.engines.duties import run
from campus_safety.engines.sets.jobs import enqueue_once, say_if_no_queue
from campus_safety.services.people import term_opening

LONGEST_TERM = 400  # days
OPENERS = [STUDENT_AFFAIRS, SYSTEM_MANAGER]


@frappe.whitelist(methods=["GET", "POST"])
def suggest_holidays(start_date: str, end_date: str) -> list[dict]:
	"""Rows for Campus Term: the public holidays known between two days, provisional ones marked so.

	A year that nobody has entered is named in a message beside them.
	"""
	frappe.has_permission("Campus Term", "write", throw=True)
	first, last = arguments.a_day(start_date, "start_date"), arguments.a_day(end_date, "end_date")
	if (last - first).days > LONGEST_TERM:
		arguments.refuse("end_date")
	calendar.tell_unknown_years(first, last)
	days = calendar.get_public_days(first, last)
	return [
		{
			"title": special.title if announced else _("{0} (provisional)").format(special.title),
			"from_date": special.first,
			"to_date": special.last,
			"day_type": special.day_type.value,
		}
		for special, announced in public_holidays.suggestions(days, first, last)
	]


@frappe.whitelist(methods=["GET"])
def preview_term(term: str) -> dict:
	"""What opening the term would do: days, duties by rule, posts, students without class or counsellor."""
	frappe.only_for(OPENERS)
	return term_opening.preview(frappe.get_doc(term_opening.TERM, term), getdate(nowdate()))


@frappe.whitelist(methods=["POST"])
def open_term(term: str) -> str:
	"""Begin; the work is done in the background. Returns the name of the run that says how far it is.

	Errors: ValidationError for a term that is over, and while another run is at work.
	"""
	frappe.only_for(OPENERS)
	today = getdate(nowdate())
	term_opening.validate_opens(frappe.get_doc(term_opening.TERM, term), today)
	if run.get_unfinished():
		frappe.throw(_("Duties are being counted right now. Try again in a few minutes."))
	name = run.begin(today, "Term Opening", term)
	enqueue_once(
		run.work_on,
		f"campus_term_opening_{name}",
		missed=f"{name} waits for a queue",  # the watchdog takes up what stands still
		timeout=4 * 60 * 60,
		name=name,
	)
	say_if_no_queue()
	return name
