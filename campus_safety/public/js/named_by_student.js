// Records whose name is a number are shown under their student's name: form title and first column of the list.
//
// On a phone that column is all a list shows.

// a list brings the title of a link in a column of its own
function student_name(doc) {
	return doc.student_student_name || (doc.student && frappe.utils.get_link_title("Campus Student", doc.student));
}

function name_form(frm) {
	const name = !frm.is_new() && student_name(frm.doc);
	if (name) frm.page.set_title(frappe.utils.escape_html(name));
}

function name_rows(list) {
	const by_name = Object.fromEntries(list.data.map((doc) => [doc.name, doc]));
	list.$result.find(".list-subject a").each((_index, link) => {
		const doc = by_name[decodeURIComponent(link.dataset.name || "")];
		const name = doc && student_name(doc);
		if (name) $(link).text(name).attr("title", name);
	});
	list.$result.find(".list-row-head .list-subject .list-header-meta, .list-row-head .list-subject span").each(
		(_index, head) => {
			if (head.textContent.trim() === __("ID")) head.textContent = __("Student");
		}
	);
}

// after the list's own settings were read
function extend_list(doctype) {
	const settings = (frappe.listview_settings[doctype] = frappe.listview_settings[doctype] || {});
	const refresh = settings.refresh;
	settings.add_fields = [...(settings.add_fields || []), "student"];
	settings.refresh = function (list) {
		refresh?.call(this, list);
		name_rows(list);
	};
}

const doctypes = frappe.boot.campus_safety?.named_by_student || [];
doctypes.forEach((doctype) => frappe.ui.form.on(doctype, { refresh: name_form }));

const init_doctype = frappe.model.init_doctype;
frappe.model.init_doctype = function (doctype) {
	init_doctype.call(this, doctype);
	if (doctypes.includes(doctype)) extend_list(doctype);
};
