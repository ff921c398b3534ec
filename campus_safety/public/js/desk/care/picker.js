// Choosing the student of a talk or a contact on a phone: tap a class, tap a name.

import { get } from "../server.js";
import { chip } from "./chips.js";
import { kept } from "./kept.js";

const FIRST_SHOWN = 30; // names; the rest is one tap away

/** Under the field: classes, then names, those still owed first. */
export async function offer_students(frm) {
	const body = frm.fields_dict.picker.$wrapper.addClass("campus-picker");
	if (!frm.is_new() || frm.doc.student) return body.empty();
	const answer = await get("daily_care.get_class_students", {
		doctype: frm.doctype,
		unit: kept.get("unit") || null,
	});
	if (!frm.is_new() || frm.doc.student) return;
	show_students(frm, body, answer);
	// the form opens with the cursor in it, and a list over everything
	if (answer.students.length) close_suggestions(frm);
}

function close_suggestions(frm) {
	const { $input, awesomplete } = frm.fields_dict.student;
	awesomplete?.close();
	$input?.trigger("blur");
}

function show_students(frm, body, { units, unit, students }) {
	body.empty();
	if (!students.length) return;
	kept.set("unit", unit);
	if (units.length > 1) {
		const row = $('<div class="campus-chips" role="group"></div>').appendTo(body);
		for (const name of units) {
			chip(name, name === unit)
				.appendTo(row)
				.on("click", async () =>
					show_students(
						frm,
						body,
						await get("daily_care.get_class_students", { doctype: frm.doctype, unit: name })
					)
				);
		}
	}
	const open = students.filter((student) => !student.done).length;
	const is_talk = frm.doctype === "Campus Heart Talk";
	const text = is_talk
		? __("{0} of {1} not talked with this month yet. Tap a name.", [open, students.length])
		: __("{0} of {1} families not contacted this term yet. Tap a name.", [open, students.length]);
	$(`<div class="campus-picker-hint"></div>`).text(text).appendTo(body);
	const names = $('<div class="campus-chips campus-names"></div>').appendTo(body);
	const add = (student) =>
		chip(student.student_name, false)
			.toggleClass("is-done", Boolean(student.done))
			.attr("title", student.name)
			.attr("data-student", student.name)
			.on("click", () => choose(frm, student))
			.appendTo(names);
	students.slice(0, FIRST_SHOWN).forEach(add);
	if (students.length > FIRST_SHOWN) {
		chip(__("All {0}", [students.length]), false)
			.addClass("campus-more-names")
			.appendTo(names)
			.on("click", (event) => {
				event.currentTarget.remove();
				students.slice(FIRST_SHOWN).forEach(add);
			});
	}
}

function choose(frm, student) {
	frappe.utils.add_link_title("Campus Student", student.name, student.student_name);
	frm.set_value("student", student.name);
}
