// Asking for something on a phone 接诉即办: by name, or without: then a receipt code leads back, and nothing else does.
import { el } from "../lib/el.js";
import { __, action, call, field, read_json, request_key } from "./page.js";
import { help_card, show_code } from "./report_receipt.js";

const CATEGORIES = () => [
	["Logistics", __("Canteen, dormitory, repairs")],
	["Teaching", __("Teaching and examinations")],
	["Student Affairs", __("Grants, leave, student matters")],
	["Safety", __("Safety")],
	["Ethics", __("How a member of staff behaves")],
	["Other", __("Something else")],
];
const STATES = () => ({
	Accepted: __("It has arrived."),
	Triaged: __("It has been read and is being assigned."),
	Assigned: __("Somebody has it in hand."),
	Handling: __("It is being worked on."),
	Replied: __("There is a reply."),
	Revisited: __("There is a reply."),
	Closed: __("It is closed."),
});
const OUTCOMES = () => ({
	Solved: __("Solved"),
	Partly: __("Solved in part"),
	"Not Within Power": __("The school cannot decide this"),
	Unreasonable: __("It could not be done"),
	Joined: __("Handled together with others"),
});
const LONGEST = 4000;
let page, state;

export async function show_complaint(element) {
	page = element;
	state = read_json("campus-complaint");
	draw(start());
}

function draw(...parts) {
	page.replaceChildren(el("header", {}, el("h1", {}, __("Ask for Something"))), ...parts.flat());
	window.scrollTo(0, 0);
}

const button = (label, kind, onclick) =>
	el(`button${kind ? `.${kind}` : ""}`, { type: "button", onclick }, label);
const back = () => button(`‹ ${__("Back")}`, "quiet", () => draw(start()));
const tick = (text) => el("label.choice", {}, el("input", { type: "checkbox" }), el("span", {}, text));
const ticked = (line) => (line.firstChild.checked ? 1 : 0);

function start() {
	const changed = el("div");
	load_changed(changed);
	return [
		state.name ? named_start() : "",
		el(
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
			button(__("Ask without My Name"), state.name ? "" : "primary", () => draw(form(false)))
		),
		code_form(),
		changed,
		el("p.more", {}, el("a", { href: "/campus-report" }, __("Report Something Unusual"))),
		state.name
			? ""
			: el(
					"p.more",
					{},
					el("a", { href: "/login?redirect-to=/campus-complaint" }, __("Log In and Ask by Name"))
				),
	];
}

function named_start() {
	const mine = el("div");
	load_mine(mine);
	return el(
		"section.card",
		{},
		el("h2", {}, __("By Name: {0}", state.name)),
		el("p", {}, __("Whoever handles it does not see your name. Only the office that takes it does.")),
		button(__("Ask by Name"), "primary", () => draw(form(true))),
		mine
	);
}

async function load_mine(place) {
	const own = await call("complaints.get_mine").catch(() => []);
	place.replaceChildren(
		...own.map((one) =>
			card(one, async (kind, text, words) => {
				const { help, lines } = await call(
					"complaints.say_mine",
					{ mine: one.mine, asked: one.asked, kind, text, words },
					{ csrf: page.dataset.csrf }
				);
				draw(help ? help_card(lines) : "", start());
			})
		)
	);
}

async function load_changed(place) {
	const { changed } = await call("complaints.get_public", {}, { guest: true }).catch(() => ({
		changed: [],
	}));
	if (!changed.length) return;
	place.append(
		el(
			"section.card",
			{},
			el("h2", {}, __("What Changed Because You Asked")),
			...changed.map(({ summary, change, on }) =>
				el("div", {}, el("p.lead", {}, summary), el("p", {}, change), el("p.when", {}, on))
			)
		)
	);
}

// what became of it

async function with_code(method, values) {
	const { token, wait } = await call("complaints.begin", { purpose: "look" }, { guest: true });
	if (wait) await wait_shown(wait);
	return call(`complaints.${method}`, { token, ...values }, { guest: true });
}

const wait_shown = (seconds) => {
	const left = el(
		"p.notice",
		{ role: "status" },
		__("Very much is coming in. It goes on in {0} seconds.", seconds)
	);
	page.append(left);
	return new Promise((resolve) =>
		setTimeout(() => {
			left.remove();
			resolve();
		}, seconds * 1000)
	);
};

function code_form() {
	const code = el("input.code", {
		required: true,
		maxlength: 30,
		inputmode: "numeric",
		autocomplete: "off",
		spellcheck: "false",
	});
	const box = el(
		"form.card",
		{ novalidate: true, onsubmit: (event) => event.preventDefault() },
		el("h2", {}, __("I Have a Receipt Code")),
		field(__("My receipt code"), code)
	);
	box.append(
		action(__("Look What Became of It"), "", async () => {
			if (box.reportValidity()) show_one(code.value, await with_code("look", { code: code.value }));
		})
	);
	return box;
}

function show_one(code, one) {
	draw(
		one.help ? help_card(one.lines) : "",
		back(),
		card(one, async (kind, text, words = "") =>
			show_one(code, await with_code("say", { code, kind, text, words }))
		),
		el("p.help", {}, __("The receipt code alone leads here. Close this page when you are done."))
	);
}

/** `say(kind, text, words)`. */
function card(one, say) {
	return el(
		"section.card",
		{},
		el("p.when", {}, __("Asked {0}", one.asked)),
		el("p.lead", { role: "status" }, STATES()[one.state] || one.state),
		one.follows && el("p", {}, __("You follow what others asked for: {0}", one.summary)),
		one.follows && one.change && el("p.notice", {}, one.change),
		one.first_answer && el("p", {}, one.first_answer),
		one.reply && el("p.notice", {}, one.reply),
		one.outcome && el("p", {}, OUTCOMES()[one.outcome]),
		one.question && question_form(one, say),
		one.may_rate && rating_form(say),
		one.may_answer_again && again_form(say)
	);
}

function question_form({ question }, say) {
	const text = el("textarea", { rows: 2, maxlength: 2000 });
	return el(
		"div.answer",
		{},
		el("p.notice", {}, __("A question to you: {0}", question)),
		field(__("Answer"), text),
		action(__("Answer"), "primary", () => say("answer", text.value))
	);
}

function rating_form(say) {
	const words = el("textarea", { rows: 2, maxlength: 2000 });
	return el(
		"div.answer",
		{},
		field(__("Is it solved? In your words, if you like"), words),
		action(__("Satisfied"), "primary", () => say("rate", "Satisfied", words.value)),
		action(__("Mostly Satisfied"), "", () => say("rate", "Mostly Satisfied", words.value)),
		action(__("Not Satisfied"), "", () => say("rate", "Not Satisfied", words.value))
	);
}

const again_form = (say) =>
	el(
		"div.answer",
		{},
		el("p.notice", {}, __("Some weeks have gone by. Is it still solved?")),
		action(__("Still Solved"), "primary", () => say("again", "Still Solved")),
		action(__("It Came Back"), "", () => say("again", "Came Back"))
	);

// the form

function form(by_name) {
	const kinds = el(
		"select",
		{ required: true },
		...CATEGORIES().map(([value, text]) => el("option", { value }, text))
	);
	const content = el("textarea", { required: true, rows: 5, maxlength: LONGEST });
	const place = el("input", { maxlength: 140, autocomplete: "off" });
	const about = el("input", { maxlength: 140, autocomplete: "off" });
	const contact = by_name && el("input", { maxlength: 40, inputmode: "tel", autocomplete: "off" });
	const urgent = tick(__("Somebody is harmed or cut off while it lasts"));
	const intake = tick(__("It is about the office that takes complaints"));
	const others = el("div");
	const box = el(
		"form.card",
		{ novalidate: true, onsubmit: (event) => event.preventDefault() },
		el("h2", {}, by_name ? __("By Name: {0}", state.name) : __("Without My Name")),
		field(__("Which kind is it?"), kinds),
		others,
		field(__("What do you ask for?"), content, __("Leave out your name, your number and your room.")),
		field(__("Where?"), place),
		field(__("Is it about a person? Whom?"), about, __("They do not handle it and do not read it.")),
		urgent,
		intake,
		by_name && field(__("How can we reach you? (if you like)"), contact)
	);
	const told = () => ({
		content: content.value,
		category: kinds.value,
		place: place.value,
		about: about.value,
		urgent: ticked(urgent),
		concerns_intake: ticked(intake),
		...(by_name && { contact: contact.value }),
	});
	const offer = () => load_others(others, kinds.value, by_name);
	kinds.addEventListener("change", offer);
	offer();
	box.append(
		action(__("Send"), "primary", async () => {
			if (!box.reportValidity()) return;
			if (needs_help(content.value + about.value)) return draw(first_help(told(), by_name));
			await send(told(), by_name);
		})
	);
	return [back(), box];
}

/** What others ask for already: follow it instead of writing it again. */
async function load_others(place, category, by_name) {
	const { open } = await call("complaints.get_public", { category }, { guest: true }).catch(() => ({
		open: [],
	}));
	place.replaceChildren(
		...(open.length ? [el("p.help", {}, __("Others ask for this already. Is it the same?"))] : []),
		...open.map(({ key, summary }) =>
			el(
				"div",
				{},
				el("p", {}, summary),
				action(__("Follow This One"), "", () => follow(key, by_name))
			)
		)
	);
}

async function follow(key, by_name) {
	if (by_name) {
		await call("complaints.follow_by_name", { key }, { csrf: page.dataset.csrf });
		return draw(start());
	}
	const token = await arrive();
	const { code } = await call("complaints.follow", { key, token }, { guest: true });
	noted(code);
}

async function arrive() {
	const { token, wait } = await call("complaints.begin", { purpose: "report" }, { guest: true });
	if (wait) await wait_shown(wait);
	return token;
}

const noted = (code, lines = null) =>
	show_code(code, {
		draw,
		help: lines,
		done: () =>
			draw(
				el("p.notice.confirmed", { role: "status" }, __("Thank you. Look again with your code.")),
				back()
			),
	});

const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
const needs_help = (text) => state.help_words.some((word) => plain(text).includes(plain(word)));

/** Before anything is stored. */
const first_help = (told, by_name) => [
	help_card(state.lines),
	el("p", {}, __("It is not sent yet. What asks for help goes to whoever is on duty the moment it is.")),
	el(
		"div.buttons",
		{},
		action(__("I Have Seen the Numbers: Send Now"), "primary", () => send(told, by_name))
	),
];

async function send(told, by_name) {
	if (!by_name) {
		const token = await arrive();
		const { code, help, lines } = await call("complaints.send", { token, ...told }, { guest: true });
		return noted(code, help ? lines : null);
	}
	const { key, done } = request_key("complaint");
	const { help, lines } = await call(
		"complaints.file_by_name",
		{ key, ...told },
		{ csrf: page.dataset.csrf }
	);
	done();
	return draw(
		help ? help_card(lines) : "",
		el("p.notice.confirmed", { role: "status" }, __("It has arrived. You hear when there is an answer.")),
		back()
	);
}
