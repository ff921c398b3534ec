"""Steps that set the day's work in motion: rules, the first run, channels, students' accounts, the trial night."""

from datetime import date

import frappe
from frappe import _

from campus_safety.domain.roles import SAFETY_OFFICE, STUDENT_AFFAIRS, SYSTEM_MANAGER
from campus_safety.engines.workbench.why_empty import RUN, get_first_day
from campus_safety.services.people import student_accounts
from campus_safety.services.people.first_day.school import TERM, get_current_term
from campus_safety.services.people.first_day.step import DAY, OFFICES, State, Step

RULE, CHANNEL, OUTBOX, ROLL = (
	"Campus Duty Rule",
	"Campus Message Channel",
	"Campus Message Outbox",
	"Campus Night Roll Call",
)
SHOWN_REFUSED = 10


def get_steps(today: date) -> list[Step]:
	return [rules(today), first_run(today), channel(), accounts_of_students(), trial_night()]


def rules(today: date) -> Step:
	number, day = frappe.db.count(RULE, {"enabled": 1}), get_first_day(today)
	if not number:
		state, said = State.TODO, _("No rule is switched on: nobody owes anything.")
	elif not day:
		state, said = State.LATER, _("{0} rules; they begin once there is a term.").format(number)
	elif day > today:
		state = State.DONE
		said = _("{0} rules; the first duties are of the period from {1} on.").format(
			number, frappe.format(day, "Date")
		)
	else:
		state, said = State.DONE, _("{0} rules in force.").format(number)
	return Step(
		"rules", _("Rules' first day"), state, said, button=_("Rules", context=DAY), route=("List", RULE)
	)


def first_run(today: date) -> Step:
	term = get_current_term(today)
	has_run = frappe.get_all(
		RUN, filters={"status": "Completed"}, pluck="run_date", order_by="run_date desc", limit=1
	)
	if has_run:
		said = _("Duties are worked out every night, last on {0}.").format(frappe.format(has_run[0], "Date"))
	else:
		said = _("Open the term: posts begin, duties are worked out now instead of tonight.")
	return Step(
		"first_run",
		_("Open the term"),
		State.DONE if has_run else State.TODO if term else State.LATER,
		said,
		button=_("Open the Term") if term else "",
		route=("Form", TERM, term) if term else (),
	)


def channel() -> Step:
	names = frappe.get_all(CHANNEL, filters={"enabled": 1}, pluck="name")
	sent = bool(names) and frappe.db.exists(OUTBOX, {"channel": ("in", names), "status": "Sent"})
	if sent:
		state, said = State.DONE, _("Messages have gone out over {0}.").format("、".join(names))
	elif names:
		state, said = (
			State.TODO,
			_("{0} is set up and has sent nothing yet: send yourself a test.").format("、".join(names)),
		)
	else:
		state = State.TODO
		said = _("Without WeCom, DingTalk or SMS nobody is woken at night: messages wait in the Desk.")
	return Step(
		"channel",
		_("Message channel"),
		state,
		said,
		(SYSTEM_MANAGER, STUDENT_AFFAIRS, SAFETY_OFFICE) if not names else OFFICES,
		_("Send Me a Test") if names else _("Channels", context=DAY),
		() if names else ("List", CHANNEL),
		"test_channel" if names else "",
	)


def accounts_of_students() -> Step:
	"""Once all have one but those whose address is taken, the button gives out first passwords."""
	total, having = student_accounts.count()
	missing, refused = total - having, student_accounts.get_refused()
	can_make = missing > len(refused) or (missing and not having)
	if not total:
		state, said = State.LATER, _("After the list of students.")
	elif missing:
		state = State.TODO
		said = _("{0} of {1} students have no account: no leave, no appointment on the phone.").format(
			missing, total
		)
		if refused:
			said += " " + _(
				"The address of {0} is somebody else's: give them another account by hand."
			).format("、".join(refused[:SHOWN_REFUSED]))
	else:
		state, said = State.DONE, _("All {0} students have an account.").format(total)
	return Step(
		"student_accounts",
		_("Students' accounts"),
		state,
		said,
		(SYSTEM_MANAGER,),
		_("Make Accounts") if can_make else _("First Passwords") if total else "",
		action="make_student_accounts" if can_make else "student_passwords" if total else "",
		optional=True,
	)


def trial_night() -> Step:
	done = frappe.db.count(ROLL, {"status": ("in", ("Reported", "Locked"))})
	return Step(
		"trial_night",
		_("Trial night"),
		State.DONE if done else State.TODO,
		_("{0} roll calls reported.").format(done)
		if done
		else _(
			"Tonight one building calls the roll on the phone; mark one student missing and watch who is told."
		),
		button=_("Roll Calls"),
		route=("List", ROLL),
	)
