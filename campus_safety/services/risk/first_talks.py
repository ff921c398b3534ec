"""The first talk after a handover 首谈 (domain §9): whoever took over talks with the student within the days of the settings."""

from collections.abc import Iterable

import frappe
from frappe.utils import getdate, now_datetime
from pypika.functions import Min

from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.services.risk import handover_deadlines
from campus_safety.services.risk.handover_moves import get_next_talk

HANDOVER, ITEM, TALK = "Campus File Handover", "Campus File Handover Item", "Campus Heart Talk"
CONTACT = "Contact"  # a short word of the day is no talk


def look(students: Iterable[str] | None = None) -> list[str]:
	"""Names of the handovers of which a first talk has been found since: of all, or about these students."""
	found = _find(students)
	for row in found:
		frappe.db.set_value(ITEM, row.name, "talked_on", getdate(row.talked_at), update_modified=False)
	changed = sorted({row.parent for row in found})
	for name in changed:
		document = frappe.get_doc(HANDOVER, name)
		document.db_set("next_talk_due", get_next_talk(document.items), update_modified=False)
		follow_rows(HANDOVER, [name])
	return changed


def _find(students: Iterable[str] | None) -> list[frappe._dict]:
	"""Items whose first talk has been held: by whoever answers, after the handover."""
	item, talk = frappe.qb.DocType(ITEM), frappe.qb.DocType(TALK)
	query = (
		frappe.qb.from_(item)
		.join(talk)
		.on((talk.student == item.student) & (talk.recorded_by == item.answers))
		.select(item.name, item.parent, Min(talk.talk_time).as_("talked_at"))
		.where(item.first_talk_due.notnull() & item.talked_on.isnull() & (talk.talk_time >= item.moved_at))
		.where((talk.status != "Void") & (talk.talk_type != CONTACT))
		.groupby(item.name, item.parent)
	)
	if students is not None:
		query = query.where(item.student.isin(list(students) or [""]))
	return query.run(as_dict=True)


def follow_talk(doc, method: str | None = None) -> None:
	"""`Campus Heart Talk.on_update`."""
	if doc.student and (changed := look(students=[doc.student])):
		handover_deadlines.look(now_datetime(), changed)
