// A rule is written in the form and tried before it is saved: 试算 says what it would make, and writes nothing.

const RULES_API = "campus_safety.api.duties";

frappe.ui.form.on("Campus Duty Rule", {
	setup(frm) {
		frm.set_query("evidence_doctype", () => ({ filters: { istable: 0, issingle: 0, is_virtual: 0 } }));
		frappe.meta.get_docfield("Campus Duty Escalation", "to_role", frm.docname).formatter = (role) =>
			frappe.utils.escape_html(__(role || ""));
		frm.set_query("to_role", "escalation", () => ({ filters: { name: ["like", "Campus %"] } }));
	},

	refresh(frm) {
		frm.set_intro("");
		say_whether_it_works(frm);
		offer_fields(frm);
		if (!frm.perm[0]?.write) return;
		frm.add_custom_button(__("Dry Run"), () => try_rule(frm));
		if (!frm.is_new() && frm.doc.enabled) frm.add_custom_button(__("Count Now"), () => run_rule(frm));
		if (!frm.is_new() && frappe.model.can_read("Campus Duty Obligation")) {
			frm.add_custom_button(__("Duties of This Rule"), () =>
				frappe.set_route("List", "Campus Duty Obligation", "List", { rule: frm.docname })
			);
		}
	},

	subject_type: (frm) => offer_fields(frm, true),
	evidence_doctype: (frm) => offer_fields(frm, true),
});

function say_whether_it_works(frm) {
	if (frm.is_new())
		return frm.set_intro(
			__("Try it before saving: Dry Run shows what it would make and writes nothing."),
			"blue"
		);
	if (frm.doc.waits_for_evidence) {
		frm.set_intro(
			__(
				"Waits for its document type, which a later version brings. It is then switched on by itself, unless you change it."
			),
			"blue"
		);
	} else if (!frm.doc.enabled) {
		frm.set_intro(
			__("Switched off: it makes no duties, and what is still open is owed no longer."),
			"orange"
		);
	}
}

// Only fields that fit are offered, and the likeliest is filled in.
async function offer_fields(frm, changed) {
	const { evidence_doctype, subject_type } = frm.doc;
	if (!evidence_doctype || !subject_type || !frm.perm[0]?.write) return;
	const { message } = await frappe.call({
		method: `${RULES_API}.get_rule_fields`,
		type: "GET",
		args: { evidence_doctype, subject_type },
	});
	for (const [field, choices] of [
		["subject_field", message.subject],
		["time_field", message.time],
	]) {
		frm.fields_dict[field].set_data(choices);
		const fits = choices.some((choice) => choice.value === frm.doc[field]);
		if (changed && !fits) frm.set_value(field, choices[0]?.value || "");
	}
	if (changed && !message.subject.length) {
		frappe.show_alert(
			{
				message: __("{0} names no {1}: choose another document type or subject.", [
					__(evidence_doctype),
					__(subject_type),
				]),
				indicator: "orange",
			},
			7
		);
	}
}

async function try_rule(frm) {
	const missing = frm.meta.fields
		.filter((df) => df.reqd && !frm.doc[df.fieldname])
		.map((df) => __(df.label, null, frm.doctype));
	if (missing.length) return frappe.msgprint(__("Fill in first: {0}.", [missing.join("、")]));
	const { message: found } = await frappe.call({
		method: `${RULES_API}.dry_run`,
		type: "POST",
		args: { rule: frm.doc },
		freeze: true,
	});
	const dialog = new frappe.ui.Dialog({ title: __("Dry Run"), size: "large" });
	$(dialog.body).append(trial_text(found)).append(trial_table(found));
	dialog.show();
}

function trial_text(found) {
	if (!found.period)
		return `<p>${__("Nobody owes this today: there is no running period, or it has too few days that count.")}</p>`;
	const day = (value) => frappe.datetime.str_to_user(value);
	const lines = [
		`<strong>${__("This rule would make {0} duties for {1} to {2}; {3} are met already.", [
			found.duties,
			day(found.period[0]),
			day(found.period[1]),
			found.met,
		])}</strong>`,
		__("They are due on {0}.", [day(found.due_date)]),
	];
	if (found.unowned)
		lines.push(
			`<span class="text-danger">${__("{0} of them would stand in nobody's list: assign the post first.", [found.unowned])}</span>`
		);
	if (found.sample_of === "classes")
		lines.push(__("Counted by class; names are seen by those who look after the students."));
	return `<p>${lines.join("<br>")}</p>`;
}

function trial_table(found) {
	if (!found.sample.length) return "";
	const by_class = found.sample_of === "classes";
	const escape = (value) => frappe.utils.escape_html(String(value ?? ""));
	const heads = by_class
		? [__("Unit"), __("Who Is Responsible"), __("Duties"), __("Met")]
		: [__("Subject"), __("Unit"), __("Who Is Responsible"), __("Done")];
	const row = (each) => {
		const holder = each.holder_name || __("No responsible person");
		return by_class
			? [each.unit, holder, each.duties, each.met]
			: [each.title, each.unit, holder, each.done];
	};
	return `<div style="overflow-x:auto"><table class="table table-bordered table-sm"><thead><tr>${heads
		.map((head) => `<th>${head}</th>`)
		.join("")}</tr></thead><tbody>${found.sample
		.map(
			(each) =>
				`<tr>${row(each)
					.map((value) => `<td>${escape(value)}</td>`)
					.join("")}</tr>`
		)
		.join("")}</tbody></table></div>`;
}

async function run_rule(frm) {
	if (frm.is_dirty()) return frappe.msgprint(__("Save the rule first."));
	const { message } = await frappe.call({
		method: `${RULES_API}.run_rule`,
		type: "POST",
		args: { rule: frm.docname },
		freeze: true,
	});
	frappe.show_alert(
		{
			message: __("{0} duties made, {1} changed.", [
				message.made,
				message.settled + message.moved + message.not_owed,
			]),
			indicator: "green",
		},
		7
	);
}
