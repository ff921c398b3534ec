// What has not arrived waits here: counted on the page, each with its state, sent again by itself as soon as there is a
// network, on focus and every few seconds. Each item has a key and counts once.
import { el } from "../lib/el.js";
import { Queue } from "../lib/queue.js";
import { Store } from "../roll_call/store.js";
import { __, action, NoConnection, Refusal } from "./page.js";

const EVERY = 10000; // milliseconds between tries
const SECOND = 1000;

/** In this tab alone: what nobody may find on the phone. */
export function in_memory() {
	const kept = new Map();
	return {
		is_lasting: false,
		get: (name, fallback) => kept.get(name) ?? fallback,
		set(name, value) {
			kept.set(name, value);
			return true;
		},
	};
}

/** On the phone, over a reload and a dead battery: nothing from which anybody could be read. */
export function on_phone(prefix) {
	return {
		is_lasting: true,
		get(name, fallback) {
			try {
				return JSON.parse(localStorage.getItem(`${prefix}-${name}`)) ?? fallback;
			} catch {
				return fallback;
			}
		},
		set(name, value) {
			try {
				localStorage.setItem(`${prefix}-${name}`, JSON.stringify(value));
				return true;
			} catch {
				return false;
			}
		},
	};
}

/** On the phone, closed with the key of whoever is signed in. */
export function closed_on_phone(prefix, user) {
	const store = new Store(user);
	return {
		is_lasting: true,
		get: (name, fallback) => store.get(`${prefix}:${name}`, fallback),
		set: (name, value) => store.set(`${prefix}:${name}`, value),
	};
}

export class Outbox {
	/**
	 * send(item): settles with the server's answer, throws NoConnection while there is none, another Refusal when it is
	 * refused.
	 * waits(size): is told whenever it begins to wait, or goes on; changed(): whenever what is here changes.
	 * refused(item, error): of one refused later, when nobody waited for it. Without it, it stays here and says
	 * why.
	 */
	constructor(store, send, { waits = () => {}, changed = () => {}, refused = null } = {}) {
		Object.assign(this, { store, send, waits, changed, refused, queue: new Queue(store) });
		Object.assign(this, { running: null, awaited: new Map(), delay: null });
		const again = () => this.waiting.length && this.flush();
		if (store.is_lasting) navigator.storage?.persist?.();
		window.addEventListener("online", again);
		window.addEventListener("focus", again);
		document.addEventListener("visibilitychange", () => document.hidden || again());
		setInterval(again, EVERY);
		window.addEventListener("beforeunload", (event) => this.would_be_lost && event.preventDefault());
	}

	get size() {
		return this.queue.size;
	}

	get waiting() {
		return this.queue.items.filter((item) => !item.refused);
	}

	get would_be_lost() {
		return this.size && !(this.store.is_lasting && this.queue.kept);
	}

	/** Kept first, sent then. The server's answer, or null while it waits. Throws what the server refuses it with. */
	async add(item) {
		const key = this.queue.add(item);
		const outcome = {};
		this.awaited.set(key, outcome);
		this.changed();
		const began_before = this.running;
		await this.flush();
		if (began_before && this.queue.has(key)) await this.flush(); // a round was ending when it came
		this.awaited.delete(key);
		if (outcome.error) throw outcome.error;
		return outcome.answer ?? null;
	}

	/** One after another, in their order; the first that reaches nobody ends the round. */
	flush() {
		this.running ??= this.work().finally(() => {
			this.running = null;
			this.changed();
		});
		return this.running;
	}

	async work() {
		this.delay = null;
		for (let item; (item = this.waiting[0]);) {
			try {
				const answer = await this.send(item);
				Object.assign(this.awaited.get(item.key) || {}, { answer });
				this.queue.done([item.key]);
			} catch (error) {
				if (error instanceof NoConnection) {
					this.delay = error;
					return this.waits(this.size);
				}
				this.refuse(item, error);
			}
			this.changed();
		}
	}

	/** One that cannot go never holds up the others. */
	refuse(item, error) {
		const outcome = this.awaited.get(item.key);
		if (outcome)
			outcome.error = error; // it is said at once, where it was asked
		else if (!this.refused) {
			item.refused =
				error instanceof Refusal
					? error.message
					: __("That did not work. Try again, or call your counsellor.");
			return this.queue.keep();
		}
		this.queue.done([item.key]);
		if (!outcome) this.refused(item, error);
	}

	/** Those refused as well: the page may have been of an older session. */
	again() {
		for (const item of this.queue.items) item.refused = "";
		this.queue.keep();
		return this.flush();
	}

	/** How many wait and what became of each; title(item): what it is called, plain(item): what a file of it holds. */
	view(title, plain = ({ answer, ...item }) => item) {
		if (!this.size) return "";
		return el(
			"section.card.outbox",
			{ role: "status" },
			el("strong", {}, __("Not sent yet: {0}", this.size)),
			el("ul", {}, ...this.queue.items.map((item) => this.line(item, title(item)))),
			this.queue.kept
				? ""
				: el("p.refusal", { role: "alert" }, __("This phone keeps nothing: write it down.")),
			el(
				"div.buttons",
				{},
				action(__("Send Again"), "", () => this.again()),
				action(__("Save as a File"), "", () => this.save(plain))
			)
		);
	}

	line(item, title) {
		const when = new Date(item.marked_at).toTimeString().slice(0, 5);
		const waits = this.delay?.is_busy ? __("waits: very much is coming in") : __("waits for a network");
		return el("li", {}, `${when} ${title} – ${item.refused ? __("refused: {0}", item.refused) : waits}`);
	}

	save(plain) {
		const items = this.queue.items.map((item) => ({
			...plain(item),
			marked_at: new Date(item.marked_at).toISOString(),
		}));
		const address = URL.createObjectURL(
			new Blob([JSON.stringify(items, null, 1)], { type: "application/json" })
		);
		el("a", { href: address, download: "campus-unsent.json" }).click();
		setTimeout(() => URL.revokeObjectURL(address), EVERY);
	}
}

/** How long one has waited, in seconds. */
export const waited = (item) => (Date.now() - item.marked_at) / SECOND;
