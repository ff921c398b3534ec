"""What makes a network assignment wrong (domain §1): each check throws and says what to do."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.access.scopes import has_any_role, held, held_units
from campus_safety.domain.people.network import UNIT_TYPES, Level, Status, overlap
from campus_safety.domain.roles import SAFETY_OFFICE, STUDENT_AFFAIRS, SYSTEM_MANAGER
from campus_safety.exceptions import AssignmentConflictError, OpenResponsibilityError, OutOfScopeError
from campus_safety.records.changes import has_changed
from campus_safety.records.positions import get_appointers
from campus_safety.records.scope import get_term_of
from campus_safety.services.people import network_scope

# for the whole school, where the position's record says nothing else; a College Lead for the college
APPOINTERS = (SYSTEM_MANAGER, STUDENT_AFFAIRS, SAFETY_OFFICE)
UNCHANGEABLE = (
	"level",
	"position",
	"holder_user",
	"holder_student",
	"unit",
	"dormitory",
	"student",
	"from_date",
	"dated_back",
)


def validate_holder(doc) -> None:
	if bool(doc.holder_user) == bool(doc.holder_student):
		frappe.throw(
			_("Name exactly one holder: a member of staff, or a student."), title=_("Holder of the post")
		)
	post = doc.post
	if doc.is_new() and not post.enabled:
		frappe.throw(_("{0} is switched off: it is no longer assigned.").format(_(doc.position)))
	if doc.is_new() and post.covert:
		frappe.throw(
			_("{0} stands in no network. The Safety Office writes a record of its own: {1}.").format(
				_(doc.position), _("Campus Hidden Officer")
			),
			title=_("Kept apart"),
		)
	if doc.holder_user and not post.by_user:
		frappe.throw(_("{0} is a student's post: choose the student.").format(_(doc.position)))
	if doc.holder_student and not post.by_student:
		frappe.throw(_("{0} is held by a member of staff: choose the account.").format(_(doc.position)))
	if doc.holder_user and frappe.db.exists("Campus Student", {"user": doc.holder_user}):
		frappe.throw(
			_("{0} is a student's account. Choose the student as holder instead.").format(doc.holder_user)
		)


def validate_level(doc) -> None:
	levels = doc.post.levels
	if doc.level not in [level.value for level in levels]:
		frappe.throw(
			_("{0} belongs to the level {1}, not {2}.").format(
				_(doc.position),
				" / ".join(_(level.value, context=doc.doctype) for level in levels),
				_(doc.level, context=doc.doctype),
			),
			title=_("Level and scope"),
		)


def validate_scope(doc) -> None:
	"""Exactly one scope, of the kind that the level and the post name."""
	post = doc.post
	filled = [field for field in network_scope.SCOPE_FIELDS if doc.get(field)]
	if len(filled) != 1:
		frappe.throw(
			_("Fill exactly one scope: the unit, the dormitory, or for a mentor the single student."),
			title=_("Level and scope"),
		)
	field = filled[0]
	if field == "student" and not post.single_students:
		frappe.throw(
			_("Only a mentor is assigned to a single student. Choose the class."), title=_("Level and scope")
		)
	if (field == "dormitory") != (doc.level == Level.DORMITORY):
		frappe.throw(
			_("The level {0} needs its scope in the field {1}.").format(
				_(doc.level, context=doc.doctype),
				_("Dormitory") if doc.level == Level.DORMITORY else _("Unit"),
			),
			title=_("Level and scope"),
		)
	if field == "unit":
		_validate_node(doc, "Campus Unit", doc.unit, "unit_type", UNIT_TYPES[Level(doc.level)])
	elif field == "dormitory" and post.dormitory_type:
		_validate_node(doc, "Campus Dormitory", doc.dormitory, "dormitory_type", (post.dormitory_type,))


def _validate_node(doc, doctype: str, name: str, type_field: str, allowed: tuple[str, ...]) -> None:
	kind = frappe.db.get_value(doctype, name, type_field)
	if kind and kind not in allowed:
		frappe.throw(
			_("{0} is a {1}; here it must be: {2}.").format(
				name, _(kind, context=doctype), ", ".join(_(each, context=doctype) for each in allowed)
			),
			title=_("Level and scope"),
		)


def validate_dates(doc) -> None:
	if doc.to_date and getdate(doc.to_date) < getdate(doc.from_date):
		frappe.throw(
			_("The assignment ends ({0}) before it begins ({1}). To undo it enter one day twice.").format(
				frappe.format(doc.to_date, "Date"), frappe.format(doc.from_date, "Date")
			),
			title=_("Wrong dates"),
		)


def is_dated_back(doc, today: date) -> bool:
	"""A new post from before the running term: somebody answered for it then whom nobody knew of."""
	term = get_term_of(today)
	first = term and frappe.db.get_value("Campus Term", term, "start_date")
	return bool(first) and getdate(doc.from_date) < getdate(first)


def validate_away(assignment) -> None:
	"""A leave of the holder has two days, in their order; a student has none here."""
	first, last = assignment.away_from, assignment.away_until
	if (first or last) and not assignment.holder_user:
		frappe.throw(_("Only the leave of a member of staff is entered here."))
	if bool(first) != bool(last):
		frappe.throw(_("Enter the first and the last day of the leave."), frappe.MandatoryError)
	if first and getdate(first) > getdate(last):
		frappe.throw(_("The leave ends before it begins."))


def validate_history(doc) -> None:
	"""What was once in force stays as it was: who looked after whom and when must remain readable."""
	before = doc.get_doc_before_save()
	if not before or before.status == Status.PLANNED:
		return
	for field in UNCHANGEABLE:
		if has_changed(doc, field):
			frappe.throw(
				_("{0} can no longer be changed. End this assignment and write a new one.").format(
					_(doc.meta.get_label(field), context=doc.doctype)
				)
			)
	if before.status == Status.ENDED and has_changed(doc, "to_date"):
		frappe.throw(_("This assignment has ended. Write a new one instead of reopening it."))


def validate_appointer(doc) -> None:
	"""Giving scope is giving access: a College Lead appoints within the college, nobody themselves.

	The position's record may name its appointers (domain §1 "who appoints"). Errors: OutOfScopeError.
	"""
	user = frappe.session.user
	if doc.flags.ignore_permissions or user == "Administrator":
		return
	appointers = get_appointers(doc.position)
	anywhere = [role for role, everywhere in appointers.items() if everywhere] if appointers else APPOINTERS
	if has_any_role(user, anywhere):
		return
	if doc.holder_user == user:
		frappe.throw(_("You cannot write an assignment of your own. Ask Student Affairs."), OutOfScopeError)
	if appointers and not has_any_role(user, appointers):
		frappe.throw(
			_("{0} is appointed by: {1}.").format(
				_(doc.position), ", ".join(_(role) for role in sorted(appointers))
			),
			OutOfScopeError,
		)
	if not _is_held(user, doc):
		frappe.throw(
			_("{0} is not in your college. Ask Student Affairs.").format(
				doc.unit or doc.dormitory or doc.student
			),
			OutOfScopeError,
		)


def _is_held(user: str, doc) -> bool:
	units = held_units(user)
	if doc.unit:
		return doc.unit in units
	if doc.dormitory:
		return doc.dormitory in held(user, "Campus Dormitory") or _houses_only(doc.dormitory, units)
	return frappe.db.get_value("Campus Student", doc.student, "unit") in units


def _houses_only(dormitory: str, units: frozenset[str]) -> bool:
	"""Does everybody who lives there belong to the units, as in a room of one class?"""
	nodes = [dormitory, *frappe.db.get_descendants("Campus Dormitory", dormitory)]
	living = frappe.get_all(
		"Campus Student", filters={"dormitory": ("in", nodes)}, pluck="unit", distinct=True
	)
	return bool(living) and units.issuperset(living)


def validate_single_holder(doc) -> None:
	"""One counsellor and one class adviser per class, one leader per room, on any day."""
	if not doc.post.one_per_scope or doc.status == Status.ENDED:
		return
	field = "unit" if doc.unit else "dormitory"
	frappe.db.get_value(
		network_scope.SCOPE_FIELDS[field], doc.get(field), "name", for_update=True
	)  # one writer at a time
	for other in frappe.get_all(
		network_scope.ASSIGNMENT,
		filters={
			"position": doc.position,
			field: doc.get(field),
			"status": ("!=", Status.ENDED.value),
			"name": ("!=", doc.name or ""),
		},
		fields=["name", "holder_name", "from_date", "to_date"],
	):
		if overlap(
			getdate(doc.from_date), doc.to_date and getdate(doc.to_date), other.from_date, other.to_date
		):
			frappe.throw(
				_("{0} already has a {1}: {2} ({3}). End that assignment before the new one begins.").format(
					doc.get(field),
					_(doc.position),
					other.holder_name,
					frappe.utils.get_link_to_form(network_scope.ASSIGNMENT, other.name),
				),
				AssignmentConflictError,
				title=_("The post is taken"),
			)


def get_left_open(doc) -> str | None:
	"""What the holder still answers for when the post ends: it ends all the same, and what is left is handed over (domain §9).

	Kept with the post: how many, never whose.
	"""
	before = doc.get_doc_before_save()
	if before and before.status == Status.ACTIVE and doc.status == Status.ENDED:
		return get_open_responsibility_text(doc) or None
	return before.end_blocked if before and doc.status == Status.ENDED else None


def validate_deletion(doc) -> None:
	if doc.status != Status.ACTIVE:
		return
	text = get_open_responsibility_text(doc)
	if text:
		frappe.throw(text, OpenResponsibilityError, title=_("End it instead"))


def get_open_responsibility_text(doc) -> str:
	"""How many, never whose: the writer of an assignment need not be in the ledgers' circle."""
	ledgers = network_scope.get_open_ledgers(doc)
	if not ledgers:
		return ""
	return _(
		"{0} still answers for {1} open risk ledgers here. When the post ends, a handover opens and the College Lead is told."
	).format(doc.holder_name or doc.holder_user, len(ledgers))


def warn_about_role(doc) -> None:
	role = doc.post.role
	if not doc.holder_user or not role or doc.status == Status.ENDED:
		return
	if role not in frappe.get_roles(doc.holder_user):
		frappe.msgprint(
			_("{0} does not have the role {1} yet. The assignment opens nothing without it.").format(
				doc.holder_name or doc.holder_user, _(role)
			),
			title=_("Role missing"),
			indicator="orange",
		)


def warn_about_left_open(doc) -> None:
	before = doc.get_doc_before_save()
	if doc.end_blocked and before and not before.end_blocked:
		frappe.msgprint(doc.end_blocked, title=_("To be handed over"), indicator="orange")


def warn_about_planned_end(doc) -> None:
	if doc.status != Status.ACTIVE or not doc.to_date or not doc.has_value_changed("to_date"):
		return
	text = get_open_responsibility_text(doc)
	if text:
		frappe.msgprint(
			text,
			title=_("Hand over before {0}").format(frappe.format(doc.to_date, "Date")),
			indicator="orange",
		)
