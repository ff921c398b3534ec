// 推送公安: the print for the police, numbered; the reason is kept in the access log.

import { declared } from "./declared.js";
import { show_page } from "./ledger_export.js";

export function print_push(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Print for the Police"),
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
		primary_action_label: __("Print for the Police"),
		primary_action({ reason }) {
			if (reason.trim().length < declared.reason.shortest)
				return dialog.get_field("reason").set_invalid();
			dialog.hide();
			show_page("police.print_push", { push: frm.docname, reason: reason.trim() });
			return null;
		},
	});
	dialog.show();
}
