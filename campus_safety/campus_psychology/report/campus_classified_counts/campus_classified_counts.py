"""分类统计 of psychological files and of classified care, by college or grade. Live for the centre; others read what was released."""

import frappe
from frappe import _

from campus_safety.access.arguments import report_filters
from campus_safety.domain.psychology.classified import CATEGORIES, FILES
from campus_safety.domain.psychology.figures import ALL
from campus_safety.engines import period_words
from campus_safety.engines.figures import number_columns, unit_column
from campus_safety.services.psychology.classified import NONE, Counts, get_shown, grade_of

CARE = "care_"


def execute(filters: dict | None = None):
	filters = report_filters(filters)
	shown = get_shown(frappe.session.user)
	rows = [
		get_row(shown, place, college)
		for place, college in get_places(shown, filters.by or "College")
		if filters.college in (None, "", college)
	]
	return get_columns(shown), rows, get_note(shown)


def get_shown_period(filters) -> str:
	shown = get_shown(frappe.session.user)
	if shown.is_live:
		return _("live, for the centre alone")
	day = shown.released_at and frappe.utils.getdate(shown.released_at)
	return period_words.of_days(day, day)


def get_places(shown: Counts, by: str) -> list[tuple[str, str]]:
	"""(row, college) as asked for, and all together where that is within reach."""
	if by == "Grade":
		return list(shown.parents.items())
	colleges = dict.fromkeys(shown.parents.values())
	found = [(college, college) for college in colleges if (college, FILES) in shown.values]
	return [*found, (ALL, "")] if (ALL, FILES) in shown.values else found


def get_row(shown: Counts, place: str, college: str) -> dict:
	of_grade = place in shown.parents
	return {
		"college": college if college not in ("", NONE) else None,
		"college_name": _("Whole School") if place == ALL else _("Without College"),
		"grade": grade_of(place).replace(NONE, "") if of_grade else "",
		"is_total": int(place == ALL),
		**{name: shown.values.get((place, name)) for name in (FILES, *CATEGORIES.values())},
		**{f"{CARE}{number}": shown.values.get((place, kind)) for number, kind in enumerate(shown.kinds)},
	}


def get_note(shown: Counts) -> str:
	if not shown.values:
		return _("No classified counts have been released to you yet.")
	if shown.is_live:
		return _(
			"Live numbers for the centre alone, fewer than five students among them: do not pass them on. A counts release makes the table for others."
		)
	return _("Fewer than five students, and what would tell of them, are not told.")


def get_columns(shown: Counts) -> list[dict]:
	labels = {
		FILES: _("Psychological Files"),
		**{name: _(category, context="Campus Psych File") for category, name in CATEGORIES.items()},
		**{f"{CARE}{number}": kind for number, kind in enumerate(shown.kinds)},
	}
	return [
		unit_column("college", _("College")),
		{"fieldname": "grade", "label": _("Grade", context="Campus Unit"), "fieldtype": "Data", "width": 90},
		*number_columns(labels, 110),
	]
