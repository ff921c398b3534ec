"""What there is about a student that another school may need; counselling notes (L4) are never among it (domain §9)."""

import frappe

# {material: (DocType, what of it)}
MATERIAL = {
	"Psychological File": ("Campus Psych File", {}),
	"Screening Summary": ("Campus Screening Result", {"status": "Graded"}),
	"Risk Ledger": ("Campus Risk Ledger", {"status": ("!=", "Declined")}),
	"Care Plan": ("Campus Care Plan", {}),
	"Crisis Papers": ("Campus Crisis Case", {}),
	"Medical Support": ("Campus Medical Support", {}),
}


def find_material(student: str) -> list[str]:
	"""In the order of the list; for whoever works at the centre, who may open all of it."""
	return [
		material
		for material, (doctype, only) in MATERIAL.items()
		if frappe.db.exists(doctype, {"student": student, **only})
	]
