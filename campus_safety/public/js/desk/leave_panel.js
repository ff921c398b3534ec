// Above a leave: where its search stands, whom to ring, and how a parent's word is had.

import { get_contact, may_find, show_phones } from "./find_student.js";
import { post } from "./server.js";
import { escape } from "./text.js";

const CASE = "Campus Absence Case";
const ASKED = ["Draft", "Pending"]; // a parent's word still counts
const RUNG = [...ASKED, "On Leave", "Overdue", "Returned"];
const OTHER = "other";

export async function show_leave_panel(frm) {
	const panel = frm.fields_dict.panel.$wrapper.empty();
	const { name, student, status, contact_phone } = frm.doc;
	const is_rung = !frm.is_new() && RUNG.includes(status);
	frm.toggle_display("panel", is_rung);
	if (!is_rung) return;
	const links = $('<div class="campus-leave-links"></div>').appendTo(panel);
	const bar = $('<div class="campus-absence-actions"></div>').appendTo(panel);
	const phones = $('<div class="campus-phones"></div>').appendTo(panel);
	if (!ASKED.includes(status)) show_case(links, student);
	if (!frm.perm[0]?.write || !may_find()) return;
	const contact = await get_contact(student);
	if (frm.docname !== name || !phones.closest(document).length) return;
	show_phones(phones, { ...contact, mobile: contact_phone || contact.mobile });
	if (needs_parent(frm.doc)) parent_buttons(bar, frm, contact.guardians);
}

export const needs_parent = ({ status, parent_needed, parent_confirmed_by }) =>
	ASKED.includes(status) && Boolean(parent_needed) && !parent_confirmed_by;

// the search for this student, for whoever may open it

async function show_case(place, student) {
	if (!frappe.model.can_read(CASE)) return;
	const fields = ["name", "status"];
	const [found] = await frappe.db.get_list(CASE, {
		filters: { student, status: ["!=", "Closed"] },
		fields,
		limit: 1,
	});
	if (!found) return;
	const href = frappe.utils.get_form_link(CASE, found.name);
	const text = __("Open the absence case ({0})", [__(found.status, null, CASE)]);
	place.html(`<a class="btn btn-default" href="${escape(href)}">${escape(text)}</a>`);
}

// a parent's word

function parent_buttons(bar, frm, guardians) {
	const button = (label, look, run) =>
		$(`<button type="button" class="btn ${look}"></button>`).text(label).on("click", run).appendTo(bar);
	button(__("Phoned: Parent Agrees"), "btn-primary", () => ask_who_agreed(frm, guardians));
	button(__("Send Parent Link by SMS"), "btn-default", () => send_link(frm));
	button(__("Copy Parent Link"), "btn-default", () => copy_link(frm));
}

// one of those the school knows; of anybody else it is written who they are to the student
function ask_who_agreed(frm, guardians) {
	const known = guardians.map((each) => ({
		label: [each.guardian_name, __(each.relation), each.mobile].filter(Boolean).join(" "),
		value: each.guardian_name,
	}));
	const is_other = `eval:doc.who === "${OTHER}"`;
	frappe.prompt(
		[
			{
				fieldname: "who",
				fieldtype: "Select",
				label: __("Who agreed?"),
				options: [...known, { label: __("Somebody else"), value: OTHER }],
				default: known[0]?.value || OTHER,
				reqd: 1,
			},
			{
				fieldname: "name",
				fieldtype: "Data",
				label: __("Name"),
				depends_on: is_other,
				mandatory_depends_on: is_other,
			},
			{
				fieldname: "relation",
				fieldtype: "Data",
				label: __("Who are they to the student?"),
				depends_on: is_other,
				mandatory_depends_on: is_other,
			},
		],
		({ who, name, relation }) =>
			frm
				.set_value({
					parent_confirmed_by: who === OTHER ? `${name}（${relation}）` : who,
					parent_confirmed_via: "Phone",
				})
				.then(() => frm.save()),
		__("Phoned: Parent Agrees")
	);
}

function copy_link(frm) {
	post("leave.make_parent_link", { name: frm.doc.name }).then(({ text }) => {
		frappe.utils.copy_to_clipboard(text);
		frappe.msgprint({
			title: __("Copied: paste it into WeChat"),
			message: escape(text),
			indicator: "green",
		});
	});
}

function send_link(frm) {
	post("leave.send_parent_link", { name: frm.doc.name }).then((number) =>
		frappe.show_alert({ message: __("Sent to {0}.", [number]), indicator: "green" })
	);
}
