// Signing the end of a ledger: nobody signs what they have not opened, and before the signature stands what it is for.

import { read_now } from "./read_first.js";
import { day, escape, listed } from "./text.js";

const LAST = 3; // dispatches that are shown

/** Before the workflow's step: settles when it is to be taken, and never when it is not. */
export function ask_signature(frm) {
	frappe.dom.unfreeze(); // the Desk has frozen the page for its step
	return new Promise((resolve) => {
		read_now(frm).then((is_read) => {
			if (!is_read) return;
			frappe.confirm(what_is_signed(frm), () => {
				frappe.dom.freeze();
				resolve();
			});
		});
	});
}

function what_is_signed(frm) {
	const { dispatches = [], close_reason, close_evidence, signatures = [] } = frm.doc;
	const rows = dispatches
		.slice(-LAST)
		.map(
			(row) => `<li>${day(row.date)} ${escape(__(row.level_after || ""))} ${escape(row.situation)}</li>`
		);
	const signed = signatures
		.filter((row) => !row.void && row.purpose === "Closed")
		.map((row) => __(row.role));
	const is_last = signed.length + 1 >= (frm.doc.needs_student_affairs ? 3 : 2);
	return `
		<p><strong>${__("Why It Can Be Closed", null, frm.doctype)}</strong><br>${escape(close_reason)}</p>
		<p><strong>${__("Closing Evidence", null, frm.doctype)}</strong><br>${escape(close_evidence)}</p>
		<p><strong>${__("Last dispatches")}</strong></p><ul>${rows.join("")}</ul>
		<p>${signed.length ? __("Signed already: {0}.", [escape(listed(signed))]) : __("Nobody has signed yet.")}</p>
		<p class="text-danger">${
			is_last
				? __("With your signature the ledger is closed at once.")
				: __("Your signature is recorded; others sign after you.")
		}</p>`;
}
