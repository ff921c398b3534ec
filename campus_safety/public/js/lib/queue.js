// What was tapped or written and is on its way to the server. Each item has a key of its own; it leaves the queue only
// when the server has answered it, so it may arrive twice and counts once.

export class Queue {
	/** store: { get(name, fallback), set(name, value) → whether it was kept }. */
	constructor(store) {
		this.store = store;
		this.items = store.get("queue", []);
		this.kept = true;
	}

	static key() {
		const random = crypto.getRandomValues(new Uint32Array(3));
		return Array.from(random, (number) => number.toString(36)).join("");
	}

	add(item) {
		const added = { key: Queue.key(), marked_at: Date.now(), ...item };
		this.items.push(added);
		this.keep();
		return added.key;
	}

	has(key) {
		return this.items.some((item) => item.key === key);
	}

	keep() {
		this.kept = this.store.set("queue", this.items);
	}

	get size() {
		return this.items.length;
	}

	done(keys) {
		const gone = new Set(keys);
		this.items = this.items.filter((item) => !gone.has(item.key));
		this.keep();
	}
}
