"""Another room's finding becomes a nomination for the risk ledger, in its author's own name."""

from datetime import date
from typing import NamedTuple

import frappe
from frappe import _

from campus_safety.engines.messages.telling import in_school_language
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.records import states
from campus_safety.records.posts import get_enabled

LEDGER = "Campus Risk Ledger"


class Open(NamedTuple):
	"""The student's open ledger, and the enabled accounts of who answers for it and who is in charge."""

	name: str
	in_charge: list[str]


def get_open(student: str) -> Open | None:
	"""As it is, whoever asks: say its number only to whoever `may_read` it."""
	found = frappe.db.get_value(
		LEDGER, {"active_key": student}, ["name", "responsible_person", "lead"], as_dict=True
	)
	return found and Open(found.name, get_enabled({found.responsible_person, found.lead} - {None}))


def may_read(name: str) -> bool:
	return bool(frappe.has_permission(LEDGER, "read", doc=name))


def may_nominate() -> bool:
	return bool(frappe.has_permission(LEDGER, "create"))


def open_nomination(student: str, source: str, seen_on: date, signs: str | None) -> str:
	"""A nomination that waits to be completed: with the lowest level and the open factor. Its number.

	signs: what was seen; it is encrypted.
	"""
	ledger = frappe.get_doc(
		{
			"doctype": LEDGER,
			"student": student,
			"discovery_source": source,
			"occurred_on": seen_on,
			"risk_level": get_lowest_level(),
			"risk_factors": [{"risk_factor": get_open_factor()}],
			"factor_detail": signs,
		}
	)
	return ledger.insert().name


def keep_after_return(
	student: str, until: date, seen_on: date, responsible_person: str | None, lead: str | None
) -> str:
	"""Number of the ledger that stays with a student who comes back: the open one, else a nomination in the app's name."""
	if found := get_open(student):
		kept = frappe.db.get_value(LEDGER, found.name, "keep_until")
		until = max(filter(None, (kept, until)))
		frappe.db.set_value(LEDGER, found.name, "keep_until", until, update_modified=False)
		follow_rows(LEDGER, [found.name])
		return found.name
	ledger = frappe.get_doc(
		{
			"doctype": LEDGER,
			"student": student,
			"discovery_source": "Resumption",
			"occurred_on": seen_on,
			"risk_level": get_lowest_level(),
			"risk_factors": [{"risk_factor": get_open_factor()}],
			"responsible_person": responsible_person,
			"lead": lead,
			"keep_until": until,
		}
	)
	with in_school_language():
		ledger.factor_detail = _("Back at school after a suspension.")
	states.put(ledger, "Nominated")
	with ledger.as_app():
		ledger.insert(ignore_permissions=True)  # the panel has decided; not each of them may nominate
	return ledger.name


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
