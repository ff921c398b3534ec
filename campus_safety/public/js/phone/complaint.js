// Asking for something on a phone 接诉即办: by name, or without: then a receipt code leads back, and nothing else does.
import { el } from "../lib/el.js";
import { channel, first_help, FORM, holds_any, log_in, unsent, with_name, without_name } from "./channel.js";
import { in_memory, Outbox } from "./outbox.js";
import { __, action, call, field, help_card, read_json, tick, ticked } from "./page.js";

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
const SHOWN = 20; // characters of what waits
let road, state, outbox;

export async function show_complaint(page) {
	state = read_json("campus-complaint");
	road = channel(page, { room: "complaints", title: __("Ask for Something"), start, show_one });
	outbox = new Outbox(in_memory(), road.deliver(__("It has arrived. You hear when there is an answer.")), {
		waits: (size) => road.draw(waiting(size)),
		refused: ({ told, by_name }, error) => road.draw(form(by_name, told, error.message)),
	});
	road.draw(start());
}

function start() {
	const changed = el("div");
	load_changed(changed);
	return [
		state.name ? named_start() : "",
		without_name(__("Ask without My Name"), !state.name, () => road.draw(form(false))),
		road.code_form(),
		changed,
		el("p.more", {}, el("a", { href: "/campus-report" }, __("Report Something Unusual"))),
		state.name ? "" : log_in("/campus-complaint", __("Log In and Ask by Name")),
	];
}

function named_start() {
	const mine = el("div");
	load_mine(mine);
	return with_name(
		state.name,
		__("Whoever handles it does not see your name. Only the office that takes it does."),
		__("Ask by Name"),
		() => road.draw(form(true)),
		mine
	);
}

async function load_mine(place) {
	const own = await call("complaints.get_mine").catch(() => []);
	place.replaceChildren(
		...own.map((one) =>
			card(one, async (kind, text, words) => {
				const { mine, asked } = one;
				const { help, lines } = await road.by_name("say_mine", { mine, asked, kind, text, words });
				road.draw(help ? help_card(lines) : "", start());
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

function show_one(code, one) {
	road.show_answer(
		one,
		card(one, async (kind, text, words = "") =>
			show_one(code, await road.with_code("say", { code, kind, text, words }))
		)
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

/** before, message: of one that was refused after it had waited. */
function form(by_name, before = {}, message = "") {
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
	kinds.value = before.category || kinds.value;
	for (const [input, text] of [
		[content, before.content],
		[place, before.place],
		[about, before.about],
	])
		input.value = text || "";
	const box = el(
		"form.card",
		FORM,
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
			const one = told();
			const go_on = () => outbox.add({ told: one, by_name });
			if (!needs_help(one)) return go_on();
			road.draw(
				first_help(
					state.lines,
					__("It is not sent yet. What asks for help goes to whoever is on duty the moment it is."),
					go_on
				)
			);
		})
	);
	return [road.back(), message && el("p.refusal", { role: "alert" }, message), box];
}

const needs_help = ({ content, about }) => holds_any(state.help_words, content + about);

const waiting = (size) =>
	unsent(
		outbox,
		__("No connection: {0} requests wait in this page.", size),
		({ told }) => told.content.slice(0, SHOWN),
		outbox.waiting.some(({ told }) => needs_help(told)) ? help_card(state.lines) : ""
	);

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
	if (!by_name)
		return road.noted((await road.send("follow", { key, token: await road.begin("report") })).code);
	await road.by_name("follow_by_name", { key });
	road.draw(start());
}
