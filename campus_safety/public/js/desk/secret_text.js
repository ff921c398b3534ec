// Ciphertext of protected records in the browser: recognised, shown as a lock, never as itself.
//
// The server encrypts some fields (access/rules) and sends them as "enc:1:…". Which those are is declared:
// secret_fields = {DocType: [fieldname, …]}, child tables included.

import { declared } from "./declared.js";
import { after, after_init_doctype } from "./framework.js";

const PREFIX = "enc:1:";

export function secret_fields(doctype) {
	return declared.secret_fields[doctype] || [];
}

export function is_ciphertext(value) {
	return typeof value === "string" && value.startsWith(PREFIX);
}

export function lock_label() {
	return __("Encrypted");
}

function locked_html() {
	const icon = frappe.utils.icon("lock", "sm");
	return `<span class="campus-locked" title="${__("Press View Contents to open it")}">${icon} ${lock_label()}</span>`;
}

function control_value(control) {
	const doc = control.doc || frappe.get_doc(control.doctype, control.docname);
	return doc && doc[control.df.fieldname];
}

// A locked field is read-only, whatever else allows writing.
function status_of(control) {
	const own = control.df.get_status;
	control.df.get_status = null;
	const status = control.get_status();
	control.df.get_status = own;
	hide_in_input(control);
	return status === "Write" && is_ciphertext(control_value(control)) ? "Read" : status;
}

// Cells of a grid being edited hold a (disabled) input even when they are read-only.
function hide_in_input(control) {
	if (control.hides_ciphertext || !control.format_for_input) return;
	const format_for_input = control.format_for_input.bind(control);
	control.format_for_input = (value) => (is_ciphertext(value) ? lock_label() : format_for_input(value));
	control.hides_ciphertext = true;
}

function dress(df) {
	if (df.campus_secret) return;
	const usual = df.formatter;
	df.campus_secret = true;
	df.formatter = (value, field, options, doc) => {
		if (is_ciphertext(value)) return locked_html();
		if (usual) return usual(value, field, options, doc);
		// without its parent, or the framework would look this very formatter up again
		const plain = { ...(field || df), parent: null, formatter: null };
		return frappe.form.get_formatter(df.fieldtype)(value, plain, options, doc);
	};
	df.get_status = status_of;
}

// Every secret field is dressed as soon as its DocType reaches the browser: form, grid, list and report alike.
export function watch_meta() {
	after(frappe.meta, "sync", (meta) => {
		for (const fieldname of secret_fields(meta.name)) {
			const df = frappe.meta.docfield_map[meta.name]?.[fieldname];
			df && dress(df);
		}
	});

	// The list asks its own formatters only.
	after_init_doctype((doctype) => {
		const secrets = secret_fields(doctype);
		if (!secrets.length) return;
		const settings = (frappe.listview_settings[doctype] = frappe.listview_settings[doctype] || {});
		settings.formatters = settings.formatters || {};
		for (const fieldname of secrets) {
			settings.formatters[fieldname] = (value) => (is_ciphertext(value) ? locked_html() : "");
		}
	});
}
