"""Why somebody has no duties: all done is one reason, and on a school's first days hardly ever the right one."""

from datetime import date

import frappe

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.duties.obligation import Period, first_whole
from campus_safety.domain.people.network import POSTS, Status
from campus_safety.engines import calendar
from campus_safety.engines.duties import rules
from campus_safety.engines.duties.generate import OBLIGATION
from campus_safety.records.posts import ASSIGNMENT

RUN = "Campus Coverage Run"
BY_POST = frozenset(post.role for post in POSTS.values() if post.role)
NO_POST, POST_LATER, NEVER_RUN, RULES_LATER = "no_post", "post_later", "never_run", "rules_later"


def find(user: str, today: date) -> dict | None:
	"""{why, day} for whoever holds posts; None where there were duties and all is done. Asked only where nothing is due."""
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
	if frappe.db.exists(OBLIGATION):
		return None
	if not frappe.db.exists(RUN, {"status": "Completed"}):
		return {"why": NEVER_RUN, "day": None}
	day = get_first_day(today)
	return {"why": RULES_LATER, "day": day} if day and day > today else None


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
