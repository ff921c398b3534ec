// 风险台账: in the order of the conversation; what is missing is said before the server has to.

frappe.ui.form.on("Campus Risk Ledger", {
	setup(frm) {
		const staff = () => ({ filters: { user_type: "System User", enabled: 1 } });
		frm.set_query("user", "team", staff);
		frm.set_query("measure_owner", "measures", staff);
		const offered = () => ({ filters: { disabled: 0 } });
		frm.set_query("risk_level", offered);
		frm.set_query("level_after", "dispatches", offered);
		frm.set_query("risk_factors", () => ({ filters: { enabled: 1 } }));
	},

	onload(frm) {
		show_in_language(frm);
		if (frm.is_new() && frm.doc.student) frm.trigger("student");
	},

	refresh(frm) {
		campus_safety.two_steps(
			frm,
			[
				"people_section",
				"measures_section",
				"treatment_section",
				"family_situation",
				"next_dispatch_due",
			],
			__("Next: family, treatment, people, measures (may wait until it is filed)")
		);
		show_level(frm);
		show_next_step(frm);
		offer_level_signature(frm);
		offer_correction(frm);
		offer_facts_signature(frm);
		offer_confirmation(frm);
		offer_to_keep(frm);
		offer_reassignment(frm);
		explain_level(frm);
	},

	student(frm) {
		if (!frm.is_new() || !frm.doc.student) return;
		campus_safety.get("risk.get_nomination_defaults", { student: frm.doc.student }).then((found) => {
			for (const field of ["unit", "college", "responsible_person", "lead"]) {
				frm.set_value(field, found[field] || "");
			}
			if (found.open_ledger) warn_of_open_ledger(found.open_ledger);
		});
	},

	risk_level: explain_level,

	before_workflow_action(frm) {
		if (frm.doc.status === "Close Proposed" && frm.selected_workflow_action !== "Continue Support") {
			return campus_safety.ask_signature(frm);
		}
		const needs_reason = ["Decline", "Hand Over"].includes(frm.selected_workflow_action);
		if (needs_reason && !frm.doc.decline_reason) return ask_reason_to_leave(frm);
	},
});

frappe.ui.form.on("Campus Risk Ledger Dispatch", {
	before_dispatches_remove(frm, doctype, name) {
		if (!locals[doctype][name].__islocal) {
			frappe.throw(__("A saved dispatch stays. Put it right in a new row below."));
		}
	},

	dispatches_add(frm, doctype, name) {
		frappe.model.set_value(doctype, name, "level_before", frm.doc.risk_level);
		frappe.model.set_value(doctype, name, "convenor", frm.doc.lead);
	},
});

frappe.ui.form.on("Campus Risk Ledger Measure", {
	done(frm, doctype, name) {
		const { done } = locals[doctype][name];
		frappe.model.set_value(doctype, name, "done_on", done ? frappe.datetime.get_today() : null);
	},
});

// codes of the app, shown in the reader's language
function show_in_language(frm) {
	const translated = (value) => campus_safety.escape(__(value || "", null, frm.doctype));
	for (const field of ["purpose", "role"]) {
		frappe.meta.get_docfield("Campus Signature", field, frm.docname).formatter = translated;
	}
}

function show_level(frm) {
	if (frm.is_new()) return;
	const { risk_level, proposed_level, late_entry, next_dispatch_due } = frm.doc;
	frm.dashboard.stats_area_row?.empty();
	const color = campus_safety.declared.level_colors[risk_level] || "gray";
	frm.dashboard.add_indicator(__("Risk Level: {0}", [__(risk_level)]), color);
	if (proposed_level) {
		frm.dashboard.add_indicator(__("{0} waits for two signatures", [__(proposed_level)]), "orange");
	}
	if (next_dispatch_due) {
		const is_late = next_dispatch_due < frappe.datetime.get_today();
		frm.dashboard.add_indicator(
			__("Next Dispatch By {0}", [campus_safety.day(next_dispatch_due)]),
			is_late ? "red" : "blue"
		);
	}
	if (late_entry) frm.dashboard.add_indicator(__("Late Entry", null, "Campus Risk Ledger"), "orange");
}

function show_next_step(frm) {
	const steps = {
		Nominated: __(
			"The College Lead files or declines the nomination. Filing needs a lead in charge and at least one measure."
		),
		Filed: __("Start support: carry out the measures and record dispatches in the rhythm of the level."),
		Supporting: __(
			"Record talks and dispatches. Closing needs steady dispatches in a row, all measures done, a reason and its evidence."
		),
		"Close Proposed": frm.doc.needs_student_affairs
			? __(
					"College Lead, Psych Head and Student Affairs sign, each with their own account. A change of the ledger asks for all signatures again."
				)
			: __(
					"College Lead and Psych Head sign, each with their own account. A change of the ledger asks for all signatures again."
				),
	};
	const step = !frm.is_new() && steps[frm.doc.status];
	frm.set_intro("");
	if (step) frm.set_intro(step, "blue");
}

function explain_level(frm) {
	if (!frm.doc.risk_level) return;
	frappe.db.get_value("Campus Risk Level", frm.doc.risk_level, "help_text").then(({ message }) => {
		const field = frm.get_field("risk_level");
		const rule = __(
			"Raise it at any time, it is in force at once. It is lowered only through a dispatch."
		);
		field.set_description(
			[message?.help_text, rule].filter(Boolean).map(campus_safety.escape).join("<br>")
		);
	});
}

function offer_level_signature(frm) {
	const { proposed_level, signatures } = frm.doc;
	const holds_key = campus_safety.declared.may.sign_level;
	const purpose = `Level ${proposed_level}`;
	const has_signed = (signatures || []).some(
		(row) => !row.void && row.purpose === purpose && row.user === frappe.session.user
	);
	if (frm.is_new() || frm.is_dirty() || !proposed_level || !holds_key || has_signed) return;

	frm.add_custom_button(__("Sign for Lower Level"), async () => {
		if (!(await campus_safety.read_now(frm))) return;
		frappe.confirm(
			__(
				"Sign for lowering {0} to {1}? It is in force when Psych Head and College Lead have both signed.",
				[__(frm.doc.risk_level), __(proposed_level)]
			),
			() =>
				campus_safety
					.post("risk.sign_level_change", { ledger: frm.docname, level: proposed_level })
					.then(({ in_force, missing }) => {
						frm.reload_doc();
						frappe.show_alert({
							message: in_force
								? __("The level is now {0}.", [__(proposed_level)])
								: __("Your signature is recorded. Still to sign: {0}.", [
										campus_safety.listed(missing.map((role) => __(role))),
									]),
							indicator: in_force ? "green" : "orange",
						});
					})
		);
	}).addClass("btn-primary");
}

// Plan, attempt, diagnosis and factors: opened with a reason, corrected in a form of their own
function offer_correction(frm) {
	const is_open = campus_safety.declared.open_states.ledger.includes(frm.doc.status);
	if (frm.is_new() || frm.is_dirty() || !is_open || !frm.perm[0]?.write) return;

	frm.add_custom_button(__("Plan, Attempt, Factors"), () => {
		frappe.prompt(
			{ fieldname: "reason", fieldtype: "Data", label: __("Reason for Viewing"), reqd: 1 },
			({ reason }) =>
				campus_safety
					.post("risk.open_facts", { ledger: frm.docname, reason })
					.then((facts) => correct_facts(frm, facts)),
			__("Plan, Attempt, Factors")
		);
	});
}

function correct_facts(frm, { has_plan, attempt_date, diagnosis, factors }) {
	const dialog = new frappe.ui.Dialog({
		title: __("Plan, Attempt, Factors"),
		fields: [
			{
				fieldname: "has_plan",
				fieldtype: "Check",
				label: __("Suicide Plan"),
				default: has_plan ? 1 : 0,
			},
			{
				fieldname: "attempt_date",
				fieldtype: "Date",
				label: __("Date of the Last Attempt"),
				default: attempt_date,
			},
			{
				fieldname: "diagnosis",
				fieldtype: "Check",
				label: __("Diagnosed"),
				default: diagnosis ? 1 : 0,
			},
			{
				fieldname: "factors",
				fieldtype: "MultiSelectList",
				label: __("Risk Factors"),
				reqd: 1,
				get_data: (text) => frappe.db.get_link_options("Campus Risk Factor", text, { enabled: 1 }),
			},
			{
				fieldtype: "HTML",
				options: `<p class="text-muted small">${__(
					"What you add is in force at once. A plan, an attempt, its date or its factor is taken out when Psych Head and College Lead have both signed."
				)}</p>`,
			},
		],
		primary_action_label: __("Save"),
		primary_action(values) {
			campus_safety
				.post("risk.correct_facts", { ledger: frm.docname, ...values, factors: values.factors })
				.then(({ in_force }) => {
					dialog.hide();
					frm.reload_doc();
					if (!in_force) {
						frappe.show_alert({
							message: __("The correction waits for two signatures."),
							indicator: "orange",
						});
					}
				});
		},
	});
	dialog.show();
	dialog.set_value("factors", factors);
}

function offer_facts_signature(frm) {
	const { proposed_facts, signatures } = frm.doc;
	const holds_key = campus_safety.declared.may.sign_level;
	const has_signed = (signatures || []).some(
		(row) => !row.void && row.purpose === "Correction of Facts" && row.user === frappe.session.user
	);
	if (frm.is_new() || frm.is_dirty() || !proposed_facts || !holds_key || has_signed) return;

	frm.add_custom_button(__("Sign for Correction"), async () => {
		if (!(await campus_safety.read_now(frm))) return;
		frappe.confirm(
			__(
				"Have you opened and read the correction? It is in force when Psych Head and College Lead have both signed."
			),
			() => campus_safety.post("risk.sign_facts", { ledger: frm.docname }).then(() => frm.reload_doc())
		);
	}).addClass("btn-primary");
}

// the lead in charge or the College Lead says with their own account that they convened it; the server decides who may
function offer_confirmation(frm) {
	const { lead, responsible_person, dispatches, awaits_convenor } = frm.doc;
	const me = frappe.session.user;
	const may = me !== responsible_person && (me === lead || campus_safety.declared.may.reassign_ledger);
	const waiting = (dispatches || []).filter((row) => !row.confirmed_at && !row.counts);
	if (frm.is_new() || frm.is_dirty() || !awaits_convenor || !may || !waiting.length) return;

	const row = waiting[waiting.length - 1];
	frm.add_custom_button(__("Confirm Dispatch"), () => {
		frappe.confirm(
			__("Did you convene the dispatch of {0}, or take part in it? It counts from now on.", [
				campus_safety.day(row.date),
			]),
			() =>
				campus_safety
					.post("risk.confirm_dispatch", { ledger: frm.docname, dispatch: row.name })
					.then(() => frm.reload_doc())
		);
	}).addClass("btn-primary");
}

// a handover is asked for: reassign, or decide with a reason that it stays
function offer_to_keep(frm) {
	const { handover_reason } = frm.doc;
	const nobody = ["Account Disabled", "Lead Cannot Answer"].includes(handover_reason);
	if (!handover_reason || !campus_safety.declared.may.sign_level) return;
	frm.dashboard.add_indicator(
		__("Handover Asked For: {0}", [__(handover_reason, null, frm.doctype)]),
		"red"
	);
	if (nobody || frm.is_dirty()) return;

	frm.add_custom_button(__("It Stays"), () =>
		frappe.prompt(
			{
				fieldname: "note",
				fieldtype: "Data",
				label: __("Why it stays with the same person"),
				reqd: 1,
				description: __("Kept in the access log."),
			},
			({ note }) =>
				campus_safety
					.post("risk.settle_handover", { ledger: frm.docname, note })
					.then(() => frm.reload_doc()),
			__("It Stays")
		)
	);
}

function offer_reassignment(frm) {
	const is_open = campus_safety.declared.open_states.ledger.includes(frm.doc.status);
	if (frm.is_new() || !is_open || !campus_safety.declared.may.reassign_ledger) return;

	frm.add_custom_button(__("Reassign"), () => {
		frappe.prompt(
			{
				fieldname: "user",
				fieldtype: "Link",
				options: "User",
				label: __("Responsible Person"),
				reqd: 1,
				description: __(
					"From now on this person answers for the student and reads the ledger; the one before no longer does."
				),
				get_query: () => ({ filters: { user_type: "System User", enabled: 1 } }),
			},
			({ user }) =>
				campus_safety
					.post("risk.reassign_responsible", { ledger: frm.docname, user })
					.then(() => frm.reload_doc()),
			__("Reassign"),
			__("Reassign")
		);
	});
}

function warn_of_open_ledger(name) {
	const link = `<a href="${frappe.utils.get_form_link("Campus Risk Ledger", name)}">${campus_safety.escape(name)}</a>`;
	frappe.msgprint({
		title: __("One open ledger per student"),
		indicator: "orange",
		message:
			name === "-"
				? __(
						"This student already has an open ledger. Tell the College Lead or the Psych Centre what you noticed."
					)
				: __("This student already has an open ledger: {0}. Add what you noticed to it.", [link]),
	});
}

// the Desk has frozen the page by now; without a reason the step is not taken
function ask_reason_to_leave(frm) {
	frappe.dom.unfreeze();
	return new Promise((resolve) => {
		frappe.prompt(
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason for Declining or Handing Over"),
				reqd: 1,
				description: __("Kept in the ledger, encrypted."),
			},
			({ reason }) => {
				frm.set_value("decline_reason", reason)
					.then(() => frm.save())
					.then(() => {
						frappe.dom.freeze();
						resolve();
					});
			},
			__(frm.selected_workflow_action, null, frm.doctype)
		);
	});
}
