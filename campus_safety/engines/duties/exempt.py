"""Exemptions 豁免: a reason, and somebody other than the responsible person who approves it."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.duties.obligation import ExemptKind, State
from campus_safety.engines.duties.settings import get_exemption_approvers
from campus_safety.exceptions import DutyExemptionError

EXEMPTION = "Campus Duty Exemption"
COPIED = (
	"rule",
	"subject_doctype",
	"subject",
	"student",
	"names_student",
	"period_start",
	"responsible_user",
	"unit",
	"college",
	"term",
)
# what the step to Exempt writes, and no other save of a person
SIGNED = frozenset(("state", "exempt_kind", "exempt_reason", "exempt_by", "exempted_on"))
OPENABLE = (State.OPEN.value, State.OVERDUE.value)


def approve_on_form(duty, before, now: datetime) -> None:
	"""A form was saved with the state Exempt: checked and signed with the login, whatever else the form said."""
	user = frappe.session.user
	if before.state not in OPENABLE:
		frappe.throw(
			_("Only a duty that is open or overdue can be exempted; this one is {0}.").format(
				_(before.state, context=duty.doctype)
			),
			DutyExemptionError,
		)
	if not (duty.exempt_reason or "").strip():
		frappe.throw(_("An exemption needs its reason."), DutyExemptionError, title=_("Reason needed"))
	if user != "Administrator":
		validate_approver(user)
	if user in (duty.responsible_user, duty.exempt_requested_by):
		frappe.throw(_("Nobody exempts themselves. Ask Student Affairs."), DutyExemptionError)
	duty.exempt_kind = ExemptKind.APPROVED.value
	duty.exempt_by = user
	duty.exempted_on = now


def validate_approver(user: str) -> None:
	"""Errors: DutyExemptionError naming the roles that the settings give it to."""
	approvers = get_exemption_approvers()
	if not has_any_role(user, approvers):
		frappe.throw(
			_("Only {0} exempts from a duty.").format("、".join(_(role) for role in sorted(approvers))),
			DutyExemptionError,
		)


def ask(duty, reason: str, now: datetime) -> None:
	"""The responsible person asks; nothing changes until somebody approves."""
	if duty.state not in OPENABLE:
		frappe.throw(
			_("Only a duty that is open or overdue can be exempted; this one is {0}.").format(
				_(duty.state, context=duty.doctype)
			),
			DutyExemptionError,
		)
	if not reason.strip():
		frappe.throw(_("An exemption needs its reason."), DutyExemptionError, title=_("Reason needed"))
	_write(duty, exempt_reason=reason.strip(), exempt_requested_by=frappe.session.user)
	note(duty, "Asked", now)


def get_asked(user: str) -> list[str]:
	"""Names of duties for which somebody else asks for an exemption: few, found by their index, in the whole school."""
	duty = frappe.qb.DocType("Campus Duty Obligation")
	rows = (
		frappe.qb.from_(duty)
		.select(duty.name)
		.where(
			(duty.exempt_requested_by > "") & (duty.exempt_requested_by != user) & duty.state.isin(OPENABLE)
		)
		.run()
	)
	return [row[0] for row in rows]


def approve(duty, reason: str | None = None) -> None:
	duty.state = State.EXEMPT.value
	duty.exempt_reason = (reason or duty.exempt_reason or "").strip()
	duty.save()


def decline(duty, now: datetime) -> None:
	"""The duty stays as it was; who asked is kept in the version."""
	validate_approver(frappe.session.user)
	note(duty, "Declined", now)
	_write(duty, exempt_reason=None, exempt_requested_by=None)


def withdraw(duty, now: datetime) -> None:
	"""An approved exemption is taken back: the duty stands as its evidence says, and nobody asks any more."""
	from campus_safety.engines.duties import rules
	from campus_safety.engines.duties.settle import settle

	validate_approver(frappe.session.user)
	if duty.exempt_kind != ExemptKind.APPROVED:
		frappe.throw(_("There is no approved exemption to take back."), DutyExemptionError)
	note(duty, "Taken Back", now)
	asked = dict.fromkeys(("exempt_reason", "exempt_requested_by", "exempt_by", "exempted_on"))
	_write(duty, state=State.OPEN.value, exempt_kind="", **asked)
	settle(
		rules.read(frappe.get_cached_doc(rules.RULE, duty.rule)),
		now.date(),
		subjects=[duty.subject],
		days=(duty.period_start, duty.period_start),
	)


def note(duty, step: str, now: datetime) -> None:
	"""One sealed line: the duty is made anew by the engine, who was released from it and why is not."""
	line = frappe.get_doc(
		{
			"doctype": EXEMPTION,
			"obligation": duty.name,
			"step": step,
			"at": now.replace(microsecond=0),
			"user": frappe.session.user,
			"reason": duty.exempt_reason,
			**{field: duty.get(field) for field in COPIED},
		}
	)
	with line.as_app():
		line.insert(ignore_permissions=True)  # written for people who may not write to it


def _write(duty, **values) -> None:
	duty.update(values)
	with duty.as_app():
		duty.save(ignore_permissions=True)  # who may was checked by the caller, on the row
