// 访谈: the sitting on top, opened with a reason; the interview below; the next step as a button.

frappe.ui.form.on("Campus Screening Interview", {
	refresh(frm) {
		frm.get_field("sitting_html").$wrapper.empty();
		frm.set_intro("");
		frm.set_intro(next_step(frm), frm.doc.flag === "Urgent" ? "red" : "blue");
		const is_mine = [frm.doc.interviewer, frm.doc.second_interviewer].includes(frappe.session.user);
		const is_head = campus_safety.declared.may.lead_screening;
		frm.set_df_property("interviewer", "read_only", is_head ? 0 : 1);
		frm.add_custom_button(__("Open the Sitting"), () => ask_reason(frm));
		if (frm.is_dirty()) return;
		if (is_mine || is_head) {
			if (frm.doc.status === "Open") {
				frm.add_custom_button(__("Interview Was Held"), () => act(frm, "hold")).addClass(
					"btn-primary"
				);
			}
			if (frm.doc.status === "Held") {
				frm.add_custom_button(__("Grade", null, "Campus Screening Interview"), () =>
					confirm_grade(frm)
				).addClass("btn-primary");
			}
			if (frm.doc.todo_due && !frm.doc.todo_done_at) {
				frm.add_custom_button(__("To-Do Is Done"), () => act(frm, "finish_todo"));
			}
		}
		if (is_head && frm.doc.status === "Open") {
			frm.add_custom_button(__("Give to Somebody Else"), () => give(frm));
		}
		if (frm.doc.status === "Graded" && frm.doc.refer_to === "Risk Ledger") {
			frm.add_custom_button(__("Nominate for the Risk Ledger"), () =>
				campus_safety.begin_with("Campus Risk Ledger", {
					student: frm.doc.student,
					discovery_source: "Screening",
				})
			);
		}
	},
});

function next_step({ doc }) {
	const steps = {
		Open: __(
			"Open the sitting, speak with the student, ask about suicide directly, write down what you heard, save, then press Interview Was Held."
		),
		Held: __(
			"Grade it. After ideation, a plan or an act another member of the centre speaks with the student, too, and grades."
		),
		Graded: doc.level_shared
			? __("Level and advice are with the counsellor.")
			: __("The student has not agreed to sharing: the counsellor is told nothing."),
		Cancelled: __("The student has taken the consent back."),
	};
	return steps[doc.status] || "";
}

const act = (frm, method, more) =>
	campus_safety
		.post(`psychology.${method}`, { interview: frm.docname, ...more })
		.then(() => frm.reload_doc());

function confirm_grade(frm) {
	frappe.confirm(
		__("Grade as {0}?", [__(frm.doc.risk_level || "-", null, "Campus Screening Interview")]),
		() => act(frm, "grade")
	);
}

function give(frm) {
	frappe.prompt(
		{
			fieldname: "user",
			fieldtype: "Link",
			options: "User",
			label: __("Interviewer", null, "Campus Screening Interview"),
			reqd: 1,
			get_query: () => ({ filters: { user_type: "System User", enabled: 1 } }),
		},
		({ user }) => act(frm, "reassign", { user }),
		__("Give to Somebody Else")
	);
}

// the sitting

function ask_reason(frm) {
	frappe.prompt(
		{
			fieldname: "reason",
			fieldtype: "Data",
			label: __("Reason for Viewing"),
			default: __("Preparing a talk"),
			reqd: 1,
		},
		({ reason }) =>
			campus_safety
				.post("psychology.open_sitting", { interview: frm.docname, reason })
				.then((found) => show_sittings(frm, found)),
		__("Open the Sitting")
	);
}

function show_sittings(frm, { sittings, interviews, ledger }) {
	const place = frm.get_field("sitting_html").$wrapper.empty();
	sittings.forEach((sitting, number) => place.append(sitting_block(sitting, number === 0)));
	if (interviews.length) {
		const rows = interviews.map((each) => [
			campus_safety.day(each.held_at),
			__(each.risk_level, null, "Campus Screening Interview"),
			each.interviewer,
		]);
		place.append(
			campus_safety.import_table(
				__("Earlier Interviews"),
				[
					__("Held At"),
					__("Level", null, "Campus Screening Interview"),
					__("Interviewer", null, "Campus Screening Interview"),
				],
				rows
			)
		);
	}
	if (ledger)
		place.append(campus_safety.import_note(__("This student has an open risk ledger."), "orange"));
}

function sitting_block(sitting, is_open) {
	const title = `${sitting.campaign} · ${campus_safety.day(sitting.taken_at)}`;
	const block = $("<details>").prop("open", is_open).append($("<summary>").text(title));
	if (sitting.reasons.length) {
		const text = __("Doubtful: {0}", [campus_safety.listed(sitting.reasons)]);
		block.append(campus_safety.import_note(text, "orange"));
	}
	if (sitting.identity) {
		block.append(campus_safety.import_note(__("On the sheet: {0}", [sitting.identity]), "orange"));
	}
	for (const score of sitting.scores) block.append(score_block(score));
	return block;
}

function score_block({ scale, total, factors, grade, answers }) {
	const rows = [];
	if (total) rows.push([__("Total Score", null, "Campus Screening Interview"), total]);
	if (grade) rows.push([__("Grade of the Platform"), grade]);
	rows.push(...Object.entries(factors));
	const block = $("<div>").append(
		campus_safety.import_table(scale, [__("Score", null, "Campus Screening Interview"), ""], rows)
	);
	if (answers.length) {
		const lines = answers.map((each) => [
			`${each.no}. ${each.text}`,
			`${each.answer}${each.help ? " ⚠" : ""}`,
		]);
		block.append(
			campus_safety.import_table(
				__("Answers"),
				[__("Question", null, "Campus Screening Interview"), __("Answer")],
				lines
			)
		);
	}
	return block;
}
