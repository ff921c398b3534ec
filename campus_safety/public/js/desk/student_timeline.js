// On a student's form: level and advice at the top, and below the dashboard everything that happened, newest first.

const API = "campus_safety.api.students";
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
	const { message } = await frappe.call({ method: `${API}.get_standing`, type: "GET", args: { student } });
	if (!message || frm.docname !== student) return;
	frm.campus_standing?.remove();
	const escape = frappe.utils.escape_html;
	const since = message.since ? __("since {0}", [frappe.datetime.str_to_user(message.since)]) : "";
	frm.campus_standing = $(`
		<div class="campus-standing" data-color="${escape(message.color || "gray")}">
			<div><strong>${__("Attention level: {0}", [escape(message.level)])}</strong> <span>${since}</span></div>
			${message.advice ? `<div class="campus-standing-advice">${escape(message.advice)}</div>` : ""}
			${message.reads_ledger ? "" : `<div class="campus-standing-note">${__("A restricted record exists. What matters for you stands here.")}</div>`}
		</div>`).prependTo(frm.layout.wrapper);
}

function show_timeline(frm) {
	const body = frm.dashboard.add_section(
		`<ol class="campus-timeline"></ol><button type="button" class="btn btn-xs btn-default campus-timeline-more hidden">${__("Older")}</button>`,
		__("Timeline"),
		"campus-timeline-section"
	);
	frm.campus_timeline = body;
	frm.dashboard.show();
	let start = 0;
	const load = async () => {
		const args = { student: frm.docname, start, limit: PAGE };
		const { message } = await frappe.call({ method: `${API}.get_timeline`, type: "GET", args });
		if (!body.closest("body").length) return;
		start += message.entries.length;
		body.find(".campus-timeline").append(message.entries.map(row_of));
		body.find(".campus-timeline-more").toggleClass("hidden", !message.has_more);
		if (!start)
			body.find(".campus-timeline").html(`<li class="text-muted">${__("Nothing recorded yet.")}</li>`);
	};
	body.find(".campus-timeline-more").on("click", load);
	load();
}

function row_of(entry) {
	const escape = frappe.utils.escape_html;
	const url = frappe.utils.get_form_link(entry.doctype, entry.name);
	const what = [entry.title, entry.what].filter((text, i, all) => all.indexOf(text) === i).join(" · ");
	return `
		<li class="${entry.ahead ? "is-ahead" : ""}">
			<span class="campus-timeline-icon">${frappe.utils.icon(entry.icon, "sm")}</span>
			<time>${frappe.datetime.str_to_user(entry.at.slice(0, 10))}</time>
			<a href="${url}">${escape(what)}</a>
			<span class="campus-timeline-summary">${entry.summary.map(escape).join(" · ")}</span>
		</li>`;
}
