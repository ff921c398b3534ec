from frappe.model.document import Document

from campus_safety.records.append_only import AppendOnly


class CampusSealTree(AppendOnly, Document):
	# begin: auto-generated types
	# end: auto-generated types
	pass
