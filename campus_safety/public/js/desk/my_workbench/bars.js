// How figures of duties look: a bar, a share, a number; and how lines open what is behind them.

import { escape } from "../text.js";

export function due_text(due, today) {
	const days = frappe.datetime.get_day_diff(due, today);
	if (days < 0) return __("{0} days late", [-days]);
	if (days === 0) return __("today");
	return __("in {0} days", [days]);
}

/** By finger, mouse or keyboard. The name is the button: the line may hold others. */
export function opens(line, run) {
	line.find(".campus-bar-name > span")
		.attr({ role: "button", tabindex: 0 })
		.on("keydown", (event) => event.key === "Enter" && run());
	return line.addClass("campus-opens").on("click", run);
}

/** A section's title, and which time its figures are about. */
export function heading(page, section, title) {
	const head = $(`<div class="campus-heading"><h3>${title}</h3></div>`).appendTo(section.empty());
	const group = $('<div class="btn-group" role="group"></div>').appendTo(head);
	for (const [span, label] of [
		["month", __("This Month", null, "Workbench")],
		["term", __("This Term")],
	]) {
		$(`<button type="button" class="btn btn-default btn-xs">${label}</button>`)
			.toggleClass("active", page.span === span)
			.attr("aria-pressed", page.span === span)
			.on("click", () => page.show_figures(span))
			.appendTo(group);
	}
}

/** A name, a bar and the numbers; the red end of the bar is what is overdue. */
export function bar_row(name, counts) {
	const done = counts.done + counts.late;
	const part = (look, count) => {
		const share = counts.owed ? (100 * count) / counts.owed : 0;
		return `<i class="${look}" style="width:${share}%"></i>`;
	};
	const missed = counts.missed
		? ` · <span class="is-missed">${__("{0} overdue", [counts.missed])}</span>`
		: "";
	const bar = part("is-done", done) + part("is-open", counts.open) + part("is-missed", counts.missed);
	const words = __("{0} of {1} done", [done, counts.owed]);
	return $(`<div class="campus-bar-row">
		<div class="campus-bar-name"><span>${escape(name)}</span></div>
		<div class="campus-bar" aria-hidden="true">${bar}</div>
		<div class="campus-bar-numbers"><strong>${percent(counts)}</strong> ${words}${missed}</div>
	</div>`);
}

function percent(counts) {
	return counts.covered === null ? "—" : `${Math.floor(counts.covered)}%`;
}

export function heat_number(counts) {
	if (!counts?.owed) return $('<span class="campus-none">—</span>');
	const step = Math.min(4, Math.floor((counts.covered || 0) / 20));
	const missed = counts.missed ? `<em>▲ ${counts.missed}</em>` : "";
	const done = counts.done + counts.late;
	return $(`<span class="campus-heat-number" data-step="${step}">
		<strong>${percent(counts)}</strong><span>${done}/${counts.owed}</span>${missed}</span>`);
}
