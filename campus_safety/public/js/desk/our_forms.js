// Every form of ours: inputs that say their name to whoever hears the screen, and no time zone under a time.

import { is_ours } from "./declared.js";
import { quietly } from "./framework.js";
import "./minutes.js";

$(document).on("form-refresh", (_event, frm) => {
	if (!frm || !is_ours(frm.doctype)) return;
	quietly("our forms", () => frm.fields.forEach(mend));
	quietly("names of people", () => frm.fields.forEach((control) => name_link(frm, control)));
});

/** The same for the fields of a page of ours, once it is drawn. */
export const name_controls = (controls) => controls.forEach(mend);

function mend(control) {
	const { df, $wrapper } = control;
	if (!$wrapper || !df?.label) return;
	if (df.fieldtype === "Datetime") hide_time_zone(control);
	$wrapper
		.find(".control-input :input:not(button):not([aria-label])")
		.attr("aria-label", __(df.label, null, df.parent));
}

// What a step has just entered, who approved it for one, came without its title: it is asked for, so that no
// address stands there.
async function name_link(frm, control) {
	const { df } = control;
	const value = df?.fieldtype === "Link" && frm.doc[df.fieldname];
	const has_title = (frappe.boot.link_title_doctypes || []).includes(df?.options);
	if (!value || !has_title || frappe.utils.get_link_title(df.options, value)) return;
	await frappe.utils.fetch_link_title(df.options, value);
	if (frm.doc[df.fieldname] === value) control.refresh();
}

// one campus, one time zone: its name under every time helps nobody
function hide_time_zone(control) {
	if (control.df.hide_timezone) return;
	control.df.hide_timezone = 1;
	control.df.description = (control.df.description || "").split("<br>")[0];
	control.set_description();
}
