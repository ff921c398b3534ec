"""May this ledger close? Everything that is missing is said at once (rules in domain.risk_level)."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.campus_risk.doctype.campus_risk_ledger import dispatches, facts
from campus_safety.domain.risk.risk_level import ClosingCase, Gap, Levels, Missing, count_steady, find_gaps
from campus_safety.exceptions import LedgerCloseError


def validate_may_close(ledger, levels: Levels, today: date) -> None:
	"""When closing is proposed and until the last signature. Errors: LedgerCloseError."""
	if ledger.status == ledger.status_before() == "Closed" or ledger.status not in (
		"Close Proposed",
		"Closed",
	):
		return
	gaps = find_gaps(get_case(ledger, levels, today))
	if gaps:
		frappe.throw(
			[_describe(gap) for gap in gaps],
			LedgerCloseError,
			title=_("The ledger cannot be closed yet"),
			as_list=True,
		)


def validate_kept(ledger, today: date) -> None:
	"""Of a student who has come back from a suspension it stays open for a term. Errors: LedgerCloseError."""
	ends = (
		ledger.status in ("Close Proposed", "Closed", "Declined") and ledger.status != ledger.status_before()
	)
	if ends and ledger.keep_until and getdate(ledger.keep_until) > today:
		frappe.throw(
			_("The student has come back from a suspension: the ledger stays open until {0}.").format(
				frappe.format(getdate(ledger.keep_until), "Date")
			),
			LedgerCloseError,
		)


def get_case(ledger, levels: Levels, today: date) -> ClosingCase:
	return ClosingCase(
		steady=count_steady(dispatches.as_values(ledger, levels)),
		steady_needed=levels[ledger.risk_level].steady_to_close,
		measures=len(ledger.measures),
		measures_open=sum(1 for row in ledger.measures if not row.done),
		has_reason=bool(ledger.close_reason),
		has_evidence=bool(ledger.close_evidence),
		terms_ended=_terms_ended(ledger, today),
		min_terms=_least_terms(ledger),
	)


def _terms_ended(ledger, today: date) -> int:
	"""Terms whose last day fell while the ledger was open."""
	return frappe.db.count(
		"Campus Term",
		{"end_date": ("between", (getdate(ledger.filed_on or ledger.occurred_on), today))},
	)


def _least_terms(ledger) -> int:
	least = [
		frappe.get_cached_value("Campus Risk Factor", name, "min_terms") or 0
		for name in facts.get(ledger).factors
	]
	return max(least, default=0)


def _describe(gap: Gap) -> str:
	if gap.missing is Missing.STEADY_DISPATCHES:
		return _(
			"{0} of {1} steady dispatches in a row: hold further ones, far enough apart and convened by the lead, that find Steady or Improved."
		).format(gap.have, gap.need)
	if gap.missing is Missing.MEASURES_DONE:
		return _(
			"{0} of {1} measures are done: finish the others, or tick Done and write their result."
		).format(gap.have, gap.need)
	if gap.missing is Missing.REASON:
		return _("Why It Can Be Closed is empty.")
	if gap.missing is Missing.EVIDENCE:
		return _("Closing Evidence is empty.")
	return _("A risk factor asks that the ledger stays open until {1} terms have ended; so far {0}.").format(
		gap.have, gap.need
	)
