// On a student's form: level and advice at the top, and below the dashboard everything that happened, newest first.

import { chip } from "./care/chips.js";
import { get } from "./server.js";
import { show_page } from "./ledger_export.js";
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
	const markup = `<div class="campus-timeline-bar"><div class="campus-chips" role="group"></div></div>
		<ol class="campus-timeline"></ol>
		<button type="button" class="btn btn-xs btn-default campus-timeline-more hidden">${__("Older")}</button>`;
	const body = frm.dashboard.add_section(markup, __("Timeline"), "campus-timeline-section");
	frm.campus_timeline = body;
	frm.dashboard.show();
	let start = 0,
		doctype = "";
	const load = async () => {
		const asked = doctype;
		const args = { student: frm.docname, start, limit: PAGE, kind: doctype };
		const { entries, has_more, kinds } = await get("students.get_timeline", args);
		if (!body.closest("body").length || asked !== doctype) return;
		if (!body.find(".campus-chip").length) offer_kinds(body, kinds, choose);
		if (!start) body.find(".campus-timeline").empty();
		start += entries.length;
		body.find(".campus-timeline").append(entries.map(row_of));
		body.find(".campus-timeline-more").toggleClass("hidden", !has_more);
		if (!start)
			body.find(".campus-timeline").html(`<li class="text-muted">${__("Nothing recorded yet.")}</li>`);
	};
	const choose = (kind) => {
		doctype = kind;
		start = 0;
		load();
	};
	body.find(".campus-timeline-more").on("click", load);
	if (frappe.perm.has_perm("Campus Student", 0, "print", frm.doc)) {
		$(`<button type="button" class="btn btn-default btn-sm">${__("Print the Timeline")}</button>`)
			.on("click", () => show_page("students.print_timeline", { student: frm.docname, kind: doctype }))
			.appendTo(body.find(".campus-timeline-bar"));
	}
	load();
}

function offer_kinds(body, kinds, choose) {
	const bar = body.find(".campus-timeline-bar .campus-chips");
	for (const { doctype, title } of [{ doctype: "", title: __("All Kinds") }, ...kinds]) {
		const button = chip(title, !doctype).attr("data-kind", doctype).appendTo(bar);
		button.on("click", () => {
			bar.find(".campus-chip").attr("aria-pressed", false);
			button.attr("aria-pressed", true);
			choose(doctype);
		});
	}
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
			<span class="campus-timeline-author">${escape(entry.author)}</span>
		</li>`;
}
