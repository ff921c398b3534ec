// A new form begins with nothing in the hand where that would hide what is tapped: the framework puts the cursor into
// the first field, and its list of suggestions lies over the chips below it, on a phone the keyboard over half of it.

import { is_ours } from "./declared.js";
import { unless } from "./framework.js";

unless(frappe.ui.form.Form?.prototype, "focus_on_first_input", function () {
	return is_ours(this.doctype) && (frappe.is_mobile() || has_chips(this));
});

function has_chips(frm) {
	const first = frm.form_wrapper.find(".form-layout :input:visible:first");
	return first.closest(".frappe-control").find(".campus-chips").length > 0;
}
