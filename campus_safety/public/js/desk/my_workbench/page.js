// 我的工作台: one request, and everything a person has to do on one page.

import { add_refresh_button } from "../refresh_button.js";
import { get } from "../server.js";
import { urgent_first, waiting_cards } from "../waiting.js";
import { show_burden } from "./burden.js";
import { decide_buttons, show_duties, show_tiles, URGENCY } from "./duties.js";
import { show_progress, show_team } from "./figures.js";
import { show_heat } from "./heat.js";

export class MyWorkbench {
	constructor(wrapper) {
		const page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("My Workbench"),
			single_column: true,
		});
		add_refresh_button(page, () => this.load());
		if (frappe.model.can_read("Campus Duty Obligation"))
			page.add_inner_button(__("Calendar of Visits, Talks, Due Dates"), () =>
				frappe.set_route("List", "Campus Duty Obligation", "Calendar", "default")
			);
		this.body = $('<div class="campus-workbench campus-my-workbench"></div>').appendTo(page.body);
		this.span = "month";
	}

	async load() {
		if (!this.data) this.body.html(`<p class="text-muted">${__("Loading", null, "Workbench")}…</p>`);
		this.data = await get("workbench.get_workbench");
		this.show();
	}

	show() {
		const { awaited } = this.data;
		const [first, waiting] = urgent_first(this.data.waiting);
		this.body.empty();
		if (first.length) waiting_cards(this.section("urgent"), __("At Once"), first, "");
		show_tiles(this);
		for (const urgency of URGENCY) show_duties(this, urgency);
		waiting_cards(this.section("waiting"), __("Waiting for Me"), waiting, "", (kind, row) =>
			decide_buttons(this, kind, row)
		);
		waiting_cards(this.section("awaited"), __("Waiting for Others"), awaited, "");
		this.progress = this.section("progress");
		this.team = this.section("team");
		this.heat = this.section("heat");
		this.burden = this.section("burden");
		this.show_figures(this.span);
	}

	/** span: "month" or "term". */
	show_figures(span) {
		this.span = span;
		show_progress(this);
		show_team(this);
		show_heat(this);
		show_burden(this);
	}

	section(name) {
		return $(`<section class="campus-section" data-section="${name}"></section>`).appendTo(this.body);
	}
}
