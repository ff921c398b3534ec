// 点名: building → floor → room. Everybody is preset; a tap says what is different. Works without a network.

import { keep_page } from "../lib/keep_page.js";
import { Queue } from "./queue.js";
import { is_plain, Roll } from "./roll.js";
import { LoggedOut, Offline, Refused, Server, Unread } from "./server.js";
import { Store } from "./store.js";
import { draw } from "./view.js";
import { __ } from "./words.js";

const SOON = 700; // ms: taps in a row travel together
const AGAIN = 15000;
const LOOK = 30000;
const SECOND = 1000;

class App {
	constructor(root) {
		this.root = root;
		this.store = new Store(root.dataset.user);
		this.queue = new Queue(this.store);
		this.server = new Server();
		this.state = {
			online: navigator.onLine,
			screen: "buildings",
			start: this.store.get("start"),
			floor: 0,
			sheet: null,
			only: "",
			refused: [],
			said: "",
			undo: null,
			busy: false,
		};
		this.roll = null;
		this.sent = 0; // how often something has left the phone and was answered
	}

	async begin() {
		this.draw();
		window.addEventListener("online", () => this.flush());
		window.addEventListener("offline", () => this.set({ online: false }));
		window.addEventListener("popstate", () => this.follow_address());
		document.addEventListener("visibilitychange", () => document.hidden || this.flush());
		setInterval(() => this.queue.size && this.flush(), AGAIN);
		setInterval(() => document.hidden || this.queue.size || this.refresh(), LOOK);
		keep_page("/campus-roll-call");
		await this.load_start();
		await this.follow_address();
		await this.flush();
	}

	// moving about

	async follow_address() {
		const building = decodeURIComponent(location.hash.slice(1));
		if (building) await this.open(building);
		else this.set({ screen: "buildings", sheet: null });
	}

	async load_start() {
		await this.ask(async () => {
			const tonight = await this.server.start();
			const { night, called, buildings } = tonight;
			this.store.set("start", { night, called, buildings });
			this.store.forget_before(night);
			this.set({ start: tonight });
			if (buildings.length === 1 && !location.hash) location.hash = buildings[0].name;
		});
	}

	async open(building) {
		const name = `roll:${this.state.start?.night}:${building}`;
		const kept = this.store.get(name);
		this.roll = kept ? new Roll(kept) : null;
		this.set({ screen: "building", building, floor: 0, sheet: null, only: "", missing_list: !kept });
		await this.ask(async () => {
			const data = await this.read("open_building", { building });
			if (!this.roll?.is_newer_than(data)) {
				this.roll = new Roll(data);
				this.keep();
			}
			this.set({ missing_list: false });
		});
	}

	// what the server read before it wrote what left the phone meanwhile would take that off the screen:
	// asked for again
	async read(method, values) {
		for (;;) {
			const { sent } = this;
			const data = await this.server.call(method, values);
			if (this.sent === sent) return data;
		}
	}

	keep() {
		this.store.set(`roll:${this.roll.head.night}:${this.roll.head.building}`, this.roll.plain());
	}

	// marking

	get pending() {
		return new Map(
			this.roll ? this.queue.marks_of(this.roll.head.roll).map((mark) => [mark.student, mark]) : []
		);
	}

	// of one student, by whoever has opened their line: a word about this person, not about a floor
	mark(student, status, more = {}) {
		const { roll, undo_seconds } = this.roll.head;
		const key = this.queue.add({ roll, student, status, seen: status !== "Missing", ...more });
		const until = Date.now() + (undo_seconds || 0) * SECOND;
		this.set({ sheet: null, said: "", undo: { roll, key, student, status, until } });
		this.count_down();
		this.soon();
	}

	// a slip of the finger is taken back for a minute, before anybody is told
	undo() {
		const { roll, key, student } = this.state.undo;
		clearTimeout(this.clock);
		if (this.queue.has(key) && !this.state.busy) this.queue.done([key]);
		else this.queue.add({ roll, student, undoes: key });
		this.set({ undo: null });
		this.soon();
	}

	count_down() {
		clearTimeout(this.clock);
		this.clock = setTimeout(() => this.set({ undo: null }), this.state.undo.until - Date.now());
	}

	// everybody of these who is still only preset is in
	confirm(students) {
		const pending = this.pending;
		for (const student of students) {
			if (is_plain(this.roll.seen(student, pending)))
				this.queue.add({ roll: this.roll.head.roll, student, status: "In" });
		}
		this.draw();
		this.soon();
	}

	report() {
		if (!this.queue.report_of(this.roll.head.roll))
			this.queue.add({ roll: this.roll.head.roll, report: true });
		this.set({ sheet: null });
		this.flush();
	}

	async ring(student) {
		await this.ask(async () => {
			const { mobile } = await this.server.call("get_phone", {
				roll_name: this.roll.head.roll,
				student,
			});
			if (mobile) location.href = `tel:${mobile}`;
			else this.refuse(__("No telephone number is stored for this student."));
		});
	}

	// sending

	soon() {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.flush(), SOON);
	}

	async flush() {
		if (this.state.busy) return this.soon();
		this.state.busy = true;
		try {
			await this.ask(async () => {
				for (const roll of this.queue.rolls()) {
					await this.send_marks(roll);
					await this.send_report(roll);
				}
			});
		} finally {
			this.set({ busy: false });
		}
	}

	async send_marks(roll) {
		let marks;
		while ((marks = this.queue.next_marks(roll)).length) {
			await this.settle(marks, async () => {
				const here = this.roll?.head.roll === roll;
				const values = {
					roll_name: roll,
					marks,
					sent_at: Date.now(),
					since: here ? this.roll.head.until : null,
				};
				const data = await this.server.call("send_marks", values);
				const answered = this.hear(data);
				if (here) this.take(data);
				return answered;
			});
		}
	}

	// the keys that were answered, each by itself; what was refused or turned out otherwise is said with the name
	hear(data) {
		if (!Array.isArray(data?.answers) || !data.answers.length) throw new Unread("no answers");
		for (const { ok, student, error, note } of data.answers) {
			if (!ok) this.refuse(this.named(student, error));
			else if (note) this.set({ said: this.named(student, note) });
		}
		return data.answers.map((answer) => answer.key);
	}

	named(student, text) {
		const name = this.roll?.rows.get(student)?.name;
		return name ? `${name}: ${text}` : text;
	}

	async send_report(roll) {
		const report = this.queue.report_of(roll);
		if (!report) return;
		await this.settle([report], async () => {
			const data = await this.server.call("send_report", { roll_name: roll, key: report.key });
			if (!data?.roll) throw new Unread("no roll");
			if (this.roll?.head.roll === roll) this.take(data);
			return [report.key];
		});
	}

	// answered or refused by the app itself: both end the waiting. Whatever else comes back, it goes on.
	async settle(items, send) {
		let answered;
		try {
			answered = await send();
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			this.refuse(error.message);
			answered = items.map((item) => item.key);
		}
		this.queue.done(answered);
		this.sent += 1;
		this.draw();
	}

	async refresh() {
		if (!this.roll || this.state.screen !== "building") return;
		const { roll, until } = this.roll.head;
		await this.ask(async () => {
			const data = await this.read("refresh", { roll_name: roll, since: until });
			if (this.roll.head.roll === roll) this.take(data);
		});
	}

	take(data) {
		this.roll.take(data);
		this.keep();
	}

	async ask(what) {
		try {
			await what();
			this.set({ online: true, unread: false, logged_out: false });
		} catch (error) {
			if (error instanceof Offline) this.set({ online: false, unread: false });
			else if (error instanceof LoggedOut) this.set({ logged_out: true });
			else if (error instanceof Refused) this.refuse(error.message);
			else {
				if (!(error instanceof Unread)) console.error(error);
				this.set({ online: false, unread: true });
			}
		}
	}

	refuse(text) {
		this.set({ refused: [...new Set([...this.state.refused, text])].slice(-3) });
	}

	// showing

	set(changes) {
		Object.assign(this.state, changes);
		this.draw();
	}

	draw() {
		draw(this);
	}
}

export function start(root) {
	const app = new App(root);
	app.begin();
	return app;
}
