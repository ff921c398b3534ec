"""A student comes back 复学 (domain §12): the register follows, and a risk ledger stays with them for a term."""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.domain.crisis.way_back import keep_until
from campus_safety.domain.roles import ACADEMIC_AFFAIRS
from campus_safety.engines.messages.telling import tell
from campus_safety.engines.sets.one_by_one import one_by_one
from campus_safety.records.posts import get_users_with_role
from campus_safety.services.crisis import suspensions
from campus_safety.services.crisis.settings import get_ledger_days
from campus_safety.services.risk import nomination

ASSESSMENT, SUSPENSION = "Campus Resumption Assessment", suspensions.SUSPENSION
OF_THE_SUSPENSION = ("contact_person", "lead", "needs_student_affairs")


def get_suspension(student: str | None) -> str:
	"""Number of the suspension that the student is in, for whoever may open it. Errors: PermissionError."""
	name = suspensions.get_open(student)
	is_on_leave = name and frappe.db.get_value(SUSPENSION, name, "status") == suspensions.SUSPENDED
	if not is_on_leave or not frappe.has_permission(SUSPENSION, "read", doc=name):
		frappe.throw(
			_("You have no suspension of this student that could end. Write the suspension first."),
			frappe.PermissionError,
		)
	return name


def tell_panel(assessment, now: datetime) -> None:
	tell(
		[row.member for row in assessment.panel],
		lambda: _("Resumption assessment {0} waits for your opinion").format(assessment.name),
		f"resumption|{assessment.name}|panel|{now}",
		assessment,
		now=now,
	)


def not_yet(assessment) -> None:
	suspensions.look_again(assessment.suspension, assessment.look_again_on)


def come_back(assessment, now: datetime) -> None:
	"""On the day of the return: the register, the ledger, and who has to know."""
	day = getdate(assessment.returns_on)
	if frappe.db.get_value(SUSPENSION, assessment.suspension, "status") != suspensions.SUSPENDED:
		return  # the student has left meanwhile
	held = frappe.db.get_value(SUSPENSION, assessment.suspension, list(OF_THE_SUSPENSION), as_dict=True)
	suspensions.come_back(assessment.suspension, day)
	ledger = nomination.keep_after_return(
		assessment.student, keep_until(day, get_ledger_days()), day, held.contact_person, held.lead
	)
	tell(
		[held.contact_person, held.lead],
		lambda: _("Suspension {0} is over; risk ledger {1} stays open for a term").format(
			assessment.suspension, ledger
		),
		f"resumption|{assessment.name}|back",
		assessment,
		now=now,
	)
	tell(
		get_users_with_role(ACADEMIC_AFFAIRS),
		lambda: _("Suspension {0} is over: the student is back from {1}").format(
			assessment.suspension, frappe.format(day, "Date")
		),
		f"resumption|{assessment.name}|register",
		now=now,
	)


def run(now: datetime) -> dict[str, int]:
	"""{"back", "errors"}: those whose day of return has come; each writes its own `resumed_at`."""
	counts = dict.fromkeys(("back", "errors"), 0)

	def bring_back(name: str) -> None:
		document = frappe.get_doc(ASSESSMENT, name, for_update=True)
		with document.as_app():
			document.save(ignore_permissions=True)  # the job has no rights of its own
		counts["back"] += 1

	counts["errors"] = one_by_one(_get_due(now.date()), bring_back, "Resumptions")
	return counts


def _get_due(today: date) -> list[str]:
	assessment = frappe.qb.DocType(ASSESSMENT)
	return (
		frappe.qb.from_(assessment)
		.select(assessment.name)
		.where((assessment.status == "Agreed") & assessment.resumed_at.isnull())
		.where(assessment.returns_on <= today)
		.orderby(assessment.name)
		.run(pluck=True)
	)
