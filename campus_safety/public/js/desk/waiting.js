// What waits for me, or for others: one card per kind of work, on the workspace and on 我的工作台.

import { headlines_on_card } from "./absence_headline.js";
import { crisis_details } from "./crisis_details.js";
import { declared } from "./declared.js";
import { leave_details } from "./leave_decisions.js";
import { day, escape, waited } from "./text.js";

const DETAILS = { "Campus Leave Permit": leave_details, "Campus Crisis Case": crisis_details };

/** What may be about a life, apart from the rest: whole kinds of work, and single rows of others. */
export function urgent_first(kinds) {
	const first = [],
		rest = [];
	for (const kind of kinds) {
		const rows = kind.rows.filter((row) => is_urgent(kind, row));
		if (kind.urgent || rows.length === kind.count) {
			first.push({ ...kind, urgent: true });
		} else if (rows.length) {
			first.push({ ...kind, urgent: true, rows, count: rows.length });
			const others = kind.rows.filter((row) => !rows.includes(row));
			rest.push({ ...kind, rows: others, count: kind.count - rows.length });
		} else rest.push(kind);
	}
	return [first, rest];
}

function is_urgent(kind, row) {
	const called = kind.doctype === "Campus Alert" && kind.filters.status === "Open";
	if (called && declared.urgent_alerts.includes(row.note)) return true;
	return kind.filters.status === "Nominated" && declared.gravest.includes(row.level);
}

/** One card per kind of work. decide(kind, row): a button row for what is decided on the spot, or nothing. */
export function waiting_cards(section, title, kinds, nothing, decide) {
	section.empty();
	if (!kinds.length && !nothing) return;
	section.append(`<h3>${title}</h3>`);
	if (!kinds.length) section.append(`<p class="campus-nothing">${nothing}</p>`);
	const grid = $('<div class="campus-grid"></div>').appendTo(section);
	kinds.forEach((kind) => grid.append(waiting_card(kind, decide)));
}

function waiting_card(kind, decide) {
	const card = $(`<div class="campus-card ${kind.urgent ? "is-urgent" : ""}">
		<div class="campus-card-head">
			<span>${__(kind.label)}</span><span class="campus-count">${kind.count}</span>
		</div>
	</div>`);
	for (const row of kind.rows) {
		const link = frappe.utils.get_form_link(kind.doctype, row.name);
		$(`<a class="campus-row ${row.late ? "is-late" : ""}" href="${link}" data-name="${escape(row.name)}">
			<span>${level_dot(row)}${escape(row.title)}</span><span class="campus-when">${when_text(kind, row)}</span>
		</a>`).appendTo(card);
		if (row.note)
			$('<div class="campus-note"></div>')
				.text(__(row.note, null, kind.doctype))
				.appendTo(card);
		if (row.details) card.append(DETAILS[kind.doctype]?.(row.details) || "");
		decide?.(kind, row)?.appendTo(card);
	}
	headlines_on_card(card, kind);
	if (kind.count > kind.rows.length) {
		$(`<a class="campus-row campus-more">${__("All {0}", [kind.count])}</a>`)
			.on("click", () => frappe.set_route("List", kind.doctype, "List", kind.filters))
			.appendTo(card);
	}
	return card;
}

function level_dot({ level }) {
	if (!level) return "";
	const color = declared.level_colors[level] || "gray";
	return `<span class="indicator-pill no-indicator-dot ${color} campus-level">${escape(__(level))}</span> `;
}

function when_text(kind, row) {
	if (!row.when) return "";
	if (kind.since) return waited(row.when);
	return row.late ? `${__("Late", null, "Workbench")} ${day(row.when)}` : day(row.when);
}
