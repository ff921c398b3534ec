// 报送轮次: opening it drafts a report for each unit; the summary is a report of its own.

frappe.ui.form.on("Campus Report Round", {
	refresh(frm) {
		if (frm.is_new()) return;
		const { status, name } = frm.doc;
		frm.add_custom_button(__("Summary", null, "Campus Report Round"), () =>
			frappe.set_route("query-report", "Campus Report Summary", { round: name })
		);
		if (status !== "Planned")
			frm.add_custom_button(__("Summary as Word File"), () =>
				campus_safety.download_file(
					"work_reports.export_summary",
					{ round: name },
					(given) => `${__("Campus Report Summary")} ${given}`,
					{ meanwhile: __("Writing the paper …"), failed: __("Not written") }
				)
			);
		if (!frm.perm[0]?.write || status === "Closed") return;
		const act = async (method) => {
			await campus_safety.post(`work_reports.${method}`, { round: name });
			frm.reload_doc();
		};
		frm.add_custom_button(__("Draft the Reports"), () => act("open_round"));
		if (status === "Open") frm.add_custom_button(__("Close the Round"), () => act("close_round"));
	},
});
