// The conditions of a duty rule by clicking, with the framework's own filters. What those cannot say (a field of a
// table, the role of a person) stays as it was written.

import { escape } from "./text.js";

/**
 * Above the code of `field`: what it says, and a button that opens the filters of `doctype`.
 * row: the opened row of a table of the form, where the field stands in one.
 */
export async function filters_by_click(frm, field, doctype, row) {
	const doc = row ? row.doc : frm.doc;
	const control = (row ? row.grid_form : frm).fields_dict[field];
	control.$wrapper.siblings(`.campus-filter[data-for="${field}"]`).remove();
	if (!doctype) return;
	await frappe.model.with_doctype(doctype);
	const conditions = read(doc[field], doctype);
	const box = $(`<div class="campus-filter" data-for="${field}"></div>`).insertBefore(control.$wrapper);
	$('<div class="control-label"></div>')
		.text(__(control.df.label, null, doc.doctype))
		.appendTo(box);
	const list = $("<ul></ul>").appendTo(box);
	for (const condition of conditions || []) list.append(`<li>${escape(in_words(condition, doctype))}</li>`);
	if (!conditions?.length) list.append(`<li class="text-muted">${__("Everything, no condition")}</li>`);
	control.$wrapper.toggle(!conditions);
	if (!conditions || !frm.perm[0]?.write) return;
	$(`<button type="button" class="btn btn-default btn-sm">${__("Choose Conditions")}</button>`)
		.on("click", () => choose(frm, field, doctype, conditions, row))
		.appendTo(box);
	$(`<button type="button" class="btn btn-link btn-sm">${__("Show as Code")}</button>`)
		.on("click", (event) => {
			control.$wrapper.show();
			event.currentTarget.remove();
		})
		.appendTo(box);
}

/** [[doctype, field, operator, value]]; nothing where the code cannot be read: the server says why when it is saved. */
function read(code, doctype) {
	try {
		const raw = JSON.parse(code || "[]");
		const rows = Array.isArray(raw) ? raw : Object.entries(raw).map(of_pair);
		return rows.map((row) => (row.length === 3 ? [doctype, ...row] : row.slice(0, 4)));
	} catch {
		return null;
	}
}

const of_pair = ([field, value]) => (Array.isArray(value) ? [field, ...value] : [field, "=", value]);
const is_plain = ([of, field], doctype) => of === doctype && !field.includes(".");

function in_words([of, name, operator, value], doctype) {
	const field = of === doctype && frappe.meta.get_docfield(doctype, name);
	const label = field ? __(field.label, null, doctype) : path_in_words(name, doctype);
	const one = (each) => (field?.fieldtype === "Select" ? __(each, null, doctype) : __(String(each)));
	if (field?.fieldtype === "Check")
		return `${label}: ${Number(value) ? __("Yes") : __("No", null, "Campus Duty Rule")}`;
	return `${label} ${operator_in_words(operator)} ${[].concat(value).map(one).join("、")}`;
}

/** recorded_by.role: the role of the person in that field. A field of a table stays as it is written. */
function path_in_words(path, doctype) {
	const [name, part] = path.split(".");
	const field = part === "role" && frappe.meta.get_docfield(doctype, name);
	return field ? __("{0} in the role of", [__(field.label, null, doctype)]) : path;
}

function operator_in_words(operator) {
	const words = {
		"!=": () => __("is not", null, "Campus Duty Rule"),
		in: () => __("one of", null, "Campus Duty Rule"),
		"not in": () => __("none of", null, "Campus Duty Rule"),
	};
	return words[operator.toLowerCase()]?.() || operator;
}

function choose(frm, field, doctype, conditions, row) {
	const kept = conditions.filter((condition) => !is_plain(condition, doctype));
	const dialog = new frappe.ui.Dialog({
		title: __("Conditions"),
		size: "large",
		primary_action_label: __("Use These Conditions"),
		primary_action() {
			const chosen = group.get_filters().map(([, name, operator, value]) => [name, operator, value]);
			const others = kept.map(([of, ...rest]) => (of === doctype ? rest : [of, ...rest]));
			const all = [...chosen, ...others];
			const code = all.length ? JSON.stringify(all) : "";
			if (row) frappe.model.set_value(row.doc.doctype, row.doc.name, field, code);
			else frm.set_value(field, code);
			dialog.hide();
			filters_by_click(frm, field, doctype, row);
		},
	});
	dialog.$wrapper.addClass("campus-filter-dialog");
	const group = new frappe.ui.FilterGroup({
		parent: $('<div class="campus-filter-group"></div>').appendTo(dialog.body),
		doctype,
		on_change: () => {},
	});
	group.add_filters_to_filter_group?.(conditions.filter((condition) => is_plain(condition, doctype)));
	if (kept.length) {
		const words = kept.map((condition) => escape(in_words(condition, doctype))).join("；");
		$(dialog.body).append(`<p class="text-muted">${__("Kept as it is: {0}", [words])}</p>`);
	}
	dialog.show();
}
