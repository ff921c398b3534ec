// Moments to the minute, on our forms. The framework's picker counts no seconds in some versions: what it shows differs
// from what is stored, and a record that was only opened counts as changed. So nothing that is only shown is written
// back, and no seconds are shown.

import { is_ours } from "./declared.js";
import { after_init_doctype, quietly } from "./framework.js";
import { clock, day } from "./text.js";

const SHOWN = { Datetime: /(\d{1,2}:\d{2}):\w{2}(?=\D|$)/, Time: /^(\d{1,2}:\d{2}):\w{2}/ };

/** Is the control one of a record of ours, or of a dialog over one? */
const of_ours = ({ doctype, df }) => is_ours(doctype || df?.parent || window.cur_frm?.doctype || "");

/** While `object[name]` shows a value, the picker's own answer to it is no change by a person. */
function show_only(type, name) {
	const proto = type?.prototype;
	const own = proto?.[name];
	if (typeof own !== "function") return console.error(`campus_safety: the framework has no ${name}`);
	proto[name] = function (...given) {
		if (!of_ours(this)) return own.apply(this, given);
		const outer = this.campus_shows;
		this.campus_shows = true;
		try {
			return own.apply(this, given);
		} finally {
			this.campus_shows = outer;
			quietly("minutes", () => without_seconds(this));
		}
	};
}

function without_seconds({ df, $input }) {
	const text = $input?.val();
	const short = text?.replace(SHOWN[df.fieldtype], "$1");
	if (short !== text) $input.val(short);
}

function change_by_people_only(type) {
	const proto = type?.prototype;
	const own = proto?.parse_validate_and_set_in_model;
	if (typeof own !== "function") return console.error("campus_safety: the framework sets no values");
	proto.parse_validate_and_set_in_model = function (value, event) {
		if (this.campus_shows) return Promise.resolve();
		return own.call(this, value, event);
	};
}

const { ControlDatetime, ControlTime } = frappe.ui.form;
show_only(ControlDatetime, "set_formatted_input");
show_only(ControlTime, "set_formatted_input");
show_only(ControlTime, "set_input");
[ControlDatetime, ControlTime].forEach(change_by_people_only);

// where it is only read: on the form, in its tables
after_init_doctype((doctype) => {
	if (is_ours(doctype)) quietly("minutes", () => shorten_all(doctype));
});

function shorten_all(doctype) {
	for (const field of frappe.get_meta(doctype)?.fields || []) {
		if (frappe.model.table_fields.includes(field.fieldtype)) shorten_all(field.options);
		else if (field.fieldtype === "Datetime") field.formatter ??= moment_text;
		else if (field.fieldtype === "Time") field.formatter ??= (value) => (value ? short_time(value) : "");
	}
}

const moment_text = (value) => (value ? `${day(value)} ${clock(value)}` : "");
const short_time = (value) => String(value).replace(/^(\d{1,2}:\d{2}):.*$/, "$1");
