// 诉求: who takes it triages and assigns; who handles it answers, asks, replies; who asked stands apart.

const { get, post } = campus_safety;

frappe.ui.form.on("Campus Appeal Ticket", {
	setup(frm) {
		for (const field of ["handler", "about_user"])
			frm.set_query(field, () => ({ filters: { user_type: "System User", enabled: 1 } }));
		frm.set_query("handler_unit", () => ({
			filters: { unit_type: ["in", ["College", "Department"]], disabled: 0 },
		}));
		frm.set_query("cause", () => ({ filters: { disabled: 0 } }));
	},

	async refresh(frm) {
		frm.set_intro("");
		if (frm.is_new())
			return frm.set_intro(
				__("Who asks is kept apart and encrypted. Answer at once what you can answer at once."),
				"blue"
			);
		const { name, paused, handed_to_reports, status } = frm.doc;
		if (handed_to_reports)
			frm.set_intro(
				__(
					"The words ask for help: it has gone to who takes abnormal reports. Handle the rest here."
				),
				"red"
			);
		else if (paused) frm.set_intro(__("The clock waits: whoever asked has been asked."), "orange");
		const rights = await get("appeals.get_rights", { ticket: name });
		if (frm.docname === name) offer(frm, rights, status);
	},
});

function offer(frm, { takes, handles, supervises, needs_second }, status) {
	const { second_reader, reply, published_on, public_summary, change_made, personal } = frm.doc;
	const open = !["Replied", "Revisited", "Closed"].includes(status);
	if (handles && open) frm.add_custom_button(__("Ask Whoever Asked"), () => ask(frm));
	if (takes && open && !personal) frm.add_custom_button(__("Join to Another Complaint"), () => join(frm));
	if (takes && needs_second && reply && !second_reader)
		frm.add_custom_button(__("Read and Agreed (second reader)"), () => act(frm, "read_second"));
	if (takes && !personal && public_summary && change_made && !published_on)
		frm.add_custom_button(__("Publish What Changed"), () => act(frm, "publish"));
	if (status !== "Closed" && supervises) frm.add_custom_button(__("Supervise"), () => supervise(frm));
	if (frappe.model.can_read("Campus Appeal Sender"))
		frm.add_custom_button(__("Who Asked"), () =>
			frappe.set_route("List", "Campus Appeal Sender", { ticket: frm.docname })
		);
}

async function act(frm, method, values = {}) {
	await post(`appeals.${method}`, { ticket: frm.docname, ...values });
	frm.reload_doc();
}

function ask(frm) {
	frappe.prompt(
		[
			{
				fieldname: "question",
				fieldtype: "Small Text",
				label: __("Question", null, "Campus Appeal Ticket"),
				reqd: 1,
				description: __(
					"They read it on their page. The clock of the solving stops until they answer."
				),
			},
		],
		({ question }) => act(frm, "ask", { question }),
		__("Ask Whoever Asked"),
		__("Ask", null, "Campus Appeal Ticket")
	);
}

function join(frm) {
	frappe.prompt(
		[
			{
				fieldname: "into",
				fieldtype: "Link",
				options: "Campus Appeal Ticket",
				label: __("Complaint", null, "Campus Appeal Ticket"),
				reqd: 1,
				get_query: () => ({
					filters: {
						status: ["!=", "Closed"],
						name: ["!=", frm.docname],
						category: frm.doc.category,
					},
				}),
			},
		],
		({ into }) => act(frm, "join", { into }),
		__("Join to Another Complaint"),
		__("Join", null, "Campus Appeal Ticket")
	);
}

function supervise(frm) {
	frappe.prompt(
		[{ fieldname: "note", fieldtype: "Small Text", label: __("What the Supervision Asks For"), reqd: 1 }],
		({ note }) => act(frm, "supervise", { note }),
		__("Supervise"),
		__("Supervise")
	);
}
