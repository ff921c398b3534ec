// Marks and reports of the roll call on their way to the server.
import { Queue as Waiting } from "../lib/queue.js";

const BATCH = 200;

export class Queue extends Waiting {
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
}
