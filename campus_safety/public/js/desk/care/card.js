// Beside the form of a talk or a contact: whom to ring, what is owed, what came before.

import { get } from "../server.js";
import { standing_markup } from "../standing.js";
import { day, escape } from "../text.js";

export async function show_student_card(frm) {
	const body = frm.fields_dict.side.$wrapper.addClass("campus-card-beside").empty();
	const student = frm.doc.student;
	// as the DocType has it: what was set before stands in the field's own copy
	const { description } = frappe.meta.get_docfield(frm.doctype, "student");
	frm.get_field("student").set_description(__(description || ""));
	if (!student) return;
	const card = await get("daily_care.get_student_card", { student });
	if (frm.doc.student !== student) return;
	body.empty();
	frm.campus_card = card;
	if (frm.is_new()) frm.get_field("student").set_description(summary_of(card));
	const details = $(
		`<details><summary>${__("About {0}", [escape(card.student.student_name)])}</summary></details>`
	)
		.prop("open", !frappe.is_mobile())
		.appendTo(body);
	if (card.standing) details.append(standing_markup(card.standing));
	section(details, __("Open Duties"), card.duties, duty_row);
	section(details, __("Guardians", null, "Campus Care Plan"), card.guardians, guardian_row);
	section(
		details,
		__("Last Talks"),
		card.talks.filter((row) => row.name !== frm.docname),
		talk_row
	);
	section(
		details,
		__("Last Parent Contacts"),
		card.contacts.filter((row) => row.name !== frm.docname),
		contact_row
	);
	frm.trigger("student_card");
}

function summary_of(card) {
	const [talk] = card.talks;
	const [contact] = card.contacts;
	const parts = [card.student.unit];
	if (card.student.status !== "Enrolled") parts.push(__(card.student.status, null, "Campus Student"));
	if (card.standing) parts.push(__("Attention level: {0}", [card.standing.level]));
	parts.push(talk ? __("Last talk {0}", [day(talk.at)]) : __("No talk yet"));
	parts.push(contact ? __("Parents contacted {0}", [day(contact.at)]) : __("Parents not contacted yet"));
	return parts.map(escape).join(" · ");
}

function section(body, title, rows, row_of) {
	if (!rows?.length) return;
	body.append(`<h6>${title}</h6><ul>${rows.map((row) => `<li>${row_of(row)}</li>`).join("")}</ul>`);
}

function duty_row({ rule, state, due_date }) {
	const late = state === "Overdue";
	const when = late ? __("Overdue since {0}", [day(due_date)]) : __("Due {0}", [day(due_date)]);
	return `<span>${escape(__(rule))}</span> <span class="campus-when ${late ? "is-late" : ""}">${escape(when)}</span>`;
}

function guardian_row({ guardian_name, relation, mobile }) {
	const call = mobile ? `<a href="tel:${escape(encodeURI(mobile))}">${escape(mobile)}</a>` : "";
	return `<span>${escape(guardian_name)} ${escape(__(relation))}</span> ${call}`;
}

function talk_row(row) {
	const link = frappe.utils.get_form_link("Campus Heart Talk", row.name);
	const said = [
		__(row.talk_type, null, "Campus Heart Talk"),
		__(row.mental_state, null, "Campus Heart Talk"),
		row.topics,
	];
	const next = row.next_talk_date ? `<div>${__("Next talk on {0}", [day(row.next_talk_date)])}</div>` : "";
	const measures = row.measures ? `<div>${__("Measures")}：${escape(row.measures)}</div>` : "";
	return `<a href="${link}">${day(row.at)}</a> ${said.filter(Boolean).map(escape).join(" · ")}${measures}${next}`;
}

function contact_row(row) {
	const link = frappe.utils.get_form_link("Campus Parent Contact", row.name);
	const said = [
		__(row.channel, null, "Campus Parent Contact"),
		__(row.result, null, "Campus Parent Contact"),
	];
	const next = row.followup_due ? `<div>${__("Follow up by {0}", [day(row.followup_due)])}</div>` : "";
	return `<a href="${link}">${day(row.at)}</a> ${said.map(escape).join(" · ")}${next}`;
}
