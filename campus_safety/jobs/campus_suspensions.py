"""Each morning: suspensions that begin, contacts that are due, ways back that begin, and who is back."""

from datetime import datetime

from frappe.utils import get_datetime, now_datetime

from campus_safety.services.crisis import resumption, suspensions


def run(now: datetime | str | None = None) -> dict[str, int]:
	"""`now` for trials and tests: site time."""
	moment = (get_datetime(now) if now else now_datetime()).replace(microsecond=0)
	back, done = resumption.run(moment), suspensions.run(moment)
	return {**done, "back": back["back"], "errors": back["errors"] + done["errors"]}
