// 核查: on a phone at night. Who to ring, one tap for what came of it, who is on it, when the ladder climbs next.

const { clock, escape, minute, post } = campus_safety;
const is_searching = ({ status }) => campus_safety.declared.open_states.absence.includes(status);
const GROUPS = [
	["student", "Student", () => __("Student")],
	["guardians", "Parent", () => __("Guardians", null, "Campus Absence Case")],
	["roommates", "Roommate", () => __("Room Mates")],
	["cadres", "Class Cadre", () => __("Class Cadres")],
	["staff", "Outside", () => __("Colleagues")],
];

frappe.ui.form.on("Campus Absence Case", {
	onload(frm) {
		if (frm.is_new())
			frm.set_query("student", () => ({ filters: { status: ["in", ["Enrolled", "Internship"]] } }));
	},

	refresh(frm) {
		// the panel offers these itself
		frm.campus_offers = [__("Start Checking"), __("Record as Located")];
		const panel = frm.fields_dict.panel.$wrapper.empty();
		clearInterval(frm.campus_clock);
		if (frm.is_new() || frm.doc.status === "Closed") return;
		campus_safety.show_headline($("<div></div>").appendTo(panel), frm.doc);
		panel.append(clock_line(frm), action_line(frm), '<div class="campus-calls"></div>');
		frm.campus_clock = setInterval(() => panel.find(".campus-clock").replaceWith(clock_line(frm)), 30000);
		show_people(frm);
	},

	// asked in one dialog, from wherever the step is taken
	before_workflow_action(frm) {
		if (frm.selected_workflow_action !== "Record as Located") return;
		const { located_at, outcome, whereabouts, found_by } = frm.doc;
		if (located_at && outcome && whereabouts && found_by) return;
		frappe.dom.unfreeze();
		ask_located(frm);
		return Promise.reject();
	},

	on_hide: (frm) => clearInterval(frm.campus_clock),
});

// the clock

function clock_line(frm) {
	const { doc } = frm;
	const line = $('<div class="campus-clock" role="status"></div>');
	if (!is_searching(doc))
		return line
			.addClass("is-quiet")
			.text(
				__("The student is found. Write down cause and what was done, then clear and close the case.")
			);
	if (doc.taken_by)
		line.append(`<b>${escape(__("{0} is on it", [frappe.user.full_name(doc.taken_by)]))}</b>`);
	if (doc.halted_at) return line.addClass("is-late").append(`<span>${escape(halted_text(doc))}</span>`);
	if (!doc.next_step_at)
		return line.append(`<span>${escape(__("Everybody on the ladder has been told."))}</span>`);
	const minutes = moment(doc.next_step_at).diff(moment(frappe.datetime.now_datetime()), "minutes");
	const when = clock(doc.next_step_at);
	const text = doc.taken_by
		? __("Without a word the ladder goes on at {0} (in {1} minutes)", [when, Math.max(minutes, 0)])
		: __("Next step at {0} (in {1} minutes): nobody has taken the case", [when, Math.max(minutes, 0)]);
	return line.toggleClass("is-late", minutes <= 5).append(`<span>${escape(text)}</span>`);
}

// somebody says where the student is, and nobody has seen them yet
function halted_text({ halted_by, halted_until, next_step_at }) {
	if (halted_by === "Gate")
		return __(
			"A gate saw the student come in. Nobody has confirmed it: go and look. Asked again at {0}",
			[clock(next_step_at)]
		);
	if (halted_by === "Leave")
		return __("A leave was granted, until {0}. Reach the student, then record where they are.", [
			minute(halted_until),
		]);
	return __(
		"The student lives off campus by an approved application. Reach the student, then record where they are."
	);
}

function action_line(frm) {
	const line = $('<div class="campus-absence-actions"></div>');
	if (!is_searching(frm.doc) || !frm.perm[0]?.write) return line;
	const button = (label, kind, action) =>
		$(`<button type="button" class="btn ${kind}"></button>`)
			.text(label)
			.on("click", action)
			.appendTo(line);
	if (!frm.doc.taken_by) button(__("I take it"), "btn-primary btn-lg", () => act(frm, "take"));
	else if (frm.doc.taken_by === frappe.session.user)
		button(__("Give back"), "btn-default", () => act(frm, "give_back"));
	const kind = frm.doc.taken_by ? "btn-primary" : "btn-default";
	button(__("Record as Located"), kind, () => ask_located(frm));
	if (!frm.doc.lost_contact) {
		button(__("Contact is lost"), "btn-danger", () =>
			frappe.confirm(
				__(
					"Security Office, Student Affairs, School Leader, College Lead and Counsellor are told at once. Declare the student lost?"
				),
				() => act(frm, "declare_lost")
			)
		);
	}
	return line;
}

// when, where, and who says so: one dialog, one step
function ask_located(frm) {
	const { doctype, doc } = frm;
	const label = (field) => __(frappe.meta.get_docfield(doctype, field).label, null, doctype);
	const outcomes = campus_safety
		.choices_of(doctype, "outcome")
		.filter((one) => one !== "Marked by Mistake");
	frappe.prompt(
		[
			{
				fieldname: "outcome",
				fieldtype: "Select",
				label: __("Where was the student?"),
				options: outcomes.map((value) => ({ value, label: __(value, null, doctype) })),
				default: doc.outcome,
				reqd: 1,
			},
			{
				fieldname: "whereabouts",
				fieldtype: "Small Text",
				label: __("Where exactly, and how are they?"),
				default: doc.whereabouts,
				reqd: 1,
			},
			{
				fieldname: "found_by",
				fieldtype: "Data",
				label: label("found_by"),
				default: doc.found_by || frappe.session.user_fullname,
				reqd: 1,
			},
			{
				fieldname: "located_at",
				fieldtype: "Datetime",
				hide_timezone: 1,
				label: label("located_at"),
				default: doc.located_at || frappe.datetime.now_datetime().slice(0, 16),
				reqd: 1,
			},
		],
		(values) => act(frm, "record_located", values),
		__("Record as Located"),
		__("Record as Located")
	);
}

// who to ring

async function show_people(frm) {
	if (!frm.perm[0]?.write) return;
	const name = frm.docname;
	const people = await post("absence.get_people", { case: name }, { freeze: false });
	if (frm.docname !== name) return;
	const body = frm.fields_dict.panel.$wrapper.find(".campus-calls").empty();
	for (const [key, target, title] of GROUPS) {
		if (!people[key].length) continue;
		$("<h6></h6>").text(title()).appendTo(body);
		people[key].forEach((person) => person_line(frm, target, person).appendTo(body));
	}
}

function person_line(frm, target, person) {
	const label = [person.name, person.relation].filter(Boolean).join(" ");
	const line = $('<div class="campus-call"></div>');
	const mobile = escape(person.mobile);
	const number = mobile
		? `<a class="btn btn-default campus-ring" href="tel:${mobile}">${escape(__("Ring"))}<small>${mobile}</small></a>`
		: `<span class="text-muted">${escape(__("no number"))}</span>`;
	line.append(
		`<span class="campus-call-name">${escape(label)}<small>${escape(last_call(frm, target, label))}</small></span>`,
		number
	);
	if (frm.doc.status === "Closed") return line;
	const chips = $('<div class="campus-chips"></div>').appendTo(line);
	for (const result of results()) {
		campus_safety
			.chip(__(result, null, "Campus Absence Contact"))
			.on("click", () => log(frm, target, result, label))
			.appendTo(chips);
	}
	return line;
}

// one tap each; that somebody refused is written in the form, with what they said
function results() {
	return campus_safety
		.choices_of("Campus Absence Contact", "result")
		.filter((result) => result !== "Refused");
}

// what a colleague, or oneself, has tried already
function last_call(frm, target, label) {
	const calls = (frm.doc.contact_log || []).filter(
		(row) => row.target === target && (row.person || "") === label
	);
	const last = calls[calls.length - 1];
	if (!last) return "";
	const when = clock(last.contact_time);
	return [when, __(last.result, null, "Campus Absence Contact"), last.note].filter(Boolean).join(" ");
}

// one tap; what was learned is asked only when somebody was reached
function log(frm, target, result, person) {
	const save = (note) => act(frm, "log_contact", { target, result, person, note });
	if (result !== "Reached") return save("");
	frappe.prompt(
		{ fieldname: "note", fieldtype: "Small Text", label: __("What did you learn?") },
		({ note }) => save(note || ""),
		person,
		__("Write down")
	);
}

async function act(frm, method, values = {}) {
	if (frm.is_dirty()) await frm.save();
	await post(`absence.${method}`, { case: frm.docname, ...values }, { freeze: false });
	await frm.reload_doc();
}
