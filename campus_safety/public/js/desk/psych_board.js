// 心理中心看板: open crises by level, who watches, what is due, asked for, nobody's. Each line leads to its record.

import { add_refresh_button } from "./refresh_button.js";
import { get } from "./server.js";
import { escape, moment_of } from "./text.js";
import { waiting_cards } from "./waiting.js";

const CASE = "Campus Crisis Case";

export class PsychBoard {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("Board of the Psychological Centre"),
			single_column: true,
		});
		add_refresh_button(this.page, () => this.load());
		this.page.add_inner_button(__("Week of the Counselling Centre"), () =>
			frappe.set_route("campus-counselling-week")
		);
		this.body = $('<div class="campus-workbench campus-psych-board"></div>').appendTo(this.page.body);
	}

	async load() {
		if (!this.data) this.body.html(`<p class="text-muted">${__("Loading", null, "Workbench")}…</p>`);
		this.data = await get("psychology.get_board");
		this.show();
	}

	show() {
		const { crises, watch, due, asked, unowned } = this.data;
		this.body.empty();
		const cards = (name, title, kinds, nothing) =>
			waiting_cards(this.section(name), title, kinds, nothing);
		cards("unowned", __("Nobody Answers"), unowned, "");
		cards("crises", __("Open Crises"), crises, __("No crisis is open."));
		this.show_watch(watch);
		cards("due", __("Interviews and Reviews Due"), due, __("Nothing is due within a week."));
		cards("asked", __("Asked for, and Incidents"), asked, __("No request waits for the centre."));
	}

	show_watch(watch) {
		const section = this.section("watch");
		section.append(`<h3>${__("Who Watches, until This Time Tomorrow")}</h3>`);
		if (!watch.length)
			section.append(`<p class="campus-nothing">${__("Nobody has to be watched over.")}</p>`);
		const grid = $('<div class="campus-grid"></div>').appendTo(section);
		watch.forEach((line) => grid.append(watch_card(line)));
	}

	section(name) {
		return $(`<section class="campus-section" data-section="${name}"></section>`).appendTo(this.body);
	}
}

function watch_card({ name, student, unit, shifts, gaps }) {
	const link = frappe.utils.get_form_link(CASE, name);
	const card = $(`<div class="campus-card ${gaps.length ? "is-urgent" : ""}" data-name="${escape(name)}">
		<div class="campus-card-head"><a href="${link}">${escape(student)} ${escape(unit)}</a></div>
	</div>`);
	for (const shift of shifts) {
		const now = shift.now ? ` <b>${__("now", null, "Watch")}</b>` : "";
		card.append(`<div class="campus-row"><span>${shift.people.map(escape).join("、")}${now}</span>
			<span class="campus-when">${span_of(shift)} ${escape(shift.place)}</span></div>`);
	}
	for (const gap of gaps)
		card.append(`<div class="campus-row is-late"><span>${__("Nobody is there")}</span>
			<span class="campus-when">${span_of(gap)}</span></div>`);
	return card;
}

const span_of = ({ from, to }) => `${moment_of(from)} – ${moment_of(to)}`;
