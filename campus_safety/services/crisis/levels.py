"""How grave a case is: raised by anybody who writes it, at once; lowered by Psych Head and College Lead together (domain §12)."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.crisis import levels
from campus_safety.domain.crisis.levels import DIAGNOSED, NoDiagnosis
from campus_safety.domain.roles import COLLEGE_LEAD, PSYCH_HEAD, PSYCH_STAFF
from campus_safety.exceptions import CrisisStepError, RiskLevelError
from campus_safety.records import signing

CASE = "Campus Crisis Case"
KEYS = (PSYCH_HEAD, COLLEGE_LEAD)


def get_purpose(level: str) -> str:
	return f"Crisis {level}"


def follow(case, now: datetime) -> None:
	"""Errors: RiskLevelError for a level that was lowered in the form; CrisisStepError for a diagnosis that is none."""
	before = case.get_doc_before_save()
	is_signed = case.flags.level_is_signed
	if before and levels.is_lower(case.crisis_level, before.crisis_level) and not is_signed:
		frappe.throw(
			_(
				"From {0} the level is lowered to {1} by Psych Head and College Lead together: choose Lower the Level above."
			).format(_(before.crisis_level, context=CASE), _(case.crisis_level, context=CASE)),
			RiskLevelError,
			title=_("Level not lowered"),
		)
	if before and before.danger_now and not case.danger_now and before.crisis_level == DIAGNOSED:
		_validate_danger_over(case)
	if not before or before.crisis_level != case.crisis_level:
		case.level_since = now
		case.proposed_level = None
	case.needs_student_affairs = int(
		levels.needs_student_affairs(case.crisis_level) or bool(before and before.needs_student_affairs)
	)
	_validate_diagnosis(case)


def _validate_danger_over(case) -> None:
	"""Of a diagnosed student the danger is over when the psych centre says so: the watch ends with it."""
	if not has_any_role(frappe.session.user, PSYCH_STAFF):
		frappe.throw(
			_("That the danger is over is for the psych centre to say: the watch ends with it."),
			RiskLevelError,
		)


def _validate_diagnosis(case) -> None:
	if case.crisis_level != DIAGNOSED:
		return
	why = levels.why_not_diagnosed(
		case.diagnosis_kind or None, bool(case.diagnosis_proof), bool(case.danger_now)
	)
	if why:
		frappe.throw(_get_text(why), CrisisStepError, title=_("Not of this level"))


def _get_text(why: NoDiagnosis) -> str:
	return {
		NoDiagnosis.KIND: _("Diagnosed: choose the kind of diagnosis."),
		NoDiagnosis.PROOF: _(
			"Diagnosed: attach the hospital's paper. Until you have it, choose Severe; tick Danger Now where there is danger."
		),
		NoDiagnosis.STABLE: _(
			"A stable student under treatment is not watched: keep a risk ledger and a care plan, or tick Danger Now."
		),
	}[why]


def lower(name: str, level: str, now: datetime) -> dict:
	"""Sign for a lower level; the second key puts it in force. {"in_force", "missing"}.

	Errors: PermissionError; RiskLevelError for a level that is not lower, or another than the one that waits.
	"""
	case = get_writable(name)
	if case.status == "Closed" or level not in levels.LEVELS or not levels.is_lower(level, case.crisis_level):
		frappe.throw(_("This is not a lower level of an open case. Reload it."), RiskLevelError)
	if case.proposed_level and case.proposed_level != level:
		signing.void_signatures(case, get_purpose(case.proposed_level))
	case.proposed_level = level
	is_complete = signing.sign(case, get_purpose(level), KEYS)
	missing = signing.missing_keys(case, get_purpose(level), KEYS)
	if is_complete:
		case.crisis_level, case.flags.level_is_signed = level, True
	with case.as_app():
		case.save()
	return {"in_force": is_complete, "missing": missing}


def get_writable(name: str, ptype: str = "write"):
	"""The case, locked; nothing tells an outsider whether it exists. Errors: PermissionError."""
	if not (frappe.db.exists(CASE, name) and frappe.has_permission(CASE, ptype, doc=name)):
		frappe.throw(_("You may not open this record."), frappe.PermissionError)
	return frappe.get_doc(CASE, name, for_update=True)
