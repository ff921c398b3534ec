// 我的工作台: one request, the most urgent first. What is due today stands on top, because it can still be in time.

frappe.pages["campus-my-workbench"].on_page_load = function (wrapper) {
	wrapper.workbench = new campus_safety.MyWorkbench(wrapper);
};

frappe.pages["campus-my-workbench"].on_page_show = function (wrapper) {
	wrapper.workbench.load();
};

campus_safety.MyWorkbench = class MyWorkbench {
	static API = "campus_safety.api.workbench";
	static URGENCY = ["today", "overdue", "soon", "missed"];

	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("My Workbench"),
			single_column: true,
		});
		this.page.set_secondary_action(__("Refresh"), () => this.load(), "refresh");
		this.body = $('<div class="campus-workbench campus-my-workbench"></div>').appendTo(this.page.body);
		this.span = "month";
	}

	async load() {
		if (!this.data) this.body.html(`<p class="text-muted">${__("Loading")}…</p>`);
		const { message } = await frappe.call({ method: `${MyWorkbench.API}.get_workbench`, type: "GET" });
		this.data = message;
		this.show();
	}

	show() {
		this.body.empty();
		this.show_tiles();
		for (const urgency of MyWorkbench.URGENCY) this.show_duties(urgency);
		campus_safety.waiting_cards(
			this.section("waiting"),
			__("Waiting for Me"),
			this.data.waiting,
			"",
			(kind, row) => this.decide_buttons(kind, row)
		);
		campus_safety.waiting_cards(this.section("awaited"), __("Waiting for Others"), this.data.awaited, "");
		this.progress = this.section("progress");
		this.team = this.section("team");
		this.heat = this.section("heat");
		this.show_figures();
	}

	section(name) {
		return $(`<section class="campus-section" data-section="${name}"></section>`).appendTo(this.body);
	}

	// what is to be done

	titles() {
		return {
			today: [__("Due Today"), __("Recorded before midnight it is still in time.")],
			overdue: [__("Overdue, Can Be Made Good"), __("Done now it still counts, as late.")],
			soon: [__("Due Soon"), ""],
			missed: [
				__("Past Making Good"),
				__(
					"Done now it no longer counts. What was done in time can still be entered; otherwise ask for an exemption."
				),
			],
		};
	}

	show_tiles() {
		const { duties, team, heat } = this.data;
		if (!duties.length) {
			if (!heat && !team)
				this.body.append(`<p class="campus-all-done">${__("Nothing is due. Good night.")}</p>`);
			return;
		}
		const row = $('<div class="campus-tiles"></div>').appendTo(this.body);
		for (const urgency of MyWorkbench.URGENCY) {
			const count = duties
				.filter((group) => group.urgency === urgency)
				.reduce((sum, group) => sum + group.count, 0);
			$(
				`<button type="button" class="campus-tile" data-urgency="${urgency}"><strong>${count}</strong><span>${
					this.titles()[urgency][0]
				}</span></button>`
			)
				.prop("disabled", !count)
				.on("click", () => {
					const section = this.body.find(`[data-section="${urgency}"]`);
					section.find("details").prop("open", true);
					section[0].scrollIntoView({ behavior: "smooth" });
				})
				.appendTo(row);
		}
	}

	show_duties(urgency) {
		const groups = this.data.duties.filter((group) => group.urgency === urgency);
		if (!groups.length) return;
		const [title, hint] = this.titles()[urgency];
		let section = this.section(urgency);
		if (urgency === "missed")
			section = $(`<details><summary><h3>${title}</h3></summary></details>`).appendTo(section);
		else section.append(`<h3>${title}</h3>`);
		if (hint) section.append(`<p class="campus-hint">${hint}</p>`);
		const grid = $('<div class="campus-grid"></div>').appendTo(section);
		groups.forEach((group) => this.duty_card(group).appendTo(grid));
	}

	duty_card(group) {
		const risk = group.is_risk ? `<span class="campus-tag">${__("Key students")}</span>` : "";
		const card = $(`<div class="campus-card" data-rule="${escape_html(group.rule)}">
			<div class="campus-card-head"><span>${escape_html(group.rule)} ${risk}</span><span class="campus-count">${group.count}</span></div>
		</div>`);
		group.rows.forEach((row) => this.duty_row(group, row).appendTo(card));
		if (group.count > group.rows.length) {
			$(`<a class="campus-row campus-more">${__("All {0}", [group.count])}</a>`)
				.on("click", () => this.open_list(group))
				.appendTo(card);
		}
		return card;
	}

	open_list(group) {
		const whose = group.by_office ? {} : { responsible_user: frappe.session.user };
		const state = ["overdue", "missed"].includes(group.urgency) ? "Overdue" : "Open";
		frappe.set_route("List", campus_safety.duties.DOCTYPE, "List", { rule: group.rule, state, ...whose });
	}

	duty_row(group, row) {
		const line = $(`<div class="campus-row campus-duty" data-duty="${row.name}">
			<div class="campus-duty-what">
				<a href="${frappe.utils.get_form_link(campus_safety.duties.DOCTYPE, row.name)}">${escape_html(row.title)}</a>
				<div class="campus-duty-how">${this.how_far(group, row)}</div>
			</div>
		</div>`);
		const late = ["overdue", "missed"].includes(group.urgency);
		if (late && !row.asked) this.take_link(row).appendTo(line.find(".campus-duty-how"));
		if (group.urgency === "missed") {
			if (!row.asked) this.ask_button(row).appendTo(line);
		} else if (group.form) {
			$(
				`<button type="button" class="btn btn-primary btn-sm campus-do">${__(group.form.doctype)}</button>`
			)
				.on("click", () => campus_safety.duties.open_form(group.form, row.subject))
				.appendTo(line);
		}
		return line;
	}

	ask_button(row) {
		return $(
			`<button type="button" class="btn btn-default btn-sm campus-do">${__("Ask for an Exemption")}</button>`
		).on("click", () => campus_safety.duties.ask_exemption(row.name).then(() => this.load()));
	}

	how_far(group, row) {
		const parts = [];
		if (row.unit && row.unit !== row.title) parts.push(escape_html(row.unit));
		if (row.min_count > 1) parts.push(__("{0} of {1} done", [row.done_count, row.min_count]));
		if (group.urgency !== "today")
			parts.push(`<span class="campus-due">${due_text(row.due_date, this.data.today)}</span>`);
		if (group.urgency === "overdue")
			parts.push(__("counts until {0}", [frappe.datetime.str_to_user(row.count_until)]));
		if (row.asked) parts.push(`<span class="campus-asked">${__("Exemption asked for")}</span>`);
		return parts.join(" · ");
	}

	take_link(row) {
		if (row.taken_by && row.taken_by !== frappe.session.user) {
			return $(`<span> · ${__("{0} is on it", [escape_html(row.taken_name)])}</span>`);
		}
		const mine = row.taken_by === frappe.session.user;
		const act = mine ? campus_safety.duties.give_back : campus_safety.duties.take;
		return $(
			`<span> · ${mine ? __("I am on it") : ""} <a class="campus-take">${mine ? __("Give Back") : __("I Take It")}</a></span>`
		).on("click", () => act(row.name).then(() => this.load()));
	}

	decide_buttons(kind, row) {
		if (kind.doctype !== campus_safety.duties.DOCTYPE || !("note" in row)) return;
		const act = (label, look, run) =>
			$(`<button type="button" class="btn btn-sm ${look}">${label}</button>`).on("click", () =>
				run().then(() => this.load())
			);
		return $('<div class="campus-decide"></div>').append(
			act(__("Grant Exemption"), "btn-primary", () => campus_safety.duties.approve(row.name, row.note)),
			act(__("Decline Exemption"), "btn-default", () => campus_safety.duties.decline(row.name))
		);
	}

	// figures

	show_figures() {
		this.show_progress();
		this.show_team();
		this.show_heat();
	}

	heading(section, title) {
		const head = $(`<div class="campus-heading"><h3>${title}</h3></div>`).appendTo(section.empty());
		const group = $('<div class="btn-group" role="group"></div>').appendTo(head);
		for (const [span, label] of [
			["month", __("This Month")],
			["term", __("This Term")],
		]) {
			$(`<button type="button" class="btn btn-default btn-xs">${label}</button>`)
				.toggleClass("active", this.span === span)
				.attr("aria-pressed", this.span === span)
				.on("click", () => {
					this.span = span;
					this.show_figures();
				})
				.appendTo(group);
		}
	}

	show_progress() {
		if (!this.data.progress.length) return;
		this.heading(this.progress, __("My Progress"));
		const rows = this.data.progress.filter((row) => row.counts[this.span].owed);
		const card = $('<div class="campus-card campus-bars"></div>').appendTo(this.progress);
		if (!rows.length) card.append(`<p class="campus-nothing">${__("Nothing is owed in this time.")}</p>`);
		for (const row of rows) {
			const whose = row.by_office ? {} : { responsible_user: frappe.session.user };
			opens(bar_row(row.rule, row.counts[this.span]), () =>
				frappe.set_route("List", campus_safety.duties.DOCTYPE, "List", {
					rule: row.rule,
					state: ["in", ["Open", "Overdue"]],
					...whose,
				})
			).appendTo(card);
		}
	}

	show_team() {
		const { team } = this.data;
		if (!team) return;
		this.heading(this.team, __("My College"));
		const grid = $('<div class="campus-columns"></div>').appendTo(this.team);
		this.team_card(
			__("By Class"),
			team.classes,
			(row) => row.unit,
			(row) => ({ unit: row.unit })
		).appendTo(grid);
		this.team_card(
			__("By Person"),
			team.persons,
			(row) => row.name || __("No responsible person"),
			(row) => (row.user ? { person: row.user } : null)
		).appendTo(grid);
	}

	team_card(title, rows, name_of, scope_of) {
		const card = $(
			`<div class="campus-card campus-bars"><div class="campus-card-head"><span>${title}</span></div></div>`
		);
		for (const row of rows.filter((each) => each.counts[this.span].owed)) {
			const line = bar_row(name_of(row), row.counts[this.span]).appendTo(card);
			if (row.user && row.user !== frappe.session.user)
				this.remind_button(row).appendTo(line.find(".campus-bar-name"));
			if ("user" in row && !row.name) this.assign_button()?.appendTo(line.find(".campus-bar-name"));
			if (row.escalated && this.span === "term") {
				line.find(".campus-bar-numbers").append(
					`<div>${__("{0} climbed, nobody on it", [row.escalated])}</div>`
				);
			}
			const below = $('<div class="campus-below" hidden></div>').appendTo(card);
			opens(line, () => this.open_rules(below, row, scope_of(row)));
		}
		return card;
	}

	// duties that stand in nobody's list: somebody has to hold the post
	assign_button() {
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

	remind_button(row) {
		return $(
			`<button type="button" class="btn btn-default btn-xs campus-remind">${__("Remind")}</button>`
		).on("click", async (event) => {
			event.stopPropagation();
			const button = event.currentTarget;
			const { message: sent } = await frappe.call({
				method: `${MyWorkbench.API}.remind`,
				type: "POST",
				args: { user: row.user },
				btn: $(button),
			});
			button.disabled = true;
			button.textContent = __("Reminded");
			const name = escape_html(row.name);
			const message = sent
				? __("{0} got one message: duties and numbers, no names.", [name])
				: __("{0} was reminded today already.", [name]);
			frappe.show_alert({ message, indicator: sent ? "green" : "orange" }, 5);
		});
	}

	open_rules(below, row, scope) {
		below.prop("hidden", !below.prop("hidden"));
		if (below.children().length) return;
		for (const { rule, counts } of row.rules.filter((each) => each.counts[this.span].owed)) {
			const line = bar_row(rule, counts[this.span]).appendTo(below);
			const gaps = $('<div class="campus-below" hidden></div>').appendTo(below);
			const left = counts[this.span].open + counts[this.span].missed;
			if (scope && left) opens(line, () => this.open_gaps(gaps, rule, scope));
		}
	}

	async open_gaps(below, rule, scope) {
		below.prop("hidden", !below.prop("hidden"));
		if (below.children().length) return;
		const { message: rows } = await frappe.call({
			method: `${MyWorkbench.API}.get_gaps`,
			type: "GET",
			args: {
				rule,
				...scope,
				...this.data.now[this.span].reduce(
					(all, day, at) => ({ ...all, [at ? "last" : "first"]: day }),
					{}
				),
			},
		});
		const by_due = new Map();
		for (const row of rows) by_due.set(row.due_date, [...(by_due.get(row.due_date) || []), row]);
		for (const [due, those] of by_due) {
			const late = those[0].state === "Overdue" ? "is-missed" : "";
			const names = $('<div class="campus-names"></div>').appendTo(below);
			names.append(
				`<span class="${late}">${due_text(due, this.data.today)} · ${__("{0} open", [those.length])}</span>`
			);
			for (const row of those) {
				names.append(
					`<a href="${frappe.utils.get_form_link(campus_safety.duties.DOCTYPE, row.name)}">${escape_html(row.title)}</a>`
				);
			}
		}
		if (!rows.length)
			below.append(`<p class="campus-nothing">${__("No open duties that you may read.")}</p>`);
	}

	// the school

	show_heat() {
		const { heat } = this.data;
		if (!heat) return;
		this.heading(this.heat, __("Whole School: Clause by College"));
		this.heat.append(
			`<p class="campus-hint">${__("Share of what is owed that is done, and how much of how much. Darker means more done; ▲ counts what is overdue. Tap a number to see what it is made of.")}</p>`
		);
		const head = heat.colleges
			.map((name) => `<th scope="col">${escape_html(name) || __("No College")}</th>`)
			.join("");
		const table = $(
			`<table class="campus-heat"><thead><tr><th scope="col">${__("Clause")}</th>${head}<th scope="col">${__(
				"Whole School"
			)}</th></tr></thead><tbody></tbody></table>`
		).appendTo($('<div class="campus-scroll"></div>').appendTo(this.heat));
		for (const row of heat.rows.filter((each) => this.has_figures(each))) {
			const line = $(
				`<tr><th scope="row"><span>${escape_html(row.clause) || __("No Clause")}</span> <small>${escape_html(
					row.title || ""
				)}</small></th></tr>`
			).appendTo(table.find("tbody"));
			for (const college of heat.colleges)
				this.heat_cell(row, college, row.cells[college]).appendTo(line);
			$("<td></td>").append(heat_number(row.counts[this.span])).appendTo(line);
		}
	}

	has_figures(row) {
		return row.counts[this.span].owed || Object.values(row.cells).some((cell) => cell.few);
	}

	heat_cell(row, college, counts) {
		const cell = $("<td></td>");
		const figures = counts?.[this.span];
		if (!figures?.owed)
			return cell.append(
				`<span class="campus-none">${counts?.few ? __("under 5 students") : "—"}</span>`
			);
		return cell.append(
			$(`<button type="button"></button>`)
				.append(heat_number(figures))
				.on("click", () => this.open_cell(row, college))
		);
	}

	async open_cell(row, college) {
		const { message: rules } = await frappe.call({
			method: `${MyWorkbench.API}.get_heat_cell`,
			type: "GET",
			args: { clause: row.clause, college },
		});
		const title = [row.clause, row.title, college || __("No College")].filter(Boolean).join(" · ");
		const dialog = new frappe.ui.Dialog({ title, size: "large" });
		const body = $('<div class="campus-workbench campus-my-workbench"></div>').appendTo(dialog.body);
		for (const rule of rules.filter((each) => each.few || each.counts[this.span].owed)) {
			const card = $('<div class="campus-card campus-bars"></div>').appendTo(body);
			if (rule.few) {
				card.append(
					`<p class="campus-row">${escape_html(rule.rule)}<span>${__("under 5 students")}</span></p>`
				);
				continue;
			}
			bar_row(rule.rule, rule.counts[this.span]).addClass("campus-total").appendTo(card);
			for (const each of rule.classes.filter((one) => one.counts[this.span].owed)) {
				const line = bar_row(each.unit, each.counts[this.span]).appendTo(card);
				if (!rule.opens) continue;
				opens(line, () => {
					dialog.hide();
					const state = ["in", ["Open", "Overdue"]];
					frappe.set_route("List", campus_safety.duties.DOCTYPE, "List", {
						rule: rule.rule,
						unit: each.unit,
						state,
					});
				});
			}
		}
		dialog.show();
	}
};

function escape_html(text) {
	return frappe.utils.escape_html(String(text ?? ""));
}

function due_text(due, today) {
	const days = frappe.datetime.get_day_diff(due, today);
	if (days < 0) return __("{0} days late", [-days]);
	if (days === 0) return __("today");
	return __("in {0} days", [days]);
}

// By finger, mouse or keyboard.
function opens(line, run) {
	return line
		.addClass("campus-opens")
		.attr({ role: "button", tabindex: 0 })
		.on("click", run)
		.on("keydown", (event) => event.key === "Enter" && event.target === event.currentTarget && run());
}

// A name, a bar and the numbers; the red end of the bar is what is overdue.
function bar_row(name, counts) {
	const done = counts.done + counts.late;
	const share = (part) => (counts.owed ? (100 * part) / counts.owed : 0);
	const missed = counts.missed
		? ` · <span class="is-missed">${__("{0} overdue", [counts.missed])}</span>`
		: "";
	return $(`<div class="campus-bar-row">
		<div class="campus-bar-name"><span>${escape_html(name)}</span></div>
		<div class="campus-bar" aria-hidden="true"><i class="is-done" style="width:${share(done)}%"></i><i class="is-open" style="width:${share(
			counts.open
		)}%"></i><i class="is-missed" style="width:${share(counts.missed)}%"></i></div>
		<div class="campus-bar-numbers"><strong>${percent(counts)}</strong> ${__("{0} of {1} done", [done, counts.owed])}${missed}</div>
	</div>`);
}

function percent(counts) {
	return counts.covered === null ? "—" : `${Math.floor(counts.covered)}%`;
}

function heat_number(counts) {
	if (!counts?.owed) return $('<span class="campus-none">—</span>');
	const step = Math.min(4, Math.floor((counts.covered || 0) / 20));
	const missed = counts.missed ? `<em>▲ ${counts.missed}</em>` : "";
	return $(
		`<span class="campus-heat-number" data-step="${step}"><strong>${percent(counts)}</strong><span>${counts.done + counts.late}/${
			counts.owed
		}</span>${missed}</span>`
	);
}
