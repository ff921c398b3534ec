// 异常上报: two facts are enough to report; whoever takes it sees the clocks, what belongs to it, and acts with one tap.

const { chip, escape, get, post } = campus_safety;
const OVER = ["Closed", "Unfounded"];

frappe.ui.form.on("Campus Abnormal Report", {
	setup(frm) {
		frm.set_query("assigned_to", () => ({ filters: { user_type: "System User", enabled: 1 } }));
	},

	refresh(frm) {
		frm.fields_dict.panel.$wrapper.empty();
		frm.fields_dict.signs.$wrapper.find(".campus-chips").remove();
		frm.set_intro("");
		frm.toggle_display("reporter", !frm.is_new() || frappe.model.can_read("Campus Report Sender"));
		if (frm.is_new()) return begin(frm);
		play_voice(frm);
		const { status, urgency, parent_report } = frm.doc;
		if (parent_report) show_parent(frm);
		if (OVER.includes(status)) return;
		if (urgency === "Urgent")
			frm.set_intro(
				__("Danger to life: call 120 and 110 first. Nobody leaves the student alone."),
				"red"
			);
		show_panel(frm);
		if (frm.perm[0]?.write) offer_steps(frm);
	},

	// filed by an endpoint of its own: most who report do not read what they have written
	validate(frm) {
		if (!frm.is_new()) return;
		frappe.validated = false;
		return file(frm);
	},
});

// reporting

function begin(frm) {
	draw_signs(frm);
	frm.set_intro(
		__("In danger: call first, then write. Your name is kept apart; only who takes reports can see it."),
		"orange"
	);
}

/** One tap each; the table below holds the same. */
function draw_signs(frm) {
	const field = frm.fields_dict.signs.$wrapper;
	field.find(".campus-chips").remove();
	const row = $('<div class="campus-chips" role="group"></div>').prependTo(field);
	const chosen = (frm.doc.signs || []).map(({ sign }) => sign);
	for (const sign of campus_safety.choices_of("Campus Report Sign", "sign"))
		chip(__(sign, null, "Campus Report Sign"), chosen.includes(sign))
			.on("click", () => {
				toggle_sign(frm, sign);
				draw_signs(frm);
			})
			.appendTo(row);
}

function toggle_sign(frm, sign) {
	const rows = frm.doc.signs || [];
	const empty = rows.find((row) => !row.sign);
	if (rows.some((row) => row.sign === sign)) frm.doc.signs = rows.filter((row) => row.sign !== sign);
	else if (empty) empty.sign = sign;
	else frm.add_child("signs", { sign });
	frm.dirty();
	frm.refresh_field("signs");
}

/** Whoever reports hears the same, whether they may read it or not, whether there is another report or not. */
async function file(frm) {
	const { doctype, docname, doc } = frm;
	const name = await post("incidents.file", { report: doc });
	frappe.show_alert({
		message: __("It has arrived. You hear when somebody has taken it."),
		indicator: "green",
	});
	frappe.model.clear_doc(doctype, docname);
	name ? frappe.set_route("Form", doctype, name) : frappe.set_route("campus-my-workbench");
}

// handling

function play_voice(frm) {
	const place = frm.fields_dict.voice.$wrapper;
	place.find("audio").remove();
	if (frm.doc.voice)
		$('<audio controls preload="none"></audio>')
			.attr("src", frm.doc.voice)
			.attr("aria-label", __("Voice Note", null, frm.doctype))
			.appendTo(place);
}

function show_parent(frm) {
	const link = frappe.utils.get_form_link(frm.doctype, frm.doc.parent_report, true);
	$("<p></p>")
		.html(__("It belongs to report {0}, where it is handled.", [link]))
		.appendTo(frm.fields_dict.panel.$wrapper);
}

async function show_panel(frm) {
	const name = frm.docname;
	const panel = await get("incidents.get_panel", { report: name });
	if (frm.docname === name) draw(frm, panel);
}

function draw(frm, { clocks, further, can_ask, waits_for_answer, may_write, may_join }) {
	const place = frm.fields_dict.panel.$wrapper;
	for (const { what, due, is_overdue, how_to } of clocks) {
		const when = campus_safety.minute(due);
		const text = is_overdue ? __("overdue since {0}", [when]) : __("due by {0}", [when]);
		const lines = [text, how_to].filter(Boolean).map((line) => `<small>${escape(line)}</small>`);
		$('<div class="campus-call"></div>')
			.toggleClass("is-late", is_overdue)
			.append(`<span class="campus-call-name">${escape(what)}${lines.join("")}</span>`)
			.appendTo(place);
	}
	if (further.length) {
		const links = further.map(({ name }) => frappe.utils.get_form_link(frm.doctype, name, true));
		$("<p></p>")
			.html(`${escape(__("Further reports about the same"))}: ${links.join(" · ")}`)
			.appendTo(place);
	}
	if (waits_for_answer)
		$("<p></p>").text(__("The reporter has been asked and has not answered yet.")).appendTo(place);
	if (may_join) frm.add_custom_button(__("Join to Another Report"), () => join(frm));
	if (can_ask && may_write) frm.add_custom_button(__("Ask the Reporter"), () => ask(frm));
}

function offer_steps(frm) {
	const { student, found_at, reporter } = frm.doc;
	if (frappe.model.can_read("Campus Report Sender"))
		frm.add_custom_button(__("Lower the Urgency"), () => lower(frm));
	if (reporter && frappe.model.can_read("Campus Report Sender"))
		frm.add_custom_button(__("Who Reported"), () =>
			frappe.set_route("Form", "Campus Report Sender", reporter)
		);
	if (frappe.model.can_create("Campus Emergency Incident"))
		frm.add_custom_button(__("Emergency"), () => open_emergency(frm), __("Go On With"));
	if (!student) return;
	const open = (label, doctype, values) =>
		frappe.model.can_create(doctype) &&
		frm.add_custom_button(
			label,
			() => campus_safety.begin_with(doctype, { student, ...values }),
			__("Go On With")
		);
	open(__("Talk"), "Campus Heart Talk", { talk_type: "Key" });
	open(__("Nomination for the Risk Ledger"), "Campus Risk Ledger", { occurred_on: found_at.slice(0, 10) });
	open(__("Crisis Case"), "Campus Crisis Case", { found_at });
}

/** Nothing of the report goes along but since when it is known. */
async function open_emergency(frm) {
	const types = await get("emergencies.get_types");
	frappe.prompt(
		[
			{
				fieldname: "incident_type",
				fieldtype: "Select",
				label: __("Incident Type", null, "Campus Emergency Incident"),
				options: types.map(({ name }) => name),
				reqd: 1,
			},
			{
				fieldname: "place",
				fieldtype: "Data",
				label: __("Place", null, "Campus Emergency Incident"),
				reqd: 1,
				default: frm.doc.place,
			},
		],
		async (values) => {
			const name = await post("emergencies.open_incident", { report: frm.docname, ...values });
			frappe.set_route("Form", "Campus Emergency Incident", name);
		},
		__("Emergency"),
		__("Report an Emergency")
	);
}

function ask(frm) {
	frappe.prompt(
		[
			{
				fieldname: "question",
				fieldtype: "Small Text",
				label: __("Question", null, "Campus Abnormal Report"),
				reqd: 1,
				description: __(
					"One at a time. Nothing that tells who it is about, or that there are other reports."
				),
			},
			{
				fieldname: "choices",
				fieldtype: "Small Text",
				label: __("Ready Answers"),
				description: __("One a line; the reporter taps one. Empty: yes, no, not sure."),
			},
		],
		(values) => act(frm, "ask", { choices: "", ...values }),
		__("Ask the Reporter"),
		__("Send")
	);
}

function join(frm) {
	frappe.prompt(
		{
			fieldname: "into",
			fieldtype: "Link",
			options: frm.doctype,
			label: __("Belongs to Report"),
			reqd: 1,
			get_query: () => ({
				filters: {
					name: ["!=", frm.docname],
					status: ["not in", OVER],
					parent_report: ["is", "not set"],
				},
			}),
		},
		(values) => act(frm, "join", values),
		__("Join to Another Report"),
		__("Join", null, "Campus Abnormal Report")
	);
}

/** Who takes reports alone; the reason stays in the access log, and the head of the centre hears of it. */
function lower(frm) {
	const { urgency, help_seeking, signs } = frm.doc;
	const sign_label = (sign) => __(sign, null, "Campus Report Sign");
	frappe.prompt(
		[
			{
				fieldname: "urgency",
				fieldtype: "Select",
				label: __("Urgency", null, frm.doctype),
				options: campus_safety
					.choices_of(frm.doctype, "urgency")
					.map((value) => ({ value, label: __(value, null, frm.doctype) })),
				default: urgency,
				reqd: 1,
			},
			{
				fieldname: "help_seeking",
				fieldtype: "Check",
				label: __("Asks for Help", null, frm.doctype),
				default: help_seeking,
			},
			{
				fieldname: "signs",
				fieldtype: "MultiCheck",
				label: __("Signs That Stay"),
				options: signs.map(({ sign }) => ({ label: sign_label(sign), value: sign, checked: 1 })),
			},
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Why It Is Lowered"), reqd: 1 },
		],
		(values) => act(frm, "lower", { signs: [], help_seeking: 0, ...values }),
		__("Lower the Urgency"),
		__("Lower the Urgency")
	);
}

async function act(frm, method, values) {
	if (frm.is_dirty()) await frm.save();
	await post(`incidents.${method}`, { report: frm.docname, ...values });
	await frm.reload_doc();
}
