// Asking the app's own endpoints with nothing but the browser: for the light pages, and for files in the Desk.

const API = "/api/method/campus_safety.api.";

/** The answer, unread. `values` make it a POST, which carries the session's token; throws without a network. */
export function request(method, values, { csrf, ...more } = {}) {
	return fetch(API + method, {
		method: values ? "POST" : "GET",
		credentials: "same-origin",
		headers: {
			Accept: "application/json",
			...(values && { "Content-Type": "application/json" }),
			...(csrf && { "X-Frappe-CSRF-Token": csrf }),
		},
		body: values && JSON.stringify(values),
		...more,
	});
}

/** A file to the framework's own endpoint; `about`: what it is attached to. The answer, unread. */
export function upload(file, name, about, csrf) {
	const body = new FormData();
	body.append("file", file, name);
	for (const [key, value] of Object.entries(about)) body.append(key, value);
	return fetch("/api/method/upload_file", {
		method: "POST",
		credentials: "same-origin",
		headers: { "X-Frappe-CSRF-Token": csrf, Accept: "application/json" },
		body,
	});
}

/** What a refusal says to the person, each message as the server wrote it: markup. */
export function messages_of(body) {
	try {
		return JSON.parse(body._server_messages || "[]").map((message) => JSON.parse(message).message);
	} catch {
		return [];
	}
}

/** The same as plain text; "" when it says nothing. */
export function words_of(body) {
	const markup = messages_of(body).join("\n");
	return new DOMParser().parseFromString(markup, "text/html").body.textContent.trim();
}
