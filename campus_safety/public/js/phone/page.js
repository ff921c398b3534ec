// What both pages need: words, fields and buttons, and a way to ask the server.

import { request, words_of } from "../lib/api.js";
import { el } from "../lib/el.js";

export const read_json = (id) => JSON.parse(document.getElementById(id)?.textContent || "null");
const words = read_json("campus-words") || {};

export function __(text, ...values) {
	return values.reduce(
		(said, value, place) => said.replaceAll(`{${place}}`, value ?? ""),
		words[text] || text
	);
}

/** A key that stays the same until what it was for has arrived: sent twice, done once. */
export function request_key(purpose) {
	const kept = `campus-key-${purpose}`;
	let key = sessionStorage.getItem(kept);
	if (!key) {
		key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
			byte.toString(16).padStart(2, "0")
		).join("");
		sessionStorage.setItem(kept, key);
	}
	return { key, done: () => sessionStorage.removeItem(kept) };
}

export class Refusal extends Error {}

/** The answer of a whitelisted method. Throws Refusal with words a person can read. */
export async function call(method, values, { csrf, guest = false } = {}) {
	const answer = await request(method, values, { csrf, credentials: guest ? "omit" : "same-origin" }).catch(
		() => {
			throw new Refusal(__("No connection. Try again: nothing is sent twice."));
		}
	);
	const body = await answer.json().catch(() => ({}));
	if (answer.ok) return body.message;
	if (!guest && (answer.status === 401 || body.session_expired)) {
		location.href = `/login?redirect-to=${encodeURIComponent(location.pathname + location.search)}`;
	}
	throw new Refusal(words_of(body) || __("That did not work. Try again, or call your counsellor."));
}

// One after another: a second tap waits for the answer to the first, else an older answer is drawn over a newer one.
let last = Promise.resolve();
function in_turn(work) {
	const mine = last.then(work);
	last = mine.catch(() => {});
	return mine;
}

/** A button that cannot be tapped twice while it works; what went wrong stands above it. */
export function action(label, kind, work, ask) {
	const button = el(`button.${kind}`, { type: "button" }, label);
	button.addEventListener("click", async () => {
		if (ask && !window.confirm(ask)) return;
		button.disabled = true;
		button.parentNode.querySelector(".refusal")?.remove();
		try {
			await in_turn(work);
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			button.before(el("p.refusal", { role: "alert" }, error.message));
		} finally {
			button.disabled = false;
		}
	});
	return button;
}

let fields = 0;
export function field(label, control, help) {
	control.id = `campus-field-${++fields}`;
	return el(
		"div.field",
		{},
		el("label", { for: control.id }, label),
		control,
		help && el("p.help", {}, help)
	);
}
