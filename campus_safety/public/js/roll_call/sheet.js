// The sheet that comes up from below, where the thumb is: one student's mark, or the report.

import { el } from "../lib/el.js";
import { clock_of } from "../lib/time.js";
import { EXPLAINED, needs_sight } from "./roll.js";
import { __, status_text } from "./words.js";

/** The one that is open stays as it is while colleagues' marks come in: somebody may be typing in it. */
export function open_sheet(app) {
	const { sheet: key } = app.state;
	if (app.sheet?.key !== key || !app.sheet.node.isConnected) app.sheet = { key, node: sheet(app, key) };
	return app.sheet.node;
}

function sheet(app, key) {
	const close = () => app.set({ sheet: null });
	return el(
		"div.shade",
		{ onclick: (event) => event.target.classList.contains("shade") && close() },
		el(
			"div.sheet",
			{ role: "dialog" },
			key === "report" ? report_sheet(app) : person_sheet(app, app.roll.seen(key, app.pending)),
			el("button.wide.plain", { onclick: close }, __("Cancel"))
		)
	);
}

function person_sheet(app, row) {
	const about = [
		el("h3", {}, row.name, el("small", {}, row.student.slice(-4))),
		EXPLAINED.includes(row.status) && el("p.hint", {}, away_text(row)),
		row.searched && el("p.hint.warn", {}, __("This student is being looked for.")),
		row.left && el("p.hint.warn", {}, __("A gate saw them go out again at {0}.", [row.left])),
		row.by && el("p.hint", {}, __("Marked by {0}", [row.by])),
	];
	return app.roll.head.locked ? about : [...about, ...mark_fields(app, row)];
}

function away_text({ status, away_until }) {
	const text = status_text(status);
	return away_until ? __("{0}, until {1}", [text, away_until]) : text;
}

function mark_fields(app, row) {
	const late = el("input", {
		type: "time",
		value: row.back_at || clock_of(new Date()),
		"aria-label": __("Back at"),
	});
	const note = el("input", {
		type: "text",
		maxlength: 140,
		placeholder: __("Remarks, only what is out of the ordinary"),
		value: row.note || "",
	});
	const mark = (status, more) => app.mark(row.student, status, { note: note.value.trim(), ...more });
	const came_late = () => late.value && mark("Late", { back_at: late.value });
	// on a line that says late it corrects, knowing so
	const in_time = () => mark("In", row.status === "Late" ? { all_along: true } : {});
	const missing = el("button.missing", { onclick: () => mark("Missing") }, __("Missing"));
	const choices = needs_sight(row)
		? [
				el("p.ask", {}, __("Have you seen this student with your own eyes?")),
				el(
					"div.late-line",
					{},
					late,
					el("button.late", { onclick: came_late }, __("Seen, came back at this time"))
				),
				el(
					"button.wide.in",
					{ onclick: () => mark("In", { all_along: true }) },
					__("Seen, was in the building all along")
				),
				el("div.choices", {}, missing),
			]
		: [
				el("div.choices", {}, el("button.in", { onclick: in_time }, __("In")), missing),
				el(
					"div.late-line",
					{},
					late,
					el("button.late", { onclick: came_late }, __("Came back late"))
				),
			];
	return [
		...choices,
		note,
		el("button.wide.ring", { onclick: () => app.ring(row.student) }, __("Ring the student")),
	];
}

function report_sheet(app) {
	const { expected, present, late, missing, confirmed, searched } = app.roll.count(app.pending);
	const open = expected - confirmed;
	return [
		el("h3", {}, __("Report this building")),
		el(
			"p.sum",
			{},
			__("Expected {0}, present {1}, late {2}, missing {3}", [expected, present, late, missing])
		),
		open > 0 &&
			el(
				"p.hint.warn",
				{},
				__("{0} were not confirmed by anybody: they are reported as only preset.", [open])
			),
		searched > 0 &&
			el(
				"p.hint.warn",
				{},
				__("{0} are being looked for. Have a look whether they are back.", [searched])
			),
		el("p.hint", {}, report_hint(app, missing)),
		el(
			"button.wide.report",
			{ onclick: () => app.report() },
			missing ? __("Report {0} missing", [missing]) : __("Report zero absence")
		),
	];
}

function report_hint(app, missing) {
	if (app.queue.size || !app.state.online)
		return __(
			"Nothing of this has left the phone yet: it is sent, and cases are opened, when the network is back."
		);
	return missing
		? __("For each missing student a case is open; the ladder climbs until somebody takes it.")
		: __("Zero absence is reported, too.");
}
