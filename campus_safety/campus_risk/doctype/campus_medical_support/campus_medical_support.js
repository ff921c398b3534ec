// 医疗帮扶: what is to follow, each with one button; the leave one tap away.

const { escape } = campus_safety;
const FOLLOW_UP = "Campus Medical Follow Up";

frappe.ui.form.on("Campus Medical Support", {
	setup(frm) {
		const staff = () => ({ filters: { user_type: "System User", enabled: 1 } });
		for (const field of ["responsible_person", "lead", "school_doctor", "reminded_by"])
			frm.set_query(field, staff);
	},

	refresh(frm) {
		const panel = frm.fields_dict.panel.$wrapper.empty();
		if (frm.is_new()) {
			frm.set_intro(
				__("Write no medicine and no dose: that is between the student and the doctor."),
				"blue"
			);
			return;
		}
		if (frm.doc.status !== "Running" || !frm.perm[0]?.write) return;
		draw(frm, panel);
		if (frappe.model.can_create("Campus Leave Permit"))
			frm.add_custom_button(__("Write the Sick Leave"), () =>
				campus_safety.begin_with("Campus Leave Permit", {
					student: frm.doc.student,
					leave_type: "Sick",
				})
			);
		if (frm.doc.end_reason) frm.add_custom_button(__("End the Support"), () => end(frm));
	},
});

function draw(frm, panel) {
	const open = (frm.doc.follow_ups || []).filter((row) => !row.done);
	open.sort((one, other) => one.due.localeCompare(other.due));
	for (const row of open) {
		const is_late = row.due < frappe.datetime.get_today();
		const line = $('<div class="campus-call"></div>').toggleClass("is-late", is_late).appendTo(panel);
		const what = escape(__(row.kind, null, FOLLOW_UP));
		line.append(
			`<span class="campus-call-name">${what}<small>${escape(campus_safety.day(row.due))}</small></span>`
		);
		$('<button type="button" class="btn btn-default btn-sm"></button>')
			.text(__("Done", null, "Campus Care Action"))
			.on("click", () => ask_done(frm, row))
			.appendTo($('<span class="campus-call-buttons"></span>').appendTo(line));
	}
}

function ask_done(frm, row) {
	frappe.prompt(
		{
			fieldname: "outcome",
			fieldtype: "Small Text",
			label: __("What came of it: no medicine, no dose"),
			reqd: 1,
		},
		async ({ outcome }) => {
			await frappe.model.set_value(row.doctype, row.name, { outcome, done: 1 });
			await frm.save();
		},
		__(row.kind, null, FOLLOW_UP),
		__("Write down")
	);
}

async function end(frm) {
	await campus_safety.post("risk.end_medical_support", { support: frm.doc.name });
	await frm.reload_doc();
}
