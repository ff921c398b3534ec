// The options of a list's filters in the words of their DocType: 重点关注, not the framework's 键值.

import { is_ours } from "./declared.js";
import { after, before } from "./framework.js";

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
