// Reporting something unusual on a phone: two facts are enough. By name, or without: then a receipt code leads back,
// and nothing else does. The address of the page never changes, so its history tells nothing.
import { el } from "../lib/el.js";
import { channel, first_help, FORM, holds_any, log_in, unsent, with_name, without_name } from "./channel.js";
import { in_memory, Outbox } from "./outbox.js";
import { __, action, call, field, help_card, read_json, tick, ticked } from "./page.js";
import { small_photo } from "./photo.js";
import { show_mine } from "./report_receipt.js";
import { voice_note } from "./voice.js";

const SIGNS = () => [
	["Emotion", __("Mood: crying, anger, very quiet")],
	["Self-harm Words", __("Speaks of hurting themselves, of dying")],
	["Farewell Acts", __("Says farewell, gives things away")],
	["Behaviour", __("Behaves strangely")],
	["Routine", __("Does not sleep, does not eat, does not come")],
	["Lost Contact", __("Cannot be reached")],
	["Conflict", __("Quarrel")],
	["Bullying", __("Bullying")],
	["Violence Threat", __("Threatens with violence")],
	["Sexual Harm", __("Sexual harm")],
	["Loan or Gambling", __("Loans, gambling")],
	["Speech", __("Strange things said")],
	["Online", __("Something online")],
	["Seen on Video", __("Seen on a video")],
];
const LONGEST = 4000;

let road, state, outbox;

export async function show_report(page) {
	state = read_json("campus-report");
	road = channel(page, { room: "reports", title: __("Report Something Unusual"), start, show_one });
	outbox = new Outbox(
		in_memory(),
		road.deliver(__("It has arrived. You hear when somebody has taken it.")),
		{
			waits: (size) => road.draw(waiting(size)),
			refused: ({ told, by_name }, error) => road.draw(form(by_name, told, error.message)),
		}
	);
	road.draw(start());
}

function start() {
	return [
		el("p.help", {}, __("In danger: call first, then write.")),
		call_line(),
		state.name ? named_start() : "",
		state.open
			? without_name(__("Report without My Name"), !state.name, () => road.draw(form(false)))
			: el(
					"p.notice",
					{ role: "status" },
					__("Without a name nobody takes reports just now. Please call {0}.", state.lines.phone)
				),
		road.code_form(),
		el("p.more", {}, el("a", { href: "/campus-who-sees" }, __("Who Sees What I Write"))),
		state.name ? "" : log_in("/campus-report", __("Log In and Report by Name")),
	];
}

const call_line = () =>
	el(
		"p.ring",
		{},
		el("a.dial", { href: `tel:${state.lines.phone}` }, __("On duty at school: {0}", state.lines.phone))
	);

function named_start() {
	const mine = el("div");
	load_mine(mine);
	return with_name(
		state.name,
		__("Only who takes reports sees your name. They can ask you, and you hear what becomes of it."),
		__("Report by Name"),
		() => road.draw(form(true)),
		mine
	);
}

async function load_mine(place) {
	const own = await call("reports.get_mine").catch(() => []);
	if (own.length) show_mine(place, own, answer_mine, prove_mine);
}

const prove_mine = (report) => road.by_name("prove_mine", { report });

const answer_mine = async (report, text) => {
	const { help, lines } = await road.by_name("answer_mine", { report, text });
	road.draw(help ? help_card(lines) : "", start());
};

function show_one(code, one) {
	const place = el("div");
	show_mine(
		place,
		[one],
		async (_report, text) => show_one(code, await road.with_code("answer", { code, text })),
		() => road.with_code("prove", { code })
	);
	road.show_answer(one, place);
}

// the form

/** before, message: of one that was refused after it had waited. */
function form(by_name, before = {}, message = "") {
	const box = el("form.card", FORM);
	const signs = SIGNS().map(([value, text]) => [value, tick(text)]);
	const facts = el("textarea", { required: true, rows: 5, maxlength: LONGEST });
	const about = el("input", { maxlength: 300, autocomplete: "off" });
	const place = el("input", { maxlength: 140, autocomplete: "off" });
	const contact = by_name && el("input", { maxlength: 40, inputmode: "tel", autocomplete: "off" });
	const urgent = tick(__("Somebody may be in danger now"));
	const staff = tick(__("It is about a teacher or another member of staff"));
	const photo = el("input", { type: "file", accept: "image/*" });
	const voice = voice_note(by_name);
	for (const [input, text] of [
		[facts, before.facts],
		[about, before.about],
		[place, before.place],
	])
		input.value = text || "";
	const values = async () => ({
		facts: facts.value,
		about: about.value,
		place: place.value,
		signs: signs.filter(([, line]) => ticked(line)).map(([value]) => value),
		urgency: ticked(urgent) ? "Urgent" : "Normal",
		concerns_staff: ticked(staff),
		photo: photo.files[0] ? await small_photo(photo.files[0]) : "",
		voice: voice.content(),
		...(by_name && { contact: contact.value }),
	});
	box.append(
		el("h2", {}, by_name ? __("By Name: {0}", state.name) : __("Without My Name")),
		field(__("What happened?"), facts, __("What you saw and heard. A few words are enough.")),
		el(
			"fieldset.question",
			{},
			el("legend", {}, __("What is it about?")),
			...signs.map(([, line]) => line)
		),
		field(
			__("Who is it about? (if you know)"),
			about,
			__("Name, class or room, or what they look like.")
		),
		field(__("Where?"), place),
		urgent,
		staff,
		field(
			__("Photo (if you like)"),
			photo,
			__("It is painted anew: place, time and device are taken out.")
		),
		voice.element,
		...(by_name ? [field(__("How can we reach you? (if you like)"), contact)] : []),
		action(__("Send"), "primary", async () => {
			facts.required = !voice.content();
			if (!box.reportValidity()) return;
			const told = await values();
			const go_on = () => outbox.add({ told, by_name });
			if (!needs_help(told)) return go_on();
			road.draw(
				first_help(
					state.lines,
					__("Your report is not sent yet. Whoever is on duty is called the moment it is."),
					go_on
				)
			);
		})
	);
	return [road.back(), call_line(), message && el("p.refusal", { role: "alert" }, message), box];
}

const HELP_SIGNS = ["Self-harm Words", "Farewell Acts"];
const needs_help = ({ facts, about, signs, urgency }) =>
	urgency === "Urgent" ||
	signs.some((sign) => HELP_SIGNS.includes(sign)) ||
	holds_any(state.help_words, facts + about);

/** Whoever is in danger is told to ring. */
const waiting = (size) =>
	unsent(
		outbox,
		__("No connection: {0} reports wait in this page.", size),
		({ told }) => told.place || __("Report Something Unusual"),
		call_line()
	);
