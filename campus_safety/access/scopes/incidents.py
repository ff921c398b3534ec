"""Abnormal reports: who takes them reads all; a report itself whoever has it in hand, the college's lead, who was called about it."""

import frappe

from campus_safety.access.scopes import Supposed, has_any_role, held_units
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach

INTAKE = "Report Intake"
ALERT, RECIPIENT = "Campus Alert", "Campus Alert Recipient"
OPEN_TO_ALL = {0}  # not confidential


def is_intake(user: str) -> bool:
	"""Holds the post today and is of the Safety Office (domain §0). An account that administers takes no reports."""
	if not has_any_role(user, (r.SAFETY_OFFICE,)):
		return False
	if isinstance(user, Supposed):
		return False  # the office alone opens nothing: whoever holds the post has it in hand
	if has_any_role(user, (r.SYSTEM_MANAGER,)):
		return False
	return bool(
		frappe.db.exists(
			"Campus Network Assignment", {"holder_user": user, "position": INTAKE, "status": "Active"}
		)
	)


def reports(user: str, doctype: str) -> Reach:
	"""Abnormal Report, L3. Sexual harm and what concerns staff: who takes reports, and whoever they have named, nobody else."""
	if is_intake(user):
		return EVERYTHING
	reach = Reach.of(Match.on(assigned_to={user}))
	if has_any_role(user, (r.STUDENT_AFFAIRS,)):
		return reach | Reach.of(Match.on(restricted=OPEN_TO_ALL))
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		reach |= Reach.of(Match.on(college=held_units(user), restricted=OPEN_TO_ALL))
	if has_any_role(user, (r.PSYCH_HEAD,)):
		reach |= Reach.of(Match.on(help_seeking={1}, restricted=OPEN_TO_ALL))
	if has_any_role(user, (r.SCHOOL_LEADER,)):
		reach |= Reach.of(Match.on(urgency={"Urgent"}, restricted=OPEN_TO_ALL))
	if has_any_role(user, (r.SAFETY_OFFICE,)):
		return reach  # by the post alone
	return reach | Reach.of(Match.on(name=_called_about(user, doctype), restricted=OPEN_TO_ALL))


def senders(user: str, doctype: str) -> Reach:
	"""Report Sender, L4: who takes reports (domain §0)."""
	return EVERYTHING if is_intake(user) else NOTHING


def _called_about(user: str, doctype: str) -> list[str]:
	"""Whoever is called to act can read what about, until it is over."""
	if isinstance(user, Supposed):
		return []
	alert, told = frappe.qb.DocType(ALERT), frappe.qb.DocType(RECIPIENT)
	rows = (
		frappe.qb.from_(told)
		.join(alert)
		.on(alert.name == told.parent)
		.select(alert.reference_name)
		.distinct()
		.where((told.user == user) & (alert.reference_doctype == doctype) & (alert.status != "Ended"))
		.run()
	)
	return [row[0] for row in rows]
