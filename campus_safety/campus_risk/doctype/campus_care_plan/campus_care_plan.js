// 分类关爱方案: what is still to do, each with one button; then whether it helps, once a month.

const { escape } = campus_safety;

frappe.ui.form.on("Campus Care Plan", {
	setup(frm) {
		const staff = () => ({ filters: { user_type: "System User", enabled: 1 } });
		frm.set_query("action_owner", "actions", staff);
		frm.set_query("categories", () => ({ filters: { enabled: 1 } }));
		frm.set_query("lead_unit", () => ({
			filters: { unit_type: ["in", ["College", "Department"]], disabled: 0 },
		}));
	},

	refresh(frm) {
		frm.fields_dict.panel.$wrapper.empty();
		if (frm.is_new()) {
			frm.set_intro(__("Each category brings its actions when the care begins."), "blue");
			return;
		}
		if (frm.doc.status === "Supporting") draw(frm);
		if (frappe.model.can_read("Campus Medical Support"))
			frm.add_custom_button(__("Campus Medical Support"), () =>
				frappe.set_route("List", "Campus Medical Support", { student: frm.doc.student })
			);
		if (frm.doc.restricted_activities || frm.doc.advice_for_teachers)
			frm.add_custom_button(__("Print the Hint for Teachers"), () =>
				frappe.utils.print(frm.doctype, frm.docname, "Campus Teacher Hint", "", "zh")
			);
	},

	categories: show_physical,
});

// the section of a special physique opens as soon as such a category is chosen
async function show_physical(frm) {
	const names = (frm.doc.categories || []).map((row) => row.category).filter(Boolean);
	const found = await frappe.db.get_list("Campus Care Category", {
		filters: { name: ["in", [...names, ""]], is_physical: 1 },
		limit: 1,
	});
	frm.doc.is_physical = found.length ? 1 : 0;
	frm.refresh_fields();
}

// the panel

function draw(frm) {
	const panel = frm.fields_dict.panel.$wrapper;
	const writes = frm.perm[0]?.write;
	const open = (frm.doc.actions || []).filter((row) => !row.done && !row.not_needed);
	open.sort((one, other) => one.due.localeCompare(other.due));
	for (const gap of gaps(frm.doc))
		$('<div class="campus-clock is-late" role="alert"></div>').text(gap).appendTo(panel);
	if (open.length) $("<h6></h6>").text(__("Still to do")).appendTo(panel);
	for (const row of open) draw_action(frm, row, writes).appendTo(panel);
	draw_review(frm, writes).appendTo(panel);
}

function gaps(doc) {
	if (!doc.is_physical) return [];
	const missing = [];
	if (!doc.parents_written_notice) missing.push(__("The parents' written notice is not attached yet."));
	if (!doc.teachers_told_at) missing.push(__("The teachers of physical education have not been told yet."));
	return missing;
}

const today = () => frappe.datetime.get_today();
const person = (user) => frappe.utils.get_link_title("User", user) || frappe.user.full_name(user);
// a teacher who helps ticks the own action; the rest is the class staff's
const helps = (frm) => Boolean(frm.doc.__onload?.only_helps);
const is_mine = (frm, row) => !helps(frm) || row.action_owner === frappe.session.user;

function draw_line(title, detail, is_late) {
	return $('<div class="campus-call"></div>')
		.toggleClass("is-late", is_late)
		.append(`<span class="campus-call-name">${escape(title)}<small>${escape(detail)}</small></span>`);
}

function draw_action(frm, row, writes) {
	const is_late = row.due < today();
	const day = campus_safety.day(row.due);
	const owner = person(row.action_owner);
	const when = is_late ? __("overdue since {0}", [day]) : __("due by {0}", [day]);
	const line = draw_line(row.action, [owner, when].filter(Boolean).join(" · "), is_late);
	if (!writes || !is_mine(frm, row)) return line;
	const buttons = $('<span class="campus-call-buttons"></span>').appendTo(line);
	if (row.record && frappe.model.can_create(row.record))
		add_button(buttons, __("Write {0}", [__(row.record, null, row.record)]), () =>
			campus_safety.begin_with(row.record, { student: frm.doc.student })
		);
	add_button(buttons, __("Done", null, "Campus Care Action"), () => ask_done(frm, row));
	return line;
}

function add_button(place, label, act) {
	$('<button type="button" class="btn btn-default btn-sm"></button>')
		.text(label)
		.on("click", act)
		.appendTo(place);
}

function ask_done(frm, row) {
	const what = {
		fieldname: "outcome",
		fieldtype: "Small Text",
		label: __("What was done, and how it went"),
		reqd: 1,
	};
	const or_not = {
		fieldname: "not_needed",
		fieldtype: "Check",
		label: __("Not needed: write above why"),
	};
	frappe.prompt(
		[what, or_not],
		async ({ outcome, not_needed }) => {
			const values = { outcome, [not_needed ? "not_needed" : "done"]: 1 };
			await frappe.model.set_value(row.doctype, row.name, values);
			await frm.save();
		},
		row.action,
		__("Write down")
	);
}

function draw_review(frm, writes) {
	const due = frm.doc.next_review_due;
	const is_late = Boolean(due) && due < today();
	const last = (frm.doc.reviews || []).at(-1);
	const detail = [
		due && __("due by {0}", [campus_safety.day(due)]),
		last && __("Last time: {0}", [__(last.effect, null, "Campus Care Review")]),
	];
	const line = draw_line(__("Review of this month"), detail.filter(Boolean).join(" · "), is_late);
	if (writes && !helps(frm)) add_button(line, __("Review Now"), () => ask_review(frm));
	return line;
}

function ask_review(frm) {
	const { options } = frappe.meta.get_docfield("Campus Care Review", "effect");
	const effects = options.split("\n").map((value) => ({
		value,
		label: value && __(value, null, "Campus Care Review"),
	}));
	frappe.prompt(
		[
			{
				fieldname: "review_date",
				fieldtype: "Date",
				label: __("Reviewed On", null, "Campus Care Review"),
				default: today(),
				reqd: 1,
			},
			{
				fieldname: "effect",
				fieldtype: "Select",
				label: __("Effect", null, "Campus Care Review"),
				options: effects,
				reqd: 1,
			},
			{
				fieldname: "note",
				fieldtype: "Small Text",
				label: __("What was seen, and what is done differently from now on"),
				reqd: 1,
			},
		],
		async (values) => {
			frm.add_child("reviews", values);
			await frm.save();
		},
		__("Review of this month"),
		__("Write down")
	);
}
