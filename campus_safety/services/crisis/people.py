"""Who answers in a crisis, and who does an action of its checklist."""

from campus_safety.domain import roles as r
from campus_safety.records.posts import get_newest_holder, get_only_user_with_role, get_users_with_role
from campus_safety.services.risk.risk_ledger import get_people

CENTRE = "Psych Teacher"
KINDS = {
	"Responsible Person": "responsible_person",
	CENTRE: "psych_teacher",
	"Lead in Charge": "lead",
}


def set_people(case) -> None:
	"""At the beginning: the class's counsellor answers, the college's lead is in charge, whoever of the centre wrote it goes along."""
	people = get_people(case.student)
	case.responsible_person = case.responsible_person or people.responsible_person
	case.lead = case.lead or people.lead or get_newest_holder("College Lead", case.college)


def get_owner(case, kind: str) -> str | None:
	"""Whom the checklist means; where no lead is named, who answers for the student.

	What the centre does is the centre's: without a teacher its head's; None where that is nobody, or several.
	"""
	if kind == CENTRE:
		return case.psych_teacher or get_only_user_with_role(r.PSYCH_HEAD)
	return case.get(KINDS.get(kind, "responsible_person")) or case.responsible_person


def get_called(row) -> list[str]:
	"""Whom an action of the checklist calls: who does it; the centre's heads for one of theirs that nobody has."""
	return [row.action_owner] if row.action_owner else get_users_with_role(r.PSYCH_HEAD)
