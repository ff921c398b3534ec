// Ledgers 台账: a list's own rows as xlsx or on paper, a record's form on paper. What it holds in L3 asks for a reason.

import { declared } from "./declared.js";
import { download_file } from "./download.js";
import { after } from "./framework.js";
import { post } from "./server.js";

// In a DocType's list script: `onload: campus_safety.offer_ledger`.
export function offer_ledger(list) {
	if (!declared.ledgers[list.doctype] || !frappe.perm.has_perm(list.doctype, 0, "print")) return;
	list.page.add_inner_button(__("Export Ledger"), () =>
		ask(list.doctype, __("Export Ledger"), (reason) => download(list, reason))
	);
	list.page.add_menu_item(__("Print Ledger"), () =>
		ask(list.doctype, __("Print Ledger"), (reason) =>
			show_page("ledgers.print_ledger", { doctype: list.doctype, filters: filters_of(list), reason })
		)
	);
}

export function offer_report_ledger(report) {
	report.page.add_inner_button(__("Export Ledger"), () =>
		fetch_file(
			"export_report",
			{ report: report.report_name, filters: report.get_filter_values() },
			__(report.report_name)
		)
	);
	report.page.add_menu_item(__("Print Ledger"), () =>
		show_page("ledgers.print_report", { report: report.report_name, filters: report.get_filter_values() })
	);
}

for (const [doctype, { has_form }] of Object.entries(declared.ledgers)) {
	if (!has_form) continue;
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			if (frm.is_new() || !frappe.perm.has_perm(doctype, 0, "print", frm.doc)) return;
			frm.page.add_menu_item(__("Print Form with Text"), () =>
				ask(doctype, __("Print Form with Text"), (reason) =>
					show_page("ledgers.print_record", { doctype, name: frm.docname, reason })
				)
			);
		},
	});
}

// A school's own document types have no script of ours in their list.
after(frappe.views.BaseList.prototype, "setup_filter_area", function () {
	if (declared.ledgers[this.doctype]?.is_own && this.view_name === "List") offer_ledger(this);
});

function filters_of(list) {
	return list.get_filters_for_args().map((filter) => filter.slice(0, 4));
}

function ask(doctype, title, act) {
	if (!declared.ledgers[doctype].is_protected) return act(null);
	return ask_reason(title, act);
}

/** `act(reason)`: what leaves the house leaves it with a reason. */
export function ask_reason(title, act) {
	const dialog = new frappe.ui.Dialog({
		title,
		fields: [
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason", null, "Ledger Export"),
				reqd: 1,
				description: __(
					"At least {0} characters. It is kept in the access log with your name and the number of this export.",
					[declared.reason.shortest]
				),
			},
		],
		primary_action_label: title,
		primary_action({ reason }) {
			if (reason.trim().length < declared.reason.shortest)
				return dialog.get_field("reason").set_invalid();
			dialog.hide();
			act(reason.trim());
		},
	});
	dialog.show();
}

function download(list, reason) {
	return fetch_file(
		"export_ledger",
		{ doctype: list.doctype, filters: filters_of(list), reason },
		__(list.doctype)
	);
}

const fetch_file = (method, args, title) =>
	download_file(`ledgers.${method}`, args, (given) => `${title} ${given || "ledger.xlsx"}`, {
		meanwhile: __("Preparing the ledger …"),
		failed: __("Not exported"),
	});

// The window is opened first: after the answer the browser would take it for an advertisement.
export function show_page(method, args) {
	const page = window.open("", "_blank");
	post(method, args)
		.then((markup) => {
			page.document.write(markup);
			page.document.close();
			page.focus();
			setTimeout(() => page.print(), 300);
		})
		.catch(() => page.close());
}
