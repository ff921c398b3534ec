// What an import of students says about itself; buttons, progress and preview are those of every import.

campus_safety.import_form("Campus Student Import", {
	template: true,

	question: ({ created, changed, refused }) =>
		created || changed
			? __("Import {0} new and {1} changed students? {2} rows are refused.", [
					created,
					changed,
					refused,
				])
			: null,

	done: (state) =>
		__("Done: {0} created, {1} changed, {2} refused.", [state.created, state.changed, state.refused]),

	draw(found) {
		const parts = [];
		if (found.new_classes_count) {
			const text = __("Will be made: {0} classes", [found.new_classes_count]);
			parts.push(
				campus_safety.import_note(`${text}：${campus_safety.listed(found.new_classes)}`, "blue")
			);
		}
		if (found.new_rooms_count) {
			const text = __("Will be made: {0} rooms", [found.new_rooms_count]);
			parts.push(
				campus_safety.import_note(`${text}：${campus_safety.listed(found.new_rooms)}`, "blue")
			);
		}
		(found.absent || []).forEach(([unit, count, names]) => {
			const text = __("{0}: {1} students of the class are in the system and not in this list", [
				unit,
				count,
			]);
			const more = count > names.length ? "…" : "";
			parts.push(campus_safety.import_note(`${text}：${names.join("、")}${more}`, "orange"));
		});
		if (found.moved?.length) parts.push(moved_table(found.moved));
		if (found.created.length) parts.push(created_table(found.created));
		if (found.changed.length) parts.push(changed_table(found.changed));
		return parts;
	},
});

function created_table(rows) {
	return campus_safety.import_table(
		`${__("New students")}（${__("the first {0}", [rows.length])}）`,
		[
			__("Row", null, "Campus Student Import Issue"),
			__("Student No"),
			__("Student Name", null, "Campus Student Import"),
			__("Class"),
		],
		rows.map((row) => [row.row, row.student_no, row.student_name, row.unit])
	);
}

function moved_table(rows) {
	return campus_safety.import_table(
		__("Students who change class"),
		[__("From Class"), __("To Class"), __("Students", null, "Campus Student Import")],
		rows
	);
}

function changed_table(rows) {
	const lines = rows.flatMap((row) =>
		row.changes.map(([label, before, after], index) => [
			index ? "" : row.row,
			index ? "" : row.student_no,
			__(label, null, "Campus Student"),
			before,
			after,
		])
	);
	return campus_safety.import_table(
		`${__("Changed students")}（${__("the first {0}", [rows.length])}）`,
		[
			__("Row", null, "Campus Student Import Issue"),
			__("Student No"),
			__("Field"),
			__("Before"),
			__("After"),
		],
		lines
	);
}
