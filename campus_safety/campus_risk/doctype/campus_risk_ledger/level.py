"""The level of one ledger: what its dispatches and its editors make of it (rules in domain.risk_level)."""

from datetime import date

import frappe
from frappe import _

from campus_safety.campus_risk.doctype.campus_risk_ledger import convening, dispatches, facts
from campus_safety.domain.risk.risk_level import (
	Change,
	Danger,
	Level,
	Levels,
	Reason,
	Standing,
	get_floor,
	hold_dispatch,
	judge_change,
)
from campus_safety.exceptions import RiskLevelError

COLUMNS = (
	"name",
	"rank",
	"dispatch_every_days",
	"dispatch_apart_days",
	"two_keys_to_lower",
	"needs_student_affairs",
	"steady_to_close",
	"floor_plan",
	"floor_attempt_days",
	"floor_attempt",
)


def get_levels() -> Levels:
	"""The school's levels as they are now; a save reads them once."""
	return Levels(Level(**row) for row in frappe.get_all("Campus Risk Level", fields=list(COLUMNS)))


def set_level(ledger, levels: Levels) -> None:
	"""Level in force, and the lower one that waits for its two signatures.

	Errors: RiskLevelError when the level is lowered without a dispatch.
	"""
	if ledger.risk_level not in levels:
		return  # empty: the framework asks for it
	if not ledger.flags.level_is_signed:
		standing = _take_wish(ledger, levels, _hold_dispatches(ledger, levels))
		if standing.proposed and standing.proposed.name != ledger.proposed_level:
			_tell_who_signs(standing)
		ledger.risk_level = standing.level.name
		ledger.proposed_level = standing.proposed.name if standing.proposed else None
	ledger.needs_student_affairs = int(levels[ledger.risk_level].needs_student_affairs)


def _hold_dispatches(ledger, levels: Levels) -> Standing:
	before = ledger.get_doc_before_save()
	standing = Standing(levels[before.risk_level if before else ledger.risk_level])
	if before and before.proposed_level in levels:
		standing = Standing(standing.level, levels[before.proposed_level])
	for row in dispatches.get_new(ledger):
		row.level_before = standing.level.name
		if not row.level_after:
			row.level_after = standing.level.name
		elif row.level_after in levels:
			standing = _hold(standing, row, levels)
	if row := _get_confirmed(ledger, levels):
		standing = _hold(standing, row, levels)
	return standing


def _hold(standing: Standing, row, levels: Levels) -> Standing:
	"""A lower level waits until somebody has confirmed that the dispatch was convened; a higher one does not."""
	wanted = levels[row.level_after]
	if convening.waits(row) and wanted.rank < standing.level.rank:
		return standing
	return hold_dispatch(standing, wanted)


def _get_confirmed(ledger, levels: Levels):
	"""The dispatch confirmed by this save, if it decided on a level and none has decided since."""
	place = next(
		(n for n, row in enumerate(ledger.dispatches) if convening.is_confirmed_now(ledger, row.name)), None
	)
	if place is None:
		return None
	row, later = ledger.dispatches[place], ledger.dispatches[place + 1 :]
	is_last_word = all(each.level_after == each.level_before for each in later)
	return row if row.level_after in levels and row.level_after != row.level_before and is_last_word else None


def _take_wish(ledger, levels: Levels, standing: Standing) -> Standing:
	"""The level as typed into the form, beside what the dispatches decided."""
	before, wanted = ledger.get_doc_before_save(), levels[ledger.risk_level]
	is_untouched = not before or before.risk_level == wanted.name
	by_dispatch = {row.level_after for row in dispatches.get_new(ledger)}
	if is_untouched or wanted in (standing.level, standing.proposed) or wanted.name in by_dispatch:
		return standing
	change = judge_change(standing.level, wanted, by_dispatch=False)
	if change is Change.NEEDS_DISPATCH:
		frappe.throw(
			_(
				"From {0} the level is lowered to {1} only by a dispatch:"
				" add a row to Dispatches and choose {1} there."
			).format(_(standing.level.name), _(wanted.name)),
			RiskLevelError,
			title=_("Level not lowered"),
		)
	return Standing(wanted) if change is Change.RAISED else standing


def _tell_who_signs(standing: Standing) -> None:
	frappe.msgprint(
		_("The level stays {0} until Psych Head and College Lead have both signed for {1}.").format(
			_(standing.level.name), _(standing.proposed.name)
		),
		indicator="orange",
		alert=True,
	)


def validate_floor(ledger, levels: Levels, today: date) -> None:
	"""Plan and attempts set a least level. Errors: RiskLevelError."""
	known = facts.get(ledger)
	attempt = known.attempt_date
	if attempt and attempt > today:
		frappe.throw(
			_("{0} lies in the future.").format(
				_(ledger.meta.get_label("attempt_date"), context=ledger.doctype)
			)
		)
	if not ledger.is_open or ledger.risk_level not in levels:
		return
	has_attempted = bool(set(known.factors) & facts.get_attempt_factors())
	danger = Danger(known.has_plan, has_attempted, attempt)
	floor = get_floor(levels, danger, today)
	lowest = levels[ledger.proposed_level or ledger.risk_level]
	if floor and lowest.rank < floor.level.rank:
		frappe.throw(
			get_floor_text(floor.reason).format(_(floor.level.name), _(lowest.name)),
			RiskLevelError,
			title=_("Level too low"),
		)


def get_floor_text(reason: Reason) -> str:
	"""Why a lower level is refused; {0} is the least level, {1} the one that was asked for."""
	return {
		Reason.PLAN: _("With a suicide plan the level is at least {0}, not {1}."),
		Reason.RECENT_ATTEMPT: _("After a suicide attempt within a year the level is at least {0}, not {1}."),
		Reason.UNDATED_ATTEMPT: _(
			"A suicide attempt counts as recent until its date is entered: choose at least {0}, not {1},"
			" or enter Date of the Last Attempt (an estimate is enough)."
		),
		Reason.ANY_ATTEMPT: _(
			"After a suicide attempt, however long ago, the level is at least {0}, not {1}."
		),
	}[reason]
