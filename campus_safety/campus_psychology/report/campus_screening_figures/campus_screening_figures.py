"""参测率 检出率 访谈完成率 and 班级|应测|实测|各级人数|已访谈|转介 (domain §6). Live for the centre; others read what was released."""

import frappe
from frappe import _

from campus_safety.access.arguments import refuse, report_filters
from campus_safety.domain.psychology.figures import ALL, rates_of
from campus_safety.engines import period_words
from campus_safety.engines.figures import number_columns, unit_column
from campus_safety.services.psychology.campaigns import CAMPAIGN
from campus_safety.services.psychology.released import Shown, get_shown

COUNTS = (
	"should",
	"excused",
	"valid",
	"doubtful",
	"declined",
	"untested",
	"general",
	"key",
	"urgent",
	"offered",
	"held",
	"level_normal",
	"level_general",
	"level_severe",
	"level_medical",
	"referred",
)
RATES = ("taken_part", "flagged", "interviewed")


def execute(filters: dict | None = None):
	filters = report_filters(filters)
	campaign = filters.campaign or get_last()
	if not campaign:
		return get_columns(), []
	shown = get_shown(campaign, frappe.session.user)
	rows = [
		get_row(shown, group, college)
		for group, college in get_groups(shown, filters.by or "College")
		if filters.college in (None, "", college)
	]
	return get_columns(), rows, get_note(shown)


def get_shown_period(filters) -> str:
	"""The campaign and its days."""
	campaign = filters.campaign or get_last()
	if not campaign:
		return period_words.of_days(None, None)
	if not frappe.db.exists(CAMPAIGN, str(campaign)):
		refuse("campaign")
	title, *days = frappe.db.get_value(CAMPAIGN, campaign, ["campaign_title", "window_from", "window_to"])
	said = f"{title} ({period_words.of_days(*days)})"
	if get_shown(campaign, frappe.session.user).is_live:
		said += " · " + _("live, for the centre alone")
	return said


def get_last() -> str | None:
	return frappe.db.get_value(CAMPAIGN, {"status": ("!=", "Draft")}, order_by="published_at desc")


def get_groups(shown: Shown, by: str) -> list[tuple[str, str]]:
	"""(row, college) as asked for: colleges or classes, and all together where that is within reach."""
	if by == "Class":
		return [(unit, college) for unit, college in shown.parents.items()]
	colleges = dict.fromkeys(shown.parents.values())
	found = [(college, college) for college in colleges if (college, "should") in shown.values]
	return [*found, (ALL, "")] if (ALL, "should") in shown.values else found


def get_row(shown: Shown, group: str, college: str) -> dict:
	rates = rates_of(shown.values, group)
	return {
		"group": _("Whole School") if group == ALL else group,
		"college": college,
		"is_total": int(group == ALL),
		**{name: shown.values.get((group, name)) for name in COUNTS},
		**{name: getattr(rates, name) for name in RATES},
	}


def get_note(shown: Shown) -> str:
	if not shown.values:
		return _("No figures of this campaign have been released to you yet.")
	if shown.is_live:
		return _(
			"Live numbers for the centre alone, fewer than five students among them: do not pass them on. Release Figures makes the table for others, in which fewer than five, and what would tell of them, are not told. Doubtful and declined stand apart: nobody is pressed for a number."
		)
	return _(
		"Doubtful and declined stand apart: nobody is pressed for a number. Fewer than five students, and what would tell of them, are not told."
	)


def get_columns() -> list[dict]:
	labels = {
		"should": _("Should Take Part"),
		"excused": _("Excused from Screening"),
		"valid": _("Took Part, Valid"),
		"taken_part": _("Took Part (percent)"),
		"doubtful": _("Doubtful"),
		"declined": _("Declined to Take Part"),
		"untested": _("Not Yet"),
		"general": _("Flag: General"),
		"key": _("Flag: Key"),
		"urgent": _("Flag: Urgent"),
		"flagged": _("Flagged (percent)"),
		"offered": _("Interviews Due"),
		"held": _("Interviews Held"),
		"interviewed": _("Interviews Held (percent)"),
		"level_normal": _("Level: Normal"),
		"level_general": _("Level: General"),
		"level_severe": _("Level: Severe"),
		"level_medical": _("Level: Medical Assessment Advised"),
		"referred": _("Referred to Hospital"),
	}
	return [
		{"fieldname": "group", "label": _("Class or College"), "fieldtype": "Data", "width": 180},
		unit_column("college", _("College"), 150),
		*number_columns(labels, 110, **dict.fromkeys(RATES, "Percent")),
	]
