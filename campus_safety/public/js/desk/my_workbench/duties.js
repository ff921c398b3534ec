// What is to be done, the most urgent first. What is due today stands on top, because it can still be in time.

import { declared } from "../declared.js";
import { duties } from "../duties.js";
import { leave_buttons } from "../leave_decisions.js";
import { record_contact } from "../short_contact.js";
import { day, escape } from "../text.js";
import { due_text } from "./bars.js";

export const URGENCY = ["today", "overdue", "soon", "missed"];
const LATE = ["overdue", "missed"];

function titles() {
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

export function show_tiles(page) {
	const { duties: groups, waiting, team, heat, empty } = page.data;
	if (!groups.length) {
		if (empty) {
			const line = $(`<p class="campus-all-done is-waiting">${why_empty(empty)} </p>`).appendTo(
				page.body
			);
			if (empty.count) line.append(ahead_button());
		} else if (!heat && !team && !waiting.length)
			page.body.append(`<p class="campus-all-done">${__("Nothing is due. Good night.")}</p>`);
		return;
	}
	const row = $('<div class="campus-tiles"></div>').appendTo(page.body);
	for (const urgency of URGENCY) {
		const count = groups
			.filter((group) => group.urgency === urgency)
			.reduce((sum, group) => sum + group.count, 0);
		const [title] = titles()[urgency];
		$(`<button type="button" class="campus-tile" data-urgency="${urgency}">
			<strong>${count}</strong><span>${title}</span>
		</button>`)
			.prop("disabled", !count)
			.on("click", () => scroll_to(page, urgency))
			.appendTo(row);
	}
}

function why_empty({ why, day: first, count }) {
	return {
		ahead: () => __("Nothing is due soon. {0} are open, the first until {1}.", [count, day(first)]),
		no_post: () =>
			__("You hold no post yet, so no students are yours. Ask Student Affairs to enter your post."),
		post_later: () => __("Your post begins on {0}; your students appear then.", [day(first)]),
		never_run: () =>
			__(
				"No duties have been worked out yet. They are after tonight, or as soon as Student Affairs opens the term."
			),
		rules_later: () =>
			__("Duties begin on {0}. What you record until then is kept all the same.", [day(first)]),
	}[why]();
}

function ahead_button() {
	return $(`<button type="button" class="btn btn-default btn-sm">${__("Show Them")}</button>`).on(
		"click",
		() => duties.open_list({ state: "Open", responsible_user: frappe.session.user })
	);
}

function scroll_to(page, urgency) {
	const section = page.body.find(`[data-section="${urgency}"]`);
	section.find("details").prop("open", true);
	section[0].scrollIntoView({ behavior: "smooth" });
}

export function show_duties(page, urgency) {
	const groups = page.data.duties.filter((group) => group.urgency === urgency);
	if (!groups.length) return;
	const [title, hint] = titles()[urgency];
	let section = page.section(urgency);
	if (urgency === "missed") {
		section = $(`<details><summary><h3>${title}</h3></summary></details>`).appendTo(section);
	} else {
		section.append(`<h3>${title}</h3>`);
	}
	if (hint) section.append(`<p class="campus-hint">${hint}</p>`);
	const grid = $('<div class="campus-grid"></div>').appendTo(section);
	groups.forEach((group) => duty_card(page, group).appendTo(grid));
}

function duty_card(page, group) {
	const whose = __(group.subject_type || "Key Student", null, "Campus Duty Rule");
	const risk = group.is_risk ? `<span class="campus-tag">${whose}</span>` : "";
	const card = $(`<div class="campus-card" data-rule="${escape(group.rule)}">
		<div class="campus-card-head">
			<span>${escape(group.rule)} ${risk}</span><span class="campus-count">${group.count}</span>
		</div>
	</div>`);
	group.rows.forEach((row) => duty_row(page, group, row).appendTo(card));
	if (group.count > group.rows.length) {
		$(`<a class="campus-row campus-more">${__("All {0}", [group.count])}</a>`)
			.on("click", () => open_list(group))
			.appendTo(card);
	}
	return card;
}

function open_list(group) {
	const whose = group.by_office ? {} : { responsible_user: frappe.session.user };
	const state = LATE.includes(group.urgency) ? "Overdue" : "Open";
	duties.open_list({ rule: group.rule, state, ...whose });
}

function duty_row(page, group, row) {
	const link = frappe.utils.get_form_link(duties.DOCTYPE, row.name);
	const line = $(`<div class="campus-row campus-duty" data-duty="${row.name}">
		<div class="campus-duty-what">
			<a href="${link}">${escape(row.title)}</a>
			<div class="campus-duty-how">${how_far(page, group, row)}</div>
		</div>
	</div>`);
	const late = LATE.includes(group.urgency);
	if (late && !row.asked) take_link(page, row).appendTo(line.find(".campus-duty-how"));
	if (group.urgency === "missed") {
		if (!row.asked) ask_button(page, row).appendTo(line);
	} else if (group.form) {
		$(`<button type="button" class="btn btn-primary btn-sm campus-do">${act_of(group.form)}</button>`)
			.on("click", () =>
				is_contact(group.form)
					? record_contact(row, page.data.today, () => page.load())
					: duties.open_form(group.form, row.subject)
			)
			.appendTo(line);
	}
	return line;
}

const is_contact = ({ doctype, contact }) => contact && doctype === "Campus Heart Talk";

/** What the button does, in the words of the first screen. */
function act_of(form) {
	const { doctype, row_label } = form;
	if (is_contact(form)) return __("Record the Contact");
	if (row_label) return __("Record: {0}", [__(row_label, null, doctype)]);
	const start = declared.starts.find((each) => each.doctype === doctype);
	return start ? __(start.label) : __("Record: {0}", [__(doctype)]);
}

function ask_button(page, row) {
	return $(
		`<button type="button" class="btn btn-default btn-sm campus-do">${__("Ask for an Exemption")}</button>`
	).on("click", () => duties.ask_exemption(row.name).then(() => page.load()));
}

function how_far(page, group, row) {
	const parts = [];
	if (row.unit && row.unit !== row.title) parts.push(escape(row.unit));
	if (is_contact(group.form || {}) && row.period_end < page.data.today) parts.push(day(row.period_end));
	if (row.min_count > 1) parts.push(__("{0} of {1} done", [row.done_count, row.min_count]));
	if (group.urgency !== "today")
		parts.push(`<span class="campus-due">${due_text(row.due_date, page.data.today)}</span>`);
	if (group.urgency === "overdue") parts.push(__("counts until {0}", [day(row.count_until)]));
	if (row.asked) parts.push(`<span class="campus-asked">${__("Exemption asked for")}</span>`);
	return parts.join(" · ");
}

function take_link(page, row) {
	if (row.taken_by && row.taken_by !== frappe.session.user) {
		return $(`<span> · ${__("{0} is on it", [escape(row.taken_name)])}</span>`);
	}
	const mine = row.taken_by === frappe.session.user;
	const act = mine ? duties.give_back : duties.take;
	const words = mine ? [__("I am on it"), __("Give Back")] : ["", __("I Take It")];
	return $(`<span> · ${words[0]} <a class="campus-take">${words[1]}</a></span>`).on("click", () =>
		act(row.name).then(() => page.load())
	);
}

export function decide_buttons(page, kind, row) {
	const leave = leave_buttons(kind, row, () => page.load());
	if (leave) return leave;
	if (kind.doctype !== duties.DOCTYPE || !("note" in row)) return;
	const act = (label, look, run) =>
		$(`<button type="button" class="btn btn-sm ${look}">${label}</button>`).on("click", () =>
			run().then(() => page.load())
		);
	return $('<div class="campus-decide"></div>').append(
		act(__("Grant Exemption"), "btn-primary", () => duties.approve(row.name, row.note)),
		act(__("Decline Exemption"), "btn-default", () => duties.decline(row.name))
	);
}
