from frappe.model.document import Document

from campus_safety.records.append_only import AppendOnly


class CampusSealLeaf(AppendOnly, Document):
	# begin: auto-generated types
	# end: auto-generated types
	pass
