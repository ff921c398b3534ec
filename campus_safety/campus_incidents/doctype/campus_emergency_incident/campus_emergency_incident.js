// 突发事件: opened with two facts; then one page for whoever commands, at phone width: clock, what is next, who is told.

const { chip, escape, get, minute, post } = campus_safety;
const PERSON = "Campus Incident Person";
const HARMS = ["Not Known", "Unharmed", "Injured", "Gravely Injured", "Missing", "Dead"];
const OVER = ["Ended", "Reviewed"];
const EVERY = 30000; // milliseconds until others' lines are fetched

frappe.ui.form.on("Campus Emergency Incident", {
	setup(frm) {
		frm.set_query("incident_type", () => ({ filters: { disabled: 0 } }));
		frm.set_query("college", () => ({ filters: { unit_type: "College", disabled: 0 } }));
	},

	refresh(frm) {
		clearInterval(frm.campus_timer);
		frm.fields_dict.panel.$wrapper.empty();
		frm.set_intro("");
		if (frm.is_new()) return begin(frm);
		if (frm.doc.false_alarm) frm.dashboard.add_indicator(__("False alarm"), "gray");
		show(frm);
		if (OVER.includes(frm.doc.status)) return;
		frm.campus_timer = setInterval(() => {
			if (window.cur_frm !== frm || document.hidden) return;
			show(frm);
		}, EVERY);
	},

	incident_type: draw_types,
});

// two facts

function begin(frm) {
	frm.set_intro(
		__(
			"Danger to life: call 120, 119 or 110 first. Then say what it is and where; save. That is enough."
		),
		"red"
	);
	draw_types(frm);
}

async function draw_types(frm) {
	if (!frm.is_new()) return;
	const types = (frm.campus_types = frm.campus_types || (await get("emergencies.get_types")));
	const field = frm.fields_dict.incident_type.$wrapper;
	field.find(".campus-chips").remove();
	const row = $('<div class="campus-chips" role="group"></div>').appendTo(field);
	for (const { name, default_grade } of types)
		chip(name, frm.doc.incident_type === name)
			.on("click", async () => {
				await frm.set_value("grade", default_grade);
				await frm.set_value("incident_type", name);
			})
			.appendTo(row);
}

// the commander's page

async function show(frm) {
	const name = frm.docname;
	const board = await get("emergencies.get_board", { incident: name });
	if (frm.docname !== name) return;
	const panel = frm.fields_dict.panel.$wrapper;
	const typed = panel.find(".campus-line textarea").val() || "";
	panel.empty();
	head(frm, board).appendTo(panel);
	clocks(frm, board).appendTo(panel);
	people(frm, board).appendTo(panel);
	line_box(frm, typed).appendTo(panel);
	lines(board).appendTo(panel);
	told(board).appendTo(panel);
	whom_to_call(board).appendTo(panel);
}

const part = (title) => $("<section></section>").append($("<h6></h6>").text(title));
const row_of = (name, ...small) =>
	$('<div class="campus-call"></div>').append(
		`<span class="campus-call-name">${escape(name)}${small
			.filter(Boolean)
			.map((text) => `<small>${escape(text)}</small>`)
			.join("")}</span>`
	);
const button = (label, work) =>
	$('<button type="button" class="btn btn-default btn-sm"></button>').text(label).on("click", work);

const ring = (person, number) =>
	$('<a class="btn btn-default campus-ring"></a>')
		.attr("href", `tel:${number}`)
		.append(escape(person), $("<small></small>").text(number));

function head(frm, { minutes, commander, commands, first_steps, next_stage }) {
	const { status, known_at } = frm.doc;
	const box = $("<section></section>");
	if (!OVER.includes(status))
		$('<div class="campus-clock is-late" role="status"></div>')
			.text(
				__("{0} minutes since it was known ({1}). Commander: {2}", [
					minutes,
					minute(known_at),
					commander,
				])
			)
			.appendTo(box);
	if (first_steps && !OVER.includes(status))
		row_of(__("First steps"), ...first_steps.split("\n")).appendTo(box);
	if (!commands || status === "Reviewed") return box;
	const row = $('<div class="campus-chips"></div>').appendTo(box);
	button(__(`${next_stage} Report`, null, "Campus Incident Clock"), () => ask_report(frm)).appendTo(row);
	button(__("Somebody Affected"), () => ask_person(frm)).appendTo(row);
	button(__("Hand Over Command"), () => ask_command(frm)).appendTo(row);
	if (["Received", "Responding", "Handling"].includes(status))
		button(__("False Alarm", null, "Campus Emergency Incident"), () => ask_off(frm)).appendTo(row);
	return box;
}

function clocks(frm, { clocks: running }) {
	const box = part(__("Next", null, "Campus Emergency Incident"));
	if (!running.length) return box.empty();
	for (const { name, target, due, is_overdue, minutes, how_to, by_tap } of running) {
		const left = is_overdue
			? __("overdue by {0} minutes", [-minutes])
			: __("{0} minutes left, until {1}", [minutes, minute(due)]);
		const row = row_of(target, left, how_to).toggleClass("is-late", is_overdue).appendTo(box);
		if (by_tap)
			button(__("Told", null, "Campus Incident Clock"), () => ask_told(frm, name, target)).appendTo(
				row
			);
	}
	return box;
}

function people(frm, { people: rows, commands }) {
	const box = part(__("Who is affected"));
	if (!rows.length) return box.empty();
	for (const { name, student, who, harm, where, told_at, why_not, family, others_ring } of rows) {
		const state = [__(harm, null, PERSON), where].filter(Boolean).join(" · ");
		const said = told_at
			? __("Guardian told at {0}", [minute(told_at)])
			: why_not
				? __("Guardian not told: {0}", [why_not])
				: others_ring &&
					__("The family's number is with who is on duty and the student's college: call them.");
		const row = row_of([who, student].filter(Boolean).join(" "), state, said).appendTo(box);
		for (const { person, number } of family) ring(person, number).appendTo(row);
		if (!commands) continue;
		if (student && !told_at && !why_not)
			button(__("Guardian Told", null, PERSON), () => ask_guardian(frm, name)).appendTo(row);
		button(__("Put Right"), () => ask_person(frm, { name, student, who, harm, where })).appendTo(row);
	}
	return box;
}

function line_box(frm, typed) {
	const box = part(__("Add a line"));
	if (frm.doc.status === "Reviewed") return box.empty();
	const text = $('<textarea class="form-control" rows="2" maxlength="1000"></textarea>')
		.attr("aria-label", __("What was done or seen"))
		.attr("placeholder", __("What was done or seen"))
		.val(typed);
	const key = frappe.utils.get_random(16);
	const send = button(__("Write down"), async () => {
		if (!text.val().trim()) return;
		await post("emergencies.add_line", { incident: frm.docname, entry: text.val(), key });
		text.val("");
		await again(frm);
	});
	return box.append($('<div class="campus-line"></div>').append(text, send));
}

function lines({ log }) {
	const box = part(__("Response log"));
	for (const { at, by, kind, entry } of log)
		row_of(
			entry,
			[minute(at), by, __(kind, null, "Campus Incident Log Entry")].filter(Boolean).join(" · ")
		).appendTo(box);
	return box;
}

function told({ told: rows }) {
	const box = part(__("Who is told"));
	if (!rows.length) return box.empty();
	for (const { target, at, by, late } of rows)
		row_of(target, `${minute(at)} ${by}`, late && __("{0} minutes late", [late])).appendTo(box);
	return box;
}

function whom_to_call({ groups, on_duty }) {
	const box = part(__("Whom to call"));
	const numbers = [
		...groups.map(({ group, head: name, phone }) => ({ place: group, name, phone })),
		...on_duty.map(({ level, place, name, phone }) => ({
			place: [__(level, null, "Campus Duty Roster"), place].filter(Boolean).join(" "),
			name,
			phone,
		})),
	].filter(({ name, phone }) => name || phone);
	if (!numbers.length) return box.empty();
	for (const { place, name, phone } of numbers) {
		const row = row_of(`${place} ${name}`).appendTo(box);
		if (phone) ring("", phone).appendTo(row);
	}
	return box;
}

// what is asked

const ask = (fields, title, work) => frappe.prompt(fields, work, title, __("Write down"));

const ask_told = (frm, row, target) =>
	ask([{ fieldname: "whom", fieldtype: "Data", label: __("Who took the call") }], target, ({ whom }) =>
		act(frm, "tell", { row, whom: whom || "" })
	);

async function ask_report(frm) {
	const { next_stage, draft } = await get("emergencies.get_board", { incident: frm.docname });
	ask(
		[
			{
				fieldname: "known",
				fieldtype: "Small Text",
				label: __("Known", null, "Campus Incident Report"),
				reqd: 1,
				default: draft.known,
			},
			{
				fieldname: "not_yet_known",
				fieldtype: "Small Text",
				label: __("Not Yet Known", null, "Campus Incident Report"),
				default: draft.not_yet_known,
			},
		],
		__(`${next_stage} Report`, null, "Campus Incident Clock"),
		(values) => act(frm, "report", { stage: next_stage, not_yet_known: "", ...values })
	);
}

function ask_person(frm, known = {}) {
	ask(
		[
			{
				fieldname: "student",
				fieldtype: "Link",
				options: "Campus Student",
				label: __("Student", null, PERSON),
				default: known.student,
				read_only: known.student ? 1 : 0,
			},
			{
				fieldname: "who",
				fieldtype: "Data",
				label: __("Who", null, PERSON),
				default: known.student ? "" : known.who,
				description: __(
					"Where no student can be chosen: a visitor, a member of staff, not known yet."
				),
			},
			{
				fieldname: "harm",
				fieldtype: "Select",
				label: __("Harm", null, PERSON),
				reqd: 1,
				default: known.harm || "Not Known",
				options: HARMS.map((value) => ({ value, label: __(value, null, PERSON) })),
			},
			{
				fieldname: "where_now",
				fieldtype: "Data",
				label: __("Where Now", null, PERSON),
				default: known.where,
			},
		],
		__("Somebody Affected"),
		(person) => act(frm, "put_person", { person, row: known.name || "" })
	);
}

const ask_guardian = (frm, row) =>
	ask(
		[
			{
				fieldname: "note",
				fieldtype: "Small Text",
				label: __("Who was told, and what was said"),
				description: __("Facts, the hospital, who is with the student. No causes."),
			},
			{ fieldname: "why_not", fieldtype: "Small Text", label: __("Or why nobody was told") },
		],
		__("Guardian Told", null, PERSON),
		(values) => act(frm, "tell_guardian", { row, note: "", why_not: "", ...values })
	);

const ask_command = (frm) =>
	ask(
		[{ fieldname: "user", fieldtype: "Link", options: "User", label: __("New Commander"), reqd: 1 }],
		__("Hand Over Command"),
		(values) => act(frm, "hand_over", values)
	);

const ask_off = (frm) =>
	ask(
		[
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("How it is certain that nothing happened"),
				reqd: 1,
			},
		],
		__("False Alarm", null, "Campus Emergency Incident"),
		(values) => act(frm, "call_off", values)
	);

async function act(frm, method, values) {
	if (frm.is_dirty()) await frm.save();
	await post(`emergencies.${method}`, { incident: frm.docname, ...values });
	await frm.reload_doc();
}

/** After a line: what somebody types into the form meanwhile stays. */
const again = (frm) => (frm.is_dirty() ? show(frm) : frm.reload_doc());
