frappe.ui.form.on("Campus Parent Meeting", {
	setup(frm) {
		frm.set_query("units", () => ({
			filters: { unit_type: "Class", name: ["in", campus_safety.declared.my_units] },
		}));
	},

	async onload(frm) {
		const mine = frm.is_new() && !frm.doc.units?.length && (await my_classes());
		if (mine?.length === 1) {
			frm.add_child("units", { unit: mine[0] });
			frm.refresh_field("units");
		}
	},

	refresh(frm) {
		if (frm.doc.status !== "Void" && frm.perm[0]?.write) {
			frm.add_custom_button(__("Tick Who Did Not Come"), () => tick_absent(frm));
		}
		offer_contacts(frm);
	},

	attended(frm) {
		if ((frm.doc.invited || 0) && frm.doc.attended > frm.doc.invited) {
			frappe.show_alert({
				message: __("More families came than were invited: correct one of the numbers."),
				indicator: "orange",
			});
		}
	},
});

// The class as names to tap: those that are pressed did not come.
async function tick_absent(frm) {
	const [unit, another] = (frm.doc.units || []).map((row) => row.unit);
	if (!unit || another) {
		return frappe.msgprint(__("Choose one class first: who did not come is kept class by class."));
	}
	const asked = { doctype: "Campus Parent Contact", unit };
	const { students } = await campus_safety.get("daily_care.get_class_students", asked);
	const chosen = new Set((frm.doc.absent || []).map((row) => row.student));
	const dialog = new frappe.ui.Dialog({
		title: __("Tap those whose family did not come"),
		primary_action_label: __("Use This List"),
		primary_action() {
			keep_absent(frm, students, chosen);
			dialog.hide();
		},
	});
	const names = $('<div class="campus-chips"></div>').appendTo(dialog.body);
	for (const { name, student_name } of students) {
		const chip = campus_safety.chip(student_name, chosen.has(name)).appendTo(names);
		chip.on("click", () => {
			chosen.has(name) ? chosen.delete(name) : chosen.add(name);
			chip.attr("aria-pressed", chosen.has(name));
		});
	}
	dialog.show();
}

function keep_absent(frm, students, chosen) {
	const kept = (frm.doc.absent || []).filter((row) => chosen.has(row.student));
	const known = new Set(kept.map((row) => row.student));
	frm.doc.absent = kept;
	for (const { name, student_name } of students) {
		if (chosen.has(name) && !known.has(name)) frm.add_child("absent", { student: name, student_name });
	}
	frm.set_value("invited", frm.doc.invited || students.length);
	frm.set_value("attended", Math.max(0, (frm.doc.invited || students.length) - chosen.size));
	frm.refresh_field("absent");
	frm.dirty();
}

// One tap from who did not come to the talk with the family.
function offer_contacts(frm) {
	const { $wrapper } = frm.fields_dict.absent;
	$wrapper.find(".campus-to-contact").remove();
	const absent = frm.doc.absent || [];
	if (frm.is_new() || !absent.length || !frappe.model.can_create("Campus Parent Contact")) return;
	const body = $('<div class="campus-chips campus-to-contact"></div>').appendTo($wrapper);
	body.append(`<span>${__("Contact the family of")}</span>`);
	for (const { student, student_name } of absent) {
		campus_safety
			.chip(student_name)
			.on("click", () => campus_safety.begin_with("Campus Parent Contact", { student }))
			.appendTo(body);
	}
}

function my_classes() {
	return frappe.db.get_list("Campus Unit", {
		filters: { unit_type: "Class", disabled: 0, name: ["in", campus_safety.declared.my_units] },
		pluck: "name",
		limit: 2,
	});
}
