// Above a search, on its form, in lists and where it waits: how much care, where the gates saw the student last, how
// long it has been going on, and who has it. The level is there for whoever may know it.

import { declared } from "./declared.js";
import { get } from "./server.js";
import { clock, day, escape, moment_of, waited } from "./text.js";

const CASE = "Campus Absence Case";
const is_running = ({ status }) => status !== "Closed";

/** The parts as markup: level and passage as the server tells them, since when and by whom from the case itself. */
function headline_parts({ level, passage, leave }, doc) {
	const parts = [
		level && level_pill(level),
		leave && leave_line(leave),
		doc.detected_at && escape(waited(doc.detected_at)),
	];
	if (doc.status && is_running(doc)) parts.push(escape(who_has_it(doc.taken_by)));
	parts.push(escape(passage ? passage_text(passage) : __("No gate has seen the student in the last week")));
	return parts.filter(Boolean);
}

function level_pill(level) {
	const color = declared.level_colors[level] || "gray";
	return `<span class="indicator-pill no-indicator-dot ${color} campus-level">${escape(__(level))}</span>`;
}

// in words of its own, and a way to the record for whoever may open it
function leave_line({ name, from_time, to_time, overdue }) {
	const begins = moment(String(from_time)).isAfter(moment(frappe.datetime.now_datetime()));
	const text = leave_words(overdue, begins, moment_of(from_time), moment_of(to_time));
	const look = overdue ? "is-late" : "";
	if (!name) return `<b class="campus-leave ${look}">${escape(text)}</b>`;
	const href = frappe.utils.get_form_link("Campus Leave Permit", name);
	return `<a class="campus-leave ${look}" href="${escape(href)}"><b>${escape(text)}</b></a>`;
}

function leave_words(overdue, begins, from, to) {
	if (overdue) return __("The leave ended at {0}, and no return is recorded", [to]);
	if (begins) return __("On leave {0} to {1}", [from, to]);
	return __("On leave until {0}", [to]);
}

const who_has_it = (user) =>
	user ? __("{0} is on it", [frappe.user.full_name(user)]) : __("Nobody has taken it");

function passage_text({ at, direction, place }) {
	const when = `${day(at)} ${clock(at)}`;
	return direction === "In"
		? __("Last at a gate: in, {0} {1}", [when, place])
		: __("Last at a gate: out, {0} {1}", [when, place]);
}

const spans = (found, doc) =>
	headline_parts(found, doc)
		.map((part) => `<span>${part}</span>`)
		.join("");

/** {name: {level, passage}} of running cases. */
export const get_headlines = (names) =>
	names.length ? get("absence.get_headlines", { cases: names }) : Promise.resolve({});

/** Into `place` of a form. */
export async function show_headline(place, doc) {
	place.addClass("campus-headline");
	if (!is_running(doc)) return;
	const found = (await get_headlines([doc.name]))[doc.name];
	if (found) place.html(spans(found, doc));
}

/** Under the names of a list that has been drawn. */
export async function headlines_in_list(list) {
	const found = await get_headlines(list.data.filter(is_running).map(({ name }) => name));
	const rows = list.$result.find(".list-row");
	for (const [at, doc] of list.data.entries()) {
		const row = rows.eq(at).parent();
		row.find(".campus-headline").remove();
		if (found[doc.name])
			$('<div class="campus-headline"></div>').html(spans(found[doc.name], doc)).appendTo(row);
	}
}

/** Under the rows of a card of waiting work. */
export async function headlines_on_card(card, kind) {
	if (kind.doctype !== CASE) return;
	const found = await get_headlines(kind.rows.map(({ name }) => name));
	for (const { name } of kind.rows) {
		if (!found[name]) continue;
		$('<div class="campus-note campus-headline"></div>')
			.html(spans(found[name], {}))
			.insertAfter(card.find(`[data-name="${CSS.escape(name)}"]`));
	}
}
