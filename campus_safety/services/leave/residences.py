"""Who is told when an application to live off campus moves on."""

from frappe import _

from campus_safety.domain import roles as r
from campus_safety.services.leave.telling import tell
from campus_safety.services.notices import get_holders, get_users_with_role


def follow(doc) -> None:
	"""`on_update` of a residence: the next who must decide."""
	before = doc.get_doc_before_save()
	if before and before.status == doc.status:
		return
	waits_for = {
		"Counsellor Review": lambda: get_holders(("Counsellor",), doc.unit),
		"College Review": lambda: get_holders(("College Lead",), doc.college),
		"Affairs Review": lambda: get_users_with_role(r.STUDENT_AFFAIRS),
	}
	if doc.status in waits_for:
		tell(
			waits_for[doc.status](),
			lambda: _("Application {0} to live off campus waits for you.").format(doc.name),
			f"residence|{doc.name}|{doc.status}",
			doc,
		)
