// What the phone keeps: tonight's list of each building, and the queue of what was not sent yet. Survives a reload and
// a dead battery. Belongs to one person: whoever logs in next on the same phone finds nothing.

const PREFIX = "campus_roll_call:";

export class Store {
	constructor(user) {
		this.user = user;
		this.forget_others();
	}

	key(name) {
		return `${PREFIX}${this.user}:${name}`;
	}

	get(name, fallback = null) {
		try {
			return JSON.parse(localStorage.getItem(this.key(name))) ?? fallback;
		} catch {
			return fallback;
		}
	}

	// false when the phone's store is full or switched off: the page says so
	set(name, value) {
		try {
			localStorage.setItem(this.key(name), JSON.stringify(value));
			return true;
		} catch {
			return false;
		}
	}

	// lists of other people go at once; what they have not sent stays theirs until they come back
	forget_others() {
		for (const key of Object.keys(localStorage)) {
			if (
				key.startsWith(PREFIX) &&
				!key.startsWith(`${PREFIX}${this.user}:`) &&
				!key.endsWith(":queue")
			)
				localStorage.removeItem(key);
		}
	}

	// lists of other nights are of no use any more
	forget_before(night) {
		for (const key of Object.keys(localStorage)) {
			if (key.startsWith(this.key("roll:")) && !key.includes(night)) localStorage.removeItem(key);
		}
	}
}
