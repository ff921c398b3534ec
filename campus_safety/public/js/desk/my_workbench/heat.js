// The whole school: clause by college, each number a door to what it is made of. Few students are no number at all.

import { duties } from "../duties.js";
import { get } from "../server.js";
import { escape } from "../text.js";
import { bar_row, heading, heat_number, opens } from "./bars.js";

export function show_heat(page) {
	const { heat } = page.data;
	if (!heat) return;
	heading(page, page.heat, __("Whole School: Clause by College"));
	const hint = __(
		"Share of what is owed that is done, and how much of how much. Darker means more done; ▲ counts what is overdue. Tap a number to see what it is made of."
	);
	page.heat.append(`<p class="campus-hint">${hint}</p>`);
	const names = [
		__("Clause"),
		...heat.colleges.map((name) => escape(name) || __("No College")),
		__("Whole School"),
	];
	const head = names.map((name) => `<th scope="col">${name}</th>`).join("");
	const table = $(`<table class="campus-heat"><thead><tr>${head}</tr></thead><tbody></tbody></table>`);
	table.appendTo($('<div class="campus-scroll"></div>').appendTo(page.heat));
	for (const row of heat.rows.filter((each) => has_figures(page, each))) {
		const title = `<span>${escape(row.clause) || __("No Clause")}</span> <small>${escape(row.title)}</small>`;
		const line = $(`<tr><th scope="row">${title}</th></tr>`).appendTo(table.find("tbody"));
		for (const college of heat.colleges) heat_cell(page, row, college, row.cells[college]).appendTo(line);
		$("<td></td>").append(heat_number(row.counts[page.span])).appendTo(line);
	}
}

function has_figures(page, row) {
	return row.counts[page.span].owed || Object.values(row.cells).some((cell) => cell.few);
}

function heat_cell(page, row, college, counts) {
	const cell = $("<td></td>");
	const figures = counts?.[page.span];
	if (!figures?.owed)
		return cell.append(`<span class="campus-none">${counts?.few ? __("under 5 students") : "—"}</span>`);
	return cell.append(
		$(`<button type="button"></button>`)
			.append(heat_number(figures))
			.on("click", () => open_cell(page, row, college))
	);
}

async function open_cell(page, row, college) {
	const rules = await get("workbench.get_heat_cell", { clause: row.clause, college });
	const title = [row.clause, row.title, college || __("No College")].filter(Boolean).join(" · ");
	const dialog = new frappe.ui.Dialog({ title, size: "large" });
	const body = $('<div class="campus-workbench campus-my-workbench"></div>').appendTo(dialog.body);
	for (const rule of rules.filter((each) => each.few || each.counts[page.span].owed)) {
		rule_card(rule, page.span, () => dialog.hide()).appendTo(body);
	}
	dialog.show();
}

function rule_card(rule, span, close) {
	const card = $('<div class="campus-card campus-bars"></div>');
	if (rule.few) {
		return card.append(
			`<p class="campus-row">${escape(rule.rule)}<span>${__("under 5 students")}</span></p>`
		);
	}
	bar_row(rule.rule, rule.counts[span]).addClass("campus-total").appendTo(card);
	for (const { unit, counts } of rule.classes.filter((each) => each.counts[span].owed)) {
		const line = bar_row(unit, counts[span]).appendTo(card);
		if (!rule.opens) continue;
		opens(line, () => {
			close();
			duties.open_list({ rule: rule.rule, unit, state: duties.still_owed() });
		});
	}
	return card;
}
