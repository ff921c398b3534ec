"""Photos of hazards: a picture that has been used before is flagged, never refused (anchors §4.1)."""

import frappe

from campus_safety.domain.hazards.photo_hash import average_hash, is_same, is_same_view, views

HAZARD, EVENT = "Campus Safety Hazard", "Campus Hazard Event"


def hash_of(url: str | None) -> str:
	"""Of a stored photo; "" where there is none, or it shows nothing that could be compared."""
	name = url and frappe.db.get_value("File", {"file_url": url})
	if not name:
		return ""
	content = frappe.get_doc("File", name).get_content()
	return average_hash(content if isinstance(content, bytes) else content.encode())


def find_like(photo: str, hazard) -> str | None:
	"""Number of the hazard of which a photo looks the same, this one's own photos before and earlier ones after included."""
	if not photo:
		return None
	if is_same(photo, hazard.photo_before_hash or ""):
		return hazard.name
	seen = views(photo)
	for doctype, field, number in (
		(HAZARD, "photo_before_hash", "name"),
		(HAZARD, "photo_after_hash", "name"),
		(EVENT, "photo_hash", "parent"),
	):
		for other, owner in _stored(doctype, field, number):
			own_present = doctype == HAZARD and owner == hazard.name
			if not own_present and is_same_view(seen, other):
				return owner
	return None


def _stored(doctype: str, field: str, number: str) -> list[tuple[str, str]]:
	return frappe.get_all(
		doctype,
		filters={field: ("is", "set")},
		fields=[field, number],
		order_by="creation asc",
		as_list=True,
	)
