// A leave is decided where it waits: its dates on the card, one tap and one question.

import { post } from "./server.js";
import { escape, moment_of } from "./text.js";

const PERMIT = "Campus Leave Permit";

/** Markup: what kind, from when to when, where to, what the parents say. */
export function leave_details(leave) {
	const when = `${moment_of(leave.from_time)} → ${moment_of(leave.to_time)}`;
	const what = [__(leave.leave_type, null, PERMIT), when, leave.destination].filter(Boolean);
	const look = leave.parent_refused_reason ? "is-late" : "";
	return `<div class="campus-note ${look}">${what.map(escape).join(" · ")}${parents(leave)}</div>`;
}

function parents({ parent_needed, parent_confirmed_by, parent_refused_reason }) {
	if (parent_refused_reason)
		return ` · ${escape(__("A parent does not agree: {0}", [parent_refused_reason]))}`;
	if (parent_confirmed_by) return ` · ${escape(__("Parent agrees: {0}", [parent_confirmed_by]))}`;
	return parent_needed ? ` · ${__("No parent has agreed yet")}` : "";
}

/** Approve and reject, or nothing where a parent is still to be asked. then: what follows. */
export function leave_buttons(kind, row, then) {
	const leave = row.details;
	if (kind.doctype !== PERMIT || !leave?.leave_type) return;
	const bar = $('<div class="campus-decide"></div>');
	const button = (label, look, run) =>
		$(`<button type="button" class="btn btn-sm ${look}">${label}</button>`)
			.on("click", run)
			.appendTo(bar);
	const decide = (approve, note) => post("leave.decide", { name: row.name, approve, note }).then(then);
	if (!leave.parent_needed || leave.parent_confirmed_by) {
		button(__("Approve", null, PERMIT), "btn-primary", () =>
			frappe.confirm(
				[__("Approve this leave?"), escape(row.title), leave_details(leave)].join("<br>"),
				() => decide(1, "")
			)
		);
	}
	button(__("Reject", null, PERMIT), "btn-default", () =>
		frappe.prompt(
			{
				fieldname: "note",
				fieldtype: "Small Text",
				label: __("Why is it rejected? The student reads it."),
				reqd: 1,
			},
			({ note }) => decide(0, note),
			__("Reject", null, PERMIT),
			__("Reject", null, PERMIT)
		)
	);
	return bar;
}
