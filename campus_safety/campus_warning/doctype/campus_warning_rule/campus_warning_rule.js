// 预警规则: signals by clicking, and 试算 before it is switched on: what it costs, and whom it would flag.

const { escape, get, post } = campus_safety;
const SIGNAL = "Campus Warning Rule Signal";

frappe.ui.form.on("Campus Warning Rule", {
	setup(frm) {
		frm.set_query("evidence_doctype", "signals", () => ({
			filters: { istable: 0, issingle: 0, is_virtual: 0 },
		}));
	},

	refresh(frm) {
		frm.set_intro("");
		say_how_it_stands(frm);
		say_exactly(frm);
		if (!frm.perm[0]?.write) return;
		frm.add_custom_button(__("Dry Run"), () => try_rule(frm));
		if (!frm.is_new() && frappe.model.can_read("Campus Early Warning"))
			frm.add_custom_button(__("Warnings of This Rule"), () =>
				frappe.set_route("List", "Campus Early Warning", "List", { rule: frm.docname })
			);
	},
});

frappe.ui.form.on(SIGNAL, {
	form_render: (frm, cdt, cdn) => offer(frm, cdt, cdn),
	evidence_doctype: (frm, cdt, cdn) => offer(frm, cdt, cdn, true),
});

function say_how_it_stands(frm) {
	if (frm.is_new()) {
		frm.set_intro(
			__("Try it before saving: Dry Run shows what it would make and writes nothing."),
			"blue"
		);
	} else if (frm.doc.paused_because && !frm.doc.enabled) {
		frm.set_intro(
			__("Paused by itself: {0}. Look at it, change it, and switch it on again.", [
				__(frm.doc.paused_because, null, frm.doctype),
			]),
			"orange"
		);
	} else if (!frm.doc.enabled) {
		frm.set_intro(__("Switched off: it warns nobody."), "orange");
	} else if (frm.doc.held_back) {
		frm.set_intro(
			__("{0} warnings were held back last night: it finds more than anybody can look at.", [
				frm.doc.held_back,
			]),
			"orange"
		);
	}
}

// Everybody on the staff reads the figures in fives; whoever reads every warning may count them.
function say_exactly(frm) {
	for (const [field, value] of Object.entries(frm.doc.__onload?.exact || {}))
		frm.set_df_property(
			field,
			"description",
			__("Exactly {0}: you read every warning.", [Math.round(value * 10) / 10])
		);
}

// Only fields that fit are offered, and the likeliest is filled in.
async function offer(frm, cdt, cdn, changed) {
	const doc = locals[cdt][cdn];
	const row = frm.fields_dict.signals.grid.grid_rows_by_docname[cdn];
	if (!doc.evidence_doctype || !frm.perm[0]?.write) return;
	const fields = await get("warning.get_fields", { evidence_doctype: doc.evidence_doctype });
	if (changed) await frappe.model.set_value(cdt, cdn, "evidence_filter", "");
	for (const [field, choices] of [
		["student_field", fields.student],
		["time_field", fields.time],
	]) {
		row.grid_form?.fields_dict[field].set_data(choices);
		if (!choices.some((choice) => choice.value === doc[field]))
			await frappe.model.set_value(cdt, cdn, field, choices[0]?.value || "");
	}
	if (row.grid_form) campus_safety.filters_by_click(frm, "evidence_filter", doc.evidence_doctype, row);
	if (changed && !fields.student.length)
		frappe.show_alert(
			{
				message: __("{0} names no student: choose another document type.", [
					__(doc.evidence_doctype),
				]),
				indicator: "orange",
			},
			7
		);
}

async function try_rule(frm) {
	const missing = frm.meta.fields
		.filter((df) => df.reqd && !frm.doc[df.fieldname]?.toString().length)
		.map((df) => __(df.label, null, frm.doctype));
	if (missing.length) return frappe.msgprint(__("Fill in first: {0}.", [campus_safety.listed(missing)]));
	const found = await post("warning.dry_run", { rule: frm.doc });
	const dialog = new frappe.ui.Dialog({ title: __("Dry Run"), size: "large" });
	$(dialog.body).append(price(found)).append(owners(found)).append(groups(found));
	dialog.show();
}

// A small number is not told to whoever may not see whom it is about.
const number = (count) => (count === null ? __("(not shown: too few)") : count);

function price(found) {
	const { filed, seen, median_days } = found.cases;
	const lines = [
		`<strong>${__("In the last {0} weeks it would have made {1} warnings, {2} a week.", [
			found.weeks,
			number(found.warnings),
			number(found.per_week),
		])}</strong>`,
		__("Of the {0} ledgers filed in the last year it would have warned before {1}.", [
			number(filed),
			number(seen),
		]),
	];
	if (median_days !== null) lines.push(__("In the middle {0} days before.", [median_days]));
	if (!found.exact)
		lines.push(
			`<span class="text-muted">${__("Numbers are rounded to fives: you do not read every warning.")}</span>`
		);
	if (found.held_back)
		lines.push(
			`<span class="text-danger">${__("{0} of them would have waited: they are more than the people can look at.", [number(found.held_back)])}</span>`
		);
	if (found.unowned)
		lines.push(
			`<span class="text-danger">${__("{0} of them would stand in nobody's list: assign the post first.", [number(found.unowned)])}</span>`
		);
	return `<p>${lines.join("<br>")}</p>`;
}

function owners(found) {
	const heads = [__("Who Gets the Warning"), __("Warnings"), __("In the Busiest Week")];
	return table(
		heads,
		found.owners.map((each) => [each.name, number(each.warnings), number(each.busiest)])
	);
}

function groups(found) {
	const heads = [
		__("Whom It Finds"),
		"",
		__("Students", null, "Campus Warning Rule"),
		__("Of Them Flagged"),
	];
	return table(
		heads,
		found.groups.map((each) => [
			__(each.group),
			__(each.value, null, "Campus Student") || __("Not Entered"),
			number(each.students),
			number(each.flagged),
		])
	);
}

function table(heads, rows) {
	if (!rows.length) return "";
	const cells = (tag, values) =>
		values.map((value) => `<${tag}>${escape(String(value))}</${tag}>`).join("");
	return `<div class="table-responsive"><table class="table table-bordered table-sm">
		<thead><tr>${cells("th", heads)}</tr></thead>
		<tbody>${rows.map((row) => `<tr>${cells("td", row)}</tr>`).join("")}</tbody></table></div>`;
}
