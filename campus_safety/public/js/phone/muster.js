// A muster on a phone: a student says "I am here" at the assembly point; wardens mark groups, without a network, too.
import { el } from "../lib/el.js";
import { on_phone, Outbox } from "./outbox.js";
import { __, action, call, Refusal } from "./page.js";

const EVERY = 5000; // milliseconds between looks at the board
const asked = new URLSearchParams(location.search);

export function show_muster(page) {
	const csrf = page.dataset.csrf;
	if (page.dataset.staff) new Wardens(page, csrf).begin();
	else show_own(page, csrf);
}

// a student

function show_own(page, csrf) {
	const code = asked.get("c") || "";
	const head = () => el("header", {}, el("h1", {}, __("Muster")));
	const send = async (item) => {
		const place = await call("muster.check_in", { code: item.code }, { csrf });
		page.replaceChildren(
			el("h1", {}, __("You are counted.")),
			el("p", { role: "status" }, __("Stay at {0} until somebody says that it is over.", place))
		);
	};
	const failed = (message) =>
		page.replaceChildren(head(), el("p.refusal", { role: "alert" }, message), begin());
	const outbox = new Outbox(on_phone("campus-muster-own"), send, {
		waits: (size) =>
			page.replaceChildren(
				head(),
				el("p.refusal", { role: "alert" }, __("No connection: {0} taps wait in this phone.", size)),
				el("p", {}, __("Keep this page open: it goes by itself as soon as there is a network."))
			),
		refused: (_item, error) => failed(error.message),
	});
	const begin = () =>
		code
			? action(__("I am here"), "primary", () => outbox.add({ code }))
			: el("p", {}, __("Scan the code at the assembly point."));
	page.replaceChildren(head(), begin());
	outbox.flush();
}

// wardens

class Wardens {
	constructor(page, csrf) {
		Object.assign(this, { page, csrf, group: "", list: null, offline: false });
	}

	async begin() {
		try {
			const running = await call("muster.get_running");
			this.drill = asked.get("d") || (running.length === 1 ? running[0].name : "");
			if (!this.drill) return this.choose(running);
			this.keep_taps();
			await this.look();
			setInterval(() => this.look(), EVERY);
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			this.page.replaceChildren(el("p.refusal", { role: "alert" }, error.message));
		}
	}

	/** What was tapped and has not arrived; names of marks are digests, no student can be read from them. */
	keep_taps() {
		const send = ({ names, is_here }) =>
			call("muster.mark", { drill: this.drill, names, is_here }, { csrf: this.csrf });
		this.outbox = new Outbox(on_phone(`campus-muster-${this.drill}`), send, {
			waits: () => this.list && this.draw(),
			refused: (_item, error) => (this.offline = error.message),
		});
	}

	choose(running) {
		this.page.replaceChildren(
			el("h1", {}, __("Muster")),
			running.length ? "" : el("p", {}, __("No muster is running in which you mark.")),
			el(
				"div.buttons",
				{},
				...running.map(({ name, assembly_point, building, drilled_unit }) =>
					el(
						"a.muster-choice",
						{ href: `?d=${encodeURIComponent(name)}` },
						[building || drilled_unit, assembly_point, name].filter(Boolean).join(" · ")
					)
				)
			)
		);
	}

	async look() {
		try {
			await this.outbox.flush();
			this.list = await call(`muster.get_list?drill=${encodeURIComponent(this.drill)}`);
			this.offline = false;
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			this.offline = error.message;
			if (!this.list) throw error;
		}
		this.draw();
	}

	mark(names, is_here) {
		const sent = this.outbox.add({ names, is_here });
		this.draw();
		return sent.then(() => this.look());
	}

	/** As the server said it, with what waits in the phone put upon it. */
	get people() {
		const marked = new Map();
		for (const { names, is_here } of this.outbox.queue.items)
			for (const name of names) marked.set(name, is_here ? "Present" : "Expected");
		return this.list.people.map((row) => ({ ...row, state: marked.get(row.name) || row.state }));
	}

	draw() {
		const { is_drill, place, totals, red, running } = this.list;
		const groups = Map.groupBy
			? Map.groupBy(this.people, (row) => row.group_name || "")
			: this.people.reduce(
					(found, row) =>
						found.set(row.group_name || "", [...(found.get(row.group_name || "") || []), row]),
					new Map()
				);
		this.page.replaceChildren(
			el("h1", {}, is_drill ? __("Drill") : __("Emergency: real muster"), ` ${place}`),
			el(
				"p.muster-totals",
				{ role: "status" },
				__("{0} of {1} are here, {2} are missing", totals.present, totals.expected, totals.waiting)
			),
			this.outbox.size
				? el(
						"p.refusal",
						{ role: "alert" },
						__("No connection: {0} taps wait in this phone.", this.outbox.size)
					)
				: this.offline
					? el("p.refusal", { role: "alert" }, this.offline)
					: "",
			running ? "" : el("p", {}, __("This muster is over.")),
			...[...groups].map(([group, rows]) => this.group_view(group, rows, red, running))
		);
	}

	group_view(group, rows, red, running) {
		const waiting = rows.filter(({ state }) => state === "Expected" || state === "Missing");
		return el(
			"section.muster-group",
			{ class: red && waiting.length ? "is-red" : "" },
			el("h2", {}, `${group || __("Others")} ${rows.length - waiting.length}/${rows.length}`),
			running && waiting.length
				? action(__("All of them are here"), "secondary", () =>
						this.mark(
							waiting.map(({ name }) => name),
							1
						)
					)
				: "",
			...rows.map((row) => this.person_view(row, running))
		);
	}

	person_view({ name, who, kind, state }, running) {
		const label = kind === "Visitor" ? __("Visitor {0}", who) : who;
		const words = { Present: __("Here"), Excused: __("Excused"), Missing: __("Missing"), Expected: "" };
		const row = el(
			"div.muster-person",
			{ class: `is-${state.toLowerCase()}` },
			`${label} ${words[state] || ""}`
		);
		if (running && state === "Expected")
			row.append(action(__("Here"), "small", () => this.mark([name], 1)));
		if (running && state === "Present")
			row.append(action(__("Undo"), "small", () => this.mark([name], 0)));
		return row;
	}
}
