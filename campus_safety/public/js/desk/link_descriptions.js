// What stands under a suggestion of a link is read as people read it.
//
// The framework joins the values of a record's search fields as the database holds them: a care plan that is over
// says "Ended". It translates the whole line at once, which no dictionary knows; each value is one of its own.

import { is_ours } from "./declared.js";
import { change_with_this, quietly } from "./framework.js";
import { listed } from "./text.js";

const BETWEEN = ", ";

change_with_this(frappe.ui.form.ControlLink?.prototype, "merge_duplicates", (control, results) => {
	const doctype = control.get_options();
	if (!doctype || !is_ours(doctype)) return results;
	for (const found of results || [])
		if (found.description) found.description = readable(found.description, doctype);
	return results;
});

function readable(description, doctype) {
	return description
		.split(BETWEEN)
		.map((value) => __(value, null, doctype))
		.join(BETWEEN);
}

// Beneath all suggestions the framework says by what they were chosen, with options as the database holds them.
change_with_this(
	frappe.ui.form.ControlLink?.prototype,
	"get_filter_description",
	(control, description, filters) => {
		const doctype = control.get_options();
		return doctype && is_ours(doctype) ? describe(filters, doctype) : description;
	}
);

/** What of it is a choice, in words: 状态：已结束、已审核. What else a form asks for says nothing to whoever looks. */
function describe(filters, doctype) {
	const rows = Array.isArray(filters)
		? filters.map((row) => (row.length > 3 ? row.slice(1) : row))
		: Object.entries(filters || {}).map(([field, asked]) =>
				Array.isArray(asked) ? [field, ...asked] : [field, "=", asked]
			);
	return rows
		.map(([field, operator, asked]) => [frappe.meta.get_docfield(doctype, field), operator, asked])
		.filter(([df, operator]) => df?.fieldtype === "Select" && ["=", "in"].includes(operator))
		.map(([df, _operator, asked]) => {
			const values = [asked].flat().map((value) => __(value, null, doctype));
			return `${__(df.label, null, doctype)}: ${listed(values)}`;
		})
		.join("; ");
}

// The framework fetches what it describes when it describes it: the first picker of a form would say nothing. So a form
// that chooses among records of ours knows them before it is asked.
const fetched = new Set();

$(document).on("form-refresh", (_event, frm) => {
	if (!frm || !is_ours(frm.doctype)) return;
	quietly("link filters", () => {
		for (const { df, get_query } of frm.fields) {
			const chooses = df?.fieldtype === "Link" && (get_query || df.get_query);
			if (chooses && is_ours(df.options) && !frappe.get_meta(df.options) && !fetched.has(df.options)) {
				fetched.add(df.options);
				frappe.model.with_doctype(df.options, () => {});
			}
		}
	});
});
