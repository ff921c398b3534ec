// The block at the top of the workspace 校园安全: what to start, what waits for me, my students. The page 我的工作台
// shows the same waiting work by `campus_safety.waiting_cards`.

const PAGE = "campus-my-workbench";

frappe.provide("campus_safety");

// [doctype, label, icon]: shown to whoever may create one
function actions() {
	return [
		["Campus Heart Talk", __("Record a Talk"), "small-message"],
		["Campus Parent Contact", __("Record a Parent Contact"), "call"],
		["Campus Risk Ledger", __("Nominate a Student"), "heart"],
		["Campus Home Visit", __("New Home Visit"), "map"],
		["Campus Student Import", __("Import Students"), "upload"],
		["Campus Network Assignment", __("New Assignment"), "assign"],
	];
}

// Called by the Custom HTML Block; host is a shadow host whose slot shows what we put into it.
campus_safety.show_workbench = function (host) {
	const body = $('<div class="campus-workbench"></div>').appendTo($(host).empty());
	show_actions(body);
	const duties = $("<section></section>").appendTo(body);
	const waiting = $('<section class="campus-waiting"></section>').appendTo(body);
	const students = $('<section class="campus-my-students"></section>').appendTo(body);
	const numbers = $('<section class="campus-numbers"></section>').appendTo(body);
	waiting.html(`<p class="text-muted">${__("Loading")}…</p>`);
	frappe.xcall("campus_safety.api.workspace.get_workbench").then((work) => {
		show_duties(duties, work.duties);
		campus_safety.waiting_cards(
			waiting,
			__("Waiting for Me"),
			work.waiting,
			__("Nothing is waiting for you.")
		);
		show_students(students, work.students);
		show_numbers(numbers, work.numbers);
	});
};

function show_actions(body) {
	const allowed = actions().filter(([doctype]) => frappe.model.can_create(doctype));
	if (!allowed.length) return;
	const row = $('<div class="campus-actions"></div>').appendTo(body);
	for (const [doctype, label, icon] of allowed) {
		$(`<button type="button" class="btn btn-default">${frappe.utils.icon(icon, "sm")} ${label}</button>`)
			.on("click", () => frappe.new_doc(doctype))
			.appendTo(row);
	}
}

// How many duties are urgent; the page has the rest.
function show_duties(section, counts) {
	if (!frappe.boot.page_info?.[PAGE]) return;
	const parts = [
		[__("{0} due today", [counts.today]), counts.today, "is-today"],
		[__("{0} overdue", [counts.overdue]), counts.overdue, "is-late"],
		[__("{0} due soon", [counts.soon]), counts.soon, ""],
		[__("{0} missed", [counts.missed]), counts.missed, "text-muted"],
	].filter(([, count]) => count);
	const text = parts.map(([label, , look]) => `<span class="${look}">${label}</span>`).join(" · ");
	$(
		`<a class="campus-card campus-to-page"><strong>${__("My Workbench")}</strong><span>${
			text || __("No duty is due now.")
		}</span></a>`
	)
		.on("click", () => frappe.set_route(PAGE))
		.appendTo(section);
}

// One card per kind of work. decide(kind, row): a button row for what is decided on the spot, or nothing.
campus_safety.waiting_cards = function (section, title, kinds, nothing, decide) {
	section.empty();
	if (!kinds.length && !nothing) return;
	section.append(`<h3>${title}</h3>`);
	if (!kinds.length) section.append(`<p class="campus-nothing">${nothing}</p>`);
	const grid = $('<div class="campus-grid"></div>').appendTo(section);
	kinds.forEach((kind) => grid.append(waiting_card(kind, decide)));
};

function waiting_card(kind, decide) {
	const card = $(`
		<div class="campus-card">
			<div class="campus-card-head"><span>${__(kind.label)}</span><span class="campus-count">${kind.count}</span></div>
		</div>`);
	for (const row of kind.rows) {
		$(
			`<a class="campus-row ${row.late ? "is-late" : ""}" href="${frappe.utils.get_form_link(
				kind.doctype,
				row.name
			)}"><span>${frappe.utils.escape_html(row.title)}</span><span class="campus-when">${when_text(
				row
			)}</span></a>`
		).appendTo(card);
		if (row.note) $('<div class="campus-note"></div>').text(row.note).appendTo(card);
		decide?.(kind, row)?.appendTo(card);
	}
	if (kind.count > kind.rows.length) {
		$(`<a class="campus-row campus-more">${__("All {0}", [kind.count])}</a>`)
			.on("click", () => frappe.set_route("List", kind.doctype, "List", kind.filters))
			.appendTo(card);
	}
	return card;
}

function when_text(row) {
	if (!row.when) return "";
	const day = frappe.datetime.str_to_user(row.when.split(" ")[0]);
	return row.late ? `${__("Late")} ${day}` : day;
}

function show_students(section, groups) {
	if (!groups.length) return;
	section.html(`<h3>${groups[0].by === "college" ? __("Students") : __("My Students")}</h3>`);
	const grid = $('<div class="campus-grid campus-grid-small"></div>').appendTo(section);
	for (const group of groups) {
		const card = $(`
			<div class="campus-card">
				<a class="campus-row campus-class"><span>${frappe.utils.escape_html(group.value)}</span>
					<span>${__("{0} students", [group.count])}</span></a>
			</div>`).appendTo(grid);
		card.find(".campus-class").on("click", () =>
			frappe.set_route("List", "Campus Student", "List", { [group.by]: group.value })
		);
		if (group.key_count) {
			$(`<a class="campus-row campus-key"><span>${__("Key students")}</span>
				<span class="campus-count">${group.key_count}</span></a>`)
				.on("click", () =>
					frappe.set_route("List", "Campus Risk Status", "List", {
						[group.by]: group.value,
						status: "Active",
					})
				)
				.appendTo(card);
		}
	}
}

function show_numbers(section, cards) {
	for (const card of cards) {
		$(
			`<a class="campus-card campus-number"><span>${__(card.label)}</span><strong>${card.count}</strong></a>`
		)
			.css("--campus-color", card.color || "var(--text-color)")
			.on("click", () => {
				if (card.report) return frappe.set_route("query-report", card.report);
				frappe.route_options = Object.fromEntries(
					card.filters.map(([, field, ...rest]) => [field, rest])
				);
				frappe.set_route("List", card.doctype, "List");
			})
			.appendTo(section);
	}
}
