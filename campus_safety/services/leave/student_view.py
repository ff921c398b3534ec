"""What a student's page shows: their own requests, where each stands, and who decides."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import format_datetime, formatdate, get_datetime, get_fullname

from campus_safety.domain.leave import permits
from campus_safety.services.leave.chain import get_extension
from campus_safety.services.leave.follow import POSITIONS, get_deciders

PERMIT, RESIDENCE = "Campus Leave Permit", "Campus Off Campus Residence"
SHOWN = 20
FIELDS = (
	"name",
	"status",
	"leave_type",
	"from_time",
	"to_time",
	"days",
	"destination",
	"reason",
	"contact_phone",
	"companion",
	"approver_role",
	"approved_by",
	"decision_note",
	"parent_needed",
	"parent_confirmed_by",
	"parent_refused_reason",
	"proof",
	"actual_return",
	"extends",
	"overdue_since",
	"unit",
	"college",
)
RESIDENCE_FIELDS = ("name", "status", "from_date", "to_date", "address", "decision_note")


def get_home(student: str, now: datetime) -> dict:
	"""{"now": the school's time, "student", "leaves", "residences"}; the newest first, what is running before everything else."""
	rows = frappe.get_all(
		PERMIT, filters={"student": student}, fields=list(FIELDS), order_by="from_time desc", limit=SHOWN
	)
	leaves = [_leave(row, now) for row in rows]
	residences = frappe.get_all(
		RESIDENCE,
		filters={"student": student},
		fields=list(RESIDENCE_FIELDS),
		order_by="from_date desc",
		limit=SHOWN,
	)
	name, unit, phone = frappe.db.get_value("Campus Student", student, ["student_name", "unit", "mobile"])
	return {
		"now": now.strftime("%Y-%m-%dT%H:%M"),
		"student": {"name": name, "unit": unit, "phone": phone},
		"leaves": sorted(leaves, key=lambda row: not row["can"]["return"]),
		"residences": [_residence(row) for row in residences],
	}


def _leave(row, now: datetime) -> dict:
	return {
		"name": row.name,
		"status": row.status,
		"status_text": _(row.status, context=PERMIT),
		"type_text": _(row.leave_type, context=PERMIT),
		"from_text": _time(row.from_time, now),
		"to_text": _time(row.to_time, now),
		"to_time": str(row.to_time),
		"days": row.days,
		"destination": row.destination,
		"reason": row.reason,
		"waits_for": get_waits_for(row),
		"approved_by": get_fullname(row.approved_by) if row.approved_by else None,
		"note": row.decision_note,
		"parent": _parent(row),
		"proof": bool(row.proof),
		"extends": row.extends,
		"returned_text": _time(row.actual_return, now) if row.actual_return else None,
		"can": get_possible(row, now),
	}


def get_waits_for(row) -> str | None:
	"""Who decides, by name where the class or college has such a person."""
	if row.status != permits.PENDING:
		return None
	role = _(row.approver_role)
	names = [get_fullname(user) for user in get_deciders(row.approver_role, row.unit, row.college)]
	return f"{role}（{'、'.join(names[:3])}）" if names and row.approver_role in POSITIONS else role


def _parent(row) -> str | None:
	if row.parent_refused_reason:
		return _("Your parent does not agree. Call your counsellor.")
	if not row.parent_needed or row.status not in (permits.DRAFT, permits.PENDING):
		return None
	if row.parent_confirmed_by:
		return _("Confirmed by your parent")
	return _("A parent must confirm first. Your counsellor sends them a link or calls them.")


def get_possible(row, now: datetime) -> dict[str, bool]:
	"""Which buttons make sense; the service checks each again."""
	begun, ended = now >= get_datetime(row.from_time), now >= get_datetime(row.to_time)
	emergency = row.status == permits.PENDING and row.leave_type == permits.EMERGENCY
	away = row.status in permits.AWAY or (begun and (row.status == permits.APPROVED or emergency))
	waiting = row.status in (permits.DRAFT, permits.PENDING) and not row.overdue_since
	return {
		"cancel": waiting or (row.status == permits.APPROVED and not begun),
		"return": away and not row.actual_return and not _prolonged(row),
		"extend": row.status in (permits.APPROVED, permits.ON_LEAVE)
		and not ended
		and not get_extension(row.name),
		"explain": emergency,
		"proof": row.leave_type in (permits.SICK, permits.EMERGENCY, "Official", "Personal")
		and row.status not in (permits.CANCELLED, permits.REJECTED, permits.VERIFIED),
	}


def _prolonged(row) -> bool:
	"""One reports back from the last permit of a chain."""
	return bool(get_extension(row.name, permits.AWAY))


def _residence(row) -> dict:
	return {
		"name": row.name,
		"status": row.status,
		"status_text": _(row.status, context=RESIDENCE),
		"from_text": formatdate(row.from_date, "yyyy-MM-dd"),
		"to_text": formatdate(row.to_date, "yyyy-MM-dd"),
		"address": row.address,
		"note": row.decision_note,
	}


def _time(moment, now: datetime) -> str:
	"""With its year when that is another one."""
	return format_datetime(moment, "MM-dd HH:mm" if moment.year == now.year else "yyyy-MM-dd HH:mm")
