// 紧急查看: a person outside the circle who must act opens a student's L3 record for a few hours (domain §0).

import { declared } from "./declared.js";
import { post } from "./server.js";
import { minute } from "./text.js";

// as in engines/opening/emergency_access.py
const GROUNDS = [
	"Threat to Life",
	"Covering for Who Is Absent",
	"Student Cannot Answer",
	"Confirming Who It Is",
];

frappe.ui.form.on("Campus Student", {
	refresh(frm) {
		if (frm.is_new() || frappe.session.user === "Administrator") return;
		frm.add_custom_button(__("Emergency Access"), () => ask_danger(frm));
	},
});

function ask_danger(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Emergency Access: {0}", [frm.doc.student_name]),
		fields: [
			{
				fieldtype: "HTML",
				options: `<div class="campus-emergency-warning">${__(
					"Only when a life may be in danger. You can read the student's risk ledger for a few hours; the Psych Head is told at once and reviews it. Call the police (110) or an ambulance (120) first if it is urgent."
				)}</div>`,
			},
			{
				fieldname: "ground",
				fieldtype: "Select",
				label: __("Ground", null, "Campus Emergency Access"),
				options: GROUNDS.map((value) => ({
					value,
					label: __(value, null, "Campus Emergency Access"),
				})),
				default: GROUNDS[0],
				reqd: 1,
			},
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("What is the danger"),
				reqd: 1,
				description: __("At least {0} characters: what you saw or heard, and where the student is.", [
					declared.reason.emergency,
				]),
			},
		],
		primary_action_label: __("Open for a Few Hours"),
		primary_action({ ground, reason }) {
			if (reason.trim().length < declared.reason.emergency) {
				frappe.show_alert({
					message: __("Describe the danger in at least {0} characters.", [
						declared.reason.emergency,
					]),
					indicator: "orange",
				});
				return;
			}
			post("records.break_glass", { student: frm.docname, reason, ground }).then((grant) => {
				dialog.hide();
				grant
					? open_record(grant)
					: frappe.msgprint(__("This student has no risk ledger. Your request is logged."));
			});
		},
	});
	dialog.show();
}

function open_record({ doctype, name, expires_at }) {
	frappe.show_alert(
		{
			message: __("Open for you until {0}.", [minute(expires_at)]),
			indicator: "orange",
		},
		10
	);
	if (frappe.model.can_read(doctype)) return frappe.set_route("Form", doctype, name);
	post("records.read_granted", { doctype, name }).then(show_text);
}

// For roles without any right on the record's form: the text alone.
function show_text({ title, lines }) {
	const dialog = new frappe.ui.Dialog({ title, size: "large" });
	const list = $('<dl class="campus-granted-text"></dl>').appendTo(dialog.body);
	for (const { label, value } of lines) {
		$("<dt></dt>").text(label).appendTo(list);
		$("<dd></dd>").text(value).appendTo(list);
	}
	dialog.show();
}
