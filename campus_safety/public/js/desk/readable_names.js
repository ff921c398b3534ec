// Records as people call them: a ledger by its student, a risk level in the reader's language, a DocType by its label.
//
// On a phone the first column is all that a list shows, so a bare number there helps nobody.

import { declared, is_ours } from "./declared.js";
import { after, after_init_doctype, change, change_with_this, quietly } from "./framework.js";
import { day, escape, harmless, minute } from "./text.js";

const by_student = declared.named_by_student;
const by_fields = declared.named_by;

const has_another_name = (doctype) => by_student.includes(doctype) || Boolean(by_fields[doctype]);

function is_translated(doctype) {
	return is_ours(doctype) && (frappe.boot.translated_doctypes || []).includes(doctype);
}

// a list brings the title of a link in a column of its own
function student_name(doc) {
	return (
		doc.student_student_name ||
		(doc.student && frappe.utils.get_link_title("Campus Student", doc.student))
	);
}

function readable_name(doc) {
	return (by_student.includes(doc.doctype) && student_name(doc)) || name_of_fields(doc);
}

// a number that says nothing: what its fields say, as the reader knows them
function name_of_fields(doc) {
	if (!by_fields[doc.doctype]) return by_student.includes(doc.doctype) ? "" : __(doc.name);
	const words = by_fields[doc.doctype].map((field) => word_of(doc, field)).filter(Boolean);
	return harmless(words.join(" · "));
}

function word_of(doc, fieldname) {
	const value = doc[fieldname];
	const df = frappe.meta.get_docfield(doc.doctype, fieldname);
	if (!value || !df) return "";
	if (df.fieldtype === "Date") return day(value);
	if (df.fieldtype === "Datetime") return minute(value);
	if (df.fieldtype === "Select") return __(value, null, doc.doctype);
	if (df.fieldtype !== "Link") return String(value);
	if (df.options === "DocType") return __(value);
	return df.options === "User"
		? frappe.user.full_name(value)
		: frappe.utils.get_link_title(df.options, value) || __(value);
}

function name_form(frm) {
	const name = !frm.is_new() && readable_name(frm.doc);
	if (name) frm.page.set_title(escape(name));
}

function name_rows(list) {
	const rows = Object.fromEntries(list.data.map((doc) => [doc.name, { ...doc, doctype: list.doctype }]));
	list.$result.find(".list-subject a").each((_index, link) => {
		const doc = rows[link.dataset.name];
		const name = doc && readable_name(doc);
		if (name) $(link).text(name).attr("title", name);
	});
	if (!has_another_name(list.doctype)) return;
	const heading = by_student.includes(list.doctype) ? __("Student") : __("Record", null, "List");
	list.$result.find(".list-row-head .list-subject span").each((_index, head) => {
		if (head.textContent.trim() === __("ID")) head.textContent = heading;
	});
}

function extend_list(doctype) {
	const settings = (frappe.listview_settings[doctype] = frappe.listview_settings[doctype] || {});
	const refresh = settings.refresh;
	if (by_student.includes(doctype)) settings.add_fields = [...(settings.add_fields || []), "student"];
	settings.add_fields = [...(settings.add_fields || []), ...(by_fields[doctype] || [])];
	settings.refresh = function (list) {
		refresh?.call(this, list);
		quietly("list refresh", () => name_rows(list));
	};
}

// Names in the reader's language: in the field that a translated master is named after; and where a log tells of a
// record of any kind, which may be the settings, a role or a rule.
function is_a_name(fieldname, meta) {
	return (
		fieldname === "reference_name" || (is_translated(meta.name) && meta.autoname === `field:${fieldname}`)
	);
}

// A line that somebody typed is text in every cell: the framework takes a list's first column for markup.
const LINES = ["Data", "Small Text", "Text", "Read Only"];

function escape_cells(doctype) {
	const settings = (frappe.listview_settings[doctype] = frappe.listview_settings[doctype] || {});
	settings.formatters = settings.formatters || {};
	const meta = frappe.get_meta(doctype);
	for (const { fieldname, fieldtype } of meta?.fields || []) {
		if (!LINES.includes(fieldtype)) continue;
		const names = is_a_name(fieldname, meta);
		settings.formatters[fieldname] ??= (value) => escape(names ? __(value || "") : value);
	}
}

// One version of the framework puts a formatted first column in place of the row's box and link, with which records are
// chosen and opened; the others know better and have no such function.
change_with_this(frappe.views.ListView?.prototype, "get_column_html", (list, html, col, doc) =>
	col.type === "Subject" && is_ours(list.doctype) && list.get_subject_html
		? `<div class="list-row-col ellipsis list-subject level">${list.get_subject_html(doc)}</div>`
		: html
);

// The framework writes a link's title into markup as it is: the second wall, behind the server's own door
// (records/harmless.py).
change(frappe.utils, "get_link_title", (title, doctype) =>
	is_ours(doctype) || doctype === "User" ? harmless(title) : title
);

after_init_doctype((doctype) => {
	if (is_ours(doctype)) quietly("list cells", () => escape_cells(doctype));
});

after_init_doctype((doctype) => {
	if (has_another_name(doctype) || is_translated(doctype)) extend_list(doctype);
});

after(frappe.meta, "sync", (meta) => {
	if (!is_ours(meta.name)) return;
	for (const field of meta.fields) {
		const df = frappe.meta.docfield_map[meta.name][field.fieldname];
		// links to a DocType or a role show its name as it stands in the code
		if (df.fieldtype === "Link" && ["DocType", "Role"].includes(df.options)) {
			df.formatter = (value) => escape(__(value || ""));
		}
		// what a signature was given for: a status of the record that it stands in
		if (meta.name === "Campus Signature" && df.fieldname === "purpose") {
			df.formatter = (value, _df, _options, row) => escape(__(value || "", null, row?.parenttype));
		}
		if (LINES.includes(df.fieldtype) && is_a_name(df.fieldname, meta)) {
			df.formatter = (value) => escape(__(value || ""));
		}
		// beside the time zone the framework forgets to translate the help text
		if (df.fieldtype === "Datetime") df.description = __(df.description);
	}
});

new Set([...by_student, ...Object.keys(by_fields)]).forEach((doctype) =>
	frappe.ui.form.on(doctype, { refresh: name_form })
);
(frappe.boot.translated_doctypes || [])
	.filter(is_ours)
	.forEach((doctype) => frappe.ui.form.on(doctype, { refresh: name_form }));
