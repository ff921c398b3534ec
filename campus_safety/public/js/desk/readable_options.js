// Labels, and the options of a Select, in the words of their DocType, wherever the framework shows one: in a form, in a
// list and above it, in the state beside a title, in a table's row. 重点关注, not the framework's 键值.

import { is_ours } from "./declared.js";
import { after, after_init_doctype, before, change, quietly } from "./framework.js";
import { escape } from "./text.js";

function in_words_of(doctype, df) {
	if (df.fieldtype !== "Select" || !is_ours(doctype || "")) return;
	const options = typeof df.options === "string" ? df.options.split("\n") : df.options || [];
	if (options.some((option) => typeof option !== "string")) return; // yes and no, set and not set: not the field's own
	df.options = options.map((value) => value && { value, label: __(value, null, doctype) });
}

// what a word means in this DocType and nowhere else; the framework asks for it in later versions only
function own_word(text, doctype) {
	const key = `${text}:${doctype}`;
	return text && key in (frappe._messages || {}) ? __(text, null, doctype) : "";
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
		df.label = __(df.label, null, meta.name); // the history names a field by its label as it stands
		if (fieldtype === "Select") df.formatter ??= (value) => escape(__(value || "", null, meta.name));
	}
});

// a form's field: its values stay, its words are the DocType's
after(frappe.ui.form.ControlSelect.prototype, "set_options", function () {
	const doctype = this.df.parent || this.doctype || "";
	if (!is_ours(doctype) || typeof this.df.options !== "string") return;
	for (const option of this.$input?.find("option") || [])
		if (option.value) option.textContent = own_word(option.value, doctype) || option.textContent;
});

// the state, as [what is read, its colour, "field,=,value"], the last of it not in every version: the framework knows
// its word without its DocType
change(frappe, "get_indicator", (indicator, doc, doctype) => {
	const name = doctype || doc.doctype;
	if (!indicator || !is_ours(name)) return indicator;
	const value = indicator[2] ? indicator[2].split(",=,")[1] : doc.status;
	if (!value || indicator[0] !== __(value)) return indicator; // a list's own script says it in its own words
	return [__(value, null, name), ...indicator.slice(1)];
});

// a list's column: the framework's own pill, in the DocType's words; what a list's own script says stays
after_init_doctype((doctype) => {
	if (is_ours(doctype)) quietly("list options", () => word_cells(doctype));
});

function word_cells(doctype) {
	const settings = (frappe.listview_settings[doctype] = frappe.listview_settings[doctype] || {});
	settings.formatters = settings.formatters || {};
	for (const { fieldname, fieldtype } of frappe.get_meta(doctype)?.fields || [])
		if (fieldtype === "Select")
			settings.formatters[fieldname] ??= (value) => pill(value, fieldname, doctype);
}

function pill(value, fieldname, doctype) {
	if (!value) return "";
	const word = escape(__(value, null, doctype));
	return `<span class="ellipsis" title="${word}">
		<span class="filterable indicator-pill ${frappe.utils.guess_colour(value)} ellipsis"
			data-filter="${fieldname},=,${escape(value)}"><span class="ellipsis"> ${word} </span></span></span>`;
}

// the steps of a workflow, in a form's menu
after(frappe.ui.form.States?.prototype, "setup_btn", function () {
	const { doctype, page } = this.frm;
	if (!is_ours(doctype)) return;
	const steps = frappe.workflow.workflows[doctype]?.transitions || [];
	for (const item of page.actions.find(".menu-item-label")) {
		const step = steps.find(({ action }) => __(action) === item.textContent.trim());
		if (step) item.textContent = __(step.action, null, doctype);
	}
});
