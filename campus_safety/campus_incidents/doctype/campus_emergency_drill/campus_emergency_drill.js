// 应急演练: begun with one tap, counted live, compared with the building's last one; its problems become hazards.

const { get, post } = campus_safety;
const EVERY = 10000; // milliseconds between looks at the board

frappe.ui.form.on("Campus Emergency Drill", {
	setup(frm) {
		frm.set_query("building", () => ({ filters: { dormitory_type: "Building", disabled: 0 } }));
		frm.set_query("plan", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		clearInterval(frm.campus_timer);
		frm.fields_dict.panel.$wrapper.empty();
		frm.set_intro("");
		if (frm.is_new()) return;
		if (frm.doc.incident) frm.set_intro(__("Emergency: this is no drill."), "red");
		show(frm);
		if (frm.doc.status !== "Running") return;
		frm.campus_timer = setInterval(() => {
			if (window.cur_frm === frm && !document.hidden) show(frm);
		}, EVERY);
	},
});

async function show(frm) {
	const name = frm.docname;
	const board = await get("drills.get_board", { drill: name });
	if (frm.docname !== name) return;
	const panel = frm.fields_dict.panel.$wrapper.empty();
	counts(frm, board).appendTo(panel);
	compared(board).appendTo(panel);
	if (board.qr)
		$('<img class="campus-qr" width="220" height="220">')
			.attr({ src: board.qr, alt: __("Check-in code for the assembly point") })
			.appendTo(panel);
	buttons(frm, board);
}

function counts(frm, { totals, red, minutes, marks }) {
	const box = $("<section></section>");
	if (!frm.doc.started_at) return box;
	$('<div class="campus-clock" role="status"></div>')
		.toggleClass("is-late", red && totals.waiting > 0)
		.text(
			__("{0} of {1} are here, {2} are missing, {3} excused. {4} minutes.", [
				totals.present,
				totals.expected,
				totals.waiting,
				totals.excused,
				frm.doc.status === "Running" ? minutes : frm.doc.muster_minutes,
			])
		)
		.appendTo(box);
	if (marks && frm.doc.status === "Running")
		$('<a class="btn btn-primary btn-sm" target="_blank" rel="noopener"></a>')
			.attr("href", `/campus-muster?d=${encodeURIComponent(frm.docname)}`)
			.text(__("Mark Who Has Come"))
			.appendTo(box);
	return box;
}

function compared({ last }) {
	const box = $("<section></section>");
	if (!last) return box;
	const { name, started_at, minutes, expected, missing, problems } = last;
	return box.append(
		$("<p></p>").text(
			__("Last drill here ({0}, {1}): {2} minutes for {3} people, {4} missing, {5} problems.", [
				name,
				campus_safety.day(started_at.slice(0, 10)),
				minutes,
				expected,
				missing,
				problems,
			])
		)
	);
}

function buttons(frm, { leads }) {
	frm.clear_custom_buttons();
	if (!leads) return;
	const { status } = frm.doc;
	if (status === "Planned") {
		frm.add_custom_button(__("Begin Now"), () =>
			frappe.confirm(__("It begins now: who is expected is written down. Go on?"), () =>
				act(frm, "start")
			)
		).addClass("btn-primary");
		frm.add_custom_button(__("Cancel the Drill"), () => act(frm, "cancel"));
	}
	if (status === "Running")
		frm.add_custom_button(__("Finish", null, "Campus Emergency Drill"), () =>
			frappe.confirm(__("Whoever has not come is then missing. Go on?"), () => act(frm, "finish"))
		);
	const open = (frm.doc.problems || []).filter(({ hazard, __islocal }) => !hazard && !__islocal);
	if (status === "Running" && open.length && frappe.model.can_create("Campus Safety Hazard"))
		frm.add_custom_button(__("Make a Hazard of a Problem"), () => ask_hazard(frm, open));
}

function ask_hazard(frm, open) {
	frappe.prompt(
		[
			{
				fieldname: "row",
				fieldtype: "Select",
				label: __("Problem", null, "Campus Drill Problem"),
				reqd: 1,
				options: open.map(({ name, problem }) => ({ value: name, label: problem })),
				default: open[0].name,
			},
			{
				fieldname: "area",
				fieldtype: "Link",
				options: "Campus Safety Area",
				label: __("Area", null, "Campus Safety Hazard"),
				reqd: 1,
			},
			{
				fieldname: "category",
				fieldtype: "Link",
				options: "Campus Hazard Category",
				label: __("Category", null, "Campus Safety Hazard"),
				reqd: 1,
			},
			{
				fieldname: "spot",
				fieldtype: "Data",
				label: __("Where Exactly", null, "Campus Safety Hazard"),
			},
		],
		({ row, ...hazard }) => act(frm, "raise_hazard", { row, hazard }),
		__("Make a Hazard of a Problem"),
		__("Write down")
	);
}

async function act(frm, method, values = {}) {
	if (frm.is_dirty()) await frm.save();
	await post(`drills.${method}`, { drill: frm.docname, ...values });
	await frm.reload_doc();
}
