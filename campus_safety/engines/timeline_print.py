"""A student's timeline on paper: what the reader sees on the screen, numbered and logged."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import format_datetime

from campus_safety.engines import timeline
from campus_safety.engines.ledgers.export import TEMPLATES, get_signature_line
from campus_safety.engines.ledgers.sheet import Caption
from campus_safety.engines.opening import access_log
from campus_safety.engines.seal import checkpoints
from campus_safety.records import numbers
from campus_safety.records.school import get_school_name

WIDTHS = (16, 18, 60, 12)  # characters


def print_timeline(student: str, doctype: str | None, now: datetime) -> str:
	"""An HTML page for the printer, the newest entries (MOST_ENTRIES at most); `doctype`: of one kind only."""
	found = timeline.get_timeline(student, 0, timeline.MOST_ENTRIES, now, doctype)
	name, unit = frappe.db.get_value("Campus Student", student, ["student_name", "unit"])
	number = numbers.take(numbers.EXPORT)
	access_log.record("Print", "Campus Student", student, student=student, reason=f"{number} [Timeline]")
	subtitle = _("Class: {0}    {1}    Rows: {2}    No. {3}").format(
		timeline.title_of("Campus Unit", unit), get_signature_line(), len(found["entries"]), number
	)
	caption = Caption(
		_("Timeline of {0} ({1})").format(name, student),
		subtitle,
		number,
		_("For internal use"),
		get_school_name(),
	)
	words = (_("Day and Time"), _("What Happened"), _("In Short"), _("Recorded By"))
	return frappe.render_template(
		f"{TEMPLATES}/ledger.html",
		{
			"caption": caption,
			"headings": list(zip(words, WIDTHS, strict=True)),
			"rows": [_row(entry) for entry in found["entries"]],
			"seal": checkpoints.for_print(),
		},
	)


def _row(entry: dict) -> list[str]:
	what = " · ".join(dict.fromkeys((entry["title"], entry["what"])))
	return [
		format_datetime(entry["at"], "yyyy-MM-dd HH:mm"),
		what,
		" · ".join(entry["summary"]),
		entry["author"],
	]
