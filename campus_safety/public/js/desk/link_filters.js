// A filter by a link counts from the moment it is set.
//
// The framework writes a link's title into its box, and asks the server for one it does not know. Until the answer
// comes the box is empty: a list that reads its filters meanwhile has none, and shows another class's students under
// the name of the one that was tapped. So the name itself stands in the box until the title comes.

import { is_ours } from "./declared.js";
import { before } from "./framework.js";

before(frappe.ui.form.ControlLink?.prototype, "set_link_title", function (value) {
	const doctype = this.get_options();
	if (!doctype || !is_ours(doctype) || !this.is_title_link()) return;
	if (frappe.utils.get_link_title(doctype, value)) return;
	this.title_value_map[value] = value;
	this.set_input_value(value);
});
