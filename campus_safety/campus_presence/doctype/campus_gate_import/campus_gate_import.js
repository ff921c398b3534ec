// What an import of passages says about itself; buttons, progress and preview are those of every import.

campus_safety.import_form("Campus Gate Import", {
	question: ({ created, unchanged, refused }) =>
		created
			? __("Import {0} passages? {1} are there already, {2} rows are refused.", [
					created,
					unchanged,
					refused,
				])
			: null,

	done: (state) =>
		__("Done: {0} new passages, {1} were there already, {2} refused.", [
			state.created,
			state.unchanged,
			state.refused,
		]),

	draw(found) {
		const parts = [];
		if (found.failed) {
			const text = __(
				"{0} rows are attempts that the gate refused. Nobody passed: they are left out.",
				[found.failed]
			);
			parts.push(campus_safety.import_note(text, "blue"));
		}
		if (found.created.length) parts.push(passages(found.created));
		return parts;
	},
});

frappe.ui.form.on("Campus Gate Import", {
	setup(frm) {
		frm.set_query("device", { filters: { enabled: 1 } });
	},
});

function passages(rows) {
	return campus_safety.import_table(
		`${__("New passages")}（${__("the first {0} rows", [rows.length])}）`,
		[__("Row", null, "Campus Gate Import Issue"), __("Student No"), __("Event Time"), __("Direction")],
		rows.map((row) => [
			row.row,
			row.student_no,
			row.event_time,
			__(row.direction, null, "Campus Gate Event"),
		])
	);
}
