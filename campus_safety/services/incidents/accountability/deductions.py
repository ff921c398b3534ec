"""Points of a case that is carried out, in the assessment of whoever answers, person or unit (domain §20)."""

import frappe
from frappe import _
from frappe.utils import flt, getdate

from campus_safety.domain.incidents.accountability import COUNTING, points_of
from campus_safety.engines.messages.telling import in_school_language

CASE, PERSON, INCIDENT = "Campus Accountability Case", "Campus Case Person", "Campus Emergency Incident"
ASSESSMENT = "Campus Accountability Assessment"
# what is approved is not opened again: an appeal against it does that, and whoever decides it writes there alone
OPEN = ("Draft", "Submitted", "Reviewed")


def follow_assessment(assessment, method: str | None = None) -> None:
	"""`before_validate` of an assessment: deductions of its period stand in it, each once, as they were decided."""
	if (assessment.status or "Draft") not in OPEN or not (assessment.period_from and assessment.period_to):
		return
	owed = get_points(assessment)
	for row in assessment.incident_deductions:
		if row.reference in owed:
			row.points, row.reason = owed.pop(row.reference)
	for reference, (points, reason) in owed.items():
		if points:
			assessment.append(
				"incident_deductions", {"reference": reference, "points": points, "reason": reason}
			)


def get_points(assessment) -> dict[str, tuple[float, str]]:
	"""{number of the incident: (points, reason)} of incidents that became known in the period."""
	case, row, incident = (frappe.qb.DocType(doctype) for doctype in (CASE, PERSON, INCIDENT))
	mine = (
		row.person == assessment.user
		if assessment.subject_type == "Person"
		else row.assessed_unit == assessment.assessed_unit
	)
	rows = (
		frappe.qb.from_(row)
		.join(case)
		.on((case.name == row.parent) & (row.parenttype == CASE))
		.join(incident)
		.on(incident.name == case.incident)
		.select(incident.name, incident.known_at, case.status, row.finding, row.points)
		.where(mine)
		.run(as_dict=True)
	)
	first, last = getdate(assessment.period_from), getdate(assessment.period_to)
	found: dict[str, tuple[float, str]] = {}
	with in_school_language():
		for each in rows:
			if not first <= getdate(each.known_at) <= last or not each.finding:
				continue
			counts = points_of(each.finding, flt(each.points)) if each.status in COUNTING else 0.0
			reason = _("Incident {0}: {1}").format(each.name, _(each.finding, context=PERSON))
			found[each.name] = (found.get(each.name, (0.0, ""))[0] + counts, reason)
	return found


def flow(case) -> None:
	"""Into the assessments that are still open; those made later take them along by themselves."""
	day = getdate(frappe.db.get_value(INCIDENT, case.incident, "known_at"))
	for row in case.persons:
		whose = (
			{"subject_type": "Person", "user": row.person}
			if row.person
			else {"subject_type": "Unit", "assessed_unit": row.assessed_unit}
		)
		period = {"period_from": ("<=", day), "period_to": (">=", day), "status": ("in", OPEN)}
		for name in frappe.get_all(ASSESSMENT, filters={**whose, **period}, pluck="name"):
			assessment = frappe.get_doc(ASSESSMENT, name)
			with assessment.as_app():
				assessment.save(ignore_permissions=True)  # the case decides it, whoever carries it out
