// Forms of protected records (L3, L4): locked when opened, shown for a stated reason, locked again by themselves.

import { declared } from "./declared.js";
import { OpenedRecord } from "./opened_record.js";
import { post } from "./server.js";
import { watch_meta } from "./secret_text.js";

const OPEN_MINUTES = 10;
const QUIET_MINUTES = 1; // nobody is locked out in the middle of a sentence

// Wire one DocType; done for every protected one below. tables: its child tables that hold secret fields.
function protect(doctype, tables) {
	frappe.ui.form.on(doctype, {
		setup(frm) {
			frm.campus_last_input = 0;
			$(frm.wrapper).on("input", () => (frm.campus_last_input = Date.now()));
		},
		refresh(frm) {
			if (!frm.opened_record?.follow(frm.doc)) {
				frm.opened_record?.close();
				frm.opened_record = new OpenedRecord(frm, tables);
			}
			frm.opened_record.show();
			show_banner(frm);
			$(frm.wrapper).addClass("campus-protected");
		},
	});
}

function show_banner(frm) {
	frm.campus_lock_banner?.remove();
	const record = frm.opened_record;
	if (frm.is_new() || !(record.has_locked_text || record.is_open)) return;

	const locked = record.has_locked_text;
	const text = locked
		? __("The text of this record is encrypted. Opening it is logged.")
		: __("The text is open until you leave this page, {0} minutes at most.", [OPEN_MINUTES]);
	frm.campus_lock_banner = $(`
		<div class="campus-lock-banner ${locked ? "is-locked" : "is-open"}">
			<span class="campus-lock-text">${frappe.utils.icon(locked ? "lock" : "unlock", "md")} ${text}</span>
			<button type="button" class="btn btn-sm ${locked ? "btn-primary" : "btn-default"}">
				${locked ? __("View Contents") : __("Lock Now")}
			</button>
		</div>`).prependTo(frm.layout.wrapper);
	frm.campus_lock_banner.find("button").on("click", () => (locked ? ask_reason(frm) : lock(frm)));
}

function ask_reason(frm) {
	const reasons = [
		__("Preparing a talk"),
		__("Preparing a home visit"),
		__("Speaking with the parents"),
		__("Dispatch meeting"),
		__("Review or signature"),
		__("Taking over the student"),
		__("Acting in an emergency"),
		__("Other reason"),
	];
	const other = reasons[reasons.length - 1];
	const dialog = new frappe.ui.Dialog({
		title: __("View Contents"),
		fields: [
			{
				fieldname: "purpose",
				fieldtype: "Select",
				label: __("Reason for Viewing"),
				options: reasons.map((reason) => ({ value: reason, label: reason })),
				reqd: 1,
			},
			{
				fieldname: "detail",
				fieldtype: "Small Text",
				label: __("Details", null, "Reveal"),
				description: __(
					"Your name, the time and this reason go into the access log. The Psych Head can read it."
				),
			},
		],
		primary_action_label: __("View"),
		primary_action({ purpose, detail }) {
			const own_words = (detail || "").trim();
			if (purpose === other && own_words.length < declared.reason.shortest) {
				frappe.show_alert({
					message: __("Please write the reason in a few words."),
					indicator: "orange",
				});
				dialog.get_field("detail").set_focus();
				return;
			}
			const reason = own_words ? `${purpose}: ${own_words}` : purpose;
			reveal(frm, reason).then(() => dialog.hide());
		},
	});
	dialog.$wrapper.addClass("campus-reveal-dialog");
	dialog.show();
}

function reveal(frm, reason) {
	return post("records.reveal", { doctype: frm.doctype, name: frm.docname, reason }).then((texts) => {
		frm.opened_record.open(texts);
		show_banner(frm);
		lock_after(frm, OPEN_MINUTES);
	});
}

function lock_after(frm, minutes) {
	const minute = 60 * 1000;
	clearTimeout(frm.campus_lock_timer);
	frm.campus_lock_timer = setTimeout(() => {
		const typing = Date.now() - frm.campus_last_input < QUIET_MINUTES * minute;
		typing ? lock_after(frm, QUIET_MINUTES) : lock(frm);
	}, minutes * minute);
}

function lock(frm) {
	clearTimeout(frm.campus_lock_timer);
	frm.opened_record.close();
	show_banner(frm);
}

function lock_what_was_left() {
	for (const doctype of Object.keys(declared.protected)) {
		const frm = frappe.views.formview?.[doctype]?.frm;
		if (frm?.opened_record?.is_open && !is_shown(frm.opened_record.doc)) lock(frm);
	}
}

function is_shown(doc) {
	const [view, doctype, name] = frappe.get_route();
	return view === "Form" && doctype === doc.doctype && name === String(doc.name);
}

watch_meta();
for (const [doctype, tables] of Object.entries(declared.protected)) {
	protect(doctype, tables);
}
$(document).on("app_ready", () => frappe.router.on("change", lock_what_was_left));
