// A new form of what one may not create: the framework opens it, empty and without a word. It says so, and leads back.

import { is_ours } from "./declared.js";
import { quietly } from "./framework.js";
import { escape } from "./text.js";

$(document).on("form-refresh", (_event, frm) => {
	if (frm && is_ours(frm.doctype) && !frm.meta.issingle) quietly("not yours to make", () => say(frm));
});

function say(frm) {
	// a real true or false: with anything else jQuery hides and shows by turns
	const refuses = Boolean(frm.is_new()) && !frm.meta.istable && !frappe.model.can_create(frm.doctype);
	frm.layout.wrapper.find(".campus-not-yours").remove();
	frm.layout.wrapper.find(".form-page").toggleClass("hide", refuses);
	if (!refuses) return;
	frm.disable_save();
	frm.page.clear_indicator();
	$(`<div class="campus-not-yours">
		<p><strong>${__("You may not create this record: {0}", [escape(__(frm.doctype))])}</strong></p>
		<p>${__(
			"Others write it, or the system by itself. If it is your work, ask whoever administers the system for the role."
		)}</p>
		<button type="button" class="btn btn-default btn-sm">${__("Back to the List")}</button>
	</div>`)
		.prependTo(frm.layout.wrapper)
		.find("button")
		.on("click", () => frappe.set_route("List", frm.doctype));
}
