// The options of a Select in the words of their DocType, wherever the framework shows one: in a list and above it, in
// the state beside a title, in a form that is only read, in a table's row. 重点关注, not the framework's 键值.

import { is_ours } from "./declared.js";
import { after, before, change } from "./framework.js";
import { escape } from "./text.js";

function in_words_of(doctype, df) {
	if (df.fieldtype !== "Select" || !is_ours(doctype || "")) return;
	const options = typeof df.options === "string" ? df.options.split("\n") : df.options || [];
	if (options.some((option) => typeof option !== "string")) return; // yes and no, set and not set: not the field's own
	df.options = options.map((value) => value && { value, label: __(value, null, doctype) });
}

// the fields above a list
after(frappe.views.BaseList.prototype, "setup_filter_area", function () {
	for (const field of Object.values(this.page.fields_dict)) {
		if (!field.df.is_filter || field.df.fieldtype !== "Select") continue;
		in_words_of(this.doctype, field.df);
		field.set_options();
	}
});

// one line of the filter's own box
before(frappe.ui.Filter.prototype, "make_field", (df) => in_words_of(df.parent, df));

// cells of lists, forms that are only read, rows of tables; what a DocType's own script says stays
after(frappe.meta, "sync", (meta) => {
	if (!is_ours(meta.name)) return;
	for (const { fieldname, fieldtype } of meta.fields) {
		const df = frappe.meta.docfield_map[meta.name][fieldname];
		if (fieldtype === "Select") df.formatter ??= (value) => escape(__(value || "", null, meta.name));
	}
});

// the state, as [what is read, its colour, "field,=,value"]: the framework knows its word without its DocType
change(frappe, "get_indicator", (indicator, doc, doctype) => {
	const name = doctype || doc.doctype;
	const value = is_ours(name) && indicator?.[2]?.split(",=,")[1];
	if (!value || indicator[0] !== __(value)) return indicator; // a list's own script says it in its own words
	return [__(value, null, name), ...indicator.slice(1)];
});
