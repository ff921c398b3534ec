// The history under a form: the framework shows what is stored. Of ours it is told in the words of the DocType.

import { is_ours } from "./declared.js";
import { before } from "./framework.js";

before(frappe.model, "sync_docinfo", ({ docinfo }) => {
	if (!is_ours(docinfo?.doctype || "")) return;
	for (const version of docinfo.versions || []) version.data = in_words(version.data, docinfo.doctype);
});

/** A version's data, as JSON: what changed, and in which rows of which tables. */
function in_words(data, doctype) {
	const told = JSON.parse(data || "{}");
	told.changed = told.changed?.map((change) => reworded(change, doctype));
	told.row_changed = told.row_changed?.map(([table, index, name, changes]) => {
		const of_rows = frappe.meta.get_docfield(doctype, table)?.options;
		return [table, index, name, changes.map((change) => reworded(change, of_rows))];
	});
	return JSON.stringify(told);
}

function reworded([field, ...values], doctype) {
	const df = doctype && frappe.meta.get_docfield(doctype, field);
	return [
		field,
		...values.map((value) => (typeof value === "string" && df ? word(value, df, doctype) : value)),
	];
}

function word(value, { fieldtype, options }, doctype) {
	if (fieldtype === "Select") return __(value, null, doctype);
	const named = ["DocType", "Role", ...(frappe.boot.translated_doctypes || [])];
	return fieldtype === "Link" && named.includes(options) ? __(value) : value;
}
