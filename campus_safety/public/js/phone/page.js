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

/** The server has not answered: what was asked may be asked again. is_busy: it was there, and has too much to do. */
export class NoConnection extends Refusal {
	constructor(message, is_busy = false) {
		super(message);
		this.is_busy = is_busy;
	}
}

const TOO_MUCH = 429;
// a proxy, a limit or a gateway answered in the server's place
const LATER = [408, TOO_MUCH, 502, 503, 504];

/** The answer of a whitelisted method. Throws Refusal with words a person can read. */
export async function call(method, values, { csrf, guest = false } = {}) {
	const answer = await request(method, values, { csrf, credentials: guest ? "omit" : "same-origin" }).catch(
		() => {
			throw new NoConnection(__("No connection. Try again: nothing is sent twice."));
		}
	);
	const body = await answer.json().catch(() => null);
	if (answer.status === TOO_MUCH)
		throw new NoConnection(
			__("Very much is coming in just now. Try again in a minute: nothing is sent twice."),
			true
		);
	if (LATER.includes(answer.status) || (answer.ok && !body))
		throw new NoConnection(
			words_of(body || {}) || __("No connection. Try again: nothing is sent twice.")
		);
	if (answer.ok) return body.message;
	if (!guest && (answer.status === 401 || body?.session_expired)) {
		location.href = `/login?redirect-to=${encodeURIComponent(location.pathname + location.search)}`;
	}
	throw new Refusal(words_of(body || {}) || __("That did not work. Try again, or call your counsellor."));
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

/** A button that only shows something else: it asks the server nothing. */
export const button = (label, kind, onclick) =>
	el(`button${kind ? `.${kind}` : ""}`, { type: "button", onclick }, label);

export const tick = (text) => el("label.choice", {}, el("input", { type: "checkbox" }), el("span", {}, text));
export const ticked = (line) => (line.firstChild.checked ? 1 : 0);

/** Whom to call at once. */
export const help_card = ({ hotline, phone, centre }) => {
	const line = (number, label) =>
		number &&
		el("p", {}, el("a.dial", { href: `tel:${number}` }, number), " ", el("span.help", {}, label));
	return el(
		"section.card.help-lines.loud",
		{ "aria-label": __("Somebody to talk to, now") },
		el("p.lead", {}, __("Somebody to talk to, now")),
		line(hotline, __("Psychological hotline, day and night")),
		line(phone, __("On duty at school, day and night")),
		centre && centre !== phone && line(centre, __("Psychological centre of the school")),
		el("p.help", {}, __("In danger: 120 or 110."))
	);
};
