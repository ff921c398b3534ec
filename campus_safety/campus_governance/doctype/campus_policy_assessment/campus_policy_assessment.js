// 制度风险评估: what is missing for the next step stands on top; the agenda has a button of its own.

const { post } = campus_safety;

frappe.ui.form.on("Campus Policy Assessment", {
	setup(frm) {
		frm.set_query("drafting_unit", () => ({
			filters: { unit_type: ["in", ["College", "Department"]], disabled: 0 },
		}));
	},

	/** Its own unit drafts it, so it is there already where there is only one. */
	async onload(frm) {
		if (!frm.is_new() || frm.doc.drafting_unit) return;
		const own = await campus_safety.get("policies.get_own_unit");
		if (own) frm.set_value("drafting_unit", own);
	},

	refresh(frm) {
		const place = frm.fields_dict.panel.$wrapper.empty();
		frm.set_intro("");
		if (frm.is_new()) return;
		const { status, assess_again, on_agenda_at, name } = frm.doc;
		if (assess_again) frm.set_intro(__("Complaints name it: assess it again."), "red");
		const gaps = frm.doc.__onload?.gaps || [];
		if (gaps.length) {
			$("<p></p>").text(__("Missing before the next step:")).appendTo(place);
			const list = $("<ul></ul>").appendTo(place);
			for (const gap of gaps) $("<li></li>").text(gap).appendTo(list);
		}
		if (status === "Reviewed" && !on_agenda_at)
			frm.add_custom_button(__("Put on the Agenda"), () =>
				frappe.prompt(
					[
						{
							fieldname: "meeting",
							fieldtype: "Data",
							label: __("Meeting", null, "Campus Policy Assessment"),
							reqd: 1,
						},
					],
					async ({ meeting }) => {
						await post("policies.put_on_agenda", { policy: name, meeting });
						frm.reload_doc();
					},
					__("Put on the Agenda")
				)
			);
	},
});
