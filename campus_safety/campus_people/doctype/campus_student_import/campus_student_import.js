// Preview, start, progress: the form asks the server every few seconds, so it also works where no socket does.

const POLL_MS = 2000;
const SHOWN_ISSUES = 20; // in the preview, readable on a phone; the table below has up to 200
const API = "campus_safety.api.student_import.";

frappe.ui.form.on("Campus Student Import", {
	setup(frm) {
		frm.set_df_property("columns", "cannot_add_rows", true);
		frm.set_df_property("columns", "cannot_delete_rows", true);
	},

	refresh(frm) {
		frm.import_stalled = false;
		draw_preview(frm);
		if (frm.is_new()) return;
		add_buttons(frm, { status: frm.doc.status });
		if (["Queued", "Running"].includes(frm.doc.status)) watch(frm);
	},

	on_hide(frm) {
		clearTimeout(frm.import_timer);
	},
});

function add_buttons(frm, state) {
	const { status } = state;
	const waits = ["Queued", "Running"].includes(status);
	if (!waits) {
		const button = frm.add_custom_button(__("Preview"), () => preview(frm));
		if (status === "Draft") button.addClass("btn-primary");
	}
	if (status === "Previewed") {
		frm.add_custom_button(__("Start Import"), () => confirm_start(frm)).addClass("btn-primary");
	}
	if (["Failed", "Cancelled"].includes(status) && frm.doc.preview_key) {
		frm.add_custom_button(__("Continue Import"), () => start(frm)).addClass("btn-primary");
	}
	if (waits && state.stalled) {
		frm.add_custom_button(__("Continue Import"), () => start(frm)).addClass("btn-primary");
	}
	if (waits) {
		frm.add_custom_button(__("Cancel Import"), () => call(frm, "cancel").then(() => frm.reload_doc()));
	}
	if (frm.doc.refused && !waits) {
		frm.add_custom_button(__("Download Marked File"), () => download(frm));
	}
}

function call(frm, method, message) {
	return frappe
		.call({ method: API + method, args: { name: frm.doc.name }, freeze: Boolean(message), freeze_message: message })
		.then((answer) => answer.message);
}

async function preview(frm) {
	if (frm.is_dirty()) await frm.save();
	await call(frm, "preview", __("Reading the file …"));
	await frm.reload_doc();
	frm.scroll_to_field("preview_html");
}

function confirm_start(frm) {
	if (frm.is_dirty()) {
		frappe.msgprint(__("Save the file first."));
		return;
	}
	const { created, changed, refused, mode } = frm.doc;
	if (!created && !changed) {
		frappe.msgprint(__("Nothing to write: all rows are as they are in the system."));
		return;
	}
	const question =
		mode === "All or Nothing" && refused
			? __("This is all or nothing: with {0} refused rows nothing will be written.", [refused])
			: __("Import {0} new and {1} changed students? {2} rows are refused.", [created, changed, refused]);
	frappe.confirm(question, () => start(frm));
}

async function start(frm) {
	await call(frm, "start");
	frappe.show_alert({ message: __("Queued. You may close this page."), indicator: "blue" });
	await frm.reload_doc();
}

async function download(frm) {
	const url = await call(frm, "make_marked_file", __("Reading the file …"));
	window.open(url);
}

async function progress(frm) {
	const answer = await frappe.call({ method: API + "progress", type: "GET", args: { name: frm.doc.name } });
	return answer.message;
}

function watch(frm) {
	clearTimeout(frm.import_timer);
	frm.import_timer = setTimeout(async () => {
		if (cur_frm !== frm || document.hidden) return watch(frm);
		const state = await progress(frm).catch(() => null);
		if (!state) return watch(frm);
		if (["Queued", "Running"].includes(state.status)) {
			show_progress(frm, state);
			return watch(frm);
		}
		await frm.reload_doc();
		if (state.status === "Completed") {
			const counts = [state.created, state.changed, state.refused];
			frappe.show_alert({
				message: __("Done: {0} created, {1} changed, {2} refused.", counts),
				indicator: state.refused ? "orange" : "green",
			});
		}
	}, POLL_MS);
}

function show_progress(frm, state) {
	const text = state.stalled
		? __("No sign of life for ten minutes. Continue the import: it goes on where it stopped.")
		: state.status === "Queued"
			? __("Waiting for the worker")
			: __("Importing: {0} of {1} rows", [state.rows_done, state.rows_to_write]);
	const percent = state.rows_to_write ? (state.rows_done * 100) / state.rows_to_write : 0;
	frm.dashboard.show_progress(__("Start Import"), Math.min(99, Math.max(2, percent)), text);
	if (state.stalled && !frm.import_stalled) {
		frm.import_stalled = true;
		frm.clear_custom_buttons();
		add_buttons(frm, state);
	}
}

function draw_preview(frm) {
	const field = frm.get_field("preview_html");
	const found = frm.doc.preview ? JSON.parse(frm.doc.preview) : null;
	frm.toggle_display("preview_section", Boolean(found || frm.doc.error));
	field.$wrapper.empty();
	if (frm.doc.error) field.$wrapper.append(note(frm.doc.error, "red"));
	if (!found) return;
	(frm.doc.issues || []).slice(0, SHOWN_ISSUES).forEach((row) => field.$wrapper.append(note(explain(row), "red")));
	const lines = [];
	if (found.sheet && found.other_sheets.length) {
		lines.push(__("Taken from sheet “{0}”. Other sheets are not read: {1}", [found.sheet, found.other_sheets.join("、")]));
	}
	if (found.encoding) lines.push(__("Text file, encoding {0}", [found.encoding]));
	if (found.new_classes_count) {
		lines.push(__("Will be made: {0} classes", [found.new_classes_count]) + "：" + found.new_classes.join("、"));
	}
	if (found.new_rooms_count) {
		lines.push(__("Will be made: {0} rooms", [found.new_rooms_count]) + "：" + found.new_rooms.join("、"));
	}
	lines.forEach((line) => field.$wrapper.append(note(line, "blue")));
	if (found.created.length) field.$wrapper.append(created_table(found.created));
	if (found.changed.length) field.$wrapper.append(changed_table(found.changed));
}

// every text below comes from a stranger's file: it goes in as text, never as markup

function explain(row) {
	return row.column_header
		? __("Row {0}, “{1}”: {2}", [row.row_no, row.column_header, row.reason])
		: __("Row {0}: {1}", [row.row_no, row.reason]);
}

function note(text, colour) {
	return $("<p>").append($("<span>").addClass(`indicator ${colour}`).text(text));
}

function created_table(rows) {
	return table(
		`${__("New students")}（${__("the first {0}", [rows.length])}）`,
		[__("Row"), __("Student No"), __("Student Name"), __("Class")],
		rows.map((row) => [row.row, row.student_no, row.student_name, row.unit])
	);
}

function changed_table(rows) {
	const lines = rows.flatMap((row) =>
		row.changes.map(([label, before, after], index) => [
			index ? "" : row.row,
			index ? "" : row.student_no,
			__(label),
			before,
			after,
		])
	);
	return table(
		`${__("Changed students")}（${__("the first {0}", [rows.length])}）`,
		[__("Row"), __("Student No"), __("Field"), __("Before"), __("After")],
		lines
	);
}

function table(title, headers, rows) {
	const head = $("<tr>").append(headers.map((text) => $("<th>").text(text)));
	const body = rows.map((row) => $("<tr>").append(row.map((text) => $("<td>").text(text ?? ""))));
	return $("<div>")
		.addClass("table-responsive")
		.append(
			$("<h6>").text(title),
			$("<table>").addClass("table table-sm table-bordered").append($("<thead>").append(head), $("<tbody>").append(body))
		);
}
