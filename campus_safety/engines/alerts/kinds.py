"""What a school has decided about one kind of alert."""

from typing import NamedTuple

import frappe

from campus_safety.domain.alerts.ladder import Climb

KIND, STEP = "Campus Alert Kind", "Campus Alert Step"


class Step(NamedTuple):
	"""One step: exactly one of position, role, on_duty says who is told."""

	after_minutes: int
	position: str | None
	role: str | None
	on_duty: str | None


class Kind(NamedTuple):
	name: str
	urgent: bool
	what_to_do: str
	steps: tuple[Step, ...]
	climb: Climb


def get_kind(name: str) -> Kind | None:
	"""None where the school has switched it off, or has no such kind."""
	if not frappe.db.get_value(KIND, name, "enabled"):
		return None
	doc = frappe.get_cached_doc(KIND, name)
	steps = tuple(
		Step(row.after_minutes, row.to_position, row.to_role, row.on_duty)
		for row in sorted(doc.steps, key=lambda row: (row.after_minutes, row.idx))
	)
	climb = Climb.of([step.after_minutes for step in steps], doc.repeat_minutes, doc.silence_minutes)
	return Kind(doc.name, bool(doc.urgent), doc.what_to_do or "", steps, climb)


def get_answers(name: str) -> list[str]:
	"""What the person who takes it may send back with one tap."""
	lines = (frappe.db.get_value(KIND, name, "answers") or "").splitlines()
	return [line.strip() for line in lines if line.strip()]
