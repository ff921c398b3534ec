// 待接办事项 on the record they are about: who calls, who has it, since when; take it over, answer, hand it back.

import { declared } from "./declared.js";
import { get, post } from "./server.js";
import { clock, day, escape } from "./text.js";

const SHORTEST = 4; // characters of an answer, as the server has it

for (const doctype of declared.alerting) {
	frappe.ui.form.on(doctype, { refresh: (frm) => show(frm, doctype, () => frm.docname) });
}

/** On the alert's own form the record is what it is about. */
export function show_own_alert(frm) {
	show(frm, frm.doc.reference_doctype, () => frm.doc.reference_name);
}

function show(frm, doctype, name_of) {
	$(frm.layout.wrapper).find(".campus-alert-banner").remove();
	if (frm.is_new()) return;
	const name = name_of();
	get("alerts.get_for", { doctype, name }).then((alerts) => {
		if (name !== name_of()) return; // another record is shown meanwhile
		$(frm.layout.wrapper).find(".campus-alert-banner").remove();
		for (const alert of alerts || []) $(banner(frm, alert)).prependTo(frm.layout.wrapper);
	});
}

function banner(frm, alert) {
	const box = $(`<div class="campus-alert-banner ${alert.urgent ? "is-urgent" : ""}">
		<div><strong>${escape(__(alert.kind))}</strong> <span>${standing(alert)}</span></div>
		<div class="campus-alert-what">${escape(alert.what_to_do || "")}</div>
		${alert.answer ? `<div class="campus-alert-answer">${__("Answer")}: ${escape(alert.answer)}</div>` : ""}
		<div class="campus-alert-buttons"></div>
	</div>`);
	const buttons = box.find(".campus-alert-buttons");
	const again = () => frm.reload_doc();
	if (alert.may_take) {
		button(buttons, __("Take Over"), "btn-primary", () =>
			post("alerts.take", { alert: alert.name }).then(again)
		);
	}
	if (alert.may_take || alert.is_mine) {
		button(buttons, __("Answer"), "btn-default", () => ask_answer(alert, again));
	}
	if (alert.is_mine) {
		button(buttons, __("Hand Back"), "btn-default", () => ask_reason(alert, again));
	}
	button(buttons, __("Who Is on Duty Now"), "btn-default", show_on_duty);
	return box;
}

function standing(alert) {
	if (alert.taken_by)
		return __("{0} has it since {1}", [escape(alert.taken_by), moment_of(alert.taken_at)]);
	return __("Nobody has it yet, since {0}", [moment_of(alert.raised_at)]);
}

const moment_of = (value) => `${day(value)} ${clock(value)}`;

function button(place, label, look, act) {
	$(`<button type="button" class="btn btn-sm ${look}"></button>`)
		.text(label)
		.on("click", act)
		.appendTo(place);
}

function ask_answer(alert, done) {
	ask(
		__("Answer"),
		[
			...(alert.answers.length
				? [
						{
							fieldname: "ready",
							fieldtype: "Select",
							label: __("Ready Answer"),
							options: ["", ...alert.answers],
						},
					]
				: []),
			{
				fieldname: "text",
				fieldtype: "Small Text",
				label: __("Your Words"),
				description: __("Whoever raised it reads this. No names, no diagnosis."),
			},
		],
		({ ready, text }) => post("alerts.answer", { alert: alert.name, text: joined(ready, text) }),
		({ ready, text }) => joined(ready, text),
		done
	);
}

function ask_reason(alert, done) {
	ask(
		__("Hand Back"),
		[
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason", null, "Campus Alert"),
				description: __("The next people are told at once."),
			},
		],
		({ reason }) => post("alerts.hand_back", { alert: alert.name, reason }),
		({ reason }) => reason || "",
		done
	);
}

const joined = (...parts) =>
	parts
		.map((part) => (part || "").trim())
		.filter(Boolean)
		.join("；");

function ask(title, fields, send, words_of, done) {
	const dialog = new frappe.ui.Dialog({
		title,
		fields,
		primary_action_label: __("Send"),
		primary_action(values) {
			if (words_of(values).trim().length < SHORTEST) {
				frappe.show_alert({ message: __("Please write a few words."), indicator: "orange" });
				return;
			}
			send(values).then(() => {
				dialog.hide();
				done();
			});
		},
	});
	dialog.show();
}

/** 现在谁值班, with a number to tap. */
export function show_on_duty() {
	get("alerts.get_on_duty").then((people) => {
		const rows = people.map(
			({
				level,
				place,
				name,
				phone,
			}) => `<tr><td>${escape(__(level, null, "Campus Duty Roster"))} ${escape(place)}</td>
				<td>${escape(name)}</td>
				<td>${phone ? `<a href="tel:${escape(phone)}">${escape(phone)}</a>` : "—"}</td></tr>`
		);
		frappe.msgprint({
			title: __("Who Is on Duty Now"),
			message: rows.length
				? `<table class="table">${rows.join("")}</table>`
				: __("Nobody is on the duty roster for this shift."),
		});
	});
}
