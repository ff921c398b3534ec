// What every record that counts as evidence has in common: marks on top, changed by its author alone, declared void
// with a reason instead of deleted.

import { declared } from "../declared.js";
import { get, post } from "../server.js";
import { escape } from "../text.js";

for (const doctype of declared.evidence) {
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			frm.set_intro("");
			if (frm.is_new()) return;
			const { status, recorded_by, void_reason } = frm.doc;
			const mine = recorded_by === frappe.session.user;
			if (status === "Void") {
				frm.set_intro(__("Void: {0}", [escape(void_reason)]), "red");
				return frm.disable_form();
			}
			if (frm.doc.suspected_batch) {
				frm.set_intro(
					__(
						"The same text stands in talks with other students of the same day. If it was copied, write what this student said."
					),
					"orange"
				);
			}
			if (frm.doc.late_entry)
				frm.set_intro(
					__("Late entry: written long after it happened. It is shown wherever it counts."),
					"orange"
				);
			if (!mine) {
				frm.set_intro(
					__("Written by {0}, who alone can change it.", [
						escape(frappe.user.full_name(recorded_by)),
					]),
					"blue"
				);
				frm.disable_form();
			}
			if ((mine || declared.may.void_evidence) && frm.perm[0]?.write) {
				frm.page.add_menu_item(__("Declare Void"), () => ask_why_void(frm));
			}
		},
	});
}

function ask_why_void(frm) {
	frappe.prompt(
		{
			fieldname: "reason",
			fieldtype: "Small Text",
			label: __("Why It Is Void"),
			reqd: 1,
			description: __(
				"For example the wrong student. It stays readable, no longer counts, and cannot be taken back."
			),
		},
		({ reason }) =>
			post("daily_care.declare_void", { doctype: frm.doctype, name: frm.docname, reason }).then(() =>
				frm.reload_doc()
			),
		__("Declare Void"),
		__("Declare Void")
	);
}

/** Right after saving a new one: what it settled, the next one, and the way back. */
export async function offer_next(frm, label) {
	frm.campus_was_new = false;
	const { $wrapper } = frm.fields_dict.side;
	$wrapper.prev(".campus-next").remove();
	const bar = $(`<div class="campus-next"><span class="campus-settled"></span>
		<button type="button" class="btn btn-primary">${label}</button>
		<button type="button" class="btn btn-default">${__("Take Back")}</button></div>`).insertBefore($wrapper);
	const [next, back] = bar.find("button").get();
	$(next).on("click", () => frappe.new_doc(frm.doctype));
	$(back).on("click", () => take_back(frm, bar));
	const name = frm.doc.name;
	const settled = await get("duties.get_settled", { doctype: frm.doctype, name });
	if (frm.doc.name !== name || !settled.length) return;
	const rules = settled.map((rule) => escape(__(rule))).join("、");
	bar.find(".campus-settled").html(__("{0} duties done: {1}", [settled.length, rules]));
}

// A slip is put right while one still knows it: void with that reason, and the duties are owed again.
function take_back(frm, bar) {
	frappe.confirm(__("Take it back? It stays readable as void and no longer counts."), async () => {
		const reason = __("Taken back right after saving");
		await post("daily_care.declare_void", { doctype: frm.doctype, name: frm.docname, reason });
		bar.remove();
		frm.reload_doc();
	});
}
