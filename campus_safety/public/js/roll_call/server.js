// Requests to the app's own endpoints. Four kinds of failure: no network, something else that answers in the app's
// place, logged out, refused. Only the app's own words, which carry its mark, end the waiting of what was marked.

import { request, words_of } from "../lib/api.js";

const PATIENCE = 20000; // milliseconds
const MARK = "campus_safety"; // in every answer of the app, refusals too
const TRY_AGAIN = [408, 425, 429]; // whoever says so: nothing is decided

export class Offline extends Error {}
export class Unread extends Error {}
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
			if (!(error instanceof StaleToken)) throw error;
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
		// a login page of the Wi-Fi, a proxy's own words, half an answer
		const body = await answer.json().catch(() => null);
		if (!body || typeof body !== "object") throw new Unread(`${answer.status}`);
		if (is_logged_out(answer, body)) throw new LoggedOut();
		if (body.exc_type === "CSRFTokenError") throw new StaleToken();
		if (!body[MARK] || TRY_AGAIN.includes(answer.status)) throw new Unread(`${answer.status}`);
		if (answer.ok) return body.message;
		throw new Refused(words_of(body) || body.exc_type || `${answer.status}`);
	}
}

class StaleToken extends Unread {}

function is_logged_out(answer, body) {
	if (body.session_expired || (answer.status === 401 && body.exc_type)) return true;
	return (
		answer.status === 403 && Boolean(body.exc_type) && body.exc_type !== "CSRFTokenError" && is_guest()
	);
}

function is_guest() {
	return !/(^|; )user_id=(?!Guest)[^;]+/.test(document.cookie);
}
