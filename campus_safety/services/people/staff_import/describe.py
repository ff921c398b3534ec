"""The preview of a staff import as data; the form draws it."""

from frappe import _

from campus_safety.access.circle import circle_roles, innermost_roles
from campus_safety.services.people.staff_import.plan import Plan, RowPlan

SHOWN_CREATED, SHOWN_CHANGED = 30, 50


def describe(plan: Plan) -> dict:
	"""What would be made and added, the first of each; how many accounts could then open protected records."""
	circle, inner = circle_roles(), innermost_roles()
	created = [row for row in plan.rows if row.makes_account]
	changed = [row for row in plan.rows if row.writes and not row.makes_account]
	opening = {
		row.person.address
		for row in plan.to_write
		if (row.person.roles if row.makes_account else row.roles) & circle
	}
	return {
		"posts": sum(len(row.posts) for row in plan.rows),
		"opening": len(opening),
		"by_mail": sum(bool(row.person.roles & inner) for row in created),
		"absent": [plan.absent[0], list(plan.absent[1])],
		"created": [{**_line(row), "roles": _roles(row.person.roles)} for row in created[:SHOWN_CREATED]],
		"changed": [{**_line(row), "roles": _roles(row.roles)} for row in changed[:SHOWN_CHANGED]],
	}


def _line(row: RowPlan) -> dict:
	return {
		"row": row.row.row,
		"name": row.person.name,
		"account": row.person.address,
		"posts": "、".join(f"{post.scope.title} {_(post.position)}" for post in row.posts),
		"mobile": row.fills.get("mobile_no", ""),
	}


def _roles(roles: set[str]) -> str:
	return "、".join(_(role) for role in sorted(roles))
