// The word of the day with a key student, in three taps: how one saw them, what they said in one's own words, saved.
// It keeps up contact and is no talk; whoever is not well gets the whole form, with its next step.

import { begin_with } from "./begin_with.js";
import { choices_of, day } from "./text.js";

const TALK = "Campus Heart Talk";

/** duty: a row of the workbench; today: the server's day; then: what follows when it is saved. */
export async function record_contact({ subject: student, title, period_end }, today, then) {
	await frappe.model.with_doctype(TALK);
	const options = (field) =>
		choices_of(TALK, field).map((value) => ({ value, label: __(value, null, TALK) }));
	const dialog = new frappe.ui.Dialog({
		title: __("Contact with {0}", [title]),
		fields: [
			{
				fieldname: "content",
				fieldtype: "Small Text",
				label: __("What the student said or did today"),
				reqd: 1,
				description: __("In your own words. Nobody reached is no contact: leave it and try again."),
			},
			{
				fieldname: "mode",
				fieldtype: "Select",
				label: __("Seen or Spoken With"),
				options: options("mode"),
				default: "In Person",
			},
			{
				fieldname: "when",
				fieldtype: "Datetime",
				label: __("When You Spoke"),
				default: frappe.datetime.now_datetime(),
				reqd: 1,
				hide_timezone: 1,
				description:
					period_end < today
						? __("This duty is about {0}: enter the time of that day, if you spoke then.", [
								day(period_end),
							])
						: "",
			},
			{ fieldname: "state", fieldtype: "HTML" },
		],
	});
	dialog.$wrapper.addClass("campus-contact-dialog");
	const states = $('<div class="campus-chips"></div>').appendTo(dialog.fields_dict.state.$wrapper);
	for (const { value, label } of options("mental_state")) {
		$(`<button type="button" class="btn btn-primary campus-chip" data-state="${value}"></button>`)
			.text(__("{0}: save", [label]))
			.on("click", () => save(dialog, student, value, then))
			.appendTo(states);
	}
	dialog.show();
}

function save(dialog, student, mental_state, then) {
	const values = dialog.get_values();
	if (!values) return;
	const talk = {
		student,
		mental_state,
		talk_time: values.when,
		mode: values.mode,
		talk_type: "Contact",
		topics: __("Contact of the day"),
		content: values.content,
		place: values.mode === "Online" ? __("By telephone or message") : __("On campus"),
		online_reason: values.mode === "Online" ? __("Contact of the day") : "",
	};
	dialog.hide();
	if (mental_state === "Abnormal") return begin_with(TALK, { ...talk, talk_type: "Key" });
	return frappe.db.insert({ doctype: TALK, ...talk }).then(({ name }) => {
		frappe.show_alert({ message: __("Recorded: {0}", [name]), indicator: "green" });
		then(name);
	});
}
