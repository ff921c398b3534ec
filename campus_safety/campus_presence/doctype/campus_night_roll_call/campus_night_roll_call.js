// Made and counted by the system. Marks are made on the roll-call page; a locked night is corrected here,
// with a reason.

const ROW = "Campus Night Roll Call Row";

frappe.ui.form.on("Campus Night Roll Call", {
	refresh(frm) {
		frm.disable_save();
		if (frm.is_new()) return;
		if (frm.doc.status === "Open")
			frm.dashboard.set_headline(
				__("Not reported yet. {0} are only preset.", [frm.doc.unconfirmed]),
				"orange"
			);
		if (frm.doc.status !== "Locked")
			frm.add_custom_button(__("Roll-call Page"), () => window.open("/campus-roll-call"));
		else if (campus_safety.declared.may.correct_night)
			frm.add_custom_button(__("Correct", null, "Campus Night Roll Call"), () => correct(frm));
	},
});

function correct(frm) {
	const students = frm.doc.rows.map((row) => row.student);
	frappe.prompt(
		[
			{
				fieldname: "student",
				fieldtype: "Link",
				options: "Campus Student",
				label: __("Student"),
				reqd: 1,
				get_query: () => ({ filters: { name: ["in", students] } }),
			},
			{
				fieldname: "status",
				fieldtype: "Select",
				options: campus_safety.choices_of(ROW, "status").map((value) => ({
					value,
					label: __(value, null, ROW),
				})),
				label: __("Night Status"),
				reqd: 1,
			},
			{
				fieldname: "reason",
				fieldtype: "Data",
				label: __("Reason", null, "Campus Night Roll Correction"),
				reqd: 1,
				description: __("Why the night is corrected after it was locked."),
			},
		],
		async (values) => {
			await campus_safety.post("roll_call.correct", { roll_name: frm.docname, ...values });
			frm.reload_doc();
		},
		__("Correct a Locked Night"),
		__("Correct", null, "Campus Night Roll Call")
	);
}
