"""Policy assessments on the site: who may step, the agenda, publishing, and what complaints set off (domain §16)."""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import cint, getdate

from campus_safety.access.scopes import has_any_role
from campus_safety.access.scopes.governance import drafts
from campus_safety.domain import roles as r
from campus_safety.domain.governance import policy as rules
from campus_safety.domain.governance.policy import Consultation, Gap, Policy, Risk
from campus_safety.engines.messages.telling import tell
from campus_safety.exceptions import PolicyGapError
from campus_safety.services.governance import settings

POLICY = "Campus Policy Assessment"
IN_FORCE = ("Published", "Evaluated")
DRAFT = ("title", "drafting_unit", "affected", "draft", "emergency", "emergency_reason")
ASKED = ("publicised_from", "publicised_to", "consultations", "congress_opinion")
WEIGHED = ("risks", "contingency_plan")
REVIEWED = ("legality_review",)
DECIDED = ("decision", "decision_note")
BROUGHT = ("evaluation",)
# until when each part is written; an objection that comes later is still entered, and answered
_OPEN = ("Drafted", "Consulting")
_ASSESSED = (*_OPEN, "Assessed")
TURNS = {
	**dict.fromkeys((*DRAFT, *WEIGHED, "publicised_from", "publicised_to"), _OPEN),
	**dict.fromkeys(("congress_opinion", *REVIEWED), _ASSESSED),
	**dict.fromkeys(DECIDED, ("Reviewed",)),
	"consultations": (*_ASSESSED, "Reviewed", "Decided"),
	**dict.fromkeys(BROUGHT, IN_FORCE),
}


def words(gap: Gap) -> str:
	"""What to do about it."""
	return {
		Gap.CONSULTATION: lambda: _("Nobody was asked yet: enter who was asked under Consultation."),
		Gap.TOO_SHORT: lambda: _("It has to be public for {0} days, and they have to be over.").format(
			settings.get_consult_days()
		),
		Gap.UNANSWERED: lambda: _("An objection has no answer: say whether it is taken up, and how."),
		Gap.RISKS: lambda: _("There is no risk in the assessment: enter at least one."),
		Gap.MITIGATION: lambda: _("A risk has nothing that lowers it: write it into its row."),
		Gap.PLAN: lambda: _("The contingency plan is empty."),
		Gap.LEGALITY: lambda: _("The legality review is empty: the School Office writes it."),
		Gap.EMERGENCY_REASON: lambda: _("Write why it cannot wait."),
		Gap.HIGH: lambda: _("The risk is high: change the draft until it is not."),
		Gap.NOT_ON_AGENDA: lambda: _("It has not been on the agenda of a meeting."),
		Gap.NOT_DECIDED: lambda: _("It has not been decided that it is issued."),
	}[gap]()


def get_own_unit(user: str) -> str | None:
	"""Department or college for which they draft; None where there are several, or none."""
	units = frappe.get_all(
		"Campus Unit",
		filters={"unit_type": ("in", ("Department", "College")), "disabled": 0},
		pluck="name",
		order_by="lft asc",
	)
	own = [unit for unit in units if drafts(user, unit)]
	return own[0] if len(own) == 1 else None


def read(record) -> Policy:
	return Policy(
		consultations=tuple(
			Consultation(row.objection or "", row.accepted or "", row.answer or "")
			for row in record.consultations
		),
		risks=tuple(
			Risk(cint(row.likelihood), cint(row.impact), row.mitigation or "") for row in record.risks
		),
		publicised_from=record.publicised_from and getdate(record.publicised_from),
		publicised_to=record.publicised_to and getdate(record.publicised_to),
		plan=record.contingency_plan or "",
		legality=record.legality_review or "",
		emergency=bool(record.emergency),
		emergency_reason=record.emergency_reason or "",
		on_agenda=bool(record.on_agenda_at),
		decision=record.decision or "",
		scores=settings.get_policy_scores(),
	)


def set_figures(record) -> None:
	policy = read(record)
	for row, risk in zip(record.risks, policy.risks, strict=True):
		row.score = risk.score
	record.risk_level = policy.level
	record.unanswered = rules.unanswered(policy.consultations)


def get_gaps(record, today) -> list[Gap]:
	"""Of what comes next for it."""
	ask = {
		"Drafted": rules.gaps_of_assessment,
		"Consulting": rules.gaps_of_assessment,
		"Assessed": rules.gaps_of_agenda,
		"Reviewed": rules.gaps_of_agenda,
		"Decided": rules.gaps_of_publishing,
	}.get(record.status)
	return ask(read(record), today, settings.get_consult_days()) if ask else []


def validate_step(record, before, user: str, today) -> None:
	"""By where it leads, for a school may draw other ways into its workflow. Errors: PolicyGapError, PermissionError."""
	policy, days = read(record), settings.get_consult_days()
	if record.status == "Assessed":
		_refuse_gaps(rules.gaps_of_assessment(policy, today, days))
	elif record.status == "Reviewed":
		_refuse_gaps(rules.gaps_of_agenda(policy, today, days))
		if drafts(user, record.drafting_unit):
			frappe.throw(_("Whoever drafts a policy does not review it."), frappe.PermissionError)
	elif record.status == "Decided":
		_refuse_gaps([*rules.gaps_of_agenda(policy, today, days), *_not_on_agenda(policy)])
		if not record.decision:
			frappe.throw(_("Say what was decided."), frappe.MandatoryError)
	elif record.status == "Published":
		_refuse_gaps(rules.gaps_of_publishing(policy, today, days))
	elif record.status == "Evaluated":
		if not (drafts(user, before.drafting_unit) or has_any_role(user, (r.SCHOOL_OFFICE,))):
			_refuse(_("What it has brought is written by the drafting unit."))
		if not (record.evaluation or "").strip():
			frappe.throw(_("Write what it has brought."), frappe.MandatoryError)


def get_closed_fields(record, user: str) -> list[str]:
	"""Fields that this person would be refused now, so that the form shows them as text."""
	is_office = has_any_role(user, (r.SCHOOL_OFFICE,))
	own = is_office or drafts(user, record.drafting_unit)
	decides = has_any_role(user, (r.SCHOOL_OFFICE, r.SCHOOL_LEADER))
	may = {
		**dict.fromkeys((*DRAFT, *ASKED, *WEIGHED, *BROUGHT), own),
		**dict.fromkeys(REVIEWED, is_office),
		**dict.fromkeys(DECIDED, decides),
	}
	return [
		field
		for field, allowed in may.items()
		if not allowed or (field in TURNS and record.status not in TURNS[field])
	]


def validate_writer(record, before, changed: set[str], user: str) -> None:
	"""Each part is written by whoever answers for it, while it is its turn. Errors: PermissionError, ValidationError."""
	is_office = has_any_role(user, (r.SCHOOL_OFFICE,))
	if changed & {*DRAFT, *ASKED, *WEIGHED} and not (drafts(user, before.drafting_unit) or is_office):
		_refuse(_("The draft, the consultation and the risks are written by the drafting unit."))
	if changed & {*REVIEWED} and not is_office:
		_refuse(_("The legality review is written by the School Office."))
	if changed & {*DECIDED} and not has_any_role(user, (r.SCHOOL_OFFICE, r.SCHOOL_LEADER)):
		_refuse(_("What was decided is written by the School Office or a school leader."))
	if changed & {*BROUGHT} and not (drafts(user, before.drafting_unit) or is_office):
		_refuse(_("What it has brought is written by the drafting unit."))
	if "publicised_from" in changed and record.publicised_from and not is_office:
		if getdate(record.publicised_from) < getdate(before.occurred_on):
			_refuse(
				_(
					"Publicised From lies before the draft was entered here. A consultation held before that is entered by the School Office."
				)
			)
	late = sorted(field for field in changed if field in TURNS and before.status not in TURNS[field])
	if late:
		frappe.throw(
			_("{0}: it is not its turn. Take the policy back to the consultation to change it.").format(
				_(record.meta.get_label(late[0]), context=POLICY)
			)
		)


def validate_begun(record) -> None:
	"""What comes later is written later, and by others. Errors: PermissionError."""
	if any(str(record.get(field) or "").strip() for field in (*REVIEWED, *DECIDED, *BROUGHT)):
		_refuse(_("A new policy is a draft: review, decision and evaluation come later."))


def validate_rows_stay(record, before) -> None:
	"""Whoever was asked, and what they objected, stays as it was written. Errors: ValidationError."""
	now = {row.name: row for row in record.consultations}
	for row in before.consultations if before and before.status != "Drafted" else ():
		kept = now.get(row.name)
		if not kept or (row.objection or "").strip() != (kept.objection or "").strip() or row.who != kept.who:
			frappe.throw(
				_("Row {0}: who was asked, and what they objected, stays. Answer it in its row.").format(
					row.idx
				)
			)


def put_on_agenda(record, meeting: str, user: str, now: datetime) -> None:
	"""Blocked while anything is missing [N]. Errors: PolicyGapError, PermissionError."""
	if not has_any_role(user, (r.SCHOOL_OFFICE,)):
		_refuse(_("The agenda is the School Office's."))
	if record.status != "Reviewed":
		frappe.throw(_("Only what was assessed and reviewed goes on an agenda."), PolicyGapError)
	_refuse_gaps(rules.gaps_of_agenda(read(record), now.date(), settings.get_consult_days()))
	if not meeting.strip():
		frappe.throw(_("Write the meeting: which, and when."), frappe.MandatoryError)
	record.agenda, record.on_agenda_at = meeting.strip()[:140], now.replace(microsecond=0)
	_save(record)


def set_course(record, before, user: str, today) -> None:
	"""What a step leaves behind. Back in the consultation, the agenda and the decision are gone."""
	if not before or before.status == record.status:
		return
	if record.status == "Reviewed":
		record.reviewed_by = user
	elif record.status == "Decided":
		record.decided_by = user
	elif record.status == "Published":
		record.published_on = today
		if record.emergency:
			record.valid_until = today + timedelta(days=settings.get_emergency_days())
	elif record.status == "Evaluated":
		record.assess_again = 0
	elif record.status == "Consulting":
		record.update({"agenda": None, "on_agenda_at": None, "decision": "", "reviewed_by": None})


def name_by_complaint(ticket, now: datetime) -> None:
	"""A complaint names a policy that is in force: it is assessed again, and the drafting unit hears [anchors §4.5]."""
	record = frappe.get_doc(POLICY, ticket.policy, for_update=True)
	record.named_by += 1
	if record.status in IN_FORCE:
		record.update({"assess_again": 1, "status": "Published", "workflow_state": "Published"})
	_save(record)
	tell(
		[record.recorded_by],
		lambda: _("Policy {0} is named by a complaint: assess it again").format(record.name),
		f"policy|{record.name}|named|{record.named_by}",
		record,
		now=now,
	)


def _not_on_agenda(policy: Policy) -> list[Gap]:
	return [] if policy.on_agenda else [Gap.NOT_ON_AGENDA]


def _refuse_gaps(gaps: list[Gap]) -> None:
	if gaps:
		frappe.throw([words(gap) for gap in gaps], PolicyGapError, title=_("Not yet"), as_list=True)


def _refuse(text: str) -> None:
	frappe.throw(text, frappe.PermissionError)


def _save(record) -> None:
	with record.as_app():
		record.save(ignore_permissions=True)  # who may was checked above; written by the app alone
