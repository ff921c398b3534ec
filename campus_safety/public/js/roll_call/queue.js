// Marks and reports on their way to the server. Each has a key of its own; it leaves the queue only when the server has
// answered it, so it may arrive twice and counts once.

const BATCH = 200;

export class Queue {
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

	marks_of(roll) {
		return this.items.filter((item) => item.roll === roll && item.student);
	}

	report_of(roll) {
		return this.items.find((item) => item.roll === roll && item.report);
	}

	rolls() {
		return [...new Set(this.items.map((item) => item.roll))];
	}

	next_marks(roll) {
		return this.marks_of(roll).slice(0, BATCH);
	}

	done(keys) {
		const gone = new Set(keys);
		this.items = this.items.filter((item) => !gone.has(item.key));
		this.keep();
	}
}
