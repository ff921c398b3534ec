// 危机个案: on a phone at night. What is due, whom to ring, who is with the student; then the form.

const { chip, escape, get, minute, post } = campus_safety;
const SIGNED = ["Start Handling the Crisis", "Sign Closing of the Crisis"];
const RESULTS = ["Reached", "No Answer", "Wrong Number", "Refused"];

frappe.ui.form.on("Campus Crisis Case", {
	setup(frm) {
		const staff = () => ({ filters: { user_type: "System User", enabled: 1 } });
		frm.set_query("assessed_by", staff);
		frm.set_query("action_owner", "actions", staff);
		for (const field of ["first_person", "second_person"])
			frm.set_query(field, "supervision_shifts", staff);
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.assessed_by) frm.set_value("assessed_by", frappe.session.user);
		for (const field of ["purpose", "role"])
			frappe.meta.get_docfield("Campus Signature", field, frm.docname).formatter = (value) =>
				escape(__(value || "", null, frm.doctype));
	},

	refresh(frm) {
		frm.fields_dict.panel.$wrapper.empty();
		show_danger(frm);
		if (frm.is_new() || frm.doc.status === "Closed") return;
		show_state(frm);
		offer_papers(frm);
		offer_lower_level(frm);
	},

	danger_now: show_danger,
	crisis_level: show_danger,

	before_workflow_action(frm) {
		if (SIGNED.includes(frm.selected_workflow_action)) return ask_signature(frm);
	},
});

function show_danger(frm) {
	const { danger_now, watched } = frm.doc;
	frm.set_intro("");
	if (danger_now)
		frm.set_intro(__("Danger to life: call 120 and 110 first. Nobody leaves the student alone."), "red");
	else if (frm.is_new())
		frm.set_intro(
			__("With Save everybody who must act is called, and the checklist of the level begins."),
			"orange"
		);
	if (watched && !frm.is_new()) frm.dashboard.add_indicator(__("Two people stay with the student"), "red");
}

// the panel

async function show_state(frm) {
	const name = frm.docname;
	const state = await get("crisis.get_state", { case: name });
	if (frm.docname === name) draw(frm, state);
}

function draw(frm, { may_write, actions, next_call, gaps }) {
	const panel = frm.fields_dict.panel.$wrapper.empty();
	for (const gap of gaps.slice(0, 1))
		$('<div class="campus-clock is-late" role="alert"></div>')
			.text(
				__("Nobody watches from {0} to {1}. Enter the shift below.", [
					minute(gap.from),
					minute(gap.to),
				])
			)
			.appendTo(panel);
	if (next_call) draw_call(frm, next_call, may_write).appendTo(panel);
	if (actions.length) $("<h6></h6>").text(__("Still to do")).appendTo(panel);
	for (const action of actions) draw_action(frm, action, may_write).appendTo(panel);
}

function draw_action(frm, { name, action, owner, due, is_overdue, how_to, proof }, may_write) {
	const line = $('<div class="campus-call"></div>').toggleClass("is-late", is_overdue);
	const when = is_overdue ? __("overdue since {0}", [minute(due)]) : __("due by {0}", [minute(due)]);
	line.append(
		`<span class="campus-call-name">${escape(action)}<small>${escape([owner, when].filter(Boolean).join(" · "))}</small>
		<small>${escape(how_to)}</small></span>`
	);
	if (!may_write) return line;
	$('<button type="button" class="btn btn-default btn-sm"></button>')
		.text(__("Done", null, "Campus Crisis Action"))
		.on("click", () => ask_done(frm, name, action, proof))
		.appendTo(line);
	return line;
}

function ask_done(frm, name, action, proof) {
	frappe.prompt(
		{
			fieldname: "evidence",
			fieldtype: "Small Text",
			label: __("What was done, and how it went"),
			reqd: 1,
			description: proof ? __("Needed besides: {0}", [__(proof, null, "Campus Crisis Action")]) : "",
		},
		({ evidence }) => act(frm, "do_action", { action: name, evidence }),
		action,
		__("Write down")
	);
}

// whom to ring

function draw_call(frm, { rung, people }, may_write) {
	const box = $("<div></div>").append(
		$("<h6></h6>").text(__("Call now: {0}", [__(rung, null, "Campus Guardian Contact")]))
	);
	for (const person of people.length ? people : [{ person: "", number: "" }])
		draw_person(frm, rung, person, may_write).appendTo(box);
	return box;
}

function draw_person(frm, rung, { person, number }, may_write) {
	const line = $('<div class="campus-call"></div>');
	const tel = number
		? `<a class="btn btn-default campus-ring" href="tel:${escape(number)}">${escape(__("Ring"))}<small>${escape(number)}</small></a>`
		: "";
	line.append(
		`<span class="campus-call-name">${escape(person || __(rung, null, "Campus Guardian Contact"))}</span>`,
		tel
	);
	if (!may_write) return line;
	const chips = $('<div class="campus-chips"></div>').appendTo(line);
	for (const result of RESULTS)
		chip(__(result, null, "Campus Guardian Contact"))
			.on("click", () => write_call(frm, { rung, person, number, result }))
			.appendTo(chips);
	return line;
}

// one tap; who it was is asked where nobody is known, what was said only when somebody was reached
function write_call(frm, values) {
	const fields = [];
	if (!values.number) {
		fields.push({ fieldname: "person", fieldtype: "Data", label: __("Name and Relation"), reqd: 1 });
		fields.push({ fieldname: "number", fieldtype: "Data", label: __("Number or Address") });
	}
	if (["Reached", "Refused"].includes(values.result))
		fields.push({ fieldname: "note", fieldtype: "Small Text", label: __("What was said?") });
	if (!fields.length) return act(frm, "note_call", values);
	frappe.prompt(
		fields,
		(said) => act(frm, "note_call", { ...values, ...said }),
		__("Call to the Family"),
		__("Write down")
	);
}

async function act(frm, method, values) {
	if (frm.is_dirty()) await frm.save();
	await post(`crisis.${method}`, { case: frm.docname, ...values });
	await frm.reload_doc();
}

// signatures, papers and levels

// settles when the step is to be taken, and never when it is not
function ask_signature(frm) {
	frappe.dom.unfreeze(); // the Desk has frozen the page for its step
	return new Promise((resolve) => {
		campus_safety.read_now(frm).then((is_read) => {
			if (!is_read) return;
			const { basis, close_reason } = frm.doc;
			const words = [basis, close_reason].filter(Boolean).map((text) => `<p>${escape(text)}</p>`);
			frappe.confirm(
				`<p><b>${__(frm.selected_workflow_action, null, frm.doctype)}</b></p>${words.join("")}`,
				() => {
					frappe.dom.freeze();
					resolve();
				}
			);
		});
	});
}

function offer_papers(frm) {
	if (!frm.perm[0]?.write) return;
	for (const doctype of ["Campus Parent Risk Notice", "Campus Responsibility Transfer"]) {
		frm.add_custom_button(
			__(doctype),
			() => campus_safety.begin_with(doctype, { student: frm.doc.student }),
			__("Papers")
		);
	}
}

function offer_lower_level(frm) {
	const { crisis_level, proposed_level } = frm.doc;
	const levels = campus_safety.choices_of(frm.doctype, "crisis_level");
	const lower = levels.slice(0, levels.indexOf(crisis_level));
	if (frm.is_dirty() || !lower.length || !campus_safety.declared.may.sign_level) return;
	frm.add_custom_button(__("Lower the Level"), async () => {
		if (!(await campus_safety.read_now(frm))) return;
		frappe.prompt(
			{
				fieldname: "level",
				fieldtype: "Select",
				label: __("Lower Level"),
				options: lower.map((value) => ({ value, label: __(value, null, frm.doctype) })),
				default: proposed_level || lower[lower.length - 1],
				reqd: 1,
				description: __("In force when Psych Head and College Lead have both signed."),
			},
			({ level }) => act(frm, "lower_level", { level }),
			__("Lower the Level"),
			__("Sign")
		);
	});
}
