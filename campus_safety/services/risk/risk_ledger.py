"""What a risk ledger sets in motion beyond itself: defaults, signatures, log, the status others see."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

import frappe
from frappe import _

from campus_safety.access.checks import covers_student
from campus_safety.access.scopes import has_any_role
from campus_safety.access.secrets import decrypt
from campus_safety.domain.risk.facts import Facts, load
from campus_safety.domain.roles import COLLEGE_LEAD, PSYCH_HEAD
from campus_safety.engines.opening import access_log
from campus_safety.engines.opening.reveal import get_readable, validate_reason
from campus_safety.exceptions import OutOfScopeError, RiskLevelError
from campus_safety.records import signing
from campus_safety.records.named import may_be_named
from campus_safety.records.posts import get_newest_holder
from campus_safety.records.scope import get_scope_of_student
from campus_safety.services.risk import handover, risk_status

DOCTYPE = "Campus Risk Ledger"
FACTS = "Correction of Facts"  # purpose of the signatures
LEVEL_KEYS = (PSYCH_HEAD, COLLEGE_LEAD)
REASSIGNERS = (COLLEGE_LEAD,)


@dataclass(frozen=True)
class People:
	"""Who answers 包保人 and who is in charge 包保领导."""

	responsible_person: str
	lead: str | None


def get_people(student: str) -> People:
	"""Whom a nomination names by itself: the class's counsellor, else the nominator; the college's lead."""
	unit, college = get_scope_of_student(student)
	counsellor, lead = get_newest_holder("Counsellor", unit), get_newest_holder("College Lead", college)
	return People(
		counsellor
		if may_be_named(DOCTYPE, "responsible_person", counsellor, student)
		else frappe.session.user,
		lead if may_be_named(DOCTYPE, "lead", lead, student) else None,
	)


def get_previous_ledger(ledger) -> str | None:
	"""Number of the student's latest earlier ledger that the college had filed."""
	return frappe.db.get_value(
		DOCTYPE,
		{"student": ledger.student, "name": ("!=", ledger.name), "status": ("in", ("Closed", "Transferred"))},
		"name",
		order_by="creation desc",
	)


def get_earlier(ledger, *fields: str) -> list[frappe._dict]:
	"""Status and these fields of the student's other ledgers that have ended, the latest first."""
	return frappe.get_all(
		DOCTYPE,
		filters={
			"student": ledger.student,
			"name": ("!=", ledger.name),
			"status": ("in", ("Closed", "Transferred", "Declined")),
		},
		fields=["status", *fields],
		order_by="creation desc",
	)


def get_nomination_defaults(student: str) -> dict:
	"""What the form fills in when a student is chosen, and whether a ledger is open already.

	`open_ledger` is its number for those who may read it, "-" for others. Errors: OutOfScopeError.
	"""
	if not covers_student(student):
		frappe.throw(_("You do not look after this student."), OutOfScopeError)
	unit, college = get_scope_of_student(student)
	people = get_people(student)
	found = frappe.db.get_value(DOCTYPE, {"active_key": student})
	may_read = found and frappe.has_permission(DOCTYPE, "read", doc=found)
	return {
		"unit": unit,
		"college": college,
		"responsible_person": people.responsible_person,
		"lead": people.lead,
		"open_ledger": (found if may_read else "-") if found else None,
	}


def sign_level_change(name: str, level: str | None = None) -> dict:
	"""Sign for the lower level that the last dispatch proposed; the second signature puts it in force.

	level: what the signer saw; another proposal in the meantime is not signed by mistake.
	Errors: RiskLevelError when nothing waits; WorkflowGuardError for whoever holds none of the open keys.
	"""
	ledger = _get_writable(name)
	proposed = ledger.proposed_level
	if not proposed or not ledger.is_open or (level and level != proposed):
		frappe.throw(
			_("There is no such lower level to sign for. Reload the ledger and look at its last dispatch."),
			RiskLevelError,
		)
	purpose = get_level_purpose(proposed)
	is_complete = signing.sign(ledger, purpose, LEVEL_KEYS)
	if is_complete:
		ledger.risk_level, ledger.proposed_level = proposed, None
		ledger.flags.level_is_signed = True
	with ledger.as_app():
		ledger.save()
	return {"in_force": is_complete, "missing": signing.missing_keys(ledger, purpose, LEVEL_KEYS)}


def _get_writable(name: str, ptype: str = "write"):
	"""The ledger, locked; nothing tells an outsider whether it exists."""
	if not (frappe.db.exists(DOCTYPE, name) and frappe.has_permission(DOCTYPE, ptype, doc=name)):
		frappe.throw(_("You may not open this record."), frappe.PermissionError)
	return frappe.get_doc(DOCTYPE, name, for_update=True)


def correct_facts(name: str, wanted: Facts) -> dict:
	"""Plan, attempt, diagnosis and factors as they should stand; whatever takes out a plan or an attempt waits for both keys.

	Errors: PermissionError; WorkflowGuardError for whoever may not edit the ledger now.
	"""
	ledger = _get_writable(name)
	if not ledger.is_open:
		frappe.throw(_("This ledger is closed: nothing in it changes any more."), RiskLevelError)
	return {"in_force": ledger.correct_facts(wanted)}


def sign_facts(name: str, proposal: str | None = None) -> dict:
	"""Sign for the correction that waits; the second signature puts it in force. Read it first: the signer answers for it.

	proposal: its ciphertext as the signer saw it; another one in the meantime is not signed by mistake.
	Errors: RiskLevelError when nothing waits; WorkflowGuardError for whoever holds none of the open keys.
	"""
	ledger = _get_writable(name)
	if not ledger.correction_waits or not ledger.is_open or (proposal and proposal != ledger.proposed_facts):
		frappe.throw(_("There is no such correction to sign for. Reload the ledger."), RiskLevelError)
	is_complete = signing.sign(ledger, FACTS, LEVEL_KEYS)
	if is_complete:
		ledger.put_facts_in_force()
	with ledger.as_app():
		ledger.save()
	return {"in_force": is_complete, "missing": signing.missing_keys(ledger, FACTS, LEVEL_KEYS)}


def open_facts(name: str, reason: str) -> dict:
	"""What is in force, to be corrected in a form; logged like every opening of text."""
	doc = get_readable(DOCTYPE, name)
	validate_reason(reason)
	access_log.record("Reveal", DOCTYPE, name, student=doc.student, reason=reason.strip())
	return asdict(load(decrypt(doc.danger_facts)))


def confirm_dispatch(name: str, dispatch: str, now: datetime) -> dict:
	"""The convenor's word, with their own account, that a recorded dispatch was held: from now on it counts.

	A lead in charge who may only read confirms, too. Errors: PermissionError for whoever may not convene;
	WorkflowGuardError when nothing waits.
	"""
	ledger = _get_writable(name, "read")
	ledger.confirm_dispatch(dispatch, now)
	return {"counts": any(row.counts for row in ledger.dispatches if row.name == dispatch)}


def get_level_purpose(level: str) -> str:
	return f"Level {level}"


def reassign_responsible(name: str, user: str) -> None:
	"""Another person answers for the student from now on; access moves at that moment. College Lead only."""
	ledger = _get_writable(name)
	if not has_any_role(frappe.session.user, REASSIGNERS):
		frappe.throw(_("Only the College Lead reassigns a ledger."), frappe.PermissionError)
	ledger.responsible_person = user
	ledger.save()


def settle_handover(name: str, note: str, now: datetime) -> None:
	"""The handover that is asked for is not needed: it stays with whom it is. College Lead or Psych Head, with a reason."""
	handover.settle(_get_writable(name), note, now)


def publish(ledger, today: date) -> None:
	"""After each save: a log line for every change, then the status others see."""
	before = ledger.get_doc_before_save()
	for action, words in _changes(ledger, before):
		access_log.record(action, DOCTYPE, ledger.name, student=ledger.student, reason=words)
	risk_status.follow(ledger, today)


def _changes(ledger, before):
	"""(action, words) without narrative: codes, labels and names of accounts only."""
	if not before:
		yield "State", _site_words(ledger.status, DOCTYPE)
		yield "Write", _arrow(None, ledger.risk_level)
		return
	for row in ledger.signatures[len(before.signatures) :]:
		yield "Sign", f"{_site_words(row.purpose, DOCTYPE)}: {_site_words(row.role)}"
	if before.status != ledger.status:
		yield "State", _arrow(before.status, ledger.status, DOCTYPE)
	for fieldname in ("risk_level", "proposed_level"):
		if (before.get(fieldname) or None) != (ledger.get(fieldname) or None):
			label = _site_words(ledger.meta.get_label(fieldname), DOCTYPE)
			yield "Write", f"{label}: {_arrow(before.get(fieldname), ledger.get(fieldname))}"
	for fieldname in ("responsible_person", "lead"):
		if before.get(fieldname) != ledger.get(fieldname):
			label = _site_words(ledger.meta.get_label(fieldname), DOCTYPE)
			yield "Write", f"{label}: {before.get(fieldname) or '-'} → {ledger.get(fieldname) or '-'}"
	changed = [
		name
		for name in ledger.changed_content(before)
		if name not in ("risk_level", "responsible_person", "lead")
	]
	if changed:
		yield "Write", ", ".join(_site_words(ledger.meta.get_label(name), DOCTYPE) for name in changed)


def _arrow(old: str | None, new: str | None, context: str | None = None) -> str:
	return f"{_site_words(old, context)} → {_site_words(new, context)}"


def _site_words(text: str | None, context: str | None = None) -> str:
	"""In the site's language, so that the log reads the same whoever caused the entry."""
	return _(text, lang=frappe.db.get_default("lang") or "en", context=context) if text else "-"
