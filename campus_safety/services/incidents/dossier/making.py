"""A dossier is made anew each time, of what its maker may open at that moment; that it was made, about whom and why is logged."""

from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_fullname

from campus_safety.domain.incidents.dossier import Section, get_clock
from campus_safety.engines.messages.telling import in_school_language, tell
from campus_safety.engines.opening import access_log
from campus_safety.engines.opening.reveal import validate_reason
from campus_safety.engines.seal.checkpoints import get_latest
from campus_safety.records import numbers
from campus_safety.records.school import get_school_name
from campus_safety.services.incidents.dossier import collecting, happenings, proving, subject
from campus_safety.services.incidents.dossier.subject import Subject

CASE = happenings.CASE


@dataclass(frozen=True)
class Dossier:
	"""text: dossier.json, whose digest is logged. content: the same, read."""

	number: str
	text: str
	content: dict
	lines: list
	digest: str


def make(wanted: Subject, reason: str, action: str, now: datetime) -> Dossier:
	"""action: of the access log. Errors: PermissionError, DossierError, ValidationError without a reason."""
	user = frappe.session.user
	subject.validate(wanted, user)
	validate_reason(reason)
	number = numbers.take(numbers.EXPORT)
	with in_school_language():
		found = collecting.collect(wanted)
		head = _head(wanted, found, number, user, now)
		text, content = proving.to_file(head, found.lines)
	digest = proving.get_digest(text)
	doctype, name = ("Campus Student", wanted.student) if wanted.student else ("User", wanted.person)
	access_log.record(
		action, doctype, name, student=wanted.student, reason=f"{number} [Dossier] {digest} {reason.strip()}"
	)
	_tell(wanted, number, now)
	return Dossier(number, text, content, found.lines, digest)


def _head(wanted: Subject, found, number: str, user: str, now: datetime) -> dict:
	latest = get_latest()
	return {
		"number": number,
		"school": get_school_name(),
		"student": wanted.student or "",
		"student_name": _name_of(wanted.student),
		"person": wanted.person or "",
		"person_name": get_fullname(wanted.person) if wanted.person else "",
		"since": wanted.since,
		"until": wanted.until,
		"made_by": user,
		"made_at": now.replace(microsecond=0),
		"latest_checkpoint": latest.text() if latest else "",
		"clock": _clock(found.lines),
		"honest": _gaps(wanted, found),
		"not_seen": _not_seen(wanted, found.lines),
	}


def _name_of(student: str | None) -> str:
	return frappe.db.get_value("Campus Student", student, "student_name") if student else ""


def _clock(lines: list) -> dict:
	signs = [line.happened for line in lines if line.section is Section.SIGN]
	return get_clock(signs, [line.happened for line in lines if line.home])


def _gaps(wanted: Subject, found) -> list[str]:
	"""What the dossier does not show, said by itself."""
	lines = found.lines
	clock = _clock(lines)
	said = [_("It holds what its maker may open. What only others may open is not in it.")]
	if wanted.student and not clock["sign"]:
		said.append(_("No first sign stands in these records."))
	elif wanted.student and not clock["call"]:
		said.append(_("No call home stands in these records after the first sign."))
	if unsealed := sum(not line.sealed for line in lines):
		said.append(_("{0} lines have no entry in the seal: nothing proves when they were written.").format(unsealed))  # fmt: skip
	if waiting := sum(bool(line.sealed) and not line.leaf for line in lines):
		said.append(_("{0} lines are sealed by the next checkpoint only: make it anew tomorrow.").format(waiting))  # fmt: skip
	if changed := sum(bool(line.changed) for line in lines):
		said.append(_("The records of {0} lines were changed after they were first sealed.").format(changed))
	said += [_("There are more than {0} records of the kind {1}: choose a shorter period.").format(collecting.MOST, kind) for kind in dict.fromkeys(found.cut)]  # fmt: skip
	return said


def _not_seen(wanted: Subject, lines: list) -> list[str]:
	"""Of the records in it, those that the person cannot open by the rights of today; and what cases say they did not know."""
	if not wanted.person:
		return []
	records = dict.fromkeys((line.doctype, line.name) for line in lines if line.name)
	closed = [
		_("{0} {1}: cannot be opened by this person, by the rights of today").format(_(doctype), name)
		for doctype, name in records
		if not frappe.has_permission(doctype, "read", doc=name, user=wanted.person)
	]
	return [*closed, *happenings.get_not_known(wanted)]


def _tell(wanted: Subject, number: str, now: datetime) -> None:
	"""A member of staff hears that one about them was made (PIPL 17); not while a case of accountability is open, whose persons
	are told on paper (PIPL 18). A student is told through the access log when they ask (PIPL 44)."""
	if not wanted.person or wanted.person == frappe.session.user or _is_in_open_case(wanted.person):
		return
	tell(
		[wanted.person],
		lambda: _("A due-diligence dossier that concerns you was made: {0}.").format(number),
		f"dossier|{number}",
		now=now,
		confidential=True,
	)


def _is_in_open_case(person: str) -> bool:
	names = frappe.get_all("Campus Case Person", {"person": person, "parenttype": CASE}, pluck="parent")
	return bool(names and frappe.db.exists(CASE, {"name": ("in", names), "status": ("!=", "Archived")}))
