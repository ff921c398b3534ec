from frappe.model.document import Document


class CampusPsychAnalysisRow(Document):
	pass
