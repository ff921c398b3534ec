"""Jobs that commit as they go."""

import frappe


def commit_chunk() -> None:
	"""A chunk is done, and a killed job must keep it. In tests nothing is committed: they roll everything back."""
	if not in_test():
		frappe.db.commit()


def in_test() -> bool:
	return bool(getattr(frappe, "in_test", False) or frappe.flags.in_test)
