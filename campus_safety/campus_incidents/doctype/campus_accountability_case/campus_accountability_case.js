// 责任认定: evidence is collected by the system with its times; statement and appeal are entered from paper.

const { post } = campus_safety;

frappe.ui.form.on("Campus Accountability Case", {
	setup(frm) {
		frm.set_query("incident", () => ({ filters: { status: ["in", ["Ended", "Reviewed"]] } }));
		frm.set_query("person", "persons", () => ({ filters: { user_type: "System User", enabled: 1 } }));
		frm.set_query("assessed_unit", "persons", () => ({
			filters: { unit_type: ["in", ["Department", "College"]], disabled: 0 },
		}));
	},

	refresh(frm) {
		frm.set_intro("");
		if (frm.is_new()) {
			frm.set_intro(
				__("Whoever is named learns nothing of the case here. They are asked and told on paper."),
				"orange"
			);
			return;
		}
		if (!["Verified", "Heard"].includes(frm.doc.status) || !frm.perm[0]?.write) return;
		frm.add_custom_button(__("Collect Anew"), async () => {
			if (frm.is_dirty()) await frm.save();
			await post("accountability.collect", { case: frm.docname });
			await frm.reload_doc();
		});
	},

	before_workflow_action(frm) {
		if (frm.selected_workflow_action === "Approve the Findings")
			return campus_safety.read_before_step(frm);
	},
});
