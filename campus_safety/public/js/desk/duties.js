// What people do about a duty, from the workbench and from the duty's own form.

import { declared } from "./declared.js";
import { post } from "./server.js";

const DOCTYPE = "Campus Duty Obligation";
const COLORS = { Open: "blue", Done: "green", Overdue: "red", "Done Late": "orange", Exempt: "gray" };

export const duties = {
	DOCTYPE,
	COLORS,

	/** Still owed: it can be done, taken, exempted. */
	is_open: ({ state }) => declared.open_states.duty.includes(state),

	/** The same as a list's filter. */
	still_owed: () => ["in", declared.open_states.duty],

	open_list: (filters) => frappe.set_route("List", DOCTYPE, "List", filters),

	/** The record that fulfils the duty, its subject filled in; form as engines/duties/evidence_form gives it. */
	async open_form(form, subject) {
		const filters = form.table ? {} : { [form.field]: subject };
		if (!form.new) return open_row(form, filters);
		await frappe.model.with_doctype(form.doctype);
		const doc = frappe.model.get_new_doc(form.doctype);
		// a new document brings an empty row for a table that must not be empty
		const row = form.table
			? doc[form.table]?.find((each) => !each[form.field]) || frappe.model.add_child(doc, form.table)
			: doc;
		row[form.field] = subject;
		frappe.set_route("Form", form.doctype, doc.name);
	},

	take: (obligation) =>
		post("duties.take", { obligation }).then(() =>
			say(__("It is yours: it climbs no further. It stays overdue until it is done."))
		),

	give_back: (obligation) =>
		post("duties.give_back", { obligation }).then(() => say(__("Given back: the reminders go on."))),

	ask_exemption(obligation) {
		return ask_reason({
			title: __("Ask for an Exemption"),
			label: __("Ask"),
			description: __(
				"Why it cannot be done in this period, for example: in hospital since 3 November. The College Lead decides."
			),
		}).then((reason) => post("duties.ask_exemption", { obligation, reason }));
	},

	approve(obligation, reason) {
		return ask_reason({ title: __("Exempt from This Duty"), label: __("Grant Exemption"), reason }).then(
			(written) => post("duties.approve_exemption", { obligation, reason: written })
		);
	},

	decline: (obligation) =>
		confirm(__("Decline? The duty stays as it is.")).then(() =>
			post("duties.decline_exemption", { obligation })
		),

	withdraw: (obligation) =>
		confirm(__("Take the exemption back? The duty then stands as its records say.")).then(() =>
			post("duties.withdraw_exemption", { obligation })
		),
};

// The record there is, with a new row in it; the list, where it is not plain which one.
async function open_row({ doctype, row }, filters) {
	const open = declared.open_states.ledger;
	const states = doctype === "Campus Risk Ledger" ? { status: ["in", open] } : {};
	const found = await frappe.db.get_list(doctype, { filters: { ...filters, ...states }, limit: 2 });
	if (found.length !== 1) return frappe.set_route("List", doctype, "List", filters);
	frappe.route_hooks.after_load = (frm) => {
		const added = frm.add_child(row);
		frm.refresh_field(row);
		frm.script_manager.trigger(`${row}_add`, added.doctype, added.name);
		frm.scroll_to_field(row);
		frm.fields_dict[row].grid.grid_rows_by_docname[added.name]?.toggle_view(true);
	};
	frappe.set_route("Form", doctype, found[0].name);
}

function say(message) {
	frappe.show_alert({ message, indicator: "green" }, 5);
}

function confirm(question) {
	return new Promise((resolve) => frappe.confirm(question, resolve));
}

function ask_reason({ title, label, reason, description }) {
	return new Promise((resolve) =>
		frappe.prompt(
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason for Exemption"),
				reqd: 1,
				default: reason || "",
				description,
			},
			(values) => resolve(values.reason),
			title,
			label
		)
	);
}
