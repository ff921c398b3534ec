// What reports and complaints share: by name or without one, a receipt code that leads back, a wait that is shown, and
// the numbers to call before anything is stored.
import { el } from "../lib/el.js";
import { __, action, button, call, field, help_card } from "./page.js";
import { show_code } from "./report_receipt.js";

/**
 * `room` is the API's module ("reports", "complaints"), `title` the page's heading, `start()` its first screen,
 * `show_one(code, one)` what stands behind a code.
 */
export function channel(page, { room, title, start, show_one }) {
	const draw = (...parts) => {
		page.replaceChildren(el("header", {}, el("h1", {}, title)), ...parts.flat());
		window.scrollTo(0, 0);
	};
	const begin = async (purpose) => {
		const { token, wait } = await call(`${room}.begin`, { purpose }, { guest: true });
		if (wait) await wait_shown(page, wait);
		return token;
	};
	const back = () => button(`‹ ${__("Back")}`, "quiet", () => draw(start()));
	const with_code = async (method, values) =>
		call(`${room}.${method}`, { token: await begin("look"), ...values }, { guest: true });
	// without a name, with a token of `begin`: the same token again is the same message
	const send = (method, values) => call(`${room}.${method}`, values, { guest: true });
	const named = (method, values) => call(`${room}.${method}`, values, { csrf: page.dataset.csrf });
	const noted = (code, help = null) =>
		show_code(code, {
			draw,
			help,
			done: () => draw(arrived(__("Thank you. Look again with your code.")), back()),
		});
	return {
		draw,
		back,
		begin,
		with_code,
		send,
		by_name: named,
		/** How an outbox sends one; the same key or token again is the same message. words: that it has arrived. */
		deliver: (words) => async (item) => {
			const { told, by_name, key } = item;
			if (!by_name) {
				item.token ??= await begin("report");
				const { code, help, lines } = await send("send", { token: item.token, ...told });
				return noted(code, help ? lines : null);
			}
			const { help, lines } = await named("file_by_name", { key, ...told });
			draw(help ? help_card(lines) : "", arrived(words), back());
		},
		code_form: () => code_form(async (code) => show_one(code, await with_code("look", { code }))),
		noted,
		/** Where the answer to a code stands. */
		show_answer: (one, ...parts) =>
			draw(
				one.help ? help_card(one.lines) : "",
				back(),
				...parts,
				el("p.help", {}, __("The receipt code alone leads here. Close this page when you are done."))
			),
	};
}

export const arrived = (words) => el("p.notice.confirmed", { role: "status" }, words);

export function without_name(label, is_first, begin) {
	return el(
		"section.card",
		{},
		el("h2", {}, __("Without My Name")),
		el(
			"p",
			{},
			__(
				"Nothing about you is kept: no account, no address, no device. You get a code to look for the answer."
			)
		),
		button(label, is_first ? "primary" : "", begin)
	);
}

export function with_name(name, words, label, begin, mine) {
	return el(
		"section.card",
		{},
		el("h2", {}, __("By Name: {0}", name)),
		el("p", {}, words),
		button(label, "primary", begin),
		mine
	);
}

export const log_in = (path, label) =>
	el("p.more", {}, el("a", { href: `/login?redirect-to=${path}` }, label));

/** Before anything is stored. */
export const first_help = (lines, words, send) => [
	help_card(lines),
	el("p", {}, words),
	el("div.buttons", {}, action(__("I Have Seen the Numbers: Send Now"), "primary", send)),
];

const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
export const holds_any = (words, text) => words.some((word) => plain(text).includes(plain(word)));

/**
 * No network: it waits in this tab alone, nowhere on the phone. words: how many wait; title(item): what a line calls
 * one; help: whom to ring meanwhile.
 */
export const unsent = (outbox, words, title, help) => [
	el(
		"section.card",
		{},
		el(
			"p.refusal",
			{ role: "alert" },
			outbox.delay?.is_busy
				? __("Very much is coming in just now: what you wrote waits in this page.")
				: words
		),
		el("p", {}, __("Keep this page open: it goes by itself as soon as there is a network.")),
		el("p", {}, __("Nothing of it is kept on the phone: if you close the page, it is gone."))
	),
	outbox.view(title, ({ told, marked_at }) => ({ marked_at, ...told })),
	el(
		"p.help",
		{},
		__("A file that you save stays on this phone, for everybody who has it in their hands.")
	),
	help,
];

/** The attributes of a form that is sent by its own button. */
export const FORM = { novalidate: true, onsubmit: (event) => event.preventDefault() };

function code_form(look) {
	const code = el("input.code", {
		required: true,
		maxlength: 30,
		inputmode: "numeric",
		autocomplete: "off",
		spellcheck: "false",
	});
	const box = el(
		"form.card",
		FORM,
		el("h2", {}, __("I Have a Receipt Code")),
		field(__("My receipt code"), code)
	);
	box.append(
		action(__("Look What Became of It"), "", async () => {
			if (box.reportValidity()) await look(code.value);
		})
	);
	return box;
}

/** A wrong code, or a flood, costs time: it is shown, and goes on by itself. */
function wait_shown(page, seconds) {
	const left = el("p.notice", { role: "status" });
	page.append(left);
	left.scrollIntoView();
	const say = () => (left.textContent = __("Very much is coming in. It goes on in {0} seconds.", seconds));
	say();
	return new Promise((resolve) => {
		const timer = setInterval(() => {
			seconds -= 1;
			say();
			if (seconds > 0) return;
			clearInterval(timer);
			left.remove();
			resolve();
		}, 1000);
	});
}
