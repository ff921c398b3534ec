// A rule is written in the form and tried before it is saved: 试算 says what it would make, and writes nothing.

const { day, escape, get, post } = campus_safety;

frappe.ui.form.on("Campus Duty Rule", {
	setup(frm) {
		frm.set_query("evidence_doctype", () => ({ filters: { istable: 0, issingle: 0, is_virtual: 0 } }));
		frappe.meta.get_docfield("Campus Duty Escalation", "to_role", frm.docname).formatter = (role) =>
			escape(__(role || ""));
		frm.set_query("to_position", "escalation", () => ({ filters: { enabled: 1, covert: 0 } }));
		frm.set_query("to_role", "escalation", () => ({ filters: { name: ["like", "Campus %"] } }));
	},

	refresh(frm) {
		frm.set_intro("");
		say_whether_it_works(frm);
		offer_fields(frm);
		offer_responsible(frm);
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
	const fields = await get("duties.get_rule_fields", { evidence_doctype, subject_type });
	campus_safety.filters_by_click(frm, "subject_filter", fields.subject_doctype);
	campus_safety.filters_by_click(frm, "evidence_filter", evidence_doctype);
	for (const [field, choices] of [
		["subject_field", fields.subject],
		["time_field", fields.time],
	]) {
		frm.fields_dict[field].set_data(choices);
		const fits = choices.some((choice) => choice.value === frm.doc[field]);
		if (changed && !fits) frm.set_value(field, choices[0]?.value || "");
	}
	if (changed && !fields.subject.length) {
		frappe.show_alert(
			{
				message: __("{0} names no {1}: choose another document type or subject.", [
					__(evidence_doctype),
					__(subject_type, null, frm.doctype),
				]),
				indicator: "orange",
			},
			7
		);
	}
}

async function offer_responsible(frm) {
	const field = frm.fields_dict.responsible_position;
	field.set_data(await get("duties.get_rule_responsible"));
	field.refresh();
}

async function try_rule(frm) {
	const missing = frm.meta.fields
		.filter((df) => df.reqd && !frm.doc[df.fieldname])
		.map((df) => __(df.label, null, frm.doctype));
	if (missing.length) return frappe.msgprint(__("Fill in first: {0}.", [campus_safety.listed(missing)]));
	const found = await post("duties.dry_run", { rule: frm.doc });
	const dialog = new frappe.ui.Dialog({ title: __("Dry Run"), size: "large" });
	$(dialog.body).append(trial_text(found)).append(trial_table(found));
	dialog.show();
}

function trial_text(found) {
	if (!found.period)
		return `<p>${__("Nobody owes this today: there is no running period, or it has too few days that count.")}</p>`;
	const lines = [
		`<strong>${__("This rule would make {0} duties for {1} to {2}; {3} are met already.", [
			number_of(found.duties),
			day(found.period[0]),
			day(found.period[1]),
			number_of(found.met),
		])}</strong>`,
		__("They are due on {0}.", [day(found.due_date)]),
	];
	if (found.begins)
		lines.push(
			__(
				"It begins on {0}: the running period is left out, unless you tick “Begin with the Running Period”.",
				[day(found.begins)]
			)
		);
	if (found.unowned === null || found.unowned > 0)
		lines.push(
			`<span class="text-danger">${__("{0} of them would stand in nobody's list: assign the post first.", [number_of(found.unowned)])}</span>`
		);
	if (found.sample_of === "classes")
		lines.push(__("Counted by class; names are seen by those who look after the students."));
	return `<p>${lines.join("<br>")}</p>`;
}

// A small number is not told to whoever may not see whom it is about.
function number_of(count) {
	return count === null ? __("(not shown: too few)") : count;
}

function trial_table(found) {
	if (!found.sample.length) return "";
	const by_class = found.sample_of === "classes";
	const heads = by_class
		? [__("Unit"), __("Who Is Responsible"), __("Duties"), __("Met", null, "Campus Duty Rule")]
		: [
				__("Subject", null, "Campus Duty Obligation"),
				__("Unit"),
				__("Who Is Responsible"),
				__("Done", null, "Campus Duty Obligation"),
			];
	const row = (each) => {
		const holder = each.holder_name || __("No responsible person");
		return by_class
			? [each.unit, holder, number_of(each.duties), number_of(each.met)]
			: [each.title, each.unit, holder, each.done];
	};
	const cells = (tag, values) => values.map((value) => `<${tag}>${escape(value)}</${tag}>`).join("");
	const rows = found.sample.map((each) => `<tr>${cells("td", row(each))}</tr>`).join("");
	return `<div class="table-responsive"><table class="table table-bordered table-sm">
		<thead><tr>${cells("th", heads)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

async function run_rule(frm) {
	if (frm.is_dirty()) return frappe.msgprint(__("Save the rule first."));
	const { made, settled, moved, not_owed } = await post("duties.run_rule", { rule: frm.docname });
	const message = __("{0} duties made, {1} changed.", [made, settled + moved + not_owed]);
	frappe.show_alert({ message, indicator: "green" }, 7);
}
