"""Why somebody has no duties: all done is one reason, and on a school's first days hardly ever the right one."""

from datetime import date

import frappe
from frappe.query_builder.functions import Count, Min

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.duties.obligation import Period, State, first_whole
from campus_safety.domain.people.network import POSTS, Status
from campus_safety.engines import calendar
from campus_safety.engines.duties import rules
from campus_safety.engines.duties.generate import OBLIGATION
from campus_safety.records.posts import ASSIGNMENT

RUN = "Campus Coverage Run"
BY_POST = frozenset(post.role for post in POSTS.values() if post.role)
NO_POST, POST_LATER, NEVER_RUN, RULES_LATER = "no_post", "post_later", "never_run", "rules_later"
AHEAD = "ahead"  # nothing is due soon, but something is open


def find(user: str, today: date) -> dict | None:
	"""{why, day, count} for whoever holds posts; None where there were duties and all is done. Asked only where nothing is due soon."""
	if not has_any_role(user, BY_POST):
		return None
	posts = frappe.get_all(
		ASSIGNMENT,
		filters={"holder_user": user, "is_covert": 0, "status": ("!=", Status.ENDED.value)},
		fields=["status", "from_date"],
		order_by="from_date asc",
	)
	if not posts:
		return {"why": NO_POST, "day": None}
	if all(post.status == Status.PLANNED.value for post in posts):
		return {"why": POST_LATER, "day": posts[0].from_date}
	if ahead := _get_ahead(user):
		return ahead
	if frappe.db.exists(OBLIGATION, {}):
		return None
	if not frappe.db.exists(RUN, {"status": "Completed"}):
		return {"why": NEVER_RUN, "day": None}
	day = get_first_day(today)
	return {"why": RULES_LATER, "day": day} if day and day > today else None


def _get_ahead(user: str) -> dict | None:
	"""How many of a person's duties are open, and when the first of them is due."""
	duty = frappe.qb.DocType(OBLIGATION)
	mine = (duty.responsible_user == user) & (duty.state == State.OPEN.value)
	((count, day),) = frappe.qb.from_(duty).select(Count("*"), Min(duty.due_date)).where(mine).run()
	return {"why": AHEAD, "day": day, "count": count} if count else None


def get_first_day(today: date) -> date | None:
	"""When the first rule begins; today where one has begun; None without any in use."""
	terms = calendar.get_terms()
	days = []
	for rule in frappe.get_all(
		rules.RULE, filters={"enabled": 1}, fields=["effective_from", "running_period", "period"]
	):
		day = rule.effective_from or today
		begins = day if rule.running_period else first_whole(Period(rule.period), day, terms)
		if begins:
			days.append(max(begins, today))
	return min(days, default=None)
