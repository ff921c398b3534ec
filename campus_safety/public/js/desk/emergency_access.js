// 紧急查看: a person outside the circle who must act opens a student's L3 record for a few hours (domain §0).

const SHORTEST_REASON = 10; // characters, as the server has it

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
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("What is the danger"),
				reqd: 1,
				description: __("At least {0} characters: what you saw or heard, and where the student is.", [
					SHORTEST_REASON,
				]),
			},
		],
		primary_action_label: __("Open for a Few Hours"),
		primary_action({ reason }) {
			if (reason.trim().length < SHORTEST_REASON) {
				frappe.show_alert({
					message: __("Describe the danger in at least {0} characters.", [SHORTEST_REASON]),
					indicator: "orange",
				});
				return;
			}
			break_glass(frm, reason).then((grant) => {
				dialog.hide();
				grant
					? open_record(grant)
					: frappe.msgprint(__("This student has no risk ledger. Your request is logged."));
			});
		},
	});
	dialog.show();
}

function break_glass(frm, reason) {
	return frappe
		.call({
			method: "campus_safety.api.records.break_glass",
			type: "POST",
			args: { student: frm.docname, reason },
			freeze: true,
		})
		.then(({ message }) => message);
}

function open_record(grant) {
	frappe.show_alert(
		{
			message: __("Open for you until {0}.", [frappe.datetime.str_to_user(grant.expires_at)]),
			indicator: "orange",
		},
		10
	);
	if (frappe.model.can_read(grant.doctype)) {
		frappe.set_route("Form", grant.doctype, grant.name);
		return;
	}
	frappe
		.call({
			method: "campus_safety.api.records.read_granted",
			type: "POST",
			args: grant_of(grant),
			freeze: true,
		})
		.then(({ message }) => show_text(message));
}

function grant_of({ doctype, name }) {
	return { doctype, name };
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
