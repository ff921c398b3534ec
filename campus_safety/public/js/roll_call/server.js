// Requests to the app's own endpoints. Three kinds of failure: no network, logged out, refused.

const API = "/api/method/campus_safety.api.roll_call.";
const PATIENCE = 20000; // milliseconds

export class Offline extends Error {}
export class LoggedOut extends Error {}
export class Refused extends Error {}

export class Server {
	constructor() {
		this.token = "";
	}

	async start() {
		const answer = await this.send("GET", "get_start");
		this.token = answer.csrf_token;
		return answer;
	}

	async call(method, values) {
		if (!this.token) await this.start();
		try {
			return await this.send("POST", method, values);
		} catch (error) {
			if (!(error instanceof Refused) || error.type !== "CSRFTokenError") throw error;
			await this.start(); // logged in anew meanwhile
			return this.send("POST", method, values);
		}
	}

	async send(verb, method, values) {
		const stop = new AbortController();
		const timer = setTimeout(() => stop.abort(), PATIENCE);
		let answer;
		try {
			answer = await fetch(API + method, {
				method: verb,
				credentials: "same-origin",
				cache: "no-store",
				signal: stop.signal,
				headers: {
					"Content-Type": "application/json",
					Accept: "application/json",
					"X-Frappe-CSRF-Token": this.token,
				},
				body: values ? JSON.stringify(values) : undefined,
			});
		} catch (error) {
			throw new Offline(error.message);
		} finally {
			clearTimeout(timer);
		}
		if (answer.status >= 500) throw new Offline(`${answer.status}`); // the server is not there: try again later
		const body = await answer.json().catch(() => ({}));
		if (answer.ok) return body.message;
		if (
			answer.status === 401 ||
			body.session_expired ||
			(answer.status === 403 && body.exc_type !== "CSRFTokenError" && is_guest())
		)
			throw new LoggedOut();
		const refusal = new Refused(words_of(body));
		refusal.type = body.exc_type || "";
		throw refusal;
	}
}

function is_guest() {
	return !/(^|; )user_id=(?!Guest)[^;]+/.test(document.cookie);
}

function words_of(body) {
	try {
		const texts = JSON.parse(body._server_messages || "[]").map((message) => JSON.parse(message).message);
		return texts.map((text) => text.replace(/<[^>]*>/g, "")).join(" ") || body.exc_type || "";
	} catch {
		return body.exc_type || "";
	}
}
