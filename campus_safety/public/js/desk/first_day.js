// 首次设置: the steps of a school's first day, each worked out from the data, each with the one place where it is done.

import { download_file } from "./download.js";
import { add_refresh_button } from "./refresh_button.js";
import { get, post } from "./server.js";
import { escape } from "./text.js";

const AGAIN_MS = 4000;
const LOOKS = 75; // five minutes; thousands of accounts take longer, and somebody comes back later
const MARK = { done: "✓", todo: "", look: "!", later: "" };

export class FirstDay {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("First Day"),
			single_column: true,
		});
		add_refresh_button(this.page, () => this.load());
		this.body = $('<div class="campus-first-day"></div>').appendTo(this.page.body);
	}

	async load() {
		this.data = await get("first_day.get_page");
		const { steps, left } = this.data;
		this.body.empty();
		const next = steps.find(({ state, optional }) => state === "todo" && !optional);
		this.body.append(
			`<p class="campus-first-day-head">${
				left ? __("{0} steps to go. The next one is open.", [left]) : __("The school has begun.")
			}</p>`
		);
		if (!left) this.show_health();
		const list = $("<ol></ol>").appendTo(this.body);
		if (!left) {
			const fold = $(`<details><summary>${__("The steps of the first day")}</summary></details>`);
			this.body.append(fold.append(list));
		}
		steps.forEach((step, place) => this.step(step, place + 1, step === next).appendTo(list));
		if (left) this.show_health();
	}

	step({ key, title, state, said, who, button, route, action, optional }, place, is_next) {
		const notes = optional ? [__("may wait")] : [];
		if (!button && state !== "done") notes.push(who.map((role) => __(role)).join("、"));
		const mark = MARK[state] || place;
		const item = $(`<li class="is-${state} ${is_next ? "is-next" : ""}" data-step="${key}">
			<span class="campus-first-day-mark" role="img" aria-label="${state_word(state)}">${mark}</span>
			<div><strong>${title}</strong> <small>${notes.join(" · ")}</small><p>${escape(said)}</p></div>
		</li>`);
		if (button)
			$(
				`<button type="button" class="btn btn-sm ${is_next ? "btn-primary" : "btn-default"}">${button}</button>`
			)
				.on("click", () => (action ? this[action]() : go(route)))
				.appendTo(item);
		return item;
	}

	show_health() {
		const card = $(
			`<section class="campus-first-day-health"><h3>${__("Health", null, "First Day")}</h3><ul></ul></section>`
		);
		for (const { label, state, said } of this.data.health)
			card.find("ul").append(
				`<li><span class="indicator-pill ${state === "done" ? "green" : "orange"}">${label}</span> ${escape(said)}</li>`
			);
		$(`<button type="button" class="btn btn-sm btn-default">${__("Run the Self-Test Now")}</button>`)
			.on("click", async () => {
				const name = await post("first_day.run_self_test");
				frappe.set_route("Form", "Campus Self Test", name);
			})
			.appendTo(card);
		this.body.append(card);
	}

	// what a step's button does here; each is named in services/people/first_day

	confirm_keys() {
		const field = (fieldname) => ({
			fieldname,
			fieldtype: "Data",
			label: fieldname,
			reqd: 1,
			description: __("The last 6 signs of its first key"),
		});
		frappe.prompt(
			[field("campus_safety_keys"), field("campus_safety_seal_keys")],
			(keys) => this.then(post("first_day.confirm_keys", { keys })),
			__("Read them from your copy"),
			__("Compare", null, "First Day")
		);
	}

	set_time_zone() {
		return this.then(post("first_day.set_time_zone"));
	}

	enable_scheduler() {
		return this.then(post("first_day.enable_scheduler"));
	}

	async test_channel() {
		const outcome = await post("first_day.test_channel");
		frappe.msgprint({
			title: __("Test message"),
			message: outcome
				.map(({ channel, sent, error }) =>
					sent
						? __("{0}: sent. Look at your phone.", [escape(channel)])
						: __("{0}: not sent. {1}", [escape(channel), escape(error || "")])
				)
				.join("<br>"),
			indicator: outcome.every(({ sent }) => sent) ? "green" : "red",
		});
		this.load();
	}

	make_student_accounts() {
		frappe.prompt(
			{
				fieldname: "domain",
				fieldtype: "Data",
				label: __("Mail Domain"),
				reqd: 1,
				description: __(
					"Accounts are called student number@domain, e.g. 26010001@stu.school.edu.cn. No such mailbox is needed. Where the campus signs in, take the domain that it uses."
				),
			},
			async ({ domain }) => {
				await post("first_day.make_student_accounts", { domain });
				frappe.show_alert({
					message: __("Accounts are being made; the page says when they are there."),
					indicator: "blue",
				});
				this.follow("student_accounts", "make_student_accounts");
			},
			__("Make Accounts"),
			__("Make Accounts")
		);
	}

	student_passwords() {
		frappe.prompt(
			{
				fieldname: "unit",
				fieldtype: "Link",
				options: "Campus Unit",
				label: __("Class or College"),
				reqd: 1,
				description: __(
					"One file per class is easiest to hand out. It is given out once and kept nowhere; where the campus signs in, none is needed."
				),
			},
			({ unit }) =>
				download_file(
					"first_day.hand_out_student_passwords",
					{ unit },
					() => `${__("First Passwords")} ${unit}.xlsx`,
					{ meanwhile: __("Making passwords …"), failed: __("No passwords were made") }
				),
			__("First Passwords"),
			__("Save the File")
		);
	}

	/** Work in the background: the page is worked out anew until its step no longer offers what has been begun. */
	follow(key, begun, looks = LOOKS) {
		setTimeout(async () => {
			if (!this.body.is(":visible")) return;
			await this.load();
			const step = this.data.steps.find((each) => each.key === key);
			if (step.action === begun && looks > 1) this.follow(key, begun, looks - 1);
		}, AGAIN_MS);
	}

	async then(done) {
		await done;
		this.load();
	}
}

function go(route) {
	const [view, doctype, name] = route;
	return view === "Form" && name?.startsWith("new-") ? frappe.new_doc(doctype) : frappe.set_route(...route);
}

function state_word(state) {
	return {
		done: __("done", null, "First Day"),
		todo: __("to do", null, "First Day"),
		look: __("please look", null, "First Day"),
		later: __("later", null, "First Day"),
	}[state];
}
