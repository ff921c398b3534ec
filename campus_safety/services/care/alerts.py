"""What talks, contacts and visits call for: the psych centre, the college, whoever decides on a visit (domain §2, §3)."""

from frappe import _

VOID = "Void"


def asks_psych_centre(talk) -> bool:
	return talk.status != VOID and talk.escalate_to == "Psych Centre"


def asks_college(talk) -> bool:
	"""A report is asked for; a wish for the risk ledger becomes a nomination, which calls by itself."""
	return talk.status != VOID and talk.escalate_to == "Abnormal Report"


def words_for_psych_centre(talk) -> str:
	return _("Talk {0}: the psych centre is asked to take over").format(talk.name)


def words_for_college(talk) -> str:
	return _("Talk {0}: an abnormal report is asked for").format(talk.name)


def is_visit_to_decide(visit) -> bool:
	return visit.status == "Planned"
