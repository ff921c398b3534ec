// Talks and parent contacts on a phone: tap a name, tap what fits, write two lines, save. And what every record that
// counts as evidence has in common: who may change it, that it is declared void instead of deleted.

const API = "campus_safety.api.daily_care";
const FIRST_SHOWN = 30; // names; the rest is one tap away
const escape = (text) => frappe.utils.escape_html(String(text ?? ""));

frappe.provide("campus_safety");

// remembered on this device, for this account
const kept = {
	key: (name) => `campus:${frappe.session.user}:${name}`,
	get: (name) => localStorage.getItem(kept.key(name)) || "",
	set: (name, value) => value && localStorage.setItem(kept.key(name), value),
};
campus_safety.kept = kept;

// Choosing a student: classes, then names, those still owed first.

campus_safety.offer_students = async function (frm) {
	const body = frm.fields_dict.picker.$wrapper.addClass("campus-picker");
	if (!frm.is_new() || frm.doc.student) return body.empty();
	const answer = await get("get_class_students", { doctype: frm.doctype, unit: kept.get("unit") || null });
	if (!frm.is_new() || frm.doc.student) return;
	show_students(frm, body, answer);
	if (answer.students.length) close_suggestions(frm); // the form opens with the cursor in it, and a list over everything
};

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
						await get("get_class_students", { doctype: frm.doctype, unit: name })
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

function chip(text, pressed) {
	return $('<button type="button" class="btn btn-default btn-sm campus-chip"></button>')
		.text(text)
		.attr("aria-pressed", Boolean(pressed));
}

// A Select as buttons: one tap instead of three.

campus_safety.as_chips = function (frm, fields) {
	for (const fieldname of fields) {
		const control = frm.fields_dict[fieldname];
		const select = control?.$input;
		if (!select?.length) continue;
		let row = control.$wrapper.find(".campus-chips");
		if (!row.length) {
			row = $('<div class="campus-chips" role="group"></div>').insertAfter(
				select.closest(".control-input").length ? select : control.input_area
			);
			select.closest(".control-input").addClass("campus-as-chips");
			for (const option of select.find("option").get()) {
				if (!option.value) continue;
				chip(__(option.value, null, frm.doctype), false)
					.attr("data-value", option.value)
					.on("click", () => frm.set_value(fieldname, option.value))
					.appendTo(row);
			}
		}
		row.find(".campus-chip").each((_index, button) => {
			button.setAttribute("aria-pressed", button.dataset.value === frm.doc[fieldname]);
		});
	}
};

// Beside the form: whom to ring, what is owed, what came before.

campus_safety.show_student_card = async function (frm) {
	const body = frm.fields_dict.side.$wrapper.addClass("campus-card-beside").empty();
	const student = frm.doc.student;
	frm.get_field("student").set_description(__(frm.get_docfield("student").description || ""));
	if (!student) return;
	const card = await get("get_student_card", { student });
	if (frm.doc.student !== student) return;
	body.empty();
	frm.campus_card = card;
	if (frm.is_new()) frm.get_field("student").set_description(summary_of(card));
	const details = $(
		`<details><summary>${__("About {0}", [escape(card.student.student_name)])}</summary></details>`
	)
		.prop("open", !frappe.is_mobile())
		.appendTo(body);
	if (card.standing) details.append(standing_of(card.standing));
	section(details, __("Open Duties"), card.duties, duty_row);
	section(details, __("Guardians"), card.guardians, guardian_row);
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
};

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

const day = (at) => frappe.datetime.str_to_user(String(at).slice(0, 10));

function standing_of({ level, color, advice }) {
	return `<div class="campus-standing" data-color="${escape(color || "gray")}"><div><strong>${__(
		"Attention level: {0}",
		[escape(level)]
	)}</strong></div>${advice ? `<div class="campus-standing-advice">${escape(advice)}</div>` : ""}</div>`;
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

// Every evidence record: marks on top, changed by its author alone, declared void with a reason.

const EVIDENCE = ["Campus Heart Talk", "Campus Parent Contact", "Campus Parent Meeting", "Campus Dorm Visit"];

// Options in the words of this form: 重点, not the framework's 键值.
campus_safety.options_of = function (doctype, fields) {
	return Object.fromEntries(
		fields.map((field) => [field, (value) => escape(__(value || "", null, doctype))])
	);
};

for (const doctype of EVIDENCE) {
	frappe.ui.form.on(doctype, {
		setup(frm) {
			const selects = frm.meta.fields
				.filter((df) => df.fieldtype === "Select")
				.map((df) => df.fieldname);
			const formatters = campus_safety.options_of(doctype, selects);
			for (const field of selects)
				frappe.meta.get_docfield(doctype, field, frm.docname).formatter = formatters[field];
		},

		refresh(frm) {
			hide_time_zone(frm);
			frm.set_intro("");
			if (frm.is_new()) return;
			const { status, recorded_by, void_reason } = frm.doc;
			const mine = recorded_by === frappe.session.user;
			const leads = frappe.user_roles.includes("Campus College Lead");
			if (status === "Void") {
				frm.set_intro(__("Void: {0}", [escape(void_reason)]), "red");
				return frm.disable_form();
			}
			if (frm.doc.suspected_batch) {
				frm.set_intro(
					__(
						"The same text stands in talks with other students of the same day. If it was copied, write what this student said."
					),
					"orange"
				);
			}
			if (frm.doc.late_entry)
				frm.set_intro(
					__("Late entry: written long after it happened. It is shown wherever it counts."),
					"orange"
				);
			if (!mine) {
				frm.set_intro(
					__("Written by {0}, who alone can change it.", [
						escape(frappe.user.full_name(recorded_by)),
					]),
					"blue"
				);
				frm.disable_form();
			}
			if ((mine || leads) && frm.perm[0]?.write) {
				frm.page.add_menu_item(__("Declare Void"), () => ask_why_void(frm));
			}
		},
	});
}

// One campus, one time zone: its name under every time helps nobody.
function hide_time_zone(frm) {
	for (const control of frm.fields.filter((field) => field.df.fieldtype === "Datetime")) {
		control.df.hide_timezone = 1;
		control.df.description = (control.df.description || "").split("<br>")[0];
		control.set_description();
	}
}

function ask_why_void(frm) {
	frappe.prompt(
		{
			fieldname: "reason",
			fieldtype: "Small Text",
			label: __("Why It Is Void"),
			reqd: 1,
			description: __(
				"For example the wrong student. It stays readable, no longer counts, and cannot be taken back."
			),
		},
		({ reason }) =>
			frappe
				.call({
					method: `${API}.declare_void`,
					type: "POST",
					args: { doctype: frm.doctype, name: frm.docname, reason },
					freeze: true,
				})
				.then(() => frm.reload_doc()),
		__("Declare Void"),
		__("Declare Void")
	);
}

// Right after saving a new one, the next is one tap away.
campus_safety.offer_next = function (frm, label) {
	frm.campus_was_new = false;
	frm.fields_dict.side.$wrapper.prev(".campus-next").remove();
	$(`<div class="campus-next"><button type="button" class="btn btn-primary">${label}</button></div>`)
		.insertBefore(frm.fields_dict.side.$wrapper)
		.find("button")
		.on("click", () => frappe.new_doc(frm.doctype));
};

function get(method, args) {
	return frappe.call({ method: `${API}.${method}`, type: "GET", args }).then(({ message }) => message);
}
