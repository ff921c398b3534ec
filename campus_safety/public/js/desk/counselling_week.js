// 心理咨询中心一周: who is there when, which times are taken. No names: one's own cells carry the initials a student chose.

import { get, post } from "./server.js";
import { escape } from "./text.js";

const SHIFT = "Campus Counselling Shift";
const APPOINTMENT = "Campus Counselling Appointment";

export class CounsellingWeek {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("Week of the Counselling Centre"),
			single_column: true,
		});
		this.first = monday_of(frappe.datetime.get_today());
		this.page.set_primary_action(__("Somebody Has Come In"), () => frappe.new_doc(APPOINTMENT), "add");
		this.page.set_secondary_action(__("New Shift"), () => frappe.new_doc(SHIFT));
		this.body = $('<div class="campus-week"></div>').appendTo(this.page.body);
	}

	async load() {
		const { days } = await get("counselling.get_week", { first: this.first });
		this.body.empty().append(this.bar(days), ...days.map((day) => this.day(day)));
	}

	bar(days) {
		const bar = $(`<div class="campus-week-bar">
			<button type="button" class="btn btn-default btn-sm" data-by="-7">‹ ${__("Week Before")}</button>
			<strong>${days[0].date} – ${days[6].date}</strong>
			<button type="button" class="btn btn-default btn-sm" data-by="7">${__("Week After")} ›</button></div>`);
		bar.find("button").on("click", (event) => {
			this.first = frappe.datetime.add_days(this.first, Number(event.currentTarget.dataset.by));
			this.load();
		});
		return bar;
	}

	day(day) {
		const card = $(`<section class="campus-week-day ${day.today ? "is-today" : ""}">
			<h3>${escape(weekday_of(day.date))} <small>${day.date.slice(5)}</small></h3></section>`);
		if (!day.shifts.length)
			card.append(
				`<p class="text-muted">${day.open ? __("Nobody is entered: eight hours are owed.") : __("Closed", null, "Counselling Week")}</p>`
			);
		card.append(
			...day.shifts.map((shift) => this.shift(shift, day.today)),
			...day.cells.map((cell) => this.cell(cell))
		);
		return card;
	}

	shift(shift, today) {
		const line = $(`<div class="campus-week-shift is-${escape(shift.status.toLowerCase())}">
			<a>${shift.from}–${shift.until} ${escape(shift.with)} · ${escape(shift.room)}</a>
			<span>${escape(shift.status_text)}</span></div>`);
		line.find("a").on("click", () => frappe.set_route("Form", SHIFT, shift.name));
		const next = {
			Planned: [__("I Am Here: Open"), "counselling.begin_shift"],
			Open: [__("I Close Now"), "counselling.finish_shift"],
		}[shift.status];
		if (shift.mine && today && next) this.offer(line, shift, ...next);
		return line;
	}

	offer(line, shift, label, method) {
		$(`<button type="button" class="btn btn-xs btn-default">${label}</button>`)
			.appendTo(line)
			.on("click", async () => {
				await post(method, { shift: shift.name });
				await this.load();
			});
	}

	cell(cell) {
		const line =
			$(`<div class="campus-week-cell ${cell.name ? "is-mine" : ""} ${cell.urgent ? "is-urgent" : ""}">
			<span>${cell.from}–${cell.until}</span><b>${escape(cell.initials)}</b>
			<small>${escape(cell.status_text || cell.with)}</small></div>`);
		if (cell.name)
			line.attr({ role: "link", tabindex: 0 }).on("click keydown", (event) => {
				if (event.type === "click" || event.key === "Enter")
					frappe.set_route("Form", APPOINTMENT, cell.name);
			});
		return line;
	}
}

function monday_of(day) {
	const date = frappe.datetime.str_to_obj(day);
	return frappe.datetime.add_days(day, -((date.getDay() + 6) % 7));
}

function weekday_of(day) {
	const language = frappe.boot.lang || "zh";
	return new Intl.DateTimeFormat(language, { weekday: "long" }).format(frappe.datetime.str_to_obj(day));
}
