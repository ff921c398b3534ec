const OPEN = ["Requested", "Confirmed"];

frappe.ui.form.on("Campus Counselling Appointment", {
	setup(frm) {
		frm.set_query("student", () => ({
			filters: { status: ["in", ["Enrolled", "Internship", "Suspended"]] },
		}));
	},
	refresh(frm) {
		if (frm.is_new()) return;
		const { status, unassigned, starts_at, contact_open } = frm.doc;
		const open = OPEN.includes(status);
		const begun = starts_at && frappe.datetime.str_to_obj(starts_at) <= new Date();
		if (open && unassigned) return primary(frm, __("Take This Request"), () => take(frm));
		if (status === "Requested") primary(frm, __("Confirm Appointment"), () => act(frm, "confirm"));
		if (open && begun) {
			primary(frm, __("Write the Session Note"), () => write_note(frm));
			frm.add_custom_button(__("Did Not Come"), () => act(frm, "mark_missed"));
		}
		if (status === "Done" && !frm.doc.has_note)
			primary(frm, __("Write the Session Note"), () => write_note(frm));
		if (contact_open) primary(frm, __("Note a Gentle Contact"), () => contact(frm));
		if (open) {
			frm.add_custom_button(__("Word to the Student"), () => word(frm));
			frm.add_custom_button(__("Cancel and Offer Anew"), () => cancel(frm));
		}
	},
});

function primary(frm, label, work) {
	frm.add_custom_button(label, work).addClass("btn-primary");
}

async function act(frm, method, values = {}) {
	if (frm.is_dirty()) await frm.save();
	await campus_safety.post(`counselling.${method}`, { appointment: frm.doc.name, ...values });
	await frm.reload_doc();
}

function take(frm) {
	frappe.prompt(
		{
			fieldname: "starts_at",
			fieldtype: "Datetime",
			label: __("You Meet At"),
			description: __("Empty: now. Ring first, if there is a number."),
		},
		({ starts_at }) => act(frm, "take", { starts_at: starts_at || "" }),
		__("Take This Request")
	);
}

function write_note(frm) {
	const { name, student, starts_at } = frm.doc;
	campus_safety.begin_with("Campus Session Note", {
		session_kind: "Individual",
		student,
		held_at: starts_at,
		appointment: name,
	});
}

function word(frm) {
	frappe.prompt(
		{
			fieldname: "text",
			fieldtype: "Small Text",
			label: __("Word to the Student"),
			description: __(
				"Read on the student's page only. A message says that there is news, and nothing more."
			),
			reqd: 1,
		},
		(values) => act(frm, "send_word", values),
		__("Word to the Student")
	);
}

function contact(frm) {
	frappe.prompt(
		[
			{
				fieldname: "note",
				fieldtype: "Small Text",
				label: __("How the Contact Went"),
				description: __("Missing an appointment is information and no offence. Nobody else is told."),
				reqd: 1,
			},
			{ fieldname: "word", fieldtype: "Small Text", label: __("Word to the Student") },
		],
		(values) => act(frm, "note_contact", values),
		__("Note a Gentle Contact")
	);
}

function cancel(frm) {
	frappe.prompt(
		{
			fieldname: "word",
			fieldtype: "Small Text",
			label: __("Word to the Student"),
			description: __("The student is told, and offered the next free times."),
		},
		(values) => act(frm, "cancel_appointment", values),
		__("Cancel and Offer Anew")
	);
}
