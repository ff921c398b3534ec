// Find a student: one box on the workspace and in the search bar. A tap on a name shows what can be done.

import { begin_with } from "./begin_with.js";
import { after } from "./framework.js";
import { get } from "./server.js";
import { escape } from "./text.js";

const PAUSE = 250; // milliseconds without a key before the server is asked
const ACTIONS = [
	["Campus Heart Talk", "Record a Talk"],
	["Campus Parent Contact", "Record a Parent Contact"],
	["Campus Home Visit", "New Home Visit"],
	["Campus Risk Ledger", "Nominate a Student"],
];

export const may_find = () => frappe.model.can_read("Campus Student");

/** The box, into `parent`; text: what is looked for at once. */
export function student_finder(parent, text = "") {
	const body = $('<div class="campus-find"></div>').appendTo(parent);
	const input = $('<input type="search" class="form-control" autocomplete="off" enterkeyhint="search">')
		.attr("placeholder", __("Find a student: name, number, pinyin, room, last digits of a telephone"))
		.attr("aria-label", __("Find a Student"))
		.val(text)
		.appendTo(body);
	const list = $('<div class="campus-found" aria-live="polite"></div>').appendTo(body);
	const look = async () => {
		const typed = input.val().trim();
		if (typed.length < 1) return list.empty();
		const found = await get("students.get_found", { text: typed });
		// an answer that comes late is about something else
		if (input.val().trim() === typed) show_found(list, found);
	};
	input.on("input", frappe.utils.debounce(look, PAUSE));
	if (text) look();
	return input;
}

function show_found(list, { students, more }) {
	list.empty();
	if (!students.length) list.append(`<p class="campus-nothing">${__("Nobody in your care fits.")}</p>`);
	for (const student of students) found_row(student, students.length === 1).appendTo(list);
	if (more) list.append(`<p class="campus-hint">${__("There are more: write a little more.")}</p>`);
}

function where(student) {
	const bed = student.bed_no ? __("bed {0}", [student.bed_no]) : "";
	const parts = [student.unit, student.dormitory, bed];
	if (!["Enrolled", "Internship"].includes(student.status)) {
		parts.unshift(__(student.status, null, "Campus Student"));
	}
	return parts.filter(Boolean).join(" · ");
}

function found_row(student, open) {
	const row = $(`<details class="campus-found-one" data-student="${escape(student.name)}">
		<summary><strong>${escape(student.student_name)}</strong> <span>${escape(where(student))}</span></summary>
	</details>`);
	row.one("toggle", () => actions_of(student.name).appendTo(row));
	if (open) row.attr("open", true);
	return row;
}

/** Talk, contact, visit, nominate, and the telephones: what people do about a student they have found. */
export function actions_of(student) {
	const body = $('<div class="campus-student-actions"></div>');
	const bar = $('<div class="campus-actions"></div>').appendTo(body);
	const button = (label, look, run) =>
		$(`<button type="button" class="btn ${look} btn-sm">${label}</button>`)
			.on("click", run)
			.appendTo(bar);
	for (const [doctype, label] of ACTIONS) {
		if (!frappe.model.can_create(doctype)) continue;
		button(__(label), "btn-default", () => begin_with(doctype, { student }));
	}
	const is_open = window.cur_frm?.doctype === "Campus Student" && cur_frm.docname === student;
	if (!is_open || !cur_frm.$wrapper.is(":visible")) {
		button(__("Student Page"), "btn-default", () => frappe.set_route("Form", "Campus Student", student));
	}
	const phones = $('<div class="campus-phones"></div>').appendTo(body);
	get_contact(student).then((contact) => show_phones(phones, contact));
	return body;
}

/** {student_name, mobile, guardians: [{guardian_name, relation, mobile}]} of a student in the caller's reach. */
export const get_contact = (student) => get("students.get_contact", { student });

/** A button to ring each of them. */
export function show_phones(body, { student_name, mobile, guardians }) {
	const people = [[__("Student"), student_name, mobile]].concat(
		guardians.map((each) => [
			__(each.relation) || __("Guardian", null, "Campus Student"),
			each.guardian_name,
			each.mobile,
		])
	);
	for (const [who, name, number] of people) {
		if (!number) continue;
		$(`<a class="btn btn-default btn-sm campus-dial" href="tel:${escape(encodeURI(number))}">
			${frappe.utils.icon("call", "sm")} ${escape(who)} ${escape(name)} <span>${escape(number)}</span></a>`).appendTo(
			body
		);
	}
	if (!body.children().length) body.append(`<p class="campus-hint">${__("No telephone is known.")}</p>`);
}

/** From the search bar: the same box in a dialog. */
function open_finder(text) {
	const dialog = new frappe.ui.Dialog({ title: __("Find a Student") });
	const input = student_finder(dialog.body, text);
	dialog.show();
	$(dialog.body)
		.addClass("campus-workbench")
		.on("click", ".btn", () => dialog.hide());
	setTimeout(() => input.trigger("focus"), 300); // a dialog takes the focus when it has come in
}

after(frappe.search?.AwesomeBar?.prototype, "add_help", function () {
	const input = this.awesomplete?.input;
	const text = input?.value.trim();
	if (!text || text.length < 2 || !may_find()) return;
	this.options.unshift({
		label: __("Find the student {0}", [text]),
		value: __("Find the student {0}", [text]),
		index: 100,
		onclick: () => open_finder(text),
	});
});
