"""What follows from a talk that was not steady: a nomination, or a notice to whoever takes it on (domain §3).

Abnormal reports and referrals to the psych centre have no DocType yet: for these the wish stands in the talk and the
responsible office is told its number. A new one is one more line of STEPS.
"""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from campus_safety.domain.care.heart_talk import NO_STEP
from campus_safety.domain.roles import PSYCH_HEAD, STUDENT_AFFAIRS
from campus_safety.engines.messages.telling import tell
from campus_safety.records.posts import get_enabled, get_holders, get_users_with_role

LEDGER = "Campus Risk Ledger"


def follow(talk) -> None:
	"""After a save that chose a next step: take it, once."""
	before = talk.get_doc_before_save()
	if talk.escalate_to in NO_STEP or talk.is_final or (before and before.escalate_to == talk.escalate_to):
		return
	talk.escalation_record = STEPS[talk.escalate_to](talk)
	talk.escalated_at = now_datetime()
	frappe.db.set_value(
		talk.doctype,
		talk.name,
		{"escalation_record": talk.escalation_record, "escalated_at": talk.escalated_at},
		update_modified=False,
	)


def nominate(talk) -> str | None:
	"""A nomination for the risk ledger in the author's own name; its number. Level and factors are theirs to choose.

	With an open ledger, or without the right to nominate, those in charge are told instead.
	"""
	open_ledger = frappe.db.get_value(
		LEDGER, {"active_key": talk.student}, ["name", "responsible_person", "lead"], as_dict=True
	)
	if open_ledger:
		in_charge = get_enabled({open_ledger.responsible_person, open_ledger.lead} - {None})
		_tell(
			in_charge or get_leads(talk),
			talk,
			lambda: _("Talk {0}: the student's state is abnormal, read it").format(talk.name),
		)
		may_read = frappe.has_permission(LEDGER, "read", doc=open_ledger.name)
		frappe.msgprint(
			_(
				"This student already has an open ledger. Those in charge of it were told the number of this talk."
			),
			alert=True,
		)
		return open_ledger.name if may_read else None
	if not frappe.has_permission(LEDGER, "create"):
		_tell(
			get_leads(talk),
			talk,
			lambda: _("Talk {0}: a nomination for the risk ledger is asked for").format(talk.name),
		)
		frappe.msgprint(
			_("You cannot nominate yourself. The College Lead was told the number of this talk."), alert=True
		)
		return None
	ledger = frappe.get_doc(
		{
			"doctype": LEDGER,
			"student": talk.student,
			"discovery_source": "Talk",
			"occurred_on": getdate(talk.talk_time),
			"risk_level": get_lowest_level(),
			"risk_factors": [{"risk_factor": get_open_factor()}],
			"factor_detail": talk.abnormal_behaviour,
		}
	)
	ledger.insert()
	frappe.msgprint(
		_(
			"The nomination is opened, with the lowest level and the factor Other. Set the level and the factors that fit, and at least one measure."
		),
		title=_("Risk Ledger"),
		indicator="orange",
		primary_action={
			"label": _("Complete the Nomination"),
			"client_action": "frappe.set_route",
			"args": ["Form", LEDGER, ledger.name],
		},
	)
	return ledger.name


def report_abnormal(talk) -> None:
	_tell(get_leads(talk), talk, lambda: _("Talk {0}: an abnormal report is asked for").format(talk.name))


def refer_to_psych_centre(talk) -> None:
	_tell(
		get_users_with_role(PSYCH_HEAD),
		talk,
		lambda: _("Talk {0}: the psych centre is asked to take over").format(talk.name),
	)


STEPS = {
	"Risk Ledger": nominate,
	"Abnormal Report": report_abnormal,
	"Psych Centre": refer_to_psych_centre,
}


def _tell(users, talk, write) -> None:
	"""Once per talk and step."""
	tell(users, write, f"talk|{talk.name}|{talk.escalate_to}", talk)


def get_leads(talk) -> list[str]:
	"""The college's lead; where nobody holds the post, Student Affairs: a report is never told to nobody."""
	return get_holders(("College Lead",), talk.college) or get_users_with_role(STUDENT_AFFAIRS)


def get_lowest_level() -> str:
	return frappe.get_all(
		"Campus Risk Level",
		filters={"disabled": 0},
		pluck="name",
		order_by="`tabCampus Risk Level`.`rank` asc",
		limit=1,
	)[0]


def get_open_factor() -> str:
	"""The school's last factor, 其他 unless it changed the list."""
	return frappe.get_all(
		"Campus Risk Factor", filters={"enabled": 1}, pluck="name", order_by="position desc", limit=1
	)[0]
