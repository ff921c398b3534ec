// The whole school: clause by college and clause by department, each number a door to what it is made of.
// Few students are no number at all.

import { duties } from "../duties.js";
import { get } from "../server.js";
import { escape } from "../text.js";
import { bar_row, heading, heat_number, opens } from "./bars.js";

export function show_heat(page) {
	const { heat } = page.data;
	if (!heat) return;
	heading(page, page.heat, __("Whole School: Clause by College"));
	hint(
		page,
		__(
			"Share of what is owed that is done, and how much of how much. Darker means more done; ▲ counts what is overdue, ● says that something is overdue where students are too few to be counted. Tap a number to see what it is made of."
		)
	);
	show_table(page, {
		columns: heat.colleges,
		title: (college) => escape(college) || __("Dormitories and School"),
		cell: (row, college) => row.cells[college],
		where: (college) => ({ college }),
		whole: true,
	});
	show_departments(page, heat);
}

/** What each department answers for, and the tasks it has from clauses that no ledger counts. */
function show_departments(page, heat) {
	if (!heat.departments.length) return;
	page.heat.append(`<h3>${__("Whole School: Clause by Department")}</h3>`);
	hint(
		page,
		__(
			"What a department answers for, wherever it is done, and its tasks under clauses without records of their own. ○ means: the notice binds it, nothing is counted yet."
		)
	);
	show_table(page, {
		columns: heat.departments,
		title: escape,
		cell: (row, department) => row.of_departments[department],
		where: (department) => ({ department }),
		bound: true,
	});
}

function hint(page, words) {
	page.heat.append(`<p class="campus-hint">${words}</p>`);
}

function show_table(page, table) {
	const names = [__("Clause"), ...table.columns.map(table.title)];
	if (table.whole) names.splice(1, 0, __("Whole School"));
	const head = names.map((name) => `<th scope="col">${name}</th>`).join("");
	const html = $(`<table class="campus-heat"><thead><tr>${head}</tr></thead><tbody></tbody></table>`);
	html.appendTo($('<div class="campus-scroll"></div>').appendTo(page.heat));
	for (const row of page.data.heat.rows) {
		const cells = table.columns.map((column) => table.cell(row, column));
		if (!cells.some((cell) => says_something(cell, page.span, table.bound))) continue;
		const title = `<span>${escape(row.clause) || __("No Clause")}</span> <small>${escape(row.title)}</small>`;
		const line = $(`<tr><th scope="row">${title}</th></tr>`).appendTo(html.find("tbody"));
		if (table.whole) line.append(whole_cell(page, row.whole));
		cells.forEach((cell, at) => line.append(heat_cell(page, row, table, table.columns[at], cell)));
	}
}

function says_something(cell, span, or_is_bound) {
	return Boolean(cell && (cell[span]?.owed || cell.few || cell.tasks || (or_is_bound && cell.bound)));
}

function whole_cell(page, whole) {
	const html = $('<td class="campus-whole"></td>').append(heat_number(whole?.[page.span]));
	if (!whole?.[page.span]?.owed && whole?.few) html.find(".campus-none").text(__("under 5 students"));
	return html.append(late_dot(whole, page.span));
}

/** Something is overdue among those who are too few to be counted. */
function late_dot(cell, span) {
	if (!cell?.late?.[span]) return "";
	return $('<span class="campus-late-dot"></span>').text("●").attr("title", __("Some overdue"));
}

function heat_cell(page, row, table, column, cell) {
	const html = $("<td></td>");
	const figures = cell?.[page.span];
	if (figures?.owed) {
		$(`<button type="button"></button>`)
			.append(heat_number(figures))
			.on("click", () => open_cell(page, row, table, column))
			.appendTo(html);
	} else if (!cell?.tasks) {
		const nothing = table.bound && cell?.bound ? "○" : "—";
		html.append(`<span class="campus-none">${cell?.few ? __("under 5 students") : nothing}</span>`);
	}
	html.append(late_dot(cell, page.span));
	if (cell?.tasks) html.append(tasks_of(cell.tasks, row, column));
	return html;
}

function tasks_of({ done, owed, overdue }, row, department) {
	const late = overdue ? ` <em>▲ ${overdue}</em>` : "";
	return $(
		`<button type="button" class="campus-tasks">${__("Tasks {0}/{1}", [done, owed])}${late}</button>`
	).on("click", () =>
		frappe.set_route("List", "Campus Clause Task", { clause: row.clause, unit: department })
	);
}

async function open_cell(page, row, table, column) {
	const rules = await get("workbench.get_heat_cell", { clause: row.clause, ...table.where(column) });
	const title = [row.clause, row.title, table.title(column)].filter(Boolean).join(" · ");
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
