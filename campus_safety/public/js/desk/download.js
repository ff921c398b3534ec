// A file that an endpoint of ours answers with, by POST: saved in the browser, refusals shown as everywhere.

import { messages_of, request } from "../lib/api.js";

/** name: (file name the server gives) → what it is saved as. words: { meanwhile, failed }. Whether it was saved. */
export async function download_file(method, args, name, words) {
	frappe.dom.freeze(words.meanwhile);
	try {
		const response = await request(method, args, { csrf: frappe.csrf_token });
		if (!response.ok) return show_error(await response.json(), words.failed);
		const given = /filename="(.+?)"/.exec(response.headers.get("Content-Disposition") || "")?.[1];
		save(await response.blob(), name(given));
		return true;
	} catch {
		frappe.msgprint({
			title: words.failed,
			message: __("The connection failed. Try again."),
			indicator: "red",
		});
	} finally {
		frappe.dom.unfreeze();
	}
	return false;
}

function save(blob, name) {
	const link = document.createElement("a");
	link.href = URL.createObjectURL(blob);
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function show_error(answer, title) {
	frappe.msgprint({
		title,
		message: messages_of(answer).join("<br>") || answer.exception,
		indicator: "red",
	});
	return false;
}
