"""A key student never falls out silently 转接: who can no longer answer, or whose student has moved, asks for a handover.

Looked for by what is so, not by what was done: whichever way it came about, the next look finds it (domain §7, §9).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

import frappe
from frappe import _

from campus_safety.access.checks import covers_student, worked_out_once
from campus_safety.access.scopes import has_any_role
from campus_safety.domain.roles import COLLEGE_LEAD, PSYCH_HEAD
from campus_safety.engines.alerts import loop
from campus_safety.engines.alerts.told import source_of
from campus_safety.engines.messages.telling import tell
from campus_safety.engines.opening import access_log
from campus_safety.engines.opening.reveal import validate_reason
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.exceptions import WorkflowGuardError
from campus_safety.records.named import CARERS, LEADERS
from campus_safety.records.posts import get_holders, get_users_with_role
from campus_safety.records.students import AT_SCHOOL
from campus_safety.services.risk import open_files
from campus_safety.services.risk.open_files import LEDGERS, is_enabled
from campus_safety.services.risk.risk_status import get_status_of

LEDGER, STATUS = "Campus Risk Ledger", "Campus Risk Status"
HANDOVER = source_of("Handover of a Key Student", LEDGER)
OPEN = LEDGERS.open
DECIDERS = (COLLEGE_LEAD, PSYCH_HEAD)
# nobody answers until another person is named
NEEDS_ANOTHER = ("Account Disabled", "Lead Cannot Answer")
SEPARATOR = "|"


class Cause(NamedTuple):
	"""reason: an option of `handover_reason`; of: what makes it a cause of its own, once it was settled."""

	reason: str
	of: str

	@property
	def key(self) -> str:
		return f"{self.reason} {self.of}"


def look(
	now: datetime, students: Iterable[str] | None = None, users: Iterable[str] | None = None
) -> list[str]:
	"""Ask where a handover is due: among all open ledgers, or those of these students or people. Names of those asked for now."""
	asked = []
	with worked_out_once():
		for ledger in open_files.read(LEDGERS, students, users):
			causes, settled = list(_causes(ledger)), _get_settled(ledger)
			cause = next((each for each in causes if each.key not in settled), None)
			if cause and cause.reason != ledger.handover_reason:
				_ask(ledger, cause, now)
				asked.append(ledger.name)
			_forget_what_is_over(ledger, causes, settled, cause, now)
	return asked


def is_settled(ledger) -> bool:
	"""Somebody has decided that it stays with whom it is, although a cause to hand it over holds."""
	causes, settled = list(_causes(ledger)), _get_settled(ledger)
	return bool(causes) and all(cause.key in settled for cause in causes)


def _get_settled(ledger) -> list[str]:
	return list(filter(None, (ledger.handover_settled or "").split(SEPARATOR)))


def _forget_what_is_over(
	ledger, causes: list[Cause], settled: list[str], cause: Cause | None, now: datetime
) -> None:
	"""Back at school, or back in the class: nothing is asked any more, and should it happen again, it asks again."""
	held = [key for key in settled if key in {each.key for each in causes}]
	values = {}
	if held != settled:
		values["handover_settled"] = SEPARATOR.join(held) or None
	if ledger.handover_reason and not cause:
		values["handover_reason"] = None
	if values:
		_write(ledger.name, now, **values)


def _write(name: str, now: datetime, **values) -> None:
	"""Beside the form, which may be open; the seal follows."""
	frappe.db.set_value(LEDGER, name, values, update_modified=False)
	follow_rows(LEDGER, [name])
	if not values.get("handover_reason", "kept"):
		loop.end(HANDOVER, frappe._dict(doctype=LEDGER, name=name), now)


def _causes(ledger) -> Iterator[Cause]:
	"""The most urgent first."""
	if not is_enabled(ledger.responsible_person):
		yield Cause("Account Disabled", ledger.responsible_person)
	if ledger.lead and not (is_enabled(ledger.lead) and has_any_role(ledger.lead, LEADERS)):
		yield Cause("Lead Cannot Answer", ledger.lead)
	if ledger.student_status not in AT_SCHOOL:
		yield Cause(ledger.student_status, "")
	if ledger.unit_now != ledger.unit:
		yield Cause("Changed Class", ledger.unit_now or "")
	elif not (
		has_any_role(ledger.responsible_person, CARERS)
		and covers_student(ledger.student, ledger.responsible_person)
	):
		yield Cause("Post Ended", ledger.responsible_person)


def _ask(ledger, cause: Cause, now: datetime) -> None:
	"""On the list of who decides, in the log, and told: number and action, nothing else."""
	_write(ledger.name, now, handover_reason=cause.reason)
	access_log.record("State", LEDGER, ledger.name, student=ledger.student, reason=f"→ {cause.reason}")
	people = {ledger.lead, ledger.responsible_person, *get_users_with_role(PSYCH_HEAD)}
	people |= set(get_holders(("College Lead",), ledger.college))
	record = frappe._dict(ledger, doctype=LEDGER)
	loop.end(HANDOVER, record, now)  # of another cause
	loop.raise_alert(HANDOVER, record, now, first=people - {None})
	key = f"handover|{ledger.name}|{cause.key}"
	if ledger.college_now != ledger.college and (status := get_status_of(ledger.student)):
		tell(
			get_holders(("College Lead",), ledger.college_now),
			lambda: _(
				"A student who needs attention has moved to your college. Ask the Psych Centre for the handover."
			),
			key,
			frappe._dict(doctype=STATUS, name=status),
		)


def settle(ledger, note: str, now: datetime) -> None:
	"""It stays with whom it is, decided by a person with a reason; another cause asks again.

	Errors: PermissionError; WorkflowGuardError when nothing is asked, or when nobody could answer.
	"""
	if not has_any_role(frappe.session.user, DECIDERS):
		frappe.throw(_("The College Lead or the Psych Head decides on a handover."), frappe.PermissionError)
	if not ledger.handover_reason:
		frappe.throw(_("No handover is asked for. Reload the ledger."), WorkflowGuardError)
	if ledger.handover_reason in NEEDS_ANOTHER:
		frappe.throw(_("Nobody answers for this student: name another person first."), WorkflowGuardError)
	validate_reason(note)
	access_log.record("State", LEDGER, ledger.name, student=ledger.student, reason=note.strip())
	mark_settled(ledger.name, now)


def mark_settled(name: str, now: datetime) -> None:
	"""Every cause that holds now has been decided on; those that nobody could answer go on asking."""
	with worked_out_once():
		for ledger in open_files.read(LEDGERS, [frappe.db.get_value(LEDGER, name, "student")], None):
			keys = [cause.key for cause in _causes(ledger) if cause.reason not in NEEDS_ANOTHER]
			_write(ledger.name, now, handover_reason=None, handover_settled=SEPARATOR.join(keys) or None)
