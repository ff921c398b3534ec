// Forms that import a list: preview, start, progress. The form asks the server every few seconds, so it also works
// where no socket does. A form brings its own words and tables:
//
//	campus_safety.import_form("Campus Student Import", {
//		question: (doc) => text or null when nothing would be written,
//		done: (state) => text,
//		draw: (found) => jQuery elements of what the preview found,
//		template: true where there is an empty list to download,
//		refresh: (frm) more buttons,
//	});

import { get, post } from "./server.js";
import { listed } from "./text.js";

const POLL_MS = 2000;
const SHOWN_ISSUES = 20; // in the preview, readable on a phone; the table below has up to 200
const WAITING = ["Queued", "Running"];
const API = "imports";

export function import_form(doctype, own) {
	frappe.ui.form.on(doctype, {
		setup(frm) {
			frm.set_df_property("columns", "cannot_add_rows", true);
			frm.set_df_property("columns", "cannot_delete_rows", true);
		},

		refresh(frm) {
			frm.import_stalled = false;
			draw_preview(frm, own);
			if (own.template && (frm.is_new() || frm.doc.status === "Draft")) add_template(frm);
			if (frm.is_new()) return;
			add_buttons(frm, own, { status: frm.doc.status });
			if (WAITING.includes(frm.doc.status)) watch(frm, own);
			own.refresh?.(frm);
		},

		on_hide(frm) {
			clearTimeout(frm.import_timer);
		},
	});
}

function add_template(frm) {
	frm.add_custom_button(__("Download Template"), () =>
		window.open(
			`/api/method/campus_safety.api.imports.get_template?doctype=${encodeURIComponent(frm.doctype)}`
		)
	);
}

function add_buttons(frm, own, state) {
	const { status } = state;
	const waits = WAITING.includes(status);
	if (!waits) {
		const button = frm.add_custom_button(__("Preview"), () => preview(frm, own));
		if (status === "Draft") button.addClass("btn-primary");
	}
	if (status === "Previewed") {
		frm.add_custom_button(__("Start Import"), () => confirm_start(frm, own)).addClass("btn-primary");
	}
	if ((["Failed", "Cancelled"].includes(status) && frm.doc.preview_key) || (waits && state.stalled)) {
		frm.add_custom_button(__("Continue Import"), () => start(frm, own)).addClass("btn-primary");
	}
	if (waits) {
		frm.add_custom_button(__("Cancel Import"), () => call(frm, "cancel").then(() => frm.reload_doc()));
	}
	if (frm.doc.refused && !waits) {
		frm.add_custom_button(__("Download Marked File"), () => download(frm, own));
	}
}

function of(frm) {
	return { doctype: frm.doc.doctype, name: frm.doc.name };
}

function call(frm, method, message) {
	const more = { freeze: Boolean(message), freeze_message: message };
	return post(`${API}.${method}`, of(frm), more);
}

async function preview(frm, own) {
	if (frm.is_dirty()) await frm.save();
	await call(frm, "preview", __("Reading the file …"));
	await frm.reload_doc();
	frm.scroll_to_field("preview_html");
}

function confirm_start(frm, own) {
	if (frm.is_dirty()) return frappe.msgprint(__("Save the file first."));
	const question = own.question(frm.doc);
	if (!question) return frappe.msgprint(__("Nothing to write: all rows are as they are in the system."));
	const { mode, refused } = frm.doc;
	const nothing =
		mode === "All or Nothing" && refused
			? __("This is all or nothing: with {0} refused rows nothing will be written.", [refused])
			: "";
	frappe.confirm(nothing || question, () => start(frm, own));
}

async function start(frm, own) {
	await call(frm, "start");
	frappe.show_alert({ message: __("Queued. You may close this page."), indicator: "blue" });
	await frm.reload_doc();
}

async function download(frm, own) {
	window.open(await call(frm, "make_marked_file", __("Reading the file …")));
}

function watch(frm, own) {
	clearTimeout(frm.import_timer);
	frm.import_timer = setTimeout(async () => {
		if (cur_frm !== frm || document.hidden) return watch(frm, own);
		const state = await get(`${API}.progress`, of(frm)).catch(() => null);
		if (!state) return watch(frm, own);
		if (WAITING.includes(state.status)) {
			show_progress(frm, own, state);
			return watch(frm, own);
		}
		await frm.reload_doc();
		if (state.status === "Completed") {
			frappe.show_alert({ message: own.done(state), indicator: state.refused ? "orange" : "green" });
		}
	}, POLL_MS);
}

function show_progress(frm, own, state) {
	const text = state.stalled
		? __(
				"The import was interrupted. It goes on by itself within minutes, or now: it goes on where it stopped."
			)
		: state.status === "Queued"
			? __("Waiting for the worker")
			: __("Importing: {0} of {1} rows", [state.rows_done, state.rows_to_write]);
	const percent = state.rows_to_write ? (state.rows_done * 100) / state.rows_to_write : 0;
	frm.dashboard.show_progress(__("Start Import"), Math.min(99, Math.max(2, percent)), text);
	if (state.stalled && !frm.import_stalled) {
		frm.import_stalled = true;
		frm.clear_custom_buttons();
		add_buttons(frm, own, state);
	}
}

function draw_preview(frm, own) {
	const body = frm.get_field("preview_html").$wrapper.empty();
	const found = frm.doc.preview ? JSON.parse(frm.doc.preview) : null;
	frm.toggle_display("preview_section", Boolean(found || frm.doc.error));
	if (frm.doc.error) body.append(note(frm.doc.error, "red"));
	if (!found) return;
	(found.groups || []).slice(0, SHOWN_ISSUES).forEach((group) => body.append(note(told(group), "red")));
	(found.notes || []).forEach((group) => body.append(note(told(group), "orange")));
	if (found.hidden_rows) {
		const text = __("{0} rows are hidden in the sheet (by a filter, perhaps). They are read, too.", [
			found.hidden_rows,
		]);
		body.append(note(text, "orange"));
	}
	if (found.sheet && found.other_sheets.length) {
		const others = listed(found.other_sheets);
		body.append(
			note(__("Taken from sheet “{0}”. Other sheets are not read: {1}", [found.sheet, others]), "blue")
		);
	}
	if (found.encoding) body.append(note(__("Text file, encoding {0}", [found.encoding]), "blue"));
	body.append(own.draw(found));
}

// every text below comes from a stranger's file: it goes in as text, never as markup

function told({ column, values, text, count, rows }) {
	const more = count > rows.length ? "…" : "";
	const where =
		count > 1
			? __("{0} rows ({1})", [count, rows.join("、") + more])
			: __("Row {0}", [rows[0]], "Sheet Import");
	const what = [column && `“${column}”`, values.join("、")].filter(Boolean).join(" ");
	return what ? `${where}，${what}：${text}` : `${where}：${text}`;
}

export function note(text, colour) {
	return $("<p>").append($("<span>").addClass(`indicator ${colour}`).text(text));
}

export function table(title, headers, rows) {
	const head = $("<tr>").append(headers.map((text) => $("<th>").text(text)));
	const body = rows.map((row) => $("<tr>").append(row.map((text) => $("<td>").text(text ?? ""))));
	return $("<div>")
		.addClass("table-responsive")
		.append(
			$("<h6>").text(title),
			$("<table>")
				.addClass("table table-sm table-bordered")
				.append($("<thead>").append(head), $("<tbody>").append(body))
		);
}
