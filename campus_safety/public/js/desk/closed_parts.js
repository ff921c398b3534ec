// What this reader would be refused now is shown as text: the server says which fields (records/closed_parts.py).

import { is_ours } from "./declared.js";
import { quietly } from "./framework.js";

const reloaded = new Set();

$(document).on("form-refresh", (_event, frm) => {
	if (frm && is_ours(frm.doctype)) quietly("closed parts", () => close_parts(frm));
});

function close_parts(frm) {
	open_again(frm);
	if (frm.is_new()) return;
	const closed = frm.doc.__onload?.closed_fields;
	// a step of the workflow comes back without it
	if (!closed) return frm.doc.workflow_state && reload_once(frm);
	frm.campus_closed = closed.filter((field) => {
		const df = frm.fields_dict[field]?.df;
		return df && !df.read_only && !df.hidden;
	});
	for (const field of frm.campus_closed) frm.set_df_property(field, "read_only", 1);
}

function open_again(frm) {
	for (const field of frm.campus_closed || []) frm.set_df_property(field, "read_only", 0);
	frm.campus_closed = [];
}

function reload_once(frm) {
	const key = `${frm.doctype}|${frm.docname}|${frm.doc.modified}`;
	if (frm.is_dirty() || reloaded.has(key)) return;
	reloaded.add(key);
	frm.reload_doc();
}
