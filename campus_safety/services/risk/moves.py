"""A student moves or leaves, an account or a post ends: who is cared for asks for a handover, or goes along."""

from datetime import datetime

from frappe.utils import now_datetime

from campus_safety.records.changes import has_changed
from campus_safety.services.risk import care_moves, handover, handover_drafts, medical, unowned


def look(now: datetime, **whom) -> None:
	"""`students=` or `users=`: of these alone; without, everything that is open."""
	handover.look(now, **whom)
	care_moves.look(now, **whom)
	if "users" not in whom:
		medical.look(now, **whom)
	unowned.look(now, **whom)
	handover_drafts.look(now, **whom)


def follow_student(doc, method: str | None = None) -> None:
	"""`Campus Student.on_update`."""
	before = doc.get_doc_before_save()
	if before and (before.status, before.unit) != (doc.status, doc.unit):
		look(now_datetime(), students=[doc.name])


def follow_import(doc, method: str | None = None) -> None:
	"""`Campus Student Import.on_update`: its set-based writes pass by the hook above."""
	if doc.status == "Completed":
		look(now_datetime())


def follow_user(doc, method: str | None = None) -> None:
	"""`User.on_update`: an account is disabled, or has lost its roles."""
	if not doc.flags.in_insert:
		look(now_datetime(), users=[doc.name])


def follow_post(doc, method: str | None = None) -> None:
	"""`Campus Network Assignment.on_update`: a post has ended, or a leave of whoever holds it was entered or has changed."""
	if doc.holder_user and (
		doc.status != "Active" or has_changed(doc, "away_from") or has_changed(doc, "away_until")
	):
		look(now_datetime(), users=[doc.holder_user])
