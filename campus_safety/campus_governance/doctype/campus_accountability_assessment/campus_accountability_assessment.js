// Every number in the table opens the duties behind it; a draft can be counted anew.

const { day, escape, get, post } = campus_safety;
const DUTY = "Campus Duty Obligation";
const ITEM = "Campus Accountability Item";
const FIGURES = ["due", "done", "late", "missed", "exempt"];

frappe.ui.form.on("Campus Accountability Assessment", {
	async onload(frm) {
		if (!frm.is_new() || frm.doc.period_from) return;
		const { first, last } = await campus_safety.running_term();
		if (frm.is_new() && first) frm.set_value({ period_from: first, period_to: last });
	},

	before_workflow_action(frm) {
		if (frm.selected_workflow_action === "Appeal" && !frm.doc.appeal_reason) return ask_appeal(frm);
	},

	refresh(frm) {
		name_by_assessed(frm);
		link_figures(frm);
		say_until_when(frm);
		if (!frm.is_new() && frm.doc.status === "Draft" && frm.perm[0]?.write) {
			frm.add_custom_button(__("Recompute"), () => recompute(frm));
		}
	},
});

function say_until_when(frm) {
	const { status, appeal_until } = frm.doc;
	frm.set_intro("");
	if (status !== "Approved" || !appeal_until) return;
	const is_open = appeal_until >= frappe.datetime.get_today();
	const until = day(appeal_until);
	frm.set_intro(
		is_open
			? __("Those who are assessed may appeal until {0}.", [until])
			: __("The appeal was possible until {0}.", [until]),
		is_open ? "orange" : "blue"
	);
}

function name_by_assessed(frm) {
	if (frm.is_new()) return;
	const { assessed_unit, person_name, term } = frm.doc;
	frm.page.set_title([assessed_unit || person_name, term].filter(Boolean).map(escape).join(" "));
}

// the Desk has frozen the page by now; without a reason the step is not taken
function ask_appeal(frm) {
	frappe.dom.unfreeze();
	return new Promise((resolve) => {
		frappe.prompt(
			{
				fieldname: "reason",
				fieldtype: "Text",
				label: __("Reason for Appeal", null, frm.doctype),
				reqd: 1,
				description: __("The Discipline Office reads it and decides."),
			},
			async ({ reason }) => {
				await frm.set_value("appeal_reason", reason);
				await frm.save();
				frappe.dom.freeze();
				resolve();
			},
			__("Appeal", null, frm.doctype),
			__("Appeal", null, frm.doctype)
		);
	});
}

function link_figures(frm) {
	const table = frm.fields_dict.items.$wrapper[0];
	if (table.classList.contains("campus-figures")) return;
	table.classList.add("campus-figures");
	// before the row's own click, which would open the row
	table.addEventListener(
		"click",
		(event) => {
			const figure = event.target.closest(".data-row [data-fieldname]")?.dataset.fieldname;
			const row = event.target.closest(".grid-body .grid-row")?.dataset.name;
			const item = FIGURES.includes(figure) && (frm.doc.items || []).find(({ name }) => name === row);
			if (!item?.[figure]) return;
			event.stopPropagation();
			event.preventDefault();
			show_records(frm, item, figure);
		},
		true
	);
}

async function recompute(frm) {
	await post("assessment.recompute", { assessment: frm.doc.name });
	await frm.reload_doc();
	const nothing = frm.doc.grade === "Nothing Owed";
	frappe.show_alert({
		message: nothing
			? __("Counted anew: nothing was owed, so there is no score.")
			: __("Counted anew: {0} points.", [frm.doc.score]),
		indicator: nothing ? "orange" : "green",
	});
}

async function show_records(frm, item, figure) {
	if (!item.rule) {
		frappe.set_route("List", "Campus Clause Task", {
			clause: item.clause,
			due: ["between", [frm.doc.period_from, frm.doc.period_to]],
		});
		return;
	}
	const found = await get("assessment.get_records", { assessment: frm.doc.name, rule: item.rule, figure });
	const label = __(frappe.meta.get_label(ITEM, figure), null, ITEM);
	const notes = notes_on(frm, item[figure], found).map(
		(note) => `<p class="text-muted">${escape(note)}</p>`
	);
	new frappe.ui.Dialog({
		title: `${item.rule} · ${label}`,
		size: "extra-large",
		fields: [{ fieldtype: "HTML", options: notes.join("") + table_of(found.rows) }],
	}).show();
}

function notes_on(frm, counted, { total, rows }) {
	const notes = [];
	if (total !== counted) {
		const when = campus_safety.minute(frm.doc.computed_at);
		notes.push(__("The assessment says {0}, counted at {1}; today it is {2}.", [counted, when, total]));
	}
	if (rows.some((row) => !row.subject)) {
		notes.push(__("Whom a duty is about is shown only to those who may open it."));
	}
	if (total > rows.length) notes.push(__("The first {0} are shown.", [rows.length]));
	return notes;
}

function table_of(rows) {
	const link = (doctype, name, title) =>
		name ? `<a href="${frappe.utils.get_form_link(doctype, name)}">${escape(title || name)}</a>` : "";
	const cells_of = (row) => [
		row.subject ? link(DUTY, row.name, row.title) : "—",
		escape(row.unit),
		escape(row.responsible),
		day(row.period_start),
		day(row.due_date),
		escape(__(row.state, null, DUTY)),
		day(row.first_done_on),
		row.evidence ? link(row.evidence_doctype, row.evidence, __(row.evidence_doctype)) : "",
	];
	const heads = [
		__("Subject", null, "Campus Duty Obligation"),
		__("Class or Unit"),
		__("Responsible", null, "Campus Duty Rule"),
		__("Period From"),
		__("Due Date", null, "Campus Duty Obligation"),
		__("State", null, "Campus Duty Obligation"),
		__("First Done On"),
		__("Evidence"),
	];
	const line = (tag, cells) => `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
	const body = rows.map((row) => line("td", cells_of(row))).join("");
	return `<div class="table-responsive"><table class="table table-bordered table-sm">
		<thead>${line("th", heads)}</thead><tbody>${body}</tbody></table></div>`;
}
