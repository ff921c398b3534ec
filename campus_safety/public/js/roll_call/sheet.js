// The sheet that comes up from below, where the thumb is: one student's mark, or the report.

import { el } from "../lib/el.js";
import { clock_of, day_of } from "../lib/time.js";
import { EXPLAINED, is_away, is_back_due, is_found, needs_sight } from "./roll.js";
import { __, status_text } from "./words.js";

const DAY = 24 * 60 * 60 * 1000;

// The one that is open stays as it is while colleagues' marks come in: somebody may be typing in it. Nobody types
// in the report, and what it says is what will be reported: it is made anew when a sum, or the network, has changed.
export function open_sheet(app) {
	const { sheet } = app.state;
	const key = sheet === "report" ? [sheet, sums_of(app)].join() : sheet;
	if (app.sheet?.key !== key || !app.sheet.node.isConnected) app.sheet = { key, node: draw(app, sheet) };
	return app.sheet.node;
}

function sums_of(app) {
	return JSON.stringify([app.roll.count(app.pending), app.queue.size > 0, app.state.online]);
}

function draw(app, key) {
	const close = () => app.set({ sheet: null });
	return el(
		"div.shade",
		{ onclick: (event) => event.target.classList.contains("shade") && close() },
		el(
			"div.sheet",
			{ role: "dialog", "aria-modal": "true", "aria-labelledby": "campus-sheet-title" },
			key === "report" ? report_sheet(app) : person_sheet(app, app.roll.seen(key, app.pending)),
			el("button.wide.plain", { onclick: close }, __("Cancel"))
		)
	);
}

function person_sheet(app, row) {
	const about = [
		el("h3", { id: "campus-sheet-title" }, row.name, el("small", {}, row.student.slice(-4))),
		EXPLAINED.includes(row.status) && el("p.hint", {}, away_text(row)),
		!EXPLAINED.includes(row.status) && row.away_until && el("p.hint.warn", {}, leave_text(row)),
		is_found(row) && el("p.hint", {}, __("The search found this student at {0}.", [row.found])),
		Boolean(row.searched) && el("p.hint.warn", {}, __("This student is being looked for.")),
		Boolean(row.left) && el("p.hint.warn", {}, __("A gate saw them go out again at {0}.", [row.left])),
		Boolean(row.by) && el("p.hint", {}, __("Marked at {0} by {1}", [row.marked, row.by])),
		app.roll.head.status === "Reported" &&
			el(
				"p.hint",
				{},
				__(
					"Reported already. A change counts at once, also in the morning's report; nobody is told of it, but a missing student opens a case."
				)
			),
	];
	return app.roll.head.locked ? about : [...about, ...mark_fields(app, row)];
}

/** A leave of which the row's own word says nothing: that it runs, or when it begins. */
export function leave_text(row) {
	if (is_away(row)) return __("On leave until {0}", [clock_of_text(row.away_until)]);
	return __("On leave {0} to {1}", [row.away_from.slice(-5), clock_of_text(row.away_until)]);
}

// of a leave that ends tonight or in the morning its hour says enough
function clock_of_text(text) {
	const [day, clock] = text.split(" ");
	const tomorrow = new Date(Date.now() + DAY);
	return [new Date(), tomorrow].some((date) => day_of(date).endsWith(day)) ? clock : text;
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
	const missing = el(
		"button.missing",
		{ onclick: (event) => say_missing(event, row, mark) },
		__("Missing")
	);
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

// once asked, where something says where the student is
function say_missing({ target }, row, mark) {
	const doubt = doubt_of(row);
	if (!doubt) return mark("Missing");
	const open = target.closest(".sheet");
	const ask = el(
		"div.doubt",
		{ role: "alert" },
		el("p.ask", {}, doubt),
		el(
			"button.wide.missing",
			{ onclick: () => mark("Missing") },
			is_found(row) ? __("Look for them again") : __("Missing all the same")
		)
	);
	open.replaceChildren(open.querySelector("h3"), ask, open.lastElementChild);
	ask.lastElementChild.focus();
}

function doubt_of(row) {
	if (row.found)
		return __("Found at {0}. Is the student missing again, and to be looked for anew?", [row.found]);
	if ((row.status === "Leave" && !is_back_due(row)) || is_away(row))
		return __("On leave until {0}. Record as missing all the same?", [row.away_until]);
	return "";
}

function report_sheet(app) {
	const { expected, present, late, missing, confirmed, searched } = app.roll.count(app.pending);
	const open = expected - confirmed;
	return [
		el("h3", { id: "campus-sheet-title" }, __("Report this building")),
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
