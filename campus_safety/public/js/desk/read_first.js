// Nobody signs what they have not opened, in the version that stands there now. The server holds it; here the newest
// version is fetched, and opened, so that what stands above the signature is what is signed.

import { declared } from "./declared.js";
import { post } from "./server.js";

/** Settles with true when the form shows what stands there now, its text included; false: it has to be opened first. */
export async function read_now(frm) {
	const is_protected = frm.doctype in declared.protected;
	if (is_protected && !frm.opened_record?.is_open) {
		frappe.msgprint({
			title: __("Read it first"),
			indicator: "orange",
			message: __("Open the contents with View Contents, read them, then sign."),
		});
		return false;
	}
	await frm.reload_doc();
	if (!is_protected) return true;
	const { doctype, docname: name } = frm;
	frm.opened_record.open(
		await post("records.reveal", { doctype, name, reason: __("Review or signature") })
	);
	return true;
}

/** For `before_workflow_action`: settles when the step is to be taken, and never when it is not. */
export function read_before_step(frm) {
	frappe.dom.unfreeze(); // the Desk has frozen the page for its step
	return new Promise((resolve) => {
		read_now(frm).then((is_read) => {
			if (!is_read) return;
			frappe.dom.freeze();
			resolve();
		});
	});
}
