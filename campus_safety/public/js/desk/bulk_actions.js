// Steps that a list takes for many records at once: asked first, those that end something last, and none for protected
// records, which nobody signs or decides unseen.

import { declared, is_ours } from "./declared.js";
import { change_with_this } from "./framework.js";
import { escape } from "./text.js";

const ENDS = /^(Cancel|Reject|Decline|Revoke|End|Hand Over|Report Overdue|Return|Not Back)/;

/** Does the step end something, or take it back? Such stand last, and are asked about. */
export const is_end = (action) => ENDS.test(action);

change_with_this(frappe.views.ListView?.prototype, "get_workflow_action_menu_items", (list, items) => {
	if (!is_ours(list.doctype)) return items;
	if (list.doctype in declared.protected) return [];
	const ends = (item) => Number(is_end(item.name));
	return items.sort((one, other) => ends(one) - ends(other)).map((item) => asked_first(list, item));
});

function asked_first(list, item) {
	const label = __(item.name, null, list.doctype);
	const act = item.action;
	return {
		...item,
		label,
		action: () => {
			const count = list.get_checked_items(true).length;
			const question = __("{0}: {1} records. Go on?", [escape(label), count]);
			frappe.confirm(question, act);
		},
	};
}
