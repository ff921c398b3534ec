// A table of photos as pictures: several taken or chosen in one tap, each with its caption, none by its address.

import { upload } from "../lib/api.js";
import { quietly } from "./framework.js";
import { escape } from "./text.js";

const LONGEST_SIDE = 2000; // pixels: sharp on paper, a tenth of what a phone takes
const SMALL_ENOUGH = 1024 * 1024; // bytes

/** In place of the rows of `table`, whose photos are in `field` and whose words in `caption`. */
export function photo_table(frm, table, { field = "photo", caption = "note" } = {}) {
	const { grid } = frm.fields_dict[table];
	grid.wrapper.hide();
	grid.wrapper.siblings(".campus-photos").remove();
	const body = $('<div class="campus-photos"></div>').insertAfter(grid.wrapper);
	const writes = frm.fields_dict[table].disp_status === "Write";
	const rows = (frm.doc[table] || []).filter((row) => row[field]);
	for (const row of rows) picture_of(frm, row, { table, field, caption, writes }).appendTo(body);
	if (writes) adder(frm, table, field, caption).appendTo(body);
	else if (!rows.length) body.append(`<span class="text-muted">${__("No photos")}</span>`);
}

function picture_of(frm, row, { table, field, caption, writes }) {
	const words = row[caption] || "";
	const picture = $(`<figure class="campus-photo" data-name="${escape(row.name)}">
		<a href="${escape(row[field])}" target="_blank" rel="noopener">
			<img src="${escape(row[field])}" alt="${escape(words || __("Photo {0}", [row.idx]))}" loading="lazy"></a>
	</figure>`);
	if (!writes) {
		if (words) picture.append(`<figcaption>${escape(words)}</figcaption>`);
		return picture;
	}
	$('<input class="form-control" maxlength="140">')
		.attr({ placeholder: __("What the photo shows"), "aria-label": __("What the photo shows") })
		.val(words)
		.on("change", (event) =>
			frappe.model.set_value(row.doctype, row.name, caption, event.target.value.trim())
		)
		.appendTo(picture);
	$(`<button type="button" class="btn btn-default btn-xs">${__("Take This Photo Out")}</button>`)
		.on("click", () => {
			frappe.model.clear_doc(row.doctype, row.name);
			frm.doc[table] = (frm.doc[table] || []).filter((each) => each.name !== row.name);
			frm.dirty();
			photo_table(frm, table, { field, caption });
		})
		.appendTo(picture);
	return picture;
}

function adder(frm, table, field, caption) {
	const label = $(`<label class="btn btn-default campus-photo-add">${frappe.utils.icon("image", "sm")}
		<span>${__("Take or Choose Photos")}</span></label>`);
	const input = $('<input type="file" accept="image/*" multiple class="sr-only">').appendTo(label);
	input.on("change", async () => {
		const files = [...input[0].files];
		input.prop("disabled", true);
		for (const [at, file] of files.entries()) {
			label.find("span").text(__("Photo {0} of {1} is sent", [at + 1, files.length]));
			const url = await send(frm, field, file);
			if (url) add(frm, table, field, url);
		}
		photo_table(frm, table, { field, caption });
	});
	return label;
}

/** One photo by the phone's camera: its address goes into the form's field, or to `done` where the form has none. */
export function photo_button(frm, field, done = () => {}) {
	const label = $(`<label class="btn btn-default campus-photo-add">
		<span>${frm.doc[field] ? __("Take Another Photo") : __("Take a Photo")}</span></label>`);
	const input = $(`<input type="file" accept="image/*" capture="environment" class="sr-only">`).appendTo(
		label
	);
	input.attr("name", field).on("change", async () => {
		const file = input[0].files[0];
		if (!file) return;
		input.prop("disabled", true);
		label.find("span").text(__("Photo {0} of {1} is sent", [1, 1]));
		const url = await send(frm, field, file);
		if (url && frm.fields_dict[field]) await frm.set_value(field, url);
		if (url) done(url);
		else input.prop("disabled", false);
	});
	return label;
}

function add(frm, table, field, url) {
	const empty = (frm.doc[table] || []).find((row) => !row[field]);
	const row = empty || frm.add_child(table);
	row[field] = url;
	frm.dirty();
}

/** The address of the stored photo; nothing where it was refused, which has been said. */
async function send(frm, field, file) {
	const about = { doctype: frm.doctype, docname: frm.docname, fieldname: field, is_private: 1 };
	try {
		const answer = await upload(await shrunk(file), file.name, about, frappe.csrf_token);
		const said = await answer.json();
		if (answer.ok) return said.message.file_url;
		frappe.request.cleanup({}, said);
	} catch {
		frappe.msgprint(
			__("{0} did not arrive. Check the network and choose it again.", [escape(file.name)])
		);
	}
}

/** Smaller, where the browser can read the picture; else as it is, and the server says what is wrong with it. */
async function shrunk(file) {
	if (file.size <= SMALL_ENOUGH || !window.createImageBitmap) return file;
	try {
		const bitmap = await createImageBitmap(file);
		const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
		const canvas = document.createElement("canvas");
		canvas.width = Math.round(bitmap.width * scale);
		canvas.height = Math.round(bitmap.height * scale);
		canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
		const smaller = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
		return smaller && smaller.size < file.size ? smaller : file;
	} catch {
		return file;
	}
}

/** For forms: quietly, so that a fault of ours leaves the framework's own table. */
export const show_photos = (frm, table, names) => quietly("photos", () => photo_table(frm, table, names));
