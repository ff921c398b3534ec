"""Burden account 负担账 by duty rule: fields typed × people × term, what the app fills, whether anybody read the result."""

from frappe import _
from frappe.utils import getdate, nowdate

from campus_safety.access.arguments import report_filters
from campus_safety.domain.duties.burden import Line, by_post
from campus_safety.engines import period_words
from campus_safety.engines.calendar import get_term_on
from campus_safety.engines.duties import burden

NAME = "Campus Duty Burden"
POSTS_SHOWN = 3


def execute(filters: dict | None = None):
	term = get_term(report_filters(filters))
	if not term:
		return get_columns(), [], _("Today lies in no term: choose one."), None, []
	lines = burden.get_lines(term)
	note = _(
		"Fields are counted in the newest records of the term; what the app fills, and what stands there by itself, is not typed. Read: people who opened the list or took a paper out, and need not write any themselves. A rule that nobody reads for a term can be switched off."
	)
	return get_columns(), [get_row(line) for line in lines], note, None, get_summary(lines)


def get_term(filters) -> str | None:
	return filters.term or get_term_on(getdate(nowdate()))


def get_shown_period(filters) -> str:
	term = get_term(report_filters(filters))
	return period_words.of_term(term) if term else period_words.as_of(nowdate())


def get_columns() -> list[dict]:
	def column(fieldname: str, label: str, fieldtype: str = "Int", width: int = 120, **values) -> dict:
		return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **values}

	return [
		column("clause", _("Clause"), "Data", 80),
		column("rule", _("Duty Rule"), "Data", 190),
		column("post", _("Post", context=NAME), "Data", 110),
		column("evidence", _("Record", context=NAME), "Data", 130),
		column("typed", _("Fields Typed per Record", context=NAME), "Float", precision=1),
		column("share", _("Filled by the App", context=NAME), "Percent", 110),
		column("people", _("People", context=NAME), width=80),
		column("records", _("Records", context=NAME), width=90),
		column("typed_per_person", _("Fields per Person and Term", context=NAME), "Float", 130, precision=1),
		column("readers", _("Read by (people)", context=NAME), width=110),
		column("verdict", _("Verdict"), "Data", 140),
	]


def get_row(line: Line) -> dict:
	holder, written = line.post, line.evidence  # names of documents
	return {
		"clause": line.clause,
		"rule": line.title,
		"post": _(holder) if holder else "",
		"evidence": _(written),
		"typed": line.fields and round(line.fields.typed, 1),
		"share": line.fields and line.fields.share,
		"people": line.people,
		"records": line.records,
		"typed_per_person": line.typed_per_person,
		"readers": line.readers,
		"verdict": _("Nobody read it", context=NAME) if line.is_unread else "",
	}


def get_summary(lines: list[Line]) -> list[dict]:
	"""The posts that type the most, and how many rules nobody reads."""
	unread = sum(line.is_unread for line in lines)
	return [
		*(
			{"label": _("{0}: fields per term").format(_(holder)), "value": typed}
			for holder, typed in by_post(lines)[:POSTS_SHOWN]
		),
		{
			"label": _("Rules Nobody Read", context=NAME),
			"value": unread,
			"indicator": "Orange" if unread else "Green",
		},
	]
