// What the phone keeps: tonight's list of each building, and the queue of what was not sent yet. Survives a reload and
// a dead battery. Belongs to one person: without the key, which goes when they sign out, nobody reads what is left, and
// when they sign in again what they have not sent is there.

import { chacha20 } from "../lib/chacha20.js";

const PREFIX = "campus_roll_call:";
const KEY_COOKIE = "campus_store_key";
const NONCE = 12; // bytes

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
			return JSON.parse(opened(localStorage.getItem(this.key(name)))) ?? fallback;
		} catch {
			return fallback;
		}
	}

	// false when the phone's store is full or switched off, or the key is gone: the page says so
	set(name, value) {
		try {
			localStorage.setItem(this.key(name), closed(JSON.stringify(value)));
			return true;
		} catch {
			return false;
		}
	}

	// lists of other people go at once; what they have not sent stays theirs, and closed, until they come back
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

function own_key() {
	const found = new RegExp(`(?:^|; )${KEY_COOKIE}=([0-9a-f]{64})`).exec(document.cookie);
	if (!found) throw new Error("signed out");
	return Uint8Array.from(found[1].match(/../g), (pair) => parseInt(pair, 16));
}

function closed(text) {
	const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
	const bytes = chacha20(own_key(), nonce, new TextEncoder().encode(text));
	return btoa([...nonce, ...bytes].map((byte) => String.fromCharCode(byte)).join(""));
}

function opened(kept) {
	if (kept === null) return "null";
	const bytes = Uint8Array.from(atob(kept), (sign) => sign.charCodeAt(0));
	const plain = chacha20(own_key(), bytes.slice(0, NONCE), bytes.slice(NONCE));
	return new TextDecoder("utf-8", { fatal: true }).decode(plain);
}
