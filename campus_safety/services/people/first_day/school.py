"""Steps about the school: units, term, students, staff, and what still has nobody."""

from datetime import date

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import getdate

from campus_safety.domain.roles import PSYCH_HEAD, SCHOOL_LEADER, SYSTEM_MANAGER
from campus_safety.engines import calendar
from campus_safety.records.posts import get_users_with_role
from campus_safety.records.students import AT_SCHOOL
from campus_safety.services.people import network_posts, posts_filled
from campus_safety.services.people.first_day.step import DAY, State, Step
from campus_safety.services.people.staff_import.accounts import get_staff

UNIT, TERM, STUDENT = "Campus Unit", "Campus Term", "Campus Student"
# what must be held before the first night: (position, what asks for it)
NEEDED = (("Counsellor", "Class"), ("Dorm Manager", "Building"), ("College Lead", "College"))


def get_steps(today: date) -> list[Step]:
	units, students = count_units(), frappe.db.count(STUDENT, {"status": ("in", AT_SCHOOL)})
	return [school(units), term(today), classes(units, students), staff(students), gaps(units)]


def count_units() -> dict[str, int]:
	table = frappe.qb.DocType(UNIT)
	rows = (
		frappe.qb.from_(table)
		.select(table.unit_type, Count("*"))
		.where(table.disabled == 0)
		.groupby(table.unit_type)
		.run()
	)
	return dict(rows)


def school(units: dict[str, int]) -> Step:
	is_there = bool(units.get("School"))
	return Step(
		"school",
		_("The school"),
		State.DONE if is_there else State.TODO,
		_("{0} colleges, {1} departments below it.").format(
			units.get("College", 0), units.get("Department", 0)
		)
		if is_there
		else _(
			"Make the school itself, with its full name. Colleges and classes come with the list of students."
		),
		button=_("Units", context=DAY),
		route=("Tree", UNIT),
	)


def get_current_term(today: date) -> str | None:
	"""The one that runs, else the next that begins."""
	return calendar.get_term_on(today) or next(
		(
			row.name
			for row in frappe.get_all(
				TERM,
				filters={"start_date": (">", today)},
				fields=["name"],
				order_by="start_date asc",
				limit=1,
			)
		),
		None,
	)


def term(today: date) -> Step:
	name = get_current_term(today)
	if not name:
		return Step(
			"term",
			_("Term and holidays"),
			State.TODO,
			_("Enter first and last day of the term; “Fill in Public Holidays” does the rest."),
			button=_("New Term"),
			route=("Form", TERM, "new-campus-term"),
		)
	begins = getdate(frappe.db.get_value(TERM, name, "start_date"))
	has_days = frappe.db.exists("Campus Day", {"term": name})
	said = (
		_("{0} runs.").format(name)
		if begins <= today
		else _("{0} begins on {1}.").format(name, frappe.format(begins, "Date"))
	)
	return Step(
		"term",
		_("Term and holidays"),
		State.DONE if has_days else State.TODO,
		said if has_days else _("{0} has no days yet: save it once more.").format(name),
		button=_("Term", context=DAY),
		route=("Form", TERM, name),
	)


def classes(units: dict[str, int], students: int) -> Step:
	return Step(
		"students",
		_("Classes and students"),
		State.DONE if students else State.TODO,
		_("{0} students at school in {1} classes.").format(students, units.get("Class", 0))
		if students
		else _(
			"One Excel list makes colleges, classes, rooms and students; a preview says first what it would do."
		),
		button=_("Import Students"),
		route=("List", "Campus Student Import")
		if students
		else ("Form", "Campus Student Import", "new-campus-student-import"),
	)


def staff(students: int) -> Step:
	people = len(get_staff())
	posts = len(network_posts.get_open_posts())
	is_done = bool(people and posts)
	return Step(
		"staff",
		_("Staff and posts"),
		State.DONE if is_done else State.TODO if students else State.LATER,
		_("{0} people with a role, {1} posts held.").format(people, posts)
		if is_done
		else _(
			"One Excel list makes accounts, roles and posts, one person for several classes, and first passwords."
		),
		(SYSTEM_MANAGER,),
		_("Import Staff"),
		("List", "Campus Staff Import")
		if is_done
		else ("Form", "Campus Staff Import", "new-campus-staff-import"),
	)


def gaps(units: dict[str, int]) -> Step:
	"""Where nobody would be told: by what the positions' own records ask for."""
	found = []
	positions = [position for position, _node in NEEDED]
	for line in posts_filled.get_filled(network_posts.get_open_posts(), positions):
		if line.whole_school and (line.position, line.needed_for) in NEEDED and line.have < line.needed:
			found.append(
				_("{0} × {1} without {2}").format(
					line.needed - line.have,
					_(line.needed_for, context=UNIT if line.needed_for != "Building" else "Campus Dormitory"),
					_(line.position),
				)
			)
	found += [
		_("no {0}").format(_(role)) for role in (PSYCH_HEAD, SCHOOL_LEADER) if not get_users_with_role(role)
	]
	has_classes = bool(units.get("Class"))
	return Step(
		"gaps",
		_("Gaps"),
		State.LATER if not has_classes else State.LOOK if found else State.DONE,
		_("Nothing would reach anybody here: {0}.").format("；".join(found))
		if found and has_classes
		else _("Every class, building and college has somebody.")
		if has_classes
		else _("Shown once there are classes."),
		button=_("Network Coverage") if has_classes else "",
		route=("query-report", "Campus Network Coverage"),
	)
