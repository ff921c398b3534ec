// The block at the top of the workspace 校园安全: what to start, what waits for me, my students.

import { show_on_duty } from "./alerts.js";
import { declared } from "./declared.js";
import { may_find, student_finder } from "./find_student.js";
import { get } from "./server.js";
import { escape } from "./text.js";
import { leave_buttons } from "./leave_decisions.js";
import { urgent_first, waiting_cards } from "./waiting.js";

const REPORT = "Campus Abnormal Report";
const PAGE = "campus-my-workbench";

// Called by the Custom HTML Block; host is a shadow host whose slot shows what we put into it.
export function show_workbench(host) {
	const body = $('<div class="campus-workbench"></div>').appendTo($(host).empty());
	if (may_find()) student_finder($("<section></section>").appendTo(body));
	const unheard = $("<section></section>").appendTo(body);
	const urgent = $('<section class="campus-urgent"></section>').appendTo(body);
	show_actions(body);
	const duties = $("<section></section>").appendTo(body);
	const waiting = $('<section class="campus-waiting"></section>').appendTo(body);
	const students = $('<section class="campus-my-students"></section>').appendTo(body);
	const numbers = $('<section class="campus-numbers"></section>').appendTo(body);
	waiting.html(`<p class="text-muted">${__("Loading", null, "Workbench")}…</p>`);
	const load = () =>
		get("workspace.get_workbench").then((work) => {
			show_unheard(unheard.empty(), work.unheard);
			show_duties(duties.empty(), work.duties);
			const [first, rest] = urgent_first(work.waiting);
			waiting_cards(urgent, __("At Once"), first, "");
			waiting_cards(
				waiting,
				__("Waiting for Me"),
				rest,
				first.length ? "" : __("Nothing is waiting for you."),
				(kind, row) => leave_buttons(kind, row, load)
			);
			show_students(students, work.students);
			show_numbers(numbers.empty(), work.numbers);
		});
	load();
}

// what the night watch has found when it tried itself: tonight somebody may hear nothing
function show_unheard(place, found) {
	if (!found) return;
	const box = $(
		`<div class="campus-unheard" role="alert"><strong>${__("Nobody may hear tonight's alarms")}</strong><ul></ul></div>`
	).appendTo(place);
	for (const line of found.lines) $("<li></li>").text(line).appendTo(box.find("ul"));
	$(`<a class="btn btn-default btn-sm"></a>`)
		.attr("href", frappe.utils.get_form_link("Campus Self Test", found.name))
		.text(__("Open the Self-Test"))
		.appendTo(box);
}

function show_actions(body) {
	const allowed = declared.starts.filter(({ doctype }) => frappe.model.can_create(doctype));
	const row = $('<div class="campus-actions"></div>').appendTo(body);
	if (declared.may.call_roll) {
		$(
			`<a class="btn btn-primary campus-to-roll" href="/campus-roll-call">${__("Night Roll Call")}</a>`
		).appendTo(row);
	}
	for (const { doctype, label, icon } of allowed) {
		$(
			`<button type="button" class="btn btn-default">${frappe.utils.icon(icon, "sm")} ${__(label)}</button>`
		)
			.on("click", () => frappe.new_doc(doctype))
			.appendTo(row);
	}
	if (!frappe.model.can_create(REPORT)) {
		// everybody may report: who has no form of it does so on the page
		$(
			`<a class="btn btn-default" href="/campus-report">${frappe.utils.icon("solid-warning", "sm")} ${__("Report Something Unusual")}</a>`
		).appendTo(row);
	}
	if (!frappe.model.can_read("Campus Duty Roster")) return;
	$(
		`<button type="button" class="btn btn-default">${frappe.utils.icon("call", "sm")} ${__("Who Is on Duty Now")}</button>`
	)
		.on("click", show_on_duty)
		.appendTo(row);
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

function show_students(section, groups) {
	if (!groups.length) return;
	section.html(
		`<h3>${groups[0].by === "college" ? __("Students", null, "Workbench") : __("My Students")}</h3>`
	);
	const grid = $('<div class="campus-grid campus-grid-small"></div>').appendTo(section);
	for (const group of groups) {
		const card = $(`
			<div class="campus-card">
				<a class="campus-row campus-class"><span>${escape(group.value)}</span>
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
		const count = card.count ?? __("fewer than {0}", [card.few]);
		const whose = { true: __("Whole School"), false: __("In My Care") }[card.whole] || "";
		$(`<a class="campus-card campus-number">
			<span>${__(card.label)} <small>${whose}</small></span><strong>${count}</strong></a>`)
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
