const { may, my_units, network } = campus_safety.declared;
const { posts, unit_types } = network;
const post_of = (frm) => posts[frm.doc.position];

frappe.ui.form.on("Campus Network Assignment", {
	setup(frm) {
		frm.set_query("position", () => ({ filters: { enabled: 1, covert: 0 } }));
		frm.set_query("unit", () => ({
			filters: {
				unit_type: ["in", unit_types[frm.doc.level] || []],
				disabled: 0,
				...(!may.assign_anywhere && { name: ["in", my_units] }),
			},
		}));
		frm.set_query("dormitory", () => ({
			filters: {
				disabled: 0,
				...(post_of(frm)?.dormitory_type && { dormitory_type: post_of(frm).dormitory_type }),
			},
		}));
		frm.set_query("holder_user", () => ({ filters: { user_type: "System User", enabled: 1 } }));
	},

	refresh(frm) {
		toggle_holder(frm);
		if (frm.doc.end_blocked) {
			frm.dashboard.clear_headline();
			frm.dashboard.set_headline_alert(campus_safety.escape(frm.doc.end_blocked), "orange");
		}
		if (!frm.is_new() && frm.doc.status === "Active" && frm.perm[0]?.write) {
			if (frm.doc.holder_user) frm.add_custom_button(__("Away from – to"), () => ask_leave(frm));
			frm.add_custom_button(__("End Today"), () =>
				frappe.confirm(
					__("{0} loses access to this scope at once. End the assignment?", [
						campus_safety.escape(frm.doc.holder_name),
					]),
					async () => {
						await frm.set_value("to_date", frappe.datetime.get_today());
						frm.save();
					}
				)
			);
		}
	},

	position(frm) {
		const [level, another] = post_of(frm)?.levels || [];
		if (level && !another) frm.set_value("level", level);
		toggle_holder(frm);
	},

	level(frm) {
		if (frm.doc.level === "Dormitory") frm.set_value("unit", null);
		else frm.set_value("dormitory", null);
	},
});

function ask_leave(frm) {
	const date = (fieldname, label) => ({
		fieldname,
		label: __(label, null, frm.doctype),
		fieldtype: "Date",
		default: frm.doc[fieldname],
	});
	frappe.prompt(
		[date("away_from", "Away from"), date("away_until", "Away until")],
		async (values) => {
			await frm.set_value(values);
			await frm.save();
		},
		__("Away from – to"),
		__("Save")
	);
}

function toggle_holder(frm) {
	const { by_user, by_student } = post_of(frm) || { by_user: true, by_student: true };
	frm.toggle_display("holder_user", by_user);
	frm.toggle_display("holder_student", by_student);
	frm.toggle_display("student", Boolean(post_of(frm)?.single_students) || Boolean(frm.doc.student));
}
