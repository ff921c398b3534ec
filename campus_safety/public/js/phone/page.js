// What both pages need: words, elements, and a way to ask the server.

export const read_json = (id) => JSON.parse(document.getElementById(id)?.textContent || "null");
const words = read_json("campus-words") || {};

export function __(text, ...values) {
	return values.reduce(
		(said, value, place) => said.replaceAll(`{${place}}`, value ?? ""),
		words[text] || text
	);
}

/** el("button.big", { onclick }, "text", child …): text is never read as markup. */
export function el(kind, values = {}, ...children) {
	const [tag, ...classes] = kind.split(".");
	const node = document.createElement(tag || "div");
	node.className = classes.join(" ");
	for (const [key, value] of Object.entries(values)) {
		if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
		else if (value !== undefined && value !== null && value !== false)
			node.setAttribute(key, value === true ? "" : value);
	}
	node.append(
		...children.flat().filter((child) => child !== null && child !== undefined && child !== false)
	);
	return node;
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
	const post = values !== undefined;
	let answer;
	try {
		answer = await fetch(`/api/method/campus_safety.api.${method}`, {
			method: post ? "POST" : "GET",
			credentials: guest ? "omit" : "same-origin",
			headers: {
				Accept: "application/json",
				...(post && { "Content-Type": "application/json" }),
				...(csrf && { "X-Frappe-CSRF-Token": csrf }),
			},
			body: post ? JSON.stringify(values) : undefined,
		});
	} catch {
		throw new Refusal(__("No connection. Try again: nothing is sent twice."));
	}
	const body = await answer.json().catch(() => ({}));
	if (answer.ok) return body.message;
	if (!guest && (answer.status === 401 || body.session_expired)) {
		location.href = `/login?redirect-to=${encodeURIComponent(location.pathname + location.search)}`;
	}
	throw new Refusal(reason_of(body) || __("That did not work. Try again, or call your counsellor."));
}

function reason_of(body) {
	try {
		const said = JSON.parse(body._server_messages || "[]").map((each) => JSON.parse(each).message);
		return plain(said.join("\n"));
	} catch {
		return "";
	}
}

function plain(markup) {
	return new DOMParser().parseFromString(markup, "text/html").body.textContent.trim();
}

/** A button that cannot be tapped twice while it works; what went wrong stands above it. */
export function action(label, kind, work, ask) {
	const button = el(`button.${kind}`, { type: "button" }, label);
	button.addEventListener("click", async () => {
		if (ask && !window.confirm(ask)) return;
		button.disabled = true;
		button.parentNode.querySelector(".refusal")?.remove();
		try {
			await work();
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
