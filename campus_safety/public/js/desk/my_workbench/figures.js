// How far I am, and how far my college is: by class and by person, down to the duties that are open.

import { duties } from "../duties.js";
import { get, post } from "../server.js";
import { escape } from "../text.js";
import { bar_row, due_text, heading, opens } from "./bars.js";

export function show_progress(page) {
	if (!page.data.progress.length) return;
	heading(page, page.progress, __("My Progress"));
	const rows = page.data.progress.filter((row) => row.counts[page.span].owed);
	const card = $('<div class="campus-card campus-bars"></div>').appendTo(page.progress);
	if (!rows.length) card.append(`<p class="campus-nothing">${__("Nothing is owed in this time.")}</p>`);
	for (const row of rows) {
		const whose = row.by_office ? {} : { responsible_user: frappe.session.user };
		opens(bar_row(row.rule, row.counts[page.span]), () =>
			duties.open_list({ rule: row.rule, state: duties.still_owed(), ...whose })
		).appendTo(card);
	}
}

export function show_team(page) {
	const { team } = page.data;
	if (!team) return;
	heading(page, page.team, __("My College"));
	const grid = $('<div class="campus-columns"></div>').appendTo(page.team);
	team_card(
		page,
		__("By Class"),
		team.classes,
		(row) => row.unit,
		(row) => ({ unit: row.unit })
	).appendTo(grid);
	team_card(
		page,
		__("By Person"),
		team.persons,
		(row) => row.name || __("No responsible person"),
		(row) => (row.user ? { person: row.user } : null)
	).appendTo(grid);
}

function team_card(page, title, rows, name_of, scope_of) {
	const card = $(
		`<div class="campus-card campus-bars"><div class="campus-card-head"><span>${title}</span></div></div>`
	);
	for (const row of rows.filter((each) => each.counts[page.span].owed)) {
		const line = bar_row(name_of(row), row.counts[page.span]).appendTo(card);
		if (row.user && row.user !== frappe.session.user)
			remind_button(page, row).appendTo(line.find(".campus-bar-name"));
		if ("user" in row && !row.name) assign_button()?.appendTo(line.find(".campus-bar-name"));
		if (row.escalated && page.span === "term") {
			line.find(".campus-bar-numbers").append(
				`<div>${__("{0} climbed, nobody on it", [row.escalated])}</div>`
			);
		}
		const below = $('<div class="campus-below" hidden></div>').appendTo(card);
		opens(line, () => open_rules(page, below, row, scope_of(row)));
	}
	return card;
}

// duties that stand in nobody's list: somebody has to hold the post
function assign_button() {
	const doctype = "Campus Network Assignment";
	if (!frappe.model.can_create(doctype)) return;
	return $(`<button type="button" class="btn btn-default btn-xs">${__("Assign a Post")}</button>`).on(
		"click",
		(event) => {
			event.stopPropagation();
			frappe.new_doc(doctype);
		}
	);
}

function remind_button(page, row) {
	return $(
		`<button type="button" class="btn btn-default btn-xs campus-remind">${__("Remind")}</button>`
	).on("click", async (event) => {
		event.stopPropagation();
		const button = event.currentTarget;
		const sent = await post("workbench.remind", { user: row.user }, { freeze: false, btn: $(button) });
		button.disabled = true;
		button.textContent = __("Reminded");
		const name = escape(row.name);
		const message = sent
			? __("{0} got one message: duties and numbers, no names.", [name])
			: __("{0} was reminded today already.", [name]);
		frappe.show_alert({ message, indicator: sent ? "green" : "orange" }, 5);
	});
}

function open_rules(page, below, row, scope) {
	below.prop("hidden", !below.prop("hidden"));
	if (below.children().length) return;
	for (const { rule, counts } of row.rules.filter((each) => each.counts[page.span].owed)) {
		const line = bar_row(rule, counts[page.span]).appendTo(below);
		const gaps = $('<div class="campus-below" hidden></div>').appendTo(below);
		const left = counts[page.span].open + counts[page.span].missed;
		if (scope && left) opens(line, () => open_gaps(page, gaps, rule, scope));
	}
}

async function open_gaps(page, below, rule, scope) {
	below.prop("hidden", !below.prop("hidden"));
	if (below.children().length) return;
	const [first, last] = page.data.now[page.span];
	const rows = await get("workbench.get_gaps", { rule, ...scope, first, last });
	const by_due = new Map();
	for (const row of rows) by_due.set(row.due_date, [...(by_due.get(row.due_date) || []), row]);
	for (const [due, those] of by_due) {
		const late = those[0].state === "Overdue" ? "is-missed" : "";
		const names = $('<div class="campus-names"></div>').appendTo(below);
		names.append(
			`<span class="${late}">${due_text(due, page.data.today)} · ${__("{0} open", [those.length])}</span>`
		);
		for (const row of those) {
			const link = frappe.utils.get_form_link(duties.DOCTYPE, row.name);
			names.append(`<a href="${link}">${escape(row.title)}</a>`);
		}
	}
	if (!rows.length)
		below.append(`<p class="campus-nothing">${__("No open duties that you may read.")}</p>`);
}
