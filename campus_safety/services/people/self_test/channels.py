"""Each channel in use, tried without a post: host and address, the text, an application's token; and who has no address there."""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import add_to_date

from campus_safety.adapters import channels
from campus_safety.domain.message_weight import Weight, carries
from campus_safety.engines.messages import delivery, outbox
from campus_safety.exceptions import TRANSACTION_LOST
from campus_safety.services.people.self_test.line import ALARM, LOOK, WELL, Line, names

CHANNEL, OUTBOX = "Campus Message Channel", "Campus Message Outbox"
STUCK = timedelta(minutes=30)
WEEK = timedelta(days=7)


def get_lines(now: datetime, heard: set[str]) -> list[Line]:
	"""heard: whom the ladders would tell."""
	enabled = frappe.get_all(CHANNEL, {"enabled": 1}, ["name", "carries"], order_by="name asc")
	urgent = [row.name for row in enabled if carries(row.carries, Weight.URGENT)]
	lines = [_try(name, heard, name in urgent) for name in (row.name for row in enabled)]
	if not urgent:
		lines.append(
			Line(
				_("Channels", context="Campus Self Test"),
				LOOK,
				_("No channel carries what is urgent: at night only those hear who look at the Desk."),
			)
		)
	return [*lines, _undelivered(now)]


def _try(channel: str, heard: set[str], is_urgent: bool) -> Line:
	without = channels.get_unreachable(channel, heard)
	reachable = sorted(heard - without)
	if not reachable and heard:
		said = _("Of {0} people whom the ladders call nobody can be reached here.").format(len(heard))
		return Line(channel, ALARM if is_urgent else LOOK, said)
	try:
		channels.rehearse(channel, reachable[0] if reachable else frappe.session.user, _("Self-test"))
	except TRANSACTION_LOST:
		raise
	except Exception as error:  # whatever is wrong with it is what the line says
		return Line(channel, ALARM if is_urgent else LOOK, channels.explain(error))
	if without and is_urgent:
		said = _("{0} of {1} people whom the ladders call have no number or address here: {2}.")
		return Line(channel, LOOK, said.format(len(without), len(heard), names(sorted(without))))
	return Line(channel, WELL, _("Host, text and token are right; nothing was sent."))


def _undelivered(now: datetime) -> Line:
	"""Counts by channel, the confidential ones among them."""
	part = _("Messages on their way")
	stuck = frappe.db.count(
		OUTBOX,
		{
			"status": ("in", outbox.UNSENT),
			"next_try": ("<", add_to_date(now, minutes=-STUCK.seconds // 60)),
		},
	)
	if stuck:
		return Line(
			part, ALARM, _("{0} messages have waited for half an hour: nobody delivers them.").format(stuck)
		)
	given_up = delivery.count_undelivered(now - WEEK)
	if given_up:
		said = names(f"{channel} {number}" for channel, number in given_up.items())
		return Line(part, LOOK, _("Given up within a week, by channel: {0}.").format(said))
	return Line(part, WELL, _("None waits, none was given up within a week."))
