"""Papers of a crisis: what they all have in common. They belong to a case, to its student and to its circle."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import cint, get_datetime

from campus_safety.access.secrets import decrypt
from campus_safety.domain.crisis.way_back import demands_cure
from campus_safety.exceptions import ClosedRecordError, CrisisStepError
from campus_safety.records.content import content_of
from campus_safety.records.protected import ProtectedRecord

CASE = "Campus Crisis Case"
OF_THE_CASE = ("responsible_person", "lead", "needs_student_affairs")


class CrisisPaper(ProtectedRecord):
	"""A protected record of one crisis case.

	happened_field: when it took place; late when it was written too long afterwards.
	"""

	needs_unit = True
	happened_field: str

	def validate(self) -> None:
		self.validate_not_decided()
		self.occurred_on = self.get(self.happened_field) or self.creation
		self.set_of_case()
		super().validate()
		self.validate_step()

	def set_of_case(self) -> None:
		"""Errors: PermissionError where its writer may open no such case: nothing tells whether there is one."""
		before = self.get_doc_before_save()
		self.crisis_case = before.crisis_case if before else get_open_case(self.student)
		self.update(frappe.db.get_value(CASE, self.crisis_case, OF_THE_CASE, as_dict=True))

	def validate_step(self) -> None:
		raise NotImplementedError


def get_open_case(student: str | None) -> str:
	"""Number of the student's open case, for whoever may write into it. Errors: PermissionError."""
	case = student and frappe.db.get_value(CASE, {"open_key": student})
	if not case or not frappe.has_permission(CASE, "write", doc=case):
		frappe.throw(
			_("You have no open crisis case of this student. Report the crisis first, then write the paper."),
			frappe.PermissionError,
		)
	return case


def require(paper, fields: Iterable[str]) -> None:
	"""Errors: CrisisStepError naming everything that is empty."""
	missing = [
		_(paper.meta.get_label(field), context=paper.doctype)
		for field in fields
		if not _is_filled(paper, field)
	]
	if missing:
		frappe.throw(
			_("Before it is {0}, fill in: {1}.").format(
				_(paper.status, context=paper.doctype), ", ".join(missing)
			),
			CrisisStepError,
			title=_("Not complete yet"),
		)


def _is_filled(paper, fieldname: str) -> bool:
	value = paper.get(fieldname)
	return bool(cint(value)) if paper.meta.get_field(fieldname).fieldtype == "Check" else bool(value)


def require_proof(paper, fieldname: str) -> None:
	"""Signed on the screen, or the signed paper attached. Errors: CrisisStepError."""
	if paper.get(fieldname) or paper.paper_scan:
		return
	frappe.throw(
		_("Fill in {0}, or attach the signed paper.").format(
			_(paper.meta.get_label(fieldname), context=paper.doctype)
		),
		CrisisStepError,
		title=_("Not signed yet"),
	)


def validate_witnesses(paper) -> None:
	if paper.first_witness == paper.second_witness:
		frappe.throw(_("The two witnesses must be two people."), CrisisStepError)


def validate_agreed(paper, fields: Iterable[str], drafts: tuple[str, ...]) -> None:
	"""What was signed stays as it was signed. Errors: ClosedRecordError."""
	before = paper.get_doc_before_save()
	if not before or before.status in drafts:
		return
	changed = [field for field in fields if content_of(paper, field) != content_of(before, field)]
	if changed:
		frappe.throw(
			_("{0} was signed and no longer changes.").format(
				", ".join(_(paper.meta.get_label(field), context=paper.doctype) for field in changed)
			),
			ClosedRecordError,
			title=_("Already signed"),
		)


def validate_order(paper, earlier: str, later: str) -> None:
	if get_datetime(paper.get(later)) < get_datetime(paper.get(earlier)):
		frappe.throw(
			_("{0} lies before {1}.").format(
				_(paper.meta.get_label(later), context=paper.doctype),
				_(paper.meta.get_label(earlier), context=paper.doctype),
			),
			CrisisStepError,
		)


def refuse_future(paper, fieldname: str) -> None:
	frappe.throw(
		_("{0} lies in the future.").format(_(paper.meta.get_label(fieldname), context=paper.doctype)),
		CrisisStepError,
	)


def refuse_demand_of_cure(paper, fields: Iterable[str]) -> None:
	"""Nobody can show that they are cured, so nobody is asked to (domain §12). Errors: CrisisStepError."""
	for field in fields:
		if demands_cure(decrypt(paper.get(field))):
			frappe.throw(
				_(
					"{0}: do not ask that the student is cured. Write what can be shown: a doctor's paper that studying is possible, a talk with the centre, who helps at first."
				).format(_(paper.meta.get_label(field), context=paper.doctype)),
				CrisisStepError,
				title=_("Not to be asked for"),
			)


def is_minor(student: str) -> bool:
	return bool(frappe.db.get_value("Campus Student", student, "is_minor"))
