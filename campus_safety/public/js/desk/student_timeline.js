// On a student's form: level and advice at the top, and below the dashboard everything that happened, newest first.

import { get } from "./server.js";
import { standing_markup } from "./standing.js";
import { day, escape } from "./text.js";

const PAGE = 20;

frappe.ui.form.on("Campus Student", {
	refresh(frm) {
		frm.campus_standing?.remove();
		frm.campus_timeline?.closest(".form-dashboard-section").remove();
		if (frm.is_new()) return;
		show_standing(frm);
		show_timeline(frm);
	},
});

async function show_standing(frm) {
	const student = frm.docname;
	const standing = await get("students.get_standing", { student });
	if (!standing || frm.docname !== student) return;
	frm.campus_standing?.remove();
	const since = standing.since ? ` <span>${__("since {0}", [day(standing.since)])}</span>` : "";
	const restricted = standing.reads_ledger
		? ""
		: `<div class="campus-standing-note">${__("A restricted record exists. What matters for you stands here.")}</div>`;
	frm.campus_standing = $(standing_markup(standing, since, restricted)).prependTo(frm.layout.wrapper);
}

function show_timeline(frm) {
	const markup = `<ol class="campus-timeline"></ol>
		<button type="button" class="btn btn-xs btn-default campus-timeline-more hidden">${__("Older")}</button>`;
	const body = frm.dashboard.add_section(markup, __("Timeline"), "campus-timeline-section");
	frm.campus_timeline = body;
	frm.dashboard.show();
	let start = 0;
	const load = async () => {
		const args = { student: frm.docname, start, limit: PAGE };
		const { entries, has_more } = await get("students.get_timeline", args);
		if (!body.closest("body").length) return;
		start += entries.length;
		body.find(".campus-timeline").append(entries.map(row_of));
		body.find(".campus-timeline-more").toggleClass("hidden", !has_more);
		if (!start)
			body.find(".campus-timeline").html(`<li class="text-muted">${__("Nothing recorded yet.")}</li>`);
	};
	body.find(".campus-timeline-more").on("click", load);
	load();
}

function row_of(entry) {
	const url = frappe.utils.get_form_link(entry.doctype, entry.name);
	const what = [entry.title, entry.what].filter((text, i, all) => all.indexOf(text) === i).join(" · ");
	return `
		<li class="${entry.ahead ? "is-ahead" : ""}">
			<span class="campus-timeline-icon">${frappe.utils.icon(entry.icon, "sm")}</span>
			<time>${day(entry.at)}</time>
			<a href="${url}">${escape(what)}</a>
			<span class="campus-timeline-summary">${entry.summary.map(escape).join(" · ")}</span>
		</li>`;
}
