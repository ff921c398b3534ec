// Somebody else saved the record meanwhile. The framework says so and asks to refresh, which throws away what was
// typed; here the latest record is loaded and what was typed is put into it again.

import { messages_of } from "../lib/api.js";
import { is_ours } from "./declared.js";
import { listed } from "./text.js";

const VALUELESS = ["Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading"];
const is_table = (df) => frappe.model.table_fields.includes(df.fieldtype);
const is_same = (one, other) => JSON.stringify(one ?? "") === JSON.stringify(other ?? "");

// the record as it was loaded
$(document).on("form-refresh", (_event, frm) => {
	if (is_ours(frm.doctype) && !frm.is_new() && !frm.is_dirty()) frm.campus_base = snapshot(frm);
});

frappe.request.on_error("TimestampMismatchError", (answer) => {
	const frm = window.cur_frm;
	const ours = frm?.campus_base && frm.is_dirty() && frm.campus_base.name === frm.docname;
	frappe.msgprint({
		title: __("Changed by somebody else"),
		indicator: "orange",
		message: ours
			? __("A colleague has saved this record while you were writing. Nothing you typed is lost.")
			: messages_of(answer).join("<br>"),
		primary_action: ours && {
			label: __("Load the Latest and Keep What I Typed"),
			action: () => {
				frappe.hide_msgprint();
				keep_mine(frm);
			},
		},
	});
});

function snapshot(frm) {
	const base = { name: frm.docname, fields: {}, rows: {} };
	for (const df of frm.meta.fields.filter(({ fieldtype }) => !VALUELESS.includes(fieldtype))) {
		if (!is_table(df)) base.fields[df.fieldname] = frm.doc[df.fieldname];
		else for (const row of frm.doc[df.fieldname] || []) base.rows[row.name] = { ...row };
	}
	return base;
}

// what this person changed since then; revealed text that nobody touched is no change
function changes(frm) {
	const { fields, rows } = frm.campus_base;
	const touched = (row, field, before) =>
		!is_same(row[field], before) && !frm.opened_record?.untouched(row, field);
	const mine = { fields: {}, rows: {}, added: [] };
	for (const df of frm.meta.fields.filter(({ fieldtype }) => !VALUELESS.includes(fieldtype))) {
		if (!is_table(df)) {
			if (touched(frm.doc, df.fieldname, fields[df.fieldname]))
				mine.fields[df.fieldname] = frm.doc[df.fieldname];
			continue;
		}
		for (const row of frm.doc[df.fieldname] || []) {
			const names = frappe.meta.get_docfields(row.doctype).map(({ fieldname }) => fieldname);
			const changed = names.filter((field) => touched(row, field, rows[row.name]?.[field]));
			const values = Object.fromEntries(changed.map((field) => [field, row[field]]));
			if (!rows[row.name]) mine.added.push([df.fieldname, values]);
			else if (changed.length) mine.rows[row.name] = { doctype: row.doctype, values };
		}
	}
	return mine;
}

async function keep_mine(frm) {
	const base = frm.campus_base;
	const mine = changes(frm);
	await frm.reload_doc();
	await new Promise((resolve) => frappe.after_ajax(resolve));
	const also_theirs = [];
	for (const [field, value] of Object.entries(mine.fields)) {
		if (!is_same(frm.doc[field], base.fields[field]))
			also_theirs.push(__(frappe.meta.get_label(frm.doctype, field)));
		await frm.set_value(field, value);
	}
	for (const [name, { doctype, values }] of Object.entries(mine.rows)) {
		if (locals[doctype]?.[name]) await frappe.model.set_value(doctype, name, values);
	}
	for (const [table, values] of mine.added) frm.add_child(table, values);
	frm.dirty();
	frm.refresh_fields();
	frappe.show_alert(
		also_theirs.length
			? {
					message: __(
						"Your colleague changed the same field: {0}. Yours stands there now; compare before you save.",
						[listed(also_theirs)]
					),
					indicator: "orange",
				}
			: { message: __("The latest record with what you typed. Save it now."), indicator: "green" },
		10
	);
}
