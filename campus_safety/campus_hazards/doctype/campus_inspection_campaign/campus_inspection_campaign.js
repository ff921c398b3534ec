// 安全排查: the checklist as lines to tap. What nobody has tapped stays 未查, in red, and never counts as fine.

const { chip, escape, post } = campus_safety;
const ROW = "Campus Inspection Row";
const ANSWERS = ["Fine", "Problem", "Corrected on the Spot", "Not Applicable", "Not Inspected"];
const WORDLESS = ["Fine"];

frappe.ui.form.on("Campus Inspection Campaign", {
	setup(frm) {
		const { may, my_units } = campus_safety.declared;
		const filters = { unit_type: ["in", ["Department", "College"]], disabled: 0 };
		if (!may.supervise_hazards) filters.name = ["in", my_units];
		frm.set_query("unit", () => ({ filters }));
	},

	onload(frm) {
		if (!frm.is_new() || frm.doc.unit) return;
		const asked = (frm.doc.rows || []).find((row) => row.unit)?.unit; // opened from a duty of this unit
		frm.clear_table("rows");
		if (asked) frm.set_value("unit", asked);
	},

	refresh(frm) {
		frm.fields_dict.rows.grid.wrapper.hide();
		draw(frm);
		if (!writes(frm)) return;
		frm.add_custom_button(__("Finish the Inspection"), () => act(frm, "finish")).addClass("btn-primary");
	},
});

const writes = (frm) => !frm.is_new() && frm.doc.status !== "Done" && frm.perm[0]?.write;

async function act(frm, method, values = {}) {
	if (frm.is_dirty()) await frm.save();
	await post(`hazards.${method}`, { campaign: frm.docname, ...values });
	await frm.reload_doc();
}

function draw(frm) {
	const panel = frm.fields_dict.panel.$wrapper.empty();
	frm.set_intro("");
	if (frm.is_new()) {
		frm.set_intro(__("With Save the checklist of the unit is laid out, line by line."), "blue");
		return;
	}
	if (frm.doc.quick)
		frm.set_intro(__("Very quick: less time for each line than anybody needs to look."), "orange");
	const { missing } = frm.doc;
	$('<div class="campus-clock"></div>')
		.toggleClass("is-late", Boolean(missing))
		.text(missing ? __("{0} lines not inspected", [missing]) : __("Every line has been looked at"))
		.appendTo(panel);
	let topic = "";
	for (const row of frm.doc.rows || []) {
		if (row.topic !== topic)
			$("<h6></h6>")
				.text(__(row.topic, null, ROW))
				.appendTo(panel);
		topic = row.topic;
		line(frm, row).appendTo(panel);
	}
}

function line(frm, row) {
	const said = [row.finding, row.correction].filter(Boolean).map(escape).join("；");
	const state = row.answer ? __(row.answer, null, ROW) : __("Not inspected yet");
	const box = $('<div class="campus-call campus-check"></div>').toggleClass("is-late", !row.answer);
	box.attr("data-row", row.name);
	box.append(`<span class="campus-call-name">${escape(row.item_text)}
		<small>${escape(row.guide || "")}</small><small class="campus-said">${escape(state)}${said ? `：${said}` : ""}</small></span>`);
	if (row.earlier)
		box.find(".campus-call-name").append(
			$("<small></small>").text(`${__("Earlier Answers", null, ROW)}: ${row.earlier}`)
		);
	if (row.photo)
		box.append(`<a href="${escape(row.photo)}" target="_blank" rel="noopener"><img class="campus-thumb"
			src="${escape(row.photo)}" alt="${escape(__("Photo", null, ROW))}" loading="lazy"></a>`);
	const chips = $('<div class="campus-chips" role="group"></div>').appendTo(box);
	if (row.hazard)
		$(
			`<a class="btn btn-default btn-sm" href="${frappe.utils.get_form_link("Campus Safety Hazard", row.hazard)}"></a>`
		)
			.text(__("Hazard {0}", [row.hazard]))
			.appendTo(chips);
	if (!writes(frm)) return box;
	if (!row.hazard)
		for (const answer of ANSWERS)
			chip(__(answer, null, ROW), row.answer === answer)
				.on("click", () => say(frm, row, answer))
				.appendTo(chips);
	if (row.answer === "Problem" && !row.hazard && row.category)
		chip(__("Open a Hazard"))
			.addClass("btn-primary")
			.on("click", () => open_hazard(frm, row))
			.appendTo(chips);
	if (["Problem", "Corrected on the Spot"].includes(row.answer))
		campus_safety
			.photo_button(frm, "photo", (photo) =>
				act(frm, "answer", {
					row: row.name,
					answer: row.answer,
					finding: row.finding || "",
					correction: row.correction || "",
					photo,
				})
			)
			.appendTo(chips);
	return box;
}

function say(frm, row, answer) {
	if (WORDLESS.includes(answer)) return act(frm, "answer", { row: row.name, answer });
	const words = (fieldname) => ({
		fieldname,
		fieldtype: "Small Text",
		label: __(frappe.meta.get_label(ROW, fieldname), null, ROW),
		default: row[fieldname],
		reqd: 1,
	});
	const fields = [words("finding"), ...(answer === "Corrected on the Spot" ? [words("correction")] : [])];
	frappe.prompt(
		fields,
		(values) => act(frm, "answer", { row: row.name, answer, ...values }),
		row.item_text,
		__("Write down")
	);
}

function open_hazard(frm, row) {
	const doctype = "Campus Safety Hazard";
	frappe.model.with_doctype(doctype, () =>
		frappe.prompt(
			[
				{
					fieldname: "area",
					fieldtype: "Link",
					options: "Campus Safety Area",
					label: __("Area", null, doctype),
					get_query: () => ({ filters: { disabled: 0 } }),
					reqd: 1,
				},
				{
					fieldname: "grade",
					fieldtype: "Select",
					label: __("Grade", null, doctype),
					options: campus_safety
						.choices_of(doctype, "grade")
						.map((value) => ({ value, label: __(value, null, doctype) })),
					default: "General",
					reqd: 1,
				},
				{
					fieldname: "interim_measure",
					fieldtype: "Small Text",
					label: __("Until It Is Mended", null, doctype),
					depends_on: 'eval:doc.grade=="Major"',
				},
			],
			(values) => act(frm, "open_hazard", { row: row.name, ...values }),
			row.item_text,
			__("Open a Hazard")
		)
	);
}
