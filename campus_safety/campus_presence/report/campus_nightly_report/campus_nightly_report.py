"""Nightly report 每日回寝报告 (domain §5): one night by building, college or class; names only for those who may see them."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import format_datetime, formatdate, getdate, now_datetime

from campus_safety.access.arguments import report_filters
from campus_safety.access.scopes import SCHOOL_WIDE_L2, has_any_role
from campus_safety.access.scopes.presence import COUNTS_ONLY_NIGHTS
from campus_safety.domain.presence.night_report import NightFigures, ReportState
from campus_safety.domain.roles import COLLEGE_LEAD, DORM_MANAGER
from campus_safety.engines import period_words
from campus_safety.services.presence import nights
from campus_safety.services.presence.night_figures import GROUPINGS, Group, add_up_groups, get_groups
from campus_safety.services.presence.night_names import Name, get_names

NARROWED_BY = ("college", "unit", "dormitory")
FIGURES = ("expected", "present", "on_leave", "late", "missing", "internship", "off_campus")
FEWEST_BARS, MOST_BARS = 4, 20  # fewer are read faster in the table


def execute(filters: dict | None = None):
	filters = report_filters(filters)
	night, group_by = get_night(filters), get_grouping(filters)
	narrowed = {field: filters[field] for field in NARROWED_BY if filters.get(field)}
	groups = get_groups(group_by, night, narrowed)
	names = [] if filters.without_names else get_names(night, narrowed)
	return (
		get_columns(group_by),
		get_data(group_by, night, groups, names),
		get_message(night),
		get_chart_data(groups),
		get_report_summary(groups),
	)


def get_shown_period(filters) -> str:
	"""One night."""
	return period_words.of_days(*[get_night(filters)] * 2)


def get_night(filters) -> date:
	return getdate(filters.roll_date) if filters.roll_date else nights.get_last_night(now_datetime())


def get_grouping(filters) -> str:
	"""Buildings for those who look after buildings or the school, classes for those who look after students.

	A counsellor's own college would be one row that says less than the class.
	"""
	user = frappe.session.user
	if filters.group_by in GROUPINGS and filters.group_by != "College":
		return filters.group_by
	wide = (*COUNTS_ONLY_NIGHTS, *SCHOOL_WIDE_L2, DORM_MANAGER)
	if user == "Administrator" or has_any_role(user, wide):
		return "College" if filters.group_by == "College" else "Building"
	return "College" if filters.group_by == "College" and has_any_role(user, (COLLEGE_LEAD,)) else "Class"


def get_columns(group_by: str) -> list[dict]:
	def column(fieldname: str, label: str, fieldtype: str = "Data", width: int = 110, **values) -> dict:
		return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **values}

	place = [
		column("dormitory", _("Building"), "Link", 150, options="Campus Dormitory"),
		column("unit", _("Class or Unit"), "Link", 160, options="Campus Unit"),
	]
	group, other = place if group_by == "Building" else place[::-1]
	return [
		group,
		column("roll_date", _("Roll Date"), "Date", 100),
		column("state", _("Report State"), width=110),
		column("expected", _("Expected", context="Campus Night Roll Call"), "Int", 62),
		column("present", _("Present", context="Campus Night Roll Call"), "Int", 62),
		column("on_leave", _("On Leave", context="Campus Night Roll Call"), "Int", 62),
		column("late", _("Late Back"), "Int", 62),
		column("missing", _("Not Back"), "Int", 62),
		column("internship", _("On Internship"), "Int", 62),
		column("off_campus", _("Living Off Campus"), "Int", 85),
		column("student", _("Student"), width=150),
		column("night_status", _("Night Status"), width=85),
		column("cause", _("Cause"), width=140),
		column("whereabouts", _("Whereabouts"), width=140),
		column("checked_by", _("Checked By"), width=85),
		column("result", _("Result", context="Report"), width=130),
		other,
		column("case", _("Absence Case"), "Link", 140, options="Campus Absence Case"),
		column("reported_at", _("Reported At"), "Datetime", 150),
		column("reported_by", _("Reported By"), width=100),
	]


# rows


def get_data(group_by: str, night: date, groups: list[Group], names: list[Name]) -> list[dict]:
	"""Each group's line, and below it, one line per late or missing student of the group."""
	people = get_full_names(groups, names)
	below: dict[str | None, list[dict]] = {}
	for name in names:
		below.setdefault(key_of(name, group_by), []).append(get_name_row(name, night, people))
	rows = []
	for group in groups:
		# with names below it a group sums them up
		rows.append({**get_group_row(group, group_by, night, people), "is_total": int(bool(names))})
		rows += below.pop(group.key, [])
	return rows + [row for rest in below.values() for row in rest]  # whose group has no line of its own


def key_of(name: Name, group_by: str) -> str | None:
	return getattr(name, GROUPINGS[group_by].row) or None


def get_group_row(group: Group, group_by: str, night: date, people: dict) -> dict:
	figures = group.figures
	return {
		"dormitory" if group_by == "Building" else "unit": group.key,
		"roll_date": night,
		"state": get_state(figures),
		"state_code": figures.state.value,
		**{field: getattr(figures, field) for field in FIGURES},
		"reported_at": group.reported_at,
		"reported_by": people.get(group.reported_by, ""),
		"indent": 0,
	}


def get_name_row(name: Name, night: date, people: dict) -> dict:
	case = name.case or {}
	return {
		"dormitory": name.dormitory,
		"unit": name.unit,
		"roll_date": night,
		"student": " ".join(filter(None, (name.student_name, name.student))),
		"night_status": get_night_status(name.status),
		"cause": case.get("cause"),
		"whereabouts": case.get("whereabouts"),
		"checked_by": people.get(case.get("taken_by"), ""),
		"result": get_result(name),
		"case": case.get("name"),
		"indent": 1,
	}


def get_full_names(groups: list[Group], names: list[Name]) -> dict[str, str]:
	users = {group.reported_by for group in groups} | {
		name.case["taken_by"] for name in names if name.case and name.case["taken_by"]
	}
	return dict(
		frappe.get_all(
			"User",
			filters={"name": ("in", list(users - {None}) or [""])},
			fields=["name", "full_name"],
			as_list=True,
		)
	)


# words


def get_state(figures: NightFigures) -> str:
	if figures.state is ReportState.PARTLY:
		return _("{0} of {1} buildings reported").format(figures.reported, figures.buildings)
	return {
		ReportState.NOT_REPORTED: _("Not Reported"),
		ReportState.ZERO: _("Zero Report"),
		ReportState.REPORTED: _("Reported"),
	}[figures.state]


def get_night_status(status: str) -> str:
	return {"Late": _("Late Back"), "Missing": _("Not Back"), "Found": _("Found Again")}[status]


def get_result(name: Name) -> str:
	"""What became of it: how the student was found, else where the search stands, else when the student came."""
	if name.case:
		status = _(name.case["status"], context="Campus Absence Case")
		outcome = name.case["outcome"]
		return f"{_(outcome, context='Campus Absence Case')} ({status})" if outcome else status
	if name.return_time:
		return _("Back at {0}").format(format_datetime(name.return_time, "HH:mm"))
	return ""


def get_message(night: date) -> str:
	user, begun = frappe.session.user, nights.get_last_night(now_datetime())
	if night > begun:
		return _("The roll call of {0} has not begun.").format(formatdate(night))
	if night not in nights.get_called_nights(night, night):
		return _("No roll call is held on {0} (school calendar).").format(formatdate(night))
	if user != "Administrator" and has_any_role(user, COUNTS_ONLY_NIGHTS):
		return _("Night of {0}. Your office sees figures, not names.").format(formatdate(night))
	return _(
		"Night of {0}, the students in your care. What a building has not reported stays empty: it is not zero."
	).format(formatdate(night))


def get_chart_data(groups: list[Group]) -> dict | None:
	shown = [group for group in groups if group.figures.reported][:MOST_BARS]
	if len(shown) < FEWEST_BARS or not any(group.figures.late or group.figures.missing for group in shown):
		return None
	return {
		"data": {
			"labels": [group.key or "—" for group in shown],
			"datasets": [
				{"name": _("Late Back"), "values": [group.figures.late or 0 for group in shown]},
				{"name": _("Not Back"), "values": [group.figures.missing or 0 for group in shown]},
			],
		},
		"type": "bar",
		"colors": ["#f59e0b", "#ef4444"],
	}


def get_report_summary(groups: list[Group]) -> list[dict]:
	whole = add_up_groups(groups)
	silent = whole.buildings - whole.reported

	def figure(label: str, value: int | str | None, bad: bool = False) -> dict:
		return {
			"label": label,
			"value": "—" if value is None else str(value),
			"indicator": "Red" if bad else "Green",
		}

	present = "—" if whole.present is None else whole.present
	return [
		figure(_("Buildings Reported"), f"{whole.reported} / {whole.buildings}", bool(silent)),
		figure(_("Present of Expected"), None if whole.expected is None else f"{present} / {whole.expected}"),
		figure(_("Late Back"), whole.late, bool(whole.late)),
		figure(_("Not Back"), whole.missing, bool(whole.missing)),
	]
