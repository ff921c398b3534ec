// What every record that counts as evidence has in common: marks on top, changed by its author alone, declared void
// with a reason instead of deleted.

import { declared } from "../declared.js";
import { post } from "../server.js";
import { escape } from "../text.js";

for (const doctype of declared.evidence) {
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			hide_time_zone(frm);
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

// One campus, one time zone: its name under every time helps nobody.
function hide_time_zone(frm) {
	for (const control of frm.fields.filter((field) => field.df.fieldtype === "Datetime")) {
		control.df.hide_timezone = 1;
		control.df.description = (control.df.description || "").split("<br>")[0];
		control.set_description();
	}
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

/** Right after saving a new one, the next is one tap away. */
export function offer_next(frm, label) {
	frm.campus_was_new = false;
	frm.fields_dict.side.$wrapper.prev(".campus-next").remove();
	$(`<div class="campus-next"><button type="button" class="btn btn-primary">${label}</button></div>`)
		.insertBefore(frm.fields_dict.side.$wrapper)
		.find("button")
		.on("click", () => frappe.new_doc(frm.doctype));
}
