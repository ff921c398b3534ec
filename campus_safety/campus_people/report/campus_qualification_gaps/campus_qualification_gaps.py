"""Guards without a certificate, counsellors and psych teachers without a valid qualification, by name (domain §0)."""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from campus_safety.access.arguments import report_filters
from campus_safety.domain.people import qualifications as q
from campus_safety.engines import period_words
from campus_safety.services.people import qualified
from campus_safety.services.people.qualified import QUALIFICATION, Gap


def execute(filters: dict | None = None):
	filters = report_filters(filters)
	gaps = qualified.get_gaps(frappe.session.user, getdate(nowdate()))
	shown = [gap for gap in gaps if filters.kind in (None, "", gap.kind)]
	return get_columns(), [get_row(gap) for gap in shown], None, None, get_report_summary(shown)


def get_shown_period(filters) -> str:
	return period_words.as_of(nowdate())


def get_columns() -> list[dict]:
	return [
		{"fieldname": "user", "label": _("Person"), "fieldtype": "Link", "options": "User", "hidden": 1},
		{"fieldname": "person_name", "label": _("Name"), "fieldtype": "Data", "width": 140},
		{"fieldname": "kind_name", "label": _("Kind"), "fieldtype": "Data", "width": 120},
		{"fieldname": "reason_name", "label": _("What Is Missing"), "fieldtype": "Data", "width": 160},
		{"fieldname": "valid_until", "label": _("Valid Until"), "fieldtype": "Date", "width": 120},
		{
			"fieldname": "contractor",
			"label": _("Contractor", context="Campus Staff Qualification"),
			"fieldtype": "Data",
			"width": 160,
		},
		{
			"fieldname": "name",
			"label": _("Qualification", context="Report"),
			"fieldtype": "Link",
			"options": QUALIFICATION,
			"width": 140,
		},
	]


def get_row(gap: Gap) -> dict:
	return {
		"user": gap.user,
		"person_name": frappe.db.get_value("User", gap.user, "full_name"),
		"kind": gap.kind,
		"kind_name": _(gap.kind, context=QUALIFICATION),
		"reason": gap.reason,
		"reason_name": get_reason_name(gap.reason),
		"valid_until": gap.valid_until,
		"contractor": gap.contractor,
		"name": gap.name,
	}


def get_reason_name(reason: str) -> str:
	return {
		q.NOT_ENTERED: _("Not Entered"),
		q.NO_CERTIFICATE: _("No Certificate"),
		q.EXPIRED: _("Expired", context="Campus Staff Qualification"),
	}[reason]


def get_report_summary(gaps: list[Gap]) -> list[dict]:
	counts = (
		(_("Guards without a Certificate"), sum(gap.kind == q.GUARD for gap in gaps)),
		(_("Not Entered"), sum(gap.reason == q.NOT_ENTERED for gap in gaps)),
		(_("Expired", context="Campus Staff Qualification"), sum(gap.reason == q.EXPIRED for gap in gaps)),
	)
	return [
		{"label": label, "value": number, "indicator": "Red" if number else "Green"}
		for label, number in counts
	]
