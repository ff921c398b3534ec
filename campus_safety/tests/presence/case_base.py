"""An absence case for a test, whom it told and how far it climbed."""

from types import MappingProxyType

import frappe

from campus_safety.services.presence import absence_cases
from campus_safety.services.presence.absence_cases import Found
from campus_safety.tests.presence.night_base import CASE, EVENT, NightTestCase, at

OUTBOX = "Campus Message Outbox"
ANSWERED = MappingProxyType(
	{
		"outcome": "With Relatives or Friends",
		"whereabouts": "在同学家，家长已确认",
		"found_by": "同学李某",
		"cause": "手机没电，未请假外出",
		"hazard_cleared": 1,
	}
)  # the framework's `set_value` writes into what it is given


class CaseTestCase(NightTestCase):
	def open(self, place: int = 0, source: str = "Report", minutes: int = 0, **reference):
		(name,) = absence_cases.open_cases(
			[Found(self.students[place], source, at(minutes), **reference)], at(minutes)
		)
		return frappe.get_doc(CASE, name)

	def told(self, case: str) -> list[str]:
		return frappe.get_all(
			OUTBOX,
			{"idempotency_key": ("like", f"night|{case}|%"), "channel": "System"},
			pluck="recipient",
			order_by="creation asc, name asc",
		)

	def steps(self, case: str) -> list[str]:
		return frappe.get_all(
			EVENT, {"parent": case, "kind": "Step"}, pluck="to_position", order_by="idx asc"
		)
