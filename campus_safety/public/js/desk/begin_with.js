// A new record that begins with what is known already. The framework's `frappe.new_doc(doctype, { … })` takes over
// links and short texts alone, and none that a copy leaves out: a student, a moment, a text typed before would be gone.

export async function begin_with(doctype, values) {
	await frappe.model.with_doctype(doctype);
	const doc = frappe.model.get_new_doc(doctype, null, null, true);
	Object.assign(doc, values);
	return frappe.set_route("Form", doctype, doc.name);
}
