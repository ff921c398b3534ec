"""Endpoints of the school calendar."""

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.domain import public_holidays


@frappe.whitelist()
def suggest_holidays(start_date: str, end_date: str) -> list[dict]:
	"""Rows for Campus Term: the public holidays known between two days, provisional ones marked so."""
	frappe.has_permission("Campus Term", "write", throw=True)
	return [
		{
			"title": special.title if announced else _("{0} (provisional)").format(special.title),
			"from_date": special.first,
			"to_date": special.last,
			"day_type": special.day_type.value,
		}
		for special, announced in public_holidays.suggestions(getdate(start_date), getdate(end_date))
	]
