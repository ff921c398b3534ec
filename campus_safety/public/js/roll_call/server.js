// Requests to the app's own endpoints. Three kinds of failure: no network, logged out, refused.

import { request, words_of } from "../lib/api.js";

const PATIENCE = 20000; // milliseconds

export class Offline extends Error {}
export class LoggedOut extends Error {}
export class Refused extends Error {}

export class Server {
	constructor() {
		this.token = "";
	}

	async start() {
		const answer = await this.send("get_start");
		this.token = answer.csrf_token;
		return answer;
	}

	async call(method, values) {
		if (!this.token) await this.start();
		try {
			return await this.send(method, values);
		} catch (error) {
			if (!(error instanceof Refused) || error.type !== "CSRFTokenError") throw error;
			await this.start(); // logged in anew meanwhile
			return this.send(method, values);
		}
	}

	async send(method, values) {
		const stop = new AbortController();
		const timer = setTimeout(() => stop.abort(), PATIENCE);
		const more = { csrf: this.token, cache: "no-store", signal: stop.signal };
		const answer = await request(`roll_call.${method}`, values, more)
			.catch((error) => {
				throw new Offline(error.message);
			})
			.finally(() => clearTimeout(timer));
		if (answer.status >= 500) throw new Offline(`${answer.status}`); // the server is not there: try again later
		const body = await answer.json().catch(() => ({}));
		if (answer.ok) return body.message;
		if (is_logged_out(answer, body)) throw new LoggedOut();
		const refusal = new Refused(words_of(body) || body.exc_type || "");
		refusal.type = body.exc_type || "";
		throw refusal;
	}
}

function is_logged_out(answer, body) {
	if (answer.status === 401 || body.session_expired) return true;
	return answer.status === 403 && body.exc_type !== "CSRFTokenError" && is_guest();
}

function is_guest() {
	return !/(^|; )user_id=(?!Guest)[^;]+/.test(document.cookie);
}
