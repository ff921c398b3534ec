"""A hazard that has come back 复发: the same kind at the same place, soon after the last one was closed (domain §17)."""

from datetime import timedelta

import frappe
from frappe.utils import get_datetime

from campus_safety.services.hazards.settings import get_recurrence_days

HAZARD = "Campus Safety Hazard"


def find_earlier(hazard) -> str | None:
	"""The one of this area and category that was closed last, within the school's days before this one was found."""
	found, days = get_datetime(hazard.found_at), get_recurrence_days()
	return frappe.db.get_value(
		HAZARD,
		{
			"name": ("!=", hazard.name or ""),
			"area": hazard.area,
			"category": hazard.category,
			"status": "Closed",
			"mistaken": 0,
			"closed_at": ("between", [found - timedelta(days=days), found]),
		},
		"name",
		order_by="closed_at desc",
	)
