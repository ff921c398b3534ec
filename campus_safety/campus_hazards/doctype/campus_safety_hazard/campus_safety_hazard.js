// 安全隐患: reported in a minute on a phone; then one step each, with the photos before and after side by side.

const { declared, escape, post } = campus_safety;
// each is written by whoever answers for that part: the server says which are closed to this person
const EACH =
	`area spot category grade description found_at interim_measure responsible_unit responsible_person
	acceptor deadline deadline_reason fix_measures fix_responsibility fix_funds fix_time_limit fix_plan measure_taken
	return_reason acceptance_note not_recurred_reason`.split(/\s+/);
const is_closed = (frm, field) =>
	Number(!frm.is_new() && (frm.doc.__onload?.closed_fields || []).includes(field));

frappe.ui.form.on("Campus Safety Hazard", {
	setup(frm) {
		const in_use = () => ({ filters: { disabled: 0 } });
		frm.set_query("area", in_use);
		frm.set_query("category", in_use);
		frm.set_query("responsible_unit", () => ({
			filters: { unit_type: ["in", ["Department", "College"]], disabled: 0 },
		}));
	},

	refresh(frm) {
		campus_safety.as_chips(frm, ["grade"]);
		frm.set_df_property("photo_before", "hidden", 1);
		frm.set_df_property("photo_after", "hidden", 1);
		for (const field of EACH) frm.set_df_property(field, "read_only", is_closed(frm, field));
		show_photos(frm);
		say_what_is_next(frm);
		offer_supervision(frm);
		offer_second_look(frm);
		offer_mistaken(frm);
	},

	grade(frm) {
		campus_safety.as_chips(frm, ["grade"]);
		say_what_is_next(frm);
	},
});

// the photos

function show_photos(frm) {
	const { doc } = frm;
	const panel = frm.fields_dict.panel.$wrapper.empty();
	const pair = $('<div class="campus-before-after"></div>').appendTo(panel);
	const mending = doc.status === "Rectifying" && !is_closed(frm, "photo_after");
	half(frm, "photo_before", frm.is_new()).appendTo(pair);
	if (doc.photo_after || mending) half(frm, "photo_after", mending).appendTo(pair);
	if (!doc.photo_reused) return;
	const same = doc.photo_like === doc.name;
	const text = same
		? __(
				"The photo after looks like an earlier photo of this hazard. Look at the place before you accept it."
			)
		: __("The photo after looks like a photo of {0}. Look at the place before you accept it.", [
				escape(doc.photo_like),
			]);
	$('<div class="campus-clock is-late" role="alert"></div>').html(text).appendTo(panel);
}

function half(frm, field, writes) {
	const label = __(frappe.meta.get_label(frm.doctype, field), null, frm.doctype);
	const side = $('<figure class="campus-half"></figure>').append(
		`<figcaption>${escape(label)}</figcaption>`
	);
	const url = frm.doc[field];
	if (url)
		side.append(`<a href="${escape(url)}" target="_blank" rel="noopener">
			<img src="${escape(url)}" alt="${escape(label)}"></a>`);
	else if (!writes) side.append(`<span class="text-muted">${__("No photos")}</span>`);
	if (writes) campus_safety.photo_button(frm, field, () => show_photos(frm)).appendTo(side);
	return side;
}

// one line that says whose turn it is

function say_what_is_next(frm) {
	const { doc } = frm;
	frm.set_intro("");
	if (frm.is_new()) {
		if (doc.grade === "Major")
			frm.set_intro(
				__("A major hazard: keep people away first, then write what holds until it is mended."),
				"red"
			);
		return;
	}
	const me = frappe.session.user;
	if (doc.status === "Registered" && can(frm, "Assign Hazard") && !is_closed(frm, "responsible_person"))
		frm.set_intro(__("Name who mends it and who accepts it, save, then choose Assign Hazard."), "blue");
	if (doc.return_reason && doc.status === "Rectifying")
		frm.set_intro(__("It was returned: {0}", [escape(doc.return_reason)]), "orange");
	else if (doc.status === "Rectifying" && me === doc.responsible_person)
		frm.set_intro(
			__("When it is mended: take a photo, write what was done, save, then report it."),
			"blue"
		);
	if (doc.status === "To Accept" && me === doc.acceptor)
		frm.set_intro(
			__("Look at it on the spot. Not good: write why it goes back, save, then return it."),
			"blue"
		);
	if (doc.recurred_from)
		frm.dashboard.add_indicator(__("Came back: {0}", [escape(doc.recurred_from)]), "orange");
	const mending = ["Assigned", "Rectifying"].includes(doc.status);
	if (mending && doc.deadline < frappe.datetime.get_today())
		frm.dashboard.add_indicator(__("Past its deadline"), "red");
}

function can(frm, action) {
	const steps = frappe.workflow.workflows?.[frm.doctype]?.transitions || [];
	return steps.some((step) => step.action === action && frappe.user_roles.includes(step.allowed));
}

// the two keys of a major hazard, and the second look

function offer_supervision(frm) {
	const { grade, status, supervision_no, supervised_by_office, supervised_by_leader } = frm.doc;
	if (frm.is_new() || grade !== "Major" || status === "Closed" || supervision_no) return;
	const mine =
		(!supervised_by_office && declared.may.sign_hazard_for_office) ||
		(!supervised_by_leader && declared.may.sign_hazard_for_leaders);
	if (!mine) return;
	frm.add_custom_button(__("Put under Supervision"), () =>
		frappe.confirm(__("You answer for this hazard until it is gone. Go on?"), async () => {
			await post("hazards.take_under_supervision", { hazard: frm.docname });
			await frm.reload_doc();
		})
	).addClass("btn-primary");
}

function offer_mistaken(frm) {
	if (frm.is_new() || frm.doc.status === "Closed" || !declared.may.supervise_hazards) return;
	frm.page.add_menu_item(__("Close: It Is No Hazard"), () =>
		frappe.prompt(
			[
				{
					fieldname: "reason",
					fieldtype: "Small Text",
					label: __("Why It Was No Hazard", null, frm.doctype),
					reqd: 1,
				},
			],
			async ({ reason }) => {
				await post("hazards.close_as_mistaken", { hazard: frm.docname, reason });
				await frm.reload_doc();
			},
			__("Close: It Is No Hazard")
		)
	);
}

function offer_second_look(frm) {
	const { drawn_on, second_look_result } = frm.doc;
	if (!drawn_on || second_look_result || !declared.may.supervise_hazards) return;
	frm.add_custom_button(__("Second Look"), () =>
		frappe.prompt(
			[
				{
					fieldname: "result",
					fieldtype: "Select",
					label: __("Second Look Result", null, frm.doctype),
					options: campus_safety
						.choices_of(frm.doctype, "second_look_result")
						.map((value) => ({ value, label: __(value, null, frm.doctype) })),
					reqd: 1,
				},
				{
					fieldname: "note",
					fieldtype: "Small Text",
					label: __("What the Second Look Saw", null, frm.doctype),
					reqd: 1,
				},
			],
			async ({ result, note }) => {
				const again = await post("hazards.look_again", { hazard: frm.docname, result, note });
				if (again) frappe.set_route("Form", frm.doctype, again);
				else await frm.reload_doc();
			},
			__("Second Look"),
			__("Write down")
		)
	).addClass("btn-primary");
}
