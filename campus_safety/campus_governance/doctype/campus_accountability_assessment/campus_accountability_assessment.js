// Every number in the table opens the duties behind it; a draft can be counted anew.

const API = "campus_safety.api.assessment";
const ITEM = "Campus Accountability Item";
const FIGURES = ["due", "done", "late", "missed", "exempt"];

frappe.ui.form.on("Campus Accountability Assessment", {
	refresh(frm) {
		link_figures(frm);
		if (!frm.is_new() && frm.doc.status === "Draft" && frm.perm[0]?.write) {
			frm.add_custom_button(__("Recompute"), () => recompute(frm));
		}
	},
});

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
	await frappe.call({
		method: `${API}.recompute`,
		type: "POST",
		args: { assessment: frm.doc.name },
		freeze: true,
	});
	await frm.reload_doc();
	frappe.show_alert({ message: __("Counted anew: {0} points.", [frm.doc.score]), indicator: "green" });
}

async function show_records(frm, item, figure) {
	const { message } = await frappe.call({
		method: `${API}.get_records`,
		type: "GET",
		args: { assessment: frm.doc.name, rule: item.rule, figure },
	});
	const label = __(frappe.meta.get_label(ITEM, figure), null, ITEM);
	const notes = [];
	if (message.total !== item[figure]) {
		notes.push(
			__("The assessment says {0}, counted at {1}; today it is {2}.", [
				item[figure],
				frappe.datetime.str_to_user(frm.doc.computed_at),
				message.total,
			])
		);
	}
	if (message.rows.some((row) => !row.subject)) {
		notes.push(__("Whom a duty is about is shown only to those who may open it."));
	}
	if (message.total > message.rows.length)
		notes.push(__("The first {0} are shown.", [message.rows.length]));
	const text = (value) => frappe.utils.escape_html(value || "");
	const day = (value) => (value ? frappe.datetime.str_to_user(value) : "");
	const link = (doctype, name, title) =>
		name ? `<a href="${frappe.utils.get_form_link(doctype, name)}">${text(title || name)}</a>` : "";
	const body = message.rows
		.map(
			(row) => `<tr>
				<td>${row.subject ? link("Campus Duty Obligation", row.name, row.title) : text(row.name.slice(0, 8))}</td>
				<td>${text(row.unit)}</td><td>${day(row.period_start)}</td><td>${day(row.due_date)}</td>
				<td>${text(__(row.state, null, "Campus Duty Obligation"))}</td><td>${day(row.first_done_on)}</td>
				<td>${row.evidence ? link(row.evidence_doctype, row.evidence, __(row.evidence_doctype)) : ""}</td></tr>`
		)
		.join("");
	const heads = [
		__("Subject"),
		__("Class or Unit"),
		__("Period From"),
		__("Due Date"),
		__("State"),
		__("First Done On"),
		__("Evidence"),
	];
	new frappe.ui.Dialog({
		title: `${item.rule} · ${label}`,
		size: "extra-large",
		fields: [
			{
				fieldtype: "HTML",
				options: `${notes.map((note) => `<p class="text-muted">${text(note)}</p>`).join("")}
				<div class="table-responsive"><table class="table table-bordered table-sm">
				<thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead><tbody>${body}</tbody></table></div>`,
			},
		],
	}).show();
}
