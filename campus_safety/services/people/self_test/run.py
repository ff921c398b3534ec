"""The evening's run: every part tried, written down in the school's language, told to whoever can mend it. Nobody is woken."""

from collections.abc import Callable
from datetime import datetime

import frappe
from frappe import _

from campus_safety.domain import roles as r
from campus_safety.domain.message_weight import Weight
from campus_safety.engines.messages.telling import About, in_school_language, tell
from campus_safety.exceptions import TRANSACTION_LOST
from campus_safety.records import posts
from campus_safety.services.people.self_test import channels, ladders, machine, reports
from campus_safety.services.people.self_test.latest import TEST, TOLD
from campus_safety.services.people.self_test.line import ALARM, LOOK, WELL, Line, worst


def run(now: datetime) -> str:
	"""Number of the document. A part that cannot be tried is an alarm of its own."""
	with in_school_language():
		lines = _try_everything(now)
	counts = {state: sum(1 for line in lines if line.state == state) for state in (LOOK, ALARM)}
	document = frappe.get_doc(
		{
			"doctype": TEST,
			"tested_at": now,
			"state": worst(line.state for line in lines),
			"alarms": counts[ALARM],
			"points": counts[LOOK],
			"lines": [line._asdict() for line in lines],
		}
	).insert(ignore_permissions=True)  # runs without a person
	if document.state != WELL:
		_tell(document, now)
	return document.name


def _try_everything(now: datetime) -> list[Line]:
	heard: set[str] = set()

	def down_the_ladders() -> list[Line]:
		lines, users = ladders.get_lines(now)
		heard.update(users)
		return lines

	return [
		*_try(_("Ladders"), down_the_ladders),
		*_try(_("Channels", context="Campus Self Test"), lambda: channels.get_lines(now, heard)),
		*_try(_("Reports without a Name"), lambda: [reports.get_line(now)]),
		*(line for part in machine.PARTS for line in _try(part.__name__, lambda part=part: [part(now)])),
	]


def _try(part: str, work: Callable[[], list[Line]]) -> list[Line]:
	try:
		return work()
	except TRANSACTION_LOST:
		raise
	except Exception as error:  # what cannot be tried is as bad as what fails
		frappe.log_error(title=f"Self-test: {part}")
		return [Line(part, ALARM, _("This could not be tried: {0}.").format(type(error).__name__))]


def _tell(document, now: datetime) -> None:
	def write() -> tuple[str, str]:
		subject = _("Self-test of the night watch: {0} alarms, {1} points to look at").format(
			document.alarms, document.points
		)
		return subject, "\n".join(
			f"{line.part}: {line.said}" for line in document.lines if line.state == ALARM
		)

	users = {user for role in (*TOLD, r.SAFETY_OFFICE) for user in posts.get_users_with_role(role)}
	weight = Weight.PERSONAL if document.alarms else Weight.DIGEST
	tell(users, write, f"self-test|{now.date()}", About(TEST, document.name), weight, now)
