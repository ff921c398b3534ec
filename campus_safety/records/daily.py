"""How much one student files in a day 一天最多提交多少: their pages write without asking anybody, so somebody counts."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.exceptions import TooManyTodayError
from campus_safety.records.settings import get_most_a_day


def validate_not_too_many(doctype: str, filters: dict, now: datetime) -> None:
	"""Records of this kind since midnight, whatever has become of them. Errors: TooManyTodayError."""
	most = get_most_a_day()
	midnight = datetime.combine(now.date(), datetime.min.time())
	if frappe.db.count(doctype, {**filters, "creation": (">=", midnight)}) >= most:
		frappe.throw(
			_(
				"Today {0} of these have been sent already, the most for one day. Call your counsellor."
			).format(most),
			TooManyTodayError,
			title=_("Too many today"),
		)
