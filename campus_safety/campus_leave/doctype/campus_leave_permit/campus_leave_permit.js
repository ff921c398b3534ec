frappe.ui.form.on("Campus Leave Permit", {
	refresh(frm) {
		campus_safety.show_leave_panel(frm);
		if (frm.is_new()) return;
		show_what_is_missing(frm);
		if (["On Leave", "Overdue"].includes(frm.doc.status)) {
			frm.add_custom_button(__("Record Return"), () => record_return(frm)).addClass("btn-primary");
		}
		if (["Approved", "On Leave"].includes(frm.doc.status) && frm.perm[0]?.write) {
			frm.add_custom_button(__("Extend"), () => extend(frm));
		}
	},

	// a rejection needs its reason before the workflow's action is taken
	before_workflow_action(frm) {
		if (frm.selected_workflow_action !== "Reject" || frm.doc.decision_note) return;
		return new Promise((resolve, reject) => {
			frappe.dom.unfreeze();
			const dialog = frappe.prompt(
				{
					fieldname: "note",
					fieldtype: "Small Text",
					label: __("Why is it rejected? The student reads it."),
					reqd: 1,
				},
				({ note }) => {
					frm.set_value("decision_note", note)
						.then(() => frm.save())
						.then(() => frappe.dom.freeze())
						.then(resolve, reject);
				},
				__("Reject", null, frm.doctype)
			);
			dialog.onhide = () => !frm.doc.decision_note && reject();
		});
	},
});

// a leave of its own, decided like any other, from the minute this one ends
function extend(frm) {
	const { student, leave_type, to_time, destination, contact_phone, companion } = frm.doc;
	campus_safety.begin_with(frm.doctype, {
		student,
		leave_type: leave_type === "Emergency" ? "Personal" : leave_type,
		extends: frm.doc.name,
		from_time: to_time,
		destination,
		contact_phone,
		companion,
	});
}

function show_what_is_missing(frm) {
	const { status, parent_needed, parent_confirmed_by, parent_refused_reason, approver_role, leave_type } =
		frm.doc;
	if (status === "Overdue" && frm.doc.found_at) {
		const at = campus_safety.minute(frm.doc.found_at);
		frm.set_intro(
			__("The student was found at {0}. Record the return once they are back.", [at]),
			"blue"
		);
	} else if (status === "Overdue") {
		frm.set_intro(__("Overdue: call the student and the parents now. An absence case is open."), "red");
	} else if (status === "Pending" && parent_refused_reason) {
		frm.set_intro(__("A parent does not agree: {0}", [parent_refused_reason]), "red");
	} else if (status === "Pending" && parent_needed && !parent_confirmed_by) {
		frm.set_intro(
			__(
				"A parent must confirm before anybody can approve: send the link, or phone them and enter who confirmed."
			),
			"orange"
		);
	} else if (status === "Pending") {
		const waits = __("Waits for a decision by: {0}", [__(approver_role)]);
		frm.set_intro(
			leave_type === "Emergency" ? `${__("Emergency: the student has left already.")} ${waits}` : waits,
			leave_type === "Emergency" ? "red" : "blue"
		);
	} else if (status === "Returned") {
		frm.set_intro(
			__(
				"See or call the student, then choose Verify Return; choose Not Back Yet when the claim was wrong."
			),
			"blue"
		);
	}
}

function record_return(frm) {
	frappe.prompt(
		{
			fieldname: "at",
			fieldtype: "Datetime",
			label: __("Came Back At"),
			reqd: 1,
			default: frappe.datetime.now_datetime(),
		},
		({ at }) =>
			campus_safety
				.post("leave.record_return", { name: frm.doc.name, actual_return: at })
				.then(() => frm.reload_doc()),
		__("Record Return"),
		__("Record Return")
	);
}
