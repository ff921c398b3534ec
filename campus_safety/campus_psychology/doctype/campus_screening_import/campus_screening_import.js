// What an import of screening results says about itself; no score is shown here, and nobody who is flagged.

campus_safety.import_form("Campus Screening Import", {
	question: ({ created, changed, refused }) =>
		created || changed
			? __("Take over {0} sittings and replace {1}? {2} rows are refused.", [created, changed, refused])
			: null,

	done: (state) =>
		__("Done: {0} new sittings, {1} replaced, {2} were there already, {3} refused.", [
			state.created,
			state.changed,
			state.unchanged,
			state.refused,
		]),

	draw(found) {
		const parts = [];
		if (found.doubtful) {
			const text = __("{0} sittings are doubtful: they go to a retest and get no flag.", [
				found.doubtful,
			]);
			parts.push(campus_safety.import_note(text, "orange"));
		}
		if (found.declined) {
			const text = __("{0} students declined on the platform. Nothing of them is taken over.", [
				found.declined,
			]);
			parts.push(campus_safety.import_note(text, "blue"));
		}
		return parts;
	},
});

frappe.ui.form.on("Campus Screening Import", {
	setup(frm) {
		frm.set_query("campaign", { filters: { status: "Published" } });
		frm.set_query("scale", { filters: { enabled: 1 } });
	},
});
